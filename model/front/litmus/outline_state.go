package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// stateReader reads the tokens of the init block or the final section for an
// outline. Its grammar is that of stateParser without the reports: a token that
// fits nowhere is passed over.
type stateReader struct {
	*stateParser
	o *outliner
}

func (o *outliner) stateReader(start, end int) *stateReader {
	toks := lexState(o.file, start, max(end, start), o.rep)
	at := start
	for _, t := range toks {
		o.gap(at, t.start, true)
		at = t.end
	}
	return &stateReader{o: o, stateParser: &stateParser{u: o.unit, stream: stream{file: o.file, rep: o.rep, toks: toks}}}
}

// simple consumes a token that names nothing, and gives it its class.
func (r *stateReader) simple() {
	t := r.next()
	switch t.kind {
	case tokEOF, tokBad, tokLiteral:
	case tokNumber:
		r.o.token(t.start, t.end, outline.Number)
	case tokName:
		r.o.token(t.start, t.end, outline.Keyword)
	case tokPunct:
		switch r.text(t) {
		case ";", ",", ":", "[", "]", "{", "}", "(", ")":
		default:
			r.o.token(t.start, t.end, outline.Operator)
		}
	default:
		panic("litmus: unhandled token")
	}
}

// prefix reads `0:` or `P0:`, the beginning of a register.
func (r *stateReader) prefix() (id int, ok bool) {
	t := r.cur()
	if id, ok = r.threadPrefix(); ok {
		r.o.token(t.start, t.end, outline.ThreadName)
	}
	return id, ok
}

// isName reports whether a token is the name of an object or a register.
func (r *stateReader) isName(t token) bool {
	text := r.text(t)
	return t.kind == tokName && !isStateKeyword(text) && !isProcessor(text) && text[0] != '$' && !isConstantWord(text)
}

// isConstantWord reports whether word is meant as a constant, though herd7 takes
// it for a name.
func isConstantWord(word string) bool { return word == "NULL" || word == "true" || word == "false" }

// use reads a name or a register that is mentioned.
func (r *stateReader) use(kind outline.RefKind) {
	if id, ok := r.prefix(); ok {
		if r.isName(r.cur()) {
			t := r.next()
			r.o.place(r.o.registerOf(id, r.text(t)), t.start, t.end, kind, false, -1)
		}
		return
	}
	t := r.cur()
	if !r.isName(t) {
		r.simple()
		return
	}
	r.next()
	r.o.place(r.o.shared(r.text(t)), t.start, t.end, kind, false, -1)
}

// readInitBlock describes the init block.
func (o *outliner) readInitBlock() {
	if o.at.close <= o.at.open {
		return
	}
	text := o.file.Text()
	close := min(o.at.close, len(text))
	end := close
	if hasAt(text, close, "}") {
		end++
	}
	o.region(outline.Init, o.at.open, end, -1)
	r := o.stateReader(o.at.open+1, close)
	for !r.atEnd() {
		before := r.pos
		r.item()
		if r.pos == before {
			r.simple()
		}
	}
}

// item reads one item of the init block and the `;` behind it.
func (r *stateReader) item() {
	var types []token
	name := token{}
	id, isRegister := 0, false
	stars := ""
left:
	for !r.atEnd() {
		t := r.cur()
		n, isReg := r.prefix()
		switch {
		case isReg:
			id, isRegister = n, true
			continue
		case r.at("*"):
			stars += "*"
			r.simple()
			continue
		case t.kind != tokName || !r.isName(t):
			break left
		case name.end > 0 && r.startsItem(name):
			break left
		}
		if name.end > 0 {
			types = append(types, name)
		}
		name = r.next()
	}
	if name.end == 0 {
		r.simple()
		return
	}
	var words []string
	for _, t := range types {
		r.o.token(t.start, t.end, outline.Type)
		words = append(words, r.text(t))
	}
	if len(words) == 0 && !isRegister && isTypeName(r.text(name)) {
		r.o.token(name.start, name.end, outline.Type) // the name is still to be typed
		return
	}
	s := r.o.shared
	if isRegister {
		s = func(name string) *outline.Symbol { return r.o.registerOf(id, name) }
	}
	symbol := s(r.text(name))
	if typ := typeText(strings.Join(words, " "), stars); typ != "" {
		symbol.Type = typ
	}
	for !r.atEnd() && !r.atAny("=", "==", ";", ",") && r.cur().kind != tokName {
		r.simple()
	}
	r.o.place(symbol, name.start, name.end, outline.Declared, r.atAny("=", "=="), -1)
	if r.atAny("=", "==") {
		r.simple()
		r.values()
	}
	if r.atAny(";", ",") {
		r.next()
	}
}

