package litmus

import (
	"strconv"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxCells bounds the elements of all arrays together.
const maxCells = 1 << 16

// initItem is one item of the init block: a place, perhaps with a type and a
// value.
type initItem struct {
	span source.Span
	// thread is the thread of a register, -1 for a shared variable; name is the
	// name of either.
	thread   int
	name     string
	nameSpan source.Span
	// types are the words before the name, as written; stars counts the `*`.
	types []string
	stars int
	// array is set for an item with brackets, length is their number, 0 if they
	// are empty.
	array  bool
	length int
	// values are the initial values; empty if none is given.
	values []initValue
	braces bool
}

// initValue is a value as it is written in the init block.
type initValue struct {
	span source.Span
	// text is the value as the hash has it: `a+1` for the address `&a[1]`.
	text string
	// name and index are set for an address, number otherwise.
	name   string
	index  int
	number int64
	// ampersand is set when it was written with `&`.
	ampersand bool
}

// stateParser reads the init block or the final section.
type stateParser struct {
	stream
	u     *unit
	depth int
}

// readInit reads the init block and makes the shared variables.
func (u *unit) readInit() {
	if u.at.close <= u.at.open {
		return
	}
	toks := lexState(u.file, u.at.open+1, min(u.at.close, u.file.Len()), u.rep)
	p := &stateParser{u: u, stream: stream{file: u.file, rep: u.rep, toks: toks}}
	if p.at(";") && p.peek(1).kind == tokEOF {
		return
	}
	for !p.atEnd() {
		before := p.pos
		p.initItems()
		if p.pos == before {
			p.next()
		}
	}
	u.declareGlobals()
}

// initItems reads an item, more of them if commas separate them, and the `;`.
func (p *stateParser) initItems() {
	if t := p.cur(); p.accept(";") {
		if !p.atEnd() {
			p.rep.rejected(p.span(t), "an empty item; remove this `;`")
		}
		return
	}
	first, ok := p.initItem(nil)
	for ok && p.at(",") {
		p.rep.rejected(p.span(p.next()), "items are separated by `;`")
		if p.atEnd() {
			break
		}
		_, ok = p.initItem(first)
	}
	if p.accept(";") || p.atEnd() {
		return
	}
	if ok {
		p.missing(";", "between the items")
		if p.cur().kind == tokName || p.cur().kind == tokNumber {
			return
		}
	}
	for !p.atEnd() && !p.accept(";") {
		p.next()
	}
}

// initItem reads one item. After a comma, the types of the item before hold on.
func (p *stateParser) initItem(before *initItem) (*initItem, bool) {
	start := p.cur().start
	it := &initItem{thread: -1}
	if before != nil {
		it.types = before.types
	}
	p.initTypes(it)
	for t := p.cur(); p.accept("*"); t = p.cur() {
		it.stars++
		if it.stars == 2 {
			p.rep.rejected(p.span(t), "a pointer to a pointer; write one `*`, or none")
		}
	}
	if !p.initPlace(it) {
		return it, false
	}
	if p.at("[") && !p.initLength(it) {
		return it, false
	}
	ok := true
	if p.at("=") || p.at("==") {
		if p.at("==") {
			p.rep.rejected(p.span(p.cur()), "write `=`")
		}
		p.next()
		ok = p.initValues(it)
	}
	it.span = p.since(start)
	p.u.addItem(it)
	return it, ok
}

// initTypes reads the words before the stars or the name.
func (p *stateParser) initTypes(it *initItem) {
	start := p.cur()
	for p.cur().kind == tokName && !isProcessor(p.text(p.cur())) {
		next := p.peek(1)
		more := next.kind == tokName || p.isPunct(next, "*") || next.kind == tokNumber && p.isPunct(p.peek(2), ":") ||
			p.isPunct(next, "[") && p.peek(2).kind == tokName
		if !more {
			break
		}
		it.types = append(it.types[:len(it.types):len(it.types)], p.text(p.next()))
	}
	words := it.types
	if len(words) > 0 && words[0] == "_Atomic" {
		words = words[1:]
	}
	if len(words) > 1 && p.pos > 0 && start.start < p.prevEnd() {
		p.rep.rejected(p.since(start.start), "a type is one word; leave it out")
	}
}

// initPlace reads the register or the name that an item is about.
func (p *stateParser) initPlace(it *initItem) bool {
	t := p.cur()
	if thread, ok := p.threadPrefix(); ok {
		it.thread = thread
		if p.cur().kind != tokName {
			p.unexpected("the name of a register")
			return false
		}
	}
	bracket := it.thread < 0 && p.accept("[")
	name := p.cur()
	if name.kind != tokName {
		p.unexpected("a variable, such as `x = 1` or `int x = 1`")
		return false
	}
	it.name, it.nameSpan = p.text(name), p.span(name)
	if it.thread >= 0 {
		it.nameSpan = p.span(t).To(it.nameSpan)
	} else if !p.checkName(name) {
		p.next()
		return false
	}
	p.next()
	return !bracket || p.expect("]", "after the name")
}

// checkName reports a name that no variable can have.
func (p *stateParser) checkName(t token) bool {
	name := p.text(t)
	switch {
	case name[0] == '$':
		p.rep.errorf(SyntaxError, p.span(t), "a name cannot start with `$`")
	case isStateKeyword(name) || isProcessor(name):
		p.rep.errorf(SyntaxError, p.span(t), "`%s` is a keyword and no name of a variable", name)
	default:
		return true
	}
	return false
}

// isStateKeyword reports whether name has a meaning of its own in the init block
// and the final section.
func isStateKeyword(name string) bool {
	switch name {
	case "exists", "forall", "final", "with", "locations", "filter", "not", "and", "true", "false",
		"observed", "Observed", "fault", "Fault", "tag", "TAG", "attrs", "Attrs", "oa", "PTE", "TTD",
		"PA", "pac", "pacda", "pacdb", "pacia", "pacib", "SS", "SSCap", "NOP", "nop", "parel1_t",
		"PAREL1_T", "_Atomic", "ATOMIC_INIT":
		return true
	}
	return false
}

// initLength reads the brackets behind the name of an array.
func (p *stateParser) initLength(it *initItem) bool {
	open := p.next()
	it.array = true
	switch {
	case p.at("]"):
		p.rep.rejected(p.span(open).To(p.span(p.cur())), "the length of an array must be given")
	case p.cur().kind == tokNumber:
		t := p.next()
		n := stateNumber(p.rep, p.span(t), p.text(t))
		it.length = int(n)
		// The index of an element is checked when the array is known.
		if n < 0 || n > maxCells {
			p.rep.errorf(BadInit, p.span(t), "an array has from 1 to %d elements", maxCells)
			it.length = 1
		}
	default:
		p.unexpected("the number of elements")
		return false
	}
	return p.expect("]", "after the number of elements")
}

// initValues reads what stands behind the `=`.
func (p *stateParser) initValues(it *initItem) bool {
	if p.atWord("ATOMIC_INIT") {
		word := p.next()
		if len(it.types) == 0 {
			p.rep.rejected(p.span(word), "ATOMIC_INIT needs a type: `atomic_t %s`", it.name)
		}
		if !p.expect("(", "after ATOMIC_INIT") {
			return false
		}
		x, ok := p.initValue(it)
		it.values = []initValue{x}
		return ok && p.expect(")", "after the value")
	}
	if !p.at("{") {
		x, ok := p.initValue(it)
		it.values = []initValue{x}
		return ok
	}
	open := p.next()
	it.braces = true
	for !p.at("}") && !p.atEnd() {
		x, ok := p.initValue(it)
		if !ok {
			return false
		}
		it.values = append(it.values, x)
		if comma := p.cur(); p.accept(",") {
			if p.at("}") {
				p.rep.rejected(p.span(comma), "a comma behind the last value")
			}
			continue
		}
		if !p.at("}") {
			p.missing(",", "between the values")
			return false
		}
	}
	if !p.accept("}") {
		p.rep.errorf(Unclosed, p.span(open), "the list of values has no end: `}` is missing")
		return false
	}
	if !it.array {
		p.rep.errorf(BadInit, p.since(open.start), "only an array has values in braces; write `%s[%d]`", it.name, max(len(it.values), 1))
		it.array = true
	}
	return true
}

// initValue reads one value.
func (p *stateParser) initValue(it *initItem) (initValue, bool) {
	start := p.cur()
	ampersand := p.accept("&")
	if ampersand && it.stars == 0 && it.thread < 0 {
		p.rep.rejected(p.span(start), "`&` only stands behind the `*` of a pointer; remove it").
			Fix("Remove `&`", p.span(start), "")
	}
	x := initValue{index: -1, ampersand: ampersand}
	t := p.cur()
	switch {
	case t.kind == tokNumber && !ampersand:
		p.next()
		x.span, x.text = p.span(t), p.text(t)
		x.number = stateNumber(p.rep, x.span, x.text)
		return x, true
	case t.kind == tokName:
		if !p.checkName(t) {
			p.next()
			return x, false
		}
		p.next()
		x.name = p.text(t)
		if p.at("[") && p.peek(1).kind == tokNumber && p.isPunct(p.peek(2), "]") {
			n := stateNumber(p.rep, p.span(p.peek(1)), p.text(p.peek(1)))
			x.index = int(n)
			p.pos += 3
		}
		x.span = p.since(start.start)
		x.text = x.name
		if x.index > 0 {
			x.text = x.name + "+" + strconv.Itoa(x.index)
		}
		p.warnNull(x)
		return x, true
	}
	p.unexpected("a number or the name of a variable")
	return x, false
}

// warnNull warns about NULL, which is a name like any other.
func (p *stateParser) warnNull(x initValue) {
	if x.name == "NULL" {
		p.rep.warnf(NotAConstant, x.span, "`NULL` is no constant: herd7 reads it as the address of a shared variable called NULL; write 0").
			Fix("Write 0", x.span, "0")
	}
}

// value returns the value that an initValue stands for. Names that are not
// declared become shared variables.
func (u *unit) value(x initValue) prog.Value {
	if x.name == "" {
		return prog.IntValue(x.number)
	}
	g := u.global(x.name, x.span)
	if x.index < 0 {
		return prog.AddrValue(g, 0)
	}
	if x.index >= u.prog.Globals[g].Elems() {
		u.rep.errorf(BadIndex, x.span, "`%s` has no element %d", x.name, x.index)
	}
	return prog.AddrValue(g, int64(x.index)*int64(u.prog.Globals[g].Type.Size()))
}
