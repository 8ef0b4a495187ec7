package litmus

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// codeReader reads the threads of a test for an outline.
type codeReader struct {
	*cParser
	o *outliner
	// marked says which tokens have their place in the outline, by index.
	marked []bool
	// hidden are the tokens in a comment that is only known as one here.
	hidden map[int]bool
	// starts are the tokens that begin a line and a thread, by index.
	starts []int
	// thread is the index of the thread that is being read; params are its
	// parameters.
	thread int
	params map[string]bool
}

// readCode describes the threads.
func (o *outliner) readCode() {
	toks := lexC(o.file, o.at.code, o.at.final, o.rep)
	at := o.at.code
	for _, t := range toks {
		o.gap(at, t.start, false)
		at = t.end
	}
	r := &codeReader{o: o, marked: make([]bool, len(toks)), hidden: make(map[int]bool), cParser: &cParser{}}
	r.stream = stream{file: o.file, rep: o.rep, toks: toks}
	r.findStarts()
	for !r.atEnd() {
		r.topLevel()
	}
	r.classify()
	r.calls()
	for i, t := range toks[:len(toks)-1] {
		if !r.hidden[i] {
			o.code = append(o.code, t)
		}
	}
}

// topLevel reads one thread, or passes over what stands in its place.
func (r *codeReader) topLevel() {
	t := r.cur()
	switch {
	case r.at("(") && r.isPunct(r.peek(1), "*") && r.peek(1).start == t.end:
		end, ok := skipNested(r.file.Text()[:r.o.at.final], t.start)
		if !ok {
			break
		}
		r.o.comment(t.start, end)
		for !r.atEnd() && r.cur().start < end {
			r.mark(r.cur())
			r.hidden[r.pos] = true
			r.next()
		}
		return
	case r.at("{"):
		r.next()
		for depth := 1; depth > 0 && !r.atEnd() && !r.atThread(); r.next() {
			switch {
			case r.at("{"):
				depth++
			case r.at("}"):
				depth--
			}
		}
		return
	case t.kind == tokName && isProcessor(r.text(t)) && r.isPunct(r.peek(1), "("):
		r.readThread()
		return
	}
	r.next()
}

// findStarts finds the threads that can be told by their first lines, whatever is
// before them: a body without its brace ends there at the latest.
func (r *codeReader) findStarts() {
	for r.pos < len(r.toks)-1 {
		if r.startsLine() && r.atThread() {
			r.starts = append(r.starts, r.pos)
		}
		r.pos++
	}
	r.pos = 0
}

// nextStart returns the token at which the next thread begins for certain, or the
// last one.
func (r *codeReader) nextStart() int {
	i, _ := slices.BinarySearch(r.starts, r.pos)
	if i < len(r.starts) {
		return r.starts[i]
	}
	return len(r.toks) - 1
}

// mark notes that a token has its place in the outline.
func (r *codeReader) mark(t token) { r.marked[r.indexAt(t.start)] = true }

// indexAt returns the index of the token that starts at an offset.
func (r *codeReader) indexAt(offset int) int {
	i, _ := slices.BinarySearchFunc(r.toks, offset, func(t token, at int) int { return t.start - at })
	return min(i, len(r.toks)-1)
}

// readThread reads a thread from its name on.
func (r *codeReader) readThread() {
	start, first := r.cur().start, r.pos
	for first > 0 && r.onLineWith(first-1) {
		first--
		start = r.toks[first].start
		r.typeTokens(first, first+1)
	}
	name := r.next()
	id, err := strconv.Atoi(r.text(name)[1:])
	if err != nil || id > 1<<20 {
		id = len(r.o.test.Threads)
	}
	th := &outline.Thread{ID: id, Name: r.text(name), NameSpan: r.span(name)}
	r.thread = len(r.o.test.Threads)
	r.o.test.Threads = append(r.o.test.Threads, th)
	if _, taken := r.o.byID[id]; !taken {
		r.o.byID[id] = r.thread
	}
	r.mark(name)
	r.o.declare(name.start, name.end, outline.ThreadName)
	r.readParams(th)
	th.Body = r.file.Span(r.prevEnd(), r.prevEnd())
	th.Span = r.since(start)
	if r.at("{") {
		r.readBody(th)
		th.Span.Start = start
	}
}

// onLineWith reports whether token i belongs to the type of the thread whose name
// follows on the same line.
func (r *codeReader) onLineWith(i int) bool {
	t := r.toks[i]
	if t.kind != tokName && !r.isPunct(t, "*") || r.marked[i] {
		return false
	}
	return !strings.Contains(r.file.Text()[t.end:r.toks[i+1].start], "\n")
}

// typeTokens gives the names in a range of tokens the class of types.
func (r *codeReader) typeTokens(from, to int) {
	for i := from; i < to; i++ {
		if t := r.toks[i]; t.kind == tokName && !r.marked[i] {
			r.marked[i] = true
			r.o.token(t.start, t.end, outline.Type)
		}
	}
}

// readParams reads the parameters, which need not be complete.
func (r *codeReader) readParams(th *outline.Thread) {
	open := r.next()
	r.params = make(map[string]bool)
	for !r.atEnd() && !r.atAny(")", "{", "}", ";") && !r.atThread() {
		from, name := r.pos, -1
		for !r.atEnd() && !r.atAny(",", ")", "{", "}", ";", "[") && !r.atThread() {
			if r.cur().kind == tokName {
				name = r.pos
			}
			r.next()
		}
		r.param(from, name)
		if r.at("[") {
			r.skipBalanced()
		}
		r.accept(",")
	}
	th.ParamsEnd = r.cur().start
	end := r.prevEnd()
	if r.accept(")") {
		end = r.prevEnd()
	} else {
		th.ParamsEnd = end
	}
	r.o.region(outline.Params, open.start, end, th.ID)
}

