package litmus

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// readThreads reads the threads, between the init block and the final section.
func (u *unit) readThreads() {
	toks := lexC(u.file, u.at.code, u.at.final, u.rep)
	p := &cParser{stream: stream{file: u.file, rep: u.rep, toks: toks, cut: u.rep.has(Unclosed, u.at.code) || u.rep.has(TooLong, u.at.code)}}
	for !p.atEnd() {
		before := p.pos
		u.topLevel(p)
		if p.pos == before {
			p.next() // always move on
		}
	}
	u.orderThreads()
}

// topLevel reads one thread, or reports what stands in its place.
func (u *unit) topLevel(p *cParser) {
	t := p.cur()
	switch {
	case p.at(";"):
		p.next()
		u.rep.rejected(p.span(t), "a `;` behind a thread; remove it")
		return
	case p.at("#"):
		p.preprocessor()
		return
	case p.at("(") && p.isPunct(p.peek(1), "*") && p.peek(1).start == t.end:
		if end, ok := skipNested(u.file.Text()[:u.at.final], t.start); ok {
			u.rep.rejected(u.file.Span(t.start, t.start+2), "comments between threads are written /* … */")
			for !p.atEnd() && p.cur().start < end {
				p.next()
			}
			return
		}
	case p.at("{"):
		p.skipBalanced()
		u.rep.errorf(SyntaxError, p.since(t.start), "code stands in threads only: `P0(int *x) { … }`")
		return
	case p.at("~") || p.at("!") || p.atWord("not"):
		// `not exists`: herd7 only knows `~exists`.
		if p.peek(1).kind == tokEOF && u.at.final < u.at.end {
			p.next()
			u.rep.rejected(p.span(t), "write `~exists`")
			u.negated = true
			return
		}
	}
	if !u.returnType(p) {
		p.unexpected("a thread, such as `P0(int *x) { … }`")
		u.skipToThread(p)
		return
	}
	name := p.next()
	word := p.text(name)
	if !isProcessor(word) {
		u.rep.errorf(Unsupported, p.span(name), "only threads can be defined, named P0, P1, …; write the code of `%s` where it is used", shown(word))
		p.skipBalanced()
		if p.at("{") {
			p.skipBalanced()
		}
		return
	}
	u.thread(p, name)
}

// returnType consumes what stands before the name of a thread. It fails if no
// name with a parenthesis follows.
func (u *unit) returnType(p *cParser) bool {
	start, n := p.cur(), 0
	for p.peek(n).kind == tokName && !p.isPunct(p.peek(n+1), "(") || n > 0 && p.isPunct(p.peek(n), "*") {
		n++
	}
	if p.peek(n).kind != tokName {
		return false
	}
	if n == 0 {
		return true
	}
	p.pos += n
	void := p.isWord(start, "void") && (n == 1 || n == 2 && p.isPunct(p.toks[p.pos-1], "*"))
	if !void {
		u.rep.rejected(p.since(start.start), "a thread has no type, or `void`")
	}
	return true
}

// skipToThread skips to where the next thread seems to start.
func (u *unit) skipToThread(p *cParser) {
	for !p.atEnd() && !p.atThread() {
		if p.at("{") {
			p.skipBalanced()
			return
		}
		p.next()
	}
}

// thread reads the parameters and the body of a thread and lowers it.
func (u *unit) thread(p *cParser, name token) {
	id, err := strconv.Atoi(p.text(name)[1:])
	if err != nil || id > 1<<20 {
		u.rep.errorf(BadThread, p.span(name), "threads are numbered from P0 on")
		id = len(u.threads)
	}
	th := &thread{
		Thread:  &prog.Thread{ID: id, Name: p.text(name), Span: p.span(name)},
		regs:    make(map[string]int),
		unlocks: make(map[int]bool),
	}
	u.params(p, th)
	if p.at(";") && p.isPunct(p.peek(1), "{") {
		u.rep.errorf(SyntaxError, p.span(p.next()), "remove this `;`")
	}
	if !p.at("{") {
		p.unexpected("the body of " + th.Name + " in braces")
		u.skipToThread(p)
		u.addThread(th)
		return
	}
	open := p.cur()
	p.next()
	body := p.parseItems()
	close := p.cur() // of no length if the brace is missing
	th.body = u.file.Text()[open.end:max(close.start, open.end)]
	switch {
	case !p.at("}"):
		close.end = close.start
		if !p.silent() {
			u.rep.errorf(Unclosed, p.span(open), "the body of %s has no end: `}` is missing", th.Name).
				Relate(p.span(p.cur()), "it should end before this")
		}
	case len(body) == 0:
		u.rep.rejected(p.span(open).To(p.span(close)), "a thread without a statement")
		p.next()
	default:
		p.next()
	}
	if close.end > close.start {
		u.checkBraces(open.start, close.end)
	}
	u.addThread(th)
	u.initRegisters(th)
	l := &lowering{unit: u, th: th}
	l.stmts(body, nil, true)
	th.Body = l.out
}

