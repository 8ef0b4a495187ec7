package c

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// names finds what stands in directives: its tokens, and the names that belong to a
// test.
type names struct {
	*surveyor
	tests []*annot.Test
	// code knows what the names of the file stand for.
	code *resolver
	// at is the test of the last directive.
	at int
	// labels are the threads of the test labelsOf by their labels.
	labels   map[string]int
	labelsOf int
	// known are the symbols by test, thread (-1 for objects) and name.
	known map[nameKey]*outline.Symbol
	order []*outline.Symbol
}

type nameKey struct {
	test, thread int
	name         string
}

// directive returns the tokens of a directive, in order.
func (n *names) directive(d *annot.Directive) []outline.Token {
	test := n.testOf(d)
	mark := len("@lkmm")
	list := []outline.Token{{Span: n.file.Span(d.Span.Start, d.Span.Start+mark), Class: outline.Keyword}}
	if d.Word.Text != "" {
		list = append(list, outline.Token{Span: d.Word.Span, Class: outline.Keyword})
	}
	switch d.Word.Text {
	case "test":
		if test >= 0 {
			list = append(list, outline.Token{Span: n.tests[test].NameSpan, Class: outline.TestName, Declares: true})
		}
	case "shared", "stub":
		list = append(list, n.declaration(d.Body, test, d.Word.Text == "shared")...)
	case "thread", "init", "never", "always", "sometimes", "exists", "~exists", "forall":
		list = append(list, n.expression(d.Body, test, d.Word.Text == "thread")...)
	case "define", "ignore", "unroll", "with", "model", "allow":
		list = append(list, n.plain(d.Body)...)
	}
	return list
}

// testOf returns the index of the test of a directive, -1 if it has none. Directives
// come in their order.
func (n *names) testOf(d *annot.Directive) int {
	for n.at < len(n.tests) && n.tests[n.at].Span.End < d.Span.End {
		n.at++
	}
	if n.at == len(n.tests) || d.Span.Start < n.tests[n.at].Span.Start {
		return -1
	}
	return n.at
}

// piece is a token of a directive's text.
type piece struct {
	span source.Span
	text string
	word bool
}

// pieces splits a part of a directive into names and numbers, strings, and
// operators.
func (n *names) pieces(part source.Span) []piece {
	var list []piece
	text := annot.Text(part)
	for i := 0; i < len(text); {
		k := wordLength(text[i:])
		word := k > 0
		switch {
		case word:
		case strings.IndexByte(" \t\r\n\v\f", text[i]) >= 0:
			i++
			continue
		case text[i] == '"' && strings.IndexByte(text[i+1:], '"') >= 0:
			k = strings.IndexByte(text[i+1:], '"') + 2
		default:
			k = 1
			for text[i] >= 0x80 && i+k < len(text) && text[i+k]&0xC0 == 0x80 {
				k++ // one character
			}
		}
		list = append(list, piece{n.file.Span(part.Start+i, part.Start+i+k), text[i : i+k], word})
		i += k
	}
	return list
}

// plainToken classifies a piece that is no name of the test.
func plainToken(p piece) outline.Token {
	class := outline.Operator
	switch {
	case p.word && '0' <= p.text[0] && p.text[0] <= '9':
		class = outline.Number
	case p.word:
		class = outline.FunctionName
	case p.text[0] == '"':
		class = outline.String
	}
	return outline.Token{Span: p.span, Class: class}
}

// plain returns the tokens of a text without names of the test.
func (n *names) plain(part source.Span) []outline.Token {
	var list []outline.Token
	for _, p := range n.pieces(part) {
		list = append(list, plainToken(p))
	}
	return list
}

// declaration returns the tokens of a declaration: the last name before a bracket or
// an initial value is the one that it declares.
func (n *names) declaration(part source.Span, test int, object bool) []outline.Token {
	var list []outline.Token
	parts := n.pieces(part)
	declared := -1
	for i, p := range parts {
		if p.text == "=" || p.text == "(" && declared >= 0 || p.text == "[" {
			break
		}
		if p.word {
			declared = i
		}
	}
	for i, p := range parts {
		t := plainToken(p)
		switch {
		case i == declared && object:
			t.Class, t.Declares = outline.SharedName, true
			n.see(test, -1, p, outline.Ref{Span: p.span, Kind: outline.Declared, Writes: true, Thread: -1}).Decl = p.span
		case p.word && i < declared:
			t.Class = outline.Type
		case t.Class == outline.FunctionName && i > 0 && parts[i-1].text == ".":
			t.Class = outline.Label
		}
		list = append(list, t)
	}
	if object && declared >= 0 {
		n.known[nameKey{test, -1, parts[declared].text}].Type = typeText(part, parts, declared)
	}
	return list
}

// typeText returns the type of a declaration as it is written.
func typeText(part source.Span, parts []piece, declared int) string {
	text := strings.TrimSpace(part.File.Span(part.Start, parts[declared].span.Start).Text())
	for i := declared + 1; i+2 < len(parts) && parts[i].text == "["; i += 3 {
		text += "[" + parts[i+1].text + "]"
	}
	return strings.Join(strings.Fields(text), " ")
}

