package c

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
)

// functions finds the functions and the calls in them, by their brackets alone. A
// brace in the first column is one of a function, whatever was not closed before.
func (s *surveyor) functions() {
	s.sort()
	s.matchBrackets()
	for i := 0; i < len(s.code); {
		i = s.declaration(i)
	}
	s.byName = make(map[string][]int, len(s.out.Functions))
	for i, f := range s.out.Functions {
		s.byName[f.Name] = append(s.byName[f.Name], i)
	}
}

// sort parts the tokens into code and comments. Lines of the preprocessor are
// neither.
func (s *surveyor) sort() {
	s.code = make([]pp.Token, 0, len(s.tokens))
	end := 0 // of the preprocessor's line
	for i, t := range s.tokens {
		switch {
		case t.Kind == pp.CommentToken:
			s.comments = append(s.comments, s.file.Span(t.Start, t.End))
		case t.Kind == pp.Directive:
			end = s.lineEnd(t.End)
			s.lines = append(s.lines, [2]int{i, i + 1})
		case t.Start >= end:
			s.code = append(s.code, t)
		default:
			s.lines[len(s.lines)-1][1] = i + 1
		}
	}
}

// lineEnd returns the end of the line at an offset, with the lines that continue it.
func (s *surveyor) lineEnd(at int) int {
	for ; at < len(s.text); at++ {
		if s.text[at] != '\n' {
			continue
		}
		before := at
		if before > 0 && s.text[before-1] == '\r' {
			before--
		}
		if before == 0 || s.text[before-1] != '\\' {
			return at
		}
	}
	return at
}

// op returns the operator of token i, 0 if it is none of one byte or there is no
// such token.
func (s *surveyor) op(i int) byte {
	if i < 0 || i >= len(s.code) || s.code[i].Kind != pp.Punct || s.code[i].End-s.code[i].Start != 1 {
		return 0
	}
	return s.text[s.code[i].Start]
}

// word returns the name at token i, "" if it is none.
func (s *surveyor) word(i int) string {
	if i < 0 || i >= len(s.code) || s.code[i].Kind != pp.Identifier {
		return ""
	}
	return s.text[s.code[i].Start:s.code[i].End]
}

// firstColumn reports whether token i begins its line without a blank.
func (s *surveyor) firstColumn(i int) bool {
	at := s.code[i].Start
	return at == 0 || s.text[at-1] == '\n'
}

// declaration goes through a declaration at the top level and returns what follows.
func (s *surveyor) declaration(i int) int {
	name, open, end := -1, -1, -1
	first := i
	for ; i < len(s.code); i++ {
		switch s.op(i) {
		case ';':
			s.global(first, i)
			return i + 1
		case '}':
			return i + 1
		case '(':
			closing := s.closing(i)
			if open < 0 && isFunctionName(s.word(i-1)) {
				name, open, end = i-1, i, closing
			}
			i = closing
		case '=':
			name = -1 // an initial value: no function
		case '{':
			if name >= 0 {
				return s.function(name, open, end, i)
			}
			i = s.closing(i)
		}
	}
	return i
}

// isFunctionName reports whether a name before a parenthesis at the top level can
// be that of a function.
func isFunctionName(word string) bool {
	switch word {
	case "", "__attribute", "__declspec", "_Alignas", "__aligned", "_Static_assert", "static_assert":
		return false
	}
	return !isKeyword(word)
}

// closing returns the token that closes the bracket at token i; where it is missing,
// the last one before the next thing that surely is outside.
func (s *surveyor) closing(i int) int { return int(s.match[i]) }

// matchBrackets finds the closing token of every bracket.
func (s *surveyor) matchBrackets() {
	s.match = make([]int32, len(s.code))
	var open []int
	closeAll := func(k int) {
		for _, i := range open {
			s.match[i] = int32(k)
		}
		open = open[:0]
	}
	for k := range s.code {
		switch s.op(k) {
		case '(', '[', '{':
			if s.op(k) == '{' && s.firstColumn(k) {
				closeAll(k - 1)
			}
			open = append(open, k)
		case ')', ']', '}':
			if s.op(k) == '}' && s.firstColumn(k) {
				closeAll(k)
			} else if n := len(open); n > 0 {
				s.match[open[n-1]] = int32(k)
				open = open[:n-1]
			}
		}
	}
	closeAll(len(s.code) - 1)
}