// typeText returns a type as an outline has it.
func typeText(base, stars string) string {
	if base == "" || stars == "" {
		return base + stars
	}
	return base + " " + stars
}

// isTypeName reports whether a word alone is a type and no variable.
func isTypeName(word string) bool { return isTypeWord(word) || isPlainTypeWord(word) }

// startsItem reports whether the next token begins an item although no `;` is
// behind the last one: it begins a line, behind the name of that item.
func (r *stateReader) startsItem(name token) bool {
	word := r.text(name)
	return !isTypeName(word) && strings.IndexByte(r.file.Text()[name.end:r.cur().start], '\n') >= 0
}

// values reads what is behind the `=`, up to the end of the item.
func (r *stateReader) values() {
	depth, complete := 0, false
	for !r.atEnd() && !r.at(";") && (depth > 0 || !r.at(",")) {
		switch {
		case r.atAny("{", "(", "["):
			depth++
		case r.atAny("}", ")", "]"):
			depth--
		}
		isWord := r.cur().kind == tokName || r.cur().kind == tokNumber
		if isWord && complete && depth <= 0 {
			return // the `;` is missing
		}
		complete = isWord
		if r.atWord("ATOMIC_INIT") {
			complete = false
		}
		r.use(outline.Address)
	}
}

// readFinalSection describes locations, filter and condition.
func (o *outliner) readFinalSection() {
	if o.at.final >= o.at.end {
		return
	}
	text := o.file.Text()
	end := len(strings.TrimRight(text[:o.at.end], " \t\r\n\f\v"))
	o.region(outline.Final, o.at.final, max(end, o.at.final), -1)
	r := o.stateReader(o.at.final, o.at.end)
	condition, last, inFilter := -1, o.at.final, false
	for !r.atEnd() {
		t := r.cur()
		switch {
		case r.atWord("locations"):
			r.simple()
			r.list()
			inFilter = false
		case condition < 0 && (r.atQuantifier() || r.at("(") && !inFilter):
			condition = t.start
			r.simple()
		default:
			inFilter = inFilter || r.atWord("filter")
			r.use(outline.Asked)
		}
		last = r.prevEnd()
	}
	if condition >= 0 {
		o.test.Condition = o.file.Span(o.negation(condition), last)
	}
}

// atQuantifier reports whether a condition begins at the next token, by a word or
// by a negation before it. A parenthesis alone can begin one too.
func (r *stateReader) atQuantifier() bool {
	t := r.cur()
	switch {
	case r.at("~"), r.at("!"), r.atWord("not"):
		return r.isWord(r.peek(1), "exists")
	case t.kind != tokName:
		return false
	}
	switch r.text(t) {
	case "exists", "forall", "final", "observed", "Observed":
		return true
	}
	return false
}

// list reads the list of locations. Behind a place may be a type.
func (r *stateReader) list() {
	if !r.at("[") {
		return
	}
	depth, named := 0, false
	for !r.atEnd() && !r.atQuantifier() && !r.atWord("filter") {
		t := r.cur()
		switch {
		case r.at("["):
			depth++
			r.next()
		case r.at("]"):
			depth--
			r.next()
		case r.atAny(";", ","):
			r.next()
			named = false
		case named && t.kind == tokName:
			r.next()
			r.o.token(t.start, t.end, outline.Type)
		default:
			named = named || t.kind == tokName || r.atRegister()
			r.use(outline.Asked)
		}
		if depth <= 0 {
			return
		}
	}
}

// negation returns where a condition begins if a word before the final section
// negates it: herd7 only knows the spelling ~exists as a beginning.
func (o *outliner) negation(condition int) int {
	before := strings.TrimRight(o.file.Text()[o.at.code:condition], " \t\r\n")
	if condition != o.at.final {
		return condition
	}
	for _, word := range []string{"not", "!"} {
		rest, ok := strings.CutSuffix(before, word)
		if ok && (rest == "" || isSpace(rest[len(rest)-1]) || rest[len(rest)-1] == '}') {
			return o.at.code + len(rest)
		}
	}
	return condition
}
