package c

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Outline describes a text to an editor: its functions, the calls in them, its
// comments, and the tests in these. It is made of what is written, without
// expansion, so that it has the branches too that are not compiled, and text that
// is half typed.
func Outline(f *source.File) *outline.Outline {
	s := &surveyor{file: f, text: f.Text(), tokens: pp.Tokens(f), out: &outline.Outline{File: f}}
	s.functions()
	r := s.resolve()
	s.annotations(r)
	return s.out
}

// Comments returns the comments of a text with their delimiters, in order.
func Comments(f *source.File) []source.Span {
	var spans []source.Span
	for _, c := range pp.Comments(f) {
		spans = append(spans, c.Span)
	}
	return spans
}

// surveyor makes an outline.
type surveyor struct {
	file   *source.File
	text   string
	tokens []pp.Token
	out    *outline.Outline
	// code are the tokens that are neither comments nor in directives of the
	// preprocessor, comments the comments.
	code     []pp.Token
	comments []source.Span
	// match has the closing token of each bracket.
	match []int32
	// lines are the lines of the preprocessor: ranges of tokens.
	lines [][2]int
	// byName are the indices of the functions.
	byName map[string][]int
	// typedefs are the names of types that the file gives.
	typedefs []outline.Object
}

// annotations adds comments, and the directives and tests in them.
func (s *surveyor) annotations(r *resolver) {
	found := annot.Directives(s.file, s.comments)
	tests, _ := annot.Parse(s.file, s.comments)
	for i, t := range tests {
		s.test(i, t)
	}
	n := &names{surveyor: s, tests: tests, code: r}
	next := 0
	for _, c := range s.comments {
		at := c.Start
		for ; next < len(found) && found[next].Span.Start < c.End; next++ {
			d := &found[next]
			at = s.prose(at, d.Span.Start)
			for _, t := range n.directive(d) {
				if t.Span.Start < at || t.Span.End <= t.Span.Start {
					continue // what is still to be typed
				}
				s.prose(at, t.Span.Start)
				s.out.Tokens = append(s.out.Tokens, t)
				at = t.Span.End
			}
		}
		s.prose(at, c.End)
	}
	for _, t := range s.code {
		if t.Kind == pp.String || t.Kind == pp.Char {
			s.out.Tokens = append(s.out.Tokens, outline.Token{Span: s.file.Span(t.Start, t.End), Class: outline.String})
		}
	}
	slices.SortStableFunc(s.out.Tokens, func(a, b outline.Token) int { return a.Span.Start - b.Span.Start })
	s.out.Symbols = append(n.symbols(), r.symbols()...)
	slices.SortStableFunc(s.out.Symbols, func(a, b *outline.Symbol) int { return a.Refs[0].Span.Start - b.Refs[0].Span.Start })
	slices.SortStableFunc(s.out.Regions, func(a, b outline.Region) int { return a.Span.Start - b.Span.Start })
}

// prose adds a part of a comment that is no directive, and returns its end.
func (s *surveyor) prose(from, to int) int {
	if strings.TrimSpace(s.text[from:max(from, to)]) != "" {
		s.out.Tokens = append(s.out.Tokens, outline.Token{Span: s.file.Span(from, to), Class: outline.Comment})
	}
	return max(from, to)
}

// test adds a test. Its threads have the places of the functions that they call.
func (s *surveyor) test(index int, t *annot.Test) {
	line := s.text[t.Span.Start:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	out := &outline.Test{
		Name: t.Name, Span: t.Span, NameSpan: t.NameSpan,
		Header: s.file.Span(t.Span.Start, t.Span.Start+len(strings.TrimRight(line, " \t\r"))),
	}
	for i, th := range t.Threads {
		thread := &outline.Thread{ID: i, Name: th.Label.Text, NameSpan: th.Label.Span, Span: th.Span}
		if found := s.byName[calledName(th.Call)]; len(found) > 0 {
			f := s.out.Functions[found[0]]
			thread.Span, thread.Body, thread.ParamsEnd = f.Span, f.Body, max(f.Params.End-1, f.Params.Start)
		}
		out.Threads = append(out.Threads, thread)
	}
	s.out.Tests = append(s.out.Tests, out)
	s.out.Regions = append(s.out.Regions, outline.Region{Kind: outline.Doc, Span: t.Span, Test: index, Thread: -1})
}

// calledName returns the name of the function in a directive's call.
func calledName(call source.Span) string {
	text := strings.TrimLeft(annot.Text(call), " \t\n\r")
	return text[:wordLength(text)]
}

// wordLength returns the length of the name that a text begins with.
func wordLength(text string) int {
	n := 0
	for n < len(text) && isNameByte(text[n]) {
		n++
	}
	return n
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