// expression returns the tokens of expressions and calls. Names are objects of the
// test or the file, labels of threads, and behind a label its locals.
func (n *names) expression(part source.Span, test int, call bool) []outline.Token {
	var list []outline.Token
	parts := n.pieces(part)
	meaning := make([]*outline.Symbol, len(parts))
	for i, p := range parts {
		t := plainToken(p)
		base, member := memberOf(parts, i)
		switch {
		case t.Class != outline.FunctionName:
		case member && base >= 0 && meaning[base] == nil && n.threadOf(test, parts[base].text) >= 0:
			t.Class = outline.RegisterName
			meaning[i] = n.seeLocal(test, n.threadOf(test, parts[base].text), p)
		case member:
			t.Class = outline.Label
			if base >= 0 {
				meaning[i] = n.seeMember(meaning[base], p)
			}
		case call && i+1 < len(parts) && (parts[i+1].text == "(" || parts[i+1].text == "="):
			if t.Declares = n.isLabel(test, p); t.Declares {
				t.Class = outline.ThreadName
			}
			if f := n.code.globals[p.text]; f != nil && parts[i+1].text == "(" {
				f.Refs = append(f.Refs, outline.Ref{Span: p.span, Kind: outline.Read, Thread: -1})
			}
		case n.threadOf(test, p.text) >= 0:
			t.Class = outline.ThreadName
		default:
			t.Class = outline.SharedName
			meaning[i] = n.seeObject(test, p)
		}
		list = append(list, t)
	}
	return list
}

// memberOf reports whether piece i is the name of a member, and returns the piece
// that names what it is a member of, -1 if none does.
func memberOf(parts []piece, i int) (base int, member bool) {
	switch {
	case i > 0 && parts[i-1].text == ".":
		base = i - 2
	case i > 1 && parts[i-1].text == ">" && parts[i-2].text == "-" && parts[i-2].span.End == parts[i-1].span.Start:
		base = i - 3
	default:
		return -1, false
	}
	for depth := 0; base >= 0 && (depth > 0 || parts[base].text == "]"); base-- {
		switch parts[base].text {
		case "]":
			depth++
		case "[":
			depth--
		}
	}
	if base >= 0 && !parts[base].word {
		base = -1
	}
	return base, true
}

// threadOf returns the index of the thread with a label, -1 if there is none.
func (n *names) threadOf(test int, label string) int {
	if test < 0 {
		return -1
	}
	if n.labels == nil || n.labelsOf != test {
		n.labels, n.labelsOf = make(map[string]int), test
		for i, th := range n.tests[test].Threads {
			n.labels[th.Label.Text] = i
		}
	}
	if i, ok := n.labels[label]; ok {
		return i
	}
	return -1
}

// isLabel reports whether a place is that of a thread's label.
func (n *names) isLabel(test int, p piece) bool {
	i := n.threadOf(test, p.text)
	return i >= 0 && n.tests[test].Threads[i].Label.Span == p.span
}

// seeObject notes a place of an object: one of the test, else one of the file.
func (n *names) seeObject(test int, p piece) *outline.Symbol {
	if s := n.code.globals[p.text]; s != nil && n.known[nameKey{test, -1, p.text}] == nil {
		return asked(s, p)
	}
	return n.see(test, -1, p, outline.Ref{Span: p.span, Kind: outline.Asked, Thread: -1})
}

// seeLocal notes a place of a local of a thread: of the function that it calls, if
// that is in the file.
func (n *names) seeLocal(test, thread int, p piece) *outline.Symbol {
	called := calledName(n.tests[test].Threads[thread].Call)
	for _, i := range n.byName[called] {
		if len(n.code.locals[i][p.text]) > 0 {
			return asked(n.code.locals[i][p.text][0], p)
		}
	}
	return n.see(test, thread, p, outline.Ref{Span: p.span, Kind: outline.Asked, Thread: -1})
}

// seeMember notes a place of a member of what base stands for, if its type is known.
func (n *names) seeMember(base *outline.Symbol, p piece) *outline.Symbol {
	if base == nil {
		return nil
	}
	if rec := n.out.Record(base.Type); rec != nil {
		if s := n.code.members[memberKey{rec, p.text}]; s != nil {
			return asked(s, p)
		}
	}
	return nil
}

// asked adds a place where a directive names a symbol, and returns it.
func asked(s *outline.Symbol, p piece) *outline.Symbol {
	s.Refs = append(s.Refs, outline.Ref{Span: p.span, Kind: outline.Asked, Thread: -1})
	return s
}

// see notes a place of a name.
func (n *names) see(test, thread int, p piece, ref outline.Ref) *outline.Symbol {
	if n.known == nil {
		n.known = make(map[nameKey]*outline.Symbol)
	}
	key := nameKey{test, thread, p.text}
	s := n.known[key]
	if s == nil {
		s = &outline.Symbol{Kind: outline.Shared, Name: p.text, Test: test, Thread: thread, Decl: p.span}
		if thread >= 0 {
			s.Kind = outline.Register
		}
		n.known[key] = s
		n.order = append(n.order, s)
	}
	s.Refs = append(s.Refs, ref)
	return s
}

// symbols returns the names that only tests have.
func (n *names) symbols() []*outline.Symbol {
	var list []*outline.Symbol
	for _, s := range n.order {
		if s.Test < 0 {
			continue // in a directive without a test
		}
		slices.SortFunc(s.Refs, func(a, b outline.Ref) int { return a.Span.Start - b.Span.Start })
		list = append(list, s)
	}
	return list
}