// param takes the tokens of a parameter, of which the one at name is the last
// word.
func (r *codeReader) param(from, name int) {
	if name < 0 {
		return
	}
	if name == from && isTypeName(r.text(r.toks[name])) || r.pos > name+1 {
		r.typeTokens(from, r.pos) // the name is still to be typed
		return
	}
	r.typeTokens(from, name)
	t := r.toks[name]
	var words []string
	stars := ""
	for i, u := range r.toks[from:name] {
		word := r.text(u)
		switch {
		case u.kind == tokName && !isQualifier(word) && !isStorage(word):
			words = append(words, word)
		case r.isPunct(u, "*") && i < name:
			stars += "*"
		}
	}
	s := r.o.shared(r.text(t))
	if s.Type == "" {
		s.Type = typeText(strings.Join(words, " "), strings.TrimPrefix(stars, "*"))
	}
	r.params[s.Name] = true
	r.refer(s, t, outline.Param, false)
}

// refer adds a place of a symbol in the thread that is being read.
func (r *codeReader) refer(s *outline.Symbol, t token, kind outline.RefKind, writes bool) {
	r.mark(t)
	r.o.place(s, t.start, t.end, kind, writes, r.o.test.Threads[r.thread].ID)
}

// readBody reads the body of a thread.
func (r *codeReader) readBody(th *outline.Thread) {
	open, from := r.next(), r.pos
	stop := r.nextStart()
	next := r.toks[stop]
	r.toks[stop] = token{tokEOF, next.start, next.start}
	body := r.parseItems()
	r.toks[stop] = next
	r.pos, r.stop = min(r.pos, stop), false // where it was nested too deep, go on
	end := r.cur().start
	if !r.at("}") { // it ends with the line before what comes next
		end = r.prevEnd() + max(strings.LastIndexByte(r.file.Text()[r.prevEnd():end], '\n'), 0)
	}
	th.Body = r.file.Span(open.end, end)
	to := r.pos
	if r.accept("}") {
		end = r.prevEnd()
	}
	th.Span = r.file.Span(th.NameSpan.Start, end)
	r.blocks(from-1, r.pos, end, th.ID)
	a := &accesses{o: r.o, param: func(int, role) {}, name: r.name, typ: r.typ}
	r.statements(body, a)
	r.rest(from, to)
}

// statements walks the statements of a body.
func (r *codeReader) statements(body []*stmt, a *accesses) {
	for _, s := range body {
		for _, d := range s.decls {
			r.typ(d.typ)
			r.declaration(d)
			a.walk(d.init, usesValue)
		}
		r.statements(s.init, a)
		a.walk(s.x, usesValue)
		a.walk(s.step, usesValue)
		r.statements(s.body, a)
		r.statements(s.els, a)
	}
}

// declaration takes the declaration of a register.
func (r *codeReader) declaration(d decl) {
	t := r.toks[r.indexAt(d.span.Start)]
	if r.params[d.name] { // the same name is the same register
		r.refer(r.o.shared(d.name), t, outline.Address, false)
		return
	}
	s := r.o.register(r.thread, d.name)
	if s.Type == "" {
		s.Type = typeText(d.typ.base, strings.Repeat("*", d.typ.stars))
	}
	r.refer(s, t, outline.Declared, d.init != nil)
}

// typ takes a type in the code.
func (r *codeReader) typ(t ctype) {
	if t.span.IsValid() {
		r.typeTokens(r.indexAt(t.span.Start), r.indexAt(t.span.End))
	}
}

// name takes a name in an expression.
func (r *codeReader) name(e *expr, use role) {
	t := token{tokName, e.span.Start, e.span.End}
	word := e.name
	switch {
	case r.params[word]:
		r.refer(r.o.shared(word), t, sharedUse(use), false)
	case isConstantWord(word) || isKeyword(word):
	default:
		r.refer(r.o.register(r.thread, word), t, registerUse(use), false)
	}
}

// rest takes the names in a body that no statement could be made around.
func (r *codeReader) rest(from, to int) {
	for i := from; i < to; i++ {
		t := r.toks[i]
		if t.kind != tokName || r.marked[i] || i > 0 && (r.isPunct(r.toks[i-1], ".") || r.isPunct(r.toks[i-1], "->")) {
			continue
		}
		word := r.text(t)
		switch {
		case r.params[word]:
			r.refer(r.o.shared(word), t, outline.Address, false)
		case r.o.index[symbolKey{r.thread, word}] != nil:
			r.refer(r.o.register(r.thread, word), t, outline.Read, false)
		}
	}
}

// blocks adds the regions of the braces among the tokens from one up to another.
// Those that are not closed reach to end.
func (r *codeReader) blocks(from, to, end, thread int) {
	var open []int
	for i := from; i < to; i++ {
		switch t := r.toks[i]; {
		case r.isPunct(t, "{"):
			open = append(open, i)
		case r.isPunct(t, "}") && len(open) > 0:
			at := open[len(open)-1]
			open = open[:len(open)-1]
			if at == 0 || !isWord(r.text(r.toks[at-1])) { // and not a tag
				r.o.region(outline.Body, r.toks[at].start, t.end, thread)
			}
		}
	}
	for _, at := range open {
		r.o.region(outline.Body, r.toks[at].start, max(end, r.toks[at].end), thread)
	}
}