// checkBraces gives a hint when the braces of a body do not match once those in
// its comments are counted, as herd7 counts them.
func (u *unit) checkBraces(open, end int) {
	if at, ok := herdClose(u.file.Text()[:end], open); !ok || at+1 != end {
		at = min(at, end-1)
		u.rep.rejected(u.file.Span(open, open+1), "it counts the braces in the comments of this body")
	}
}

// params reads the parameters of a thread.
func (u *unit) params(p *cParser, th *thread) {
	p.next() // (
	for !p.at(")") && !p.atEnd() && !p.at("{") {
		if p.atWord("void") && p.isPunct(p.peek(1), ")") {
			u.rep.rejected(p.span(p.next()), "`void`; leave the parentheses empty")
			break
		}
		before := p.pos
		u.param(p, th)
		if p.pos == before {
			p.next()
		}
		if !p.accept(",") && !p.at(")") {
			p.missing(")", "after the parameters")
			for !p.atAny(")", "{", "}", ",") && !p.atEnd() {
				p.next()
			}
			p.accept(",")
		}
	}
	th.paramsEnd = p.cur().start
	p.accept(")")
}

// param reads one parameter: a register that holds the address of the shared
// variable of the same name.
func (u *unit) param(p *cParser, th *thread) {
	if p.cur().kind != tokName {
		p.unexpected("a parameter, such as `int *x`")
		return
	}
	typ := p.parseType()
	if p.cur().kind != tokName {
		p.unexpected("the name of the parameter")
		return
	}
	t := p.next()
	name, span := p.text(t), p.span(t)
	switch {
	case p.at("["):
		p.skipBalanced()
		typ.stars++
		typ.text += "*"
		u.rep.rejected(p.since(typ.span.Start), "an array as a parameter; write `%s *%s`", typ.base, name)
	case typ.stars == 0:
		u.rep.errorf(BadThread, typ.span.To(span), "the parameter `%s` must be a pointer to the shared variable: `%s *%s`", name, typ.base, name).
			Fix("Make it a pointer", u.file.Span(span.Start, span.Start), "*")
		typ.stars++
		typ.text += "*"
	case !typ.herd:
		u.rep.rejected(typ.span, "it does not know the type `%s`; `int *` will do", shown(typ.span.Text()))
	}
	if isReserved(name) {
		u.rep.rejected(span, "`%s` is a keyword there; use another name", name)
	}
	if i, ok := th.regs[name]; ok {
		u.rep.errorf(BadThread, span, "%s has two parameters called `%s`", th.Name, name).
			Relate(th.Regs[i].Span, "the first")
		return
	}
	th.params = append(th.params, typ.text+" "+name)
	reg := th.reg(name, span)
	th.info[reg] = regInfo{typ: typ, typed: true, written: true}
	th.Regs[reg].Param = true
	th.Regs[reg].Init = prog.AddrValue(u.global(name, span), 0)
}

// addThread adds a thread, unless its number is taken.
func (u *unit) addThread(th *thread) {
	if other := u.threadByID[th.ID]; other != nil {
		u.rep.errorf(BadThread, th.Span, "there are two threads called P%d", th.ID).
			Relate(other.Span, "the first")
		return
	}
	u.threadByID[th.ID] = th
	u.threads = append(u.threads, th)
}