// function adds a function and the calls in its body, and returns what follows.
func (s *surveyor) function(name, open, end, brace int) int {
	last := s.closing(brace)
	if s.op(last) != '}' && last+1 < len(s.code) {
		// The next function begins before this one has ended, as where the head of
		// one is written twice, for two configurations.
		last = max(s.start(last+1)-1, brace)
	}
	span := func(a, b int) (int, int) { return s.code[a].Start, s.code[b].End }
	f := &outline.Function{Name: s.word(name)}
	f.NameSpan = s.file.Span(span(name, name))
	f.Params = s.file.Span(span(open, end))
	f.Body = s.file.Span(span(brace, last))
	f.Span = s.file.Span(s.code[s.start(name)].Start, f.Body.End)
	f.Locals = s.locals(open, end, brace, last)
	s.out.Functions = append(s.out.Functions, f)
	s.out.Regions = append(s.out.Regions,
		outline.Region{Kind: outline.Params, Span: f.Params, Test: -1, Thread: -1},
		outline.Region{Kind: outline.Body, Span: f.Body, Test: -1, Thread: -1})
	c := &callReader{surveyor: s}
	c.read(brace+1, last)
	return last + 1
}

// start returns the first token of the declaration that token i is in.
func (s *surveyor) start(i int) int {
	for i > 0 && s.op(i-1) != ';' && s.op(i-1) != '}' && s.op(i-1) != '{' {
		i--
	}
	return i
}

// callReader finds the calls in a body.
type callReader struct {
	*surveyor
	stack []bracket
}

// bracket is one that is open.
type bracket struct {
	// call is the call whose parenthesis it is, nil for any other bracket.
	call *outline.Call
	// block is set for a brace, loop for the parenthesis of a for.
	block, loop bool
	// from is the first token of the argument that is being read.
	from int
}

// read goes through the tokens of a body.
func (c *callReader) read(i, end int) {
	for ; i < end; i++ {
		switch op := c.op(i); {
		case op == '(':
			b := bracket{from: i + 1, loop: c.word(i-1) == "for"}
			if name := c.word(i - 1); name != "" && !isKeyword(name) {
				b.call = &outline.Call{Name: name, NameSpan: c.file.Span(c.code[i-1].Start, c.code[i-1].End), Open: c.code[i].Start, Thread: -1}
				c.out.Calls = append(c.out.Calls, b.call)
			}
			c.stack = append(c.stack, b)
		case op == ')':
			if n := len(c.stack); n > 0 && !c.stack[n-1].block {
				c.end(i, true)
			}
		case op == ',':
			if n := len(c.stack); n > 0 && c.stack[n-1].call != nil {
				b := &c.stack[n-1]
				c.argument(b, i, c.code[i].Start)
				b.call.Commas = append(b.call.Commas, c.code[i].Start)
				b.from = i + 1
			}
		case op == '{':
			c.stack = append(c.stack, bracket{block: true})
		case op == '}':
			c.unclosed(i)
			if n := len(c.stack); n > 0 {
				c.stack = c.stack[:n-1]
			}
		case op == ';' && !(len(c.stack) > 0 && c.stack[len(c.stack)-1].loop), beginsStatement(c.word(i)):
			c.unclosed(i)
		}
	}
	for len(c.stack) > 0 {
		if c.unclosed(i); len(c.stack) > 0 {
			c.stack = c.stack[:len(c.stack)-1]
		}
	}
}

// unclosed ends the calls that lack their parenthesis where token i cannot be in
// them.
func (c *callReader) unclosed(i int) {
	for n := len(c.stack); n > 0 && !c.stack[n-1].block; n-- {
		c.end(i, false)
	}
}

// end ends the innermost bracket at token i, which closes it or is behind it.
func (c *callReader) end(i int, closed bool) {
	b := &c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	if b.call == nil {
		return
	}
	end := c.code[i-1].End
	if closed {
		end = c.code[i].End
		b.call.Closed = true
	}
	if i > b.from || len(b.call.Commas) > 0 {
		c.argument(b, i, min(c.code[i].Start, max(end, c.code[i-1].End)))
	}
	b.call.Span = c.file.Span(b.call.NameSpan.Start, end)
}

// argument adds the argument that ends before token i, or an empty one at an offset.
func (c *callReader) argument(b *bracket, i, offset int) {
	at := c.file.Span(offset, offset)
	if i > b.from {
		at = c.file.Span(c.code[b.from].Start, c.code[i-1].End)
	}
	b.call.Args = append(b.call.Args, at)
}

// beginsStatement reports whether a word begins a statement, and so is in no call.
func beginsStatement(word string) bool {
	switch word {
	case "if", "else", "for", "while", "do", "switch", "case", "default", "return", "goto", "break", "continue":
		return true
	}
	return false
}

// isKeyword reports whether a word is one of the language, and so no name.
func isKeyword(word string) bool {
	switch word {
	case "sizeof", "typeof", "__typeof__", "_Alignof", "int", "char", "short", "long", "void", "unsigned", "signed", "bool", "_Bool",
		"float", "double", "const", "volatile", "static", "extern", "inline", "struct", "union", "enum", "typedef", "register",
		"_Generic", "__attribute__":
		return true
	}
	return beginsStatement(word)
}