// orderThreads puts the threads in the order of their numbers, which must have
// no gap.
func (u *unit) orderThreads() {
	if len(u.threads) == 0 {
		if !u.rep.list.HasErrors() {
			at := u.file.Span(u.at.code, u.at.code)
			u.rep.errorf(NoThreads, at, "the test has no thread; write `P0(int *x) { … }` after the init block")
		}
		return
	}
	inOrder := func(a, b *thread) int { return a.ID - b.ID }
	if !slices.IsSortedFunc(u.threads, inOrder) {
		for i, th := range u.threads {
			if th.ID != i {
				u.rep.rejected(th.Span, "threads must stand in the order P0, P1, …")
				break
			}
		}
		slices.SortStableFunc(u.threads, inOrder)
	}
	for i, th := range u.threads {
		if th.ID != i {
			u.rep.errorf(BadThread, th.Span, "P%d is missing: threads are numbered from P0 on, without a gap", i)
			break
		}
	}
	for _, th := range u.threads {
		u.prog.Threads = append(u.prog.Threads, th.Thread)
	}
	u.checkRegInits()
}

// warnAboutRegisters gives the warnings that need the whole test: on registers
// that are read and never written or that are nowhere declared, and on locks that
// are never released.
func (u *unit) warnAboutRegisters() {
	for _, th := range u.threads {
		for _, r := range th.unwritten {
			u.warnUnwritten(th, th.Regs[r.reg].Name, r.span)
		}
		u.warnUndeclared(th)
		for _, r := range th.locks {
			if !th.unlocks[r.reg] && !th.unlocks[-1] {
				u.rep.warnf(NeverReleased, r.span, "%s never releases this lock; executions in which another thread waits for it do not count", th.Name)
			}
		}
	}
}

// warnUndeclared warns of a register without a declaration in a thread that
// declares others. Many tests declare none, and mean it.
func (u *unit) warnUndeclared(th *thread) {
	declares := func(i int, info regInfo) bool { return info.typed && !th.Regs[i].Param && !th.Regs[i].Hidden }
	some := false
	for i, info := range th.info {
		some = some || declares(i, info)
	}
	for i, info := range th.info {
		r := th.Regs[i]
		if r.Name == "return" || strings.HasPrefix(r.Name, "%") {
			continue // only herd7 takes these for registers
		}
		if some && info.written && !info.typed && !r.Param && !r.Hidden && u.itemOf(&initItem{thread: th.ID, name: r.Name}) == nil {
			u.rep.warnf(Undeclared, r.Span, "`%s` is declared nowhere, as other registers of %s are; declare it: `int %s;`", r.Name, th.Name, r.Name)
		}
	}
}

// warnUnwritten says why a register holds 0, and what was probably meant.
func (u *unit) warnUnwritten(th *thread, name string, span source.Span) {
	_, shared := u.globals[name]
	switch {
	case name == "true":
		u.rep.warnf(NotAConstant, span, "`true` is no constant: herd7 reads it as a register that nobody wrote, with the value 0; write 1").
			Fix("Write 1", span, "1")
	case name == "false" || name == "NULL":
		u.rep.warnf(NotAConstant, span, "`%s` is no constant: herd7 reads it as a register that nobody wrote, with the value 0; write 0", name).
			Fix("Write 0", span, "0")
	case shared:
		insert := u.file.Span(th.paramsEnd, th.paramsEnd)
		text := "int *" + name
		if len(th.params) > 0 {
			text = ", " + text
		}
		u.rep.warnf(NotParameter, span, "the shared variable `%s` is no parameter of %s, so that `%s` is a register here, with the value 0; add it to the parameters", name, th.Name, name).
			Relate(insert, "add `%s` here", strings.TrimPrefix(text, ", ")).
			Fix("Add the parameter", insert, text)
	case u.bareCall(th, name) != nil:
		row := u.bareCall(th, name)
		p := u.rep.warnf(ReadBeforeWrite, span, "`%s` without parentheses is a register here, with the value 0; ", name)
		if n := len(row.Params); n > 0 {
			p.Message += "call it, with " + count(n, "argument") + ": `" + usage(row) + "`"
		} else {
			p.Message += "call it: `" + name + "()`"
			p.Fix("Add the parentheses", u.file.Span(span.End, span.End), "()")
		}
	default:
		p := u.rep.warnf(ReadBeforeWrite, span, "the register `%s` is read before anything is written to it; its value is 0", name)
		if best := u.suggestShared(th, name); best != "" {
			p.Message += "; did you mean `" + best + "`?"
			p.Fix("Write "+best, span, best)
		}
	}
}

// bareCall returns the primitive that is probably meant by a register that nothing
// was written to, or nil. Who declares or writes a register means it.
func (u *unit) bareCall(th *thread, name string) *kernel.Row {
	if i, ok := th.regs[name]; ok && (th.info[i].typed || th.info[i].written) {
		return nil
	}
	return u.opts.Primitives.Lookup(name)
}
