package ide

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// hosted reports whether the text is of another language with our tests in its
// comments. Editors have other tools for the text itself, which should not be told
// twice what they know.
func (d *Document) hosted() bool { return d.language.Optional }

// primitives returns the primitives of the document's language.
func (d *Document) primitives() *kernel.Table {
	if d.language.Primitives != nil {
		return d.language.Primitives()
	}
	return d.tools.Primitives
}

// elsewhere reports whether other tools answer for the names of a text: it is of
// another language and has no tests.
func (d *Document) elsewhere() bool { return d.hosted() && len(d.Input.Tests) == 0 }

// hostedSymbols is the table of contents of what is ours: each test with its objects
// and threads.
func (d *Document) hostedSymbols() []Symbol {
	var list []Symbol
	for i, t := range d.Outline().Tests {
		s := Symbol{Kind: TestSymbol, Name: t.Name, Detail: "test", Span: t.Span, NameSpan: t.NameSpan}
		if s.Name == "" {
			s.Name, s.NameSpan = "test", d.File.Span(t.Span.Start, t.Span.Start)
		}
		s.Children, _ = d.declaredSymbols(i)
		for _, th := range t.Threads {
			if th.NameSpan.IsValid() {
				s.Children = append(s.Children, Symbol{Kind: ThreadSymbol, Name: th.Name, Detail: "thread", Span: th.NameSpan, NameSpan: th.NameSpan})
			}
		}
		list = append(list, s)
	}
	return list
}

// functionOf returns the place of the name of the function that a thread of a test
// runs, where a label or call in a directive names it.
func (d *Document) functionOf(offset int) (source.Span, bool) {
	if s, _ := d.Outline().SymbolAt(offset); s != nil && d.isResult(s) {
		return d.runs(d.Outline().Tests[s.Test].Threads[s.Thread])
	}
	word := d.wordAt(offset)
	if f := d.Outline().Function(word.Text()); f != nil {
		return f.NameSpan, true
	}
	for _, t := range d.Outline().Tests {
		for _, th := range t.Threads {
			if holds(t.Span, offset) && th.Name == word.Text() {
				return d.runs(th)
			}
		}
	}
	return source.Span{}, false
}

// runs returns the place of the name of the function that a thread runs.
func (d *Document) runs(th *outline.Thread) (source.Span, bool) {
	for _, f := range d.Outline().Functions {
		if f.Span == th.Span {
			return f.NameSpan, true
		}
	}
	return source.Span{}, false
}

// isResult reports whether a name stands for what a thread's function returns.
func (d *Document) isResult(s *outline.Symbol) bool {
	return d.hosted() && s.Kind == outline.Register && s.Name == "return"
}

// Header is the line that begins a test.
type Header struct {
	Name string
	Span source.Span
}

// Headers returns the lines that begin the tests, in the order of the results.
func (d *Document) Headers() []Header {
	var list []Header
	if !d.hosted() {
		for _, t := range d.Outline().Tests {
			list = append(list, Header{t.Name, t.Header})
		}
		return list
	}
	for i := range d.Input.Tests {
		t := &d.Input.Tests[i]
		line := t.Span.Position().Line
		start, end := d.File.Offset(line-1, 0), d.File.Offset(line-1, 1<<30)
		list = append(list, Header{t.Name, d.File.Span(start, end)})
	}
	return list
}

// checkFree refuses a name that something of the file has already, wherever it is: a
// new name should hide nothing, and not be hidden.
func (d *Document) checkFree(s *outline.Symbol, name string) error {
	for _, other := range d.Outline().Symbols {
		if other.Name != name || other == s || other.Kind == outline.Member {
			continue
		}
		apart := s.Scope.IsValid() && other.Scope.IsValid() && !touches(s.Scope, other.Scope)
		if !apart {
			return fmt.Errorf("the name `%s` is taken (line %d)", name, other.Decl.Position().Line)
		}
	}
	for _, t := range d.Outline().Tests {
		for _, th := range t.Threads {
			if th.Name == name {
				return fmt.Errorf("`%s` is a thread of test `%s`; choose another name", name, t.Name)
			}
		}
	}
	return nil
}

// withLabels adds to the edits that rename a function the places at which directives
// name threads after it.
func (d *Document) withLabels(edits []Edit, s *outline.Symbol, name string) []Edit {
	if s.Kind != outline.Func {
		return edits
	}
	for _, t := range d.Outline().Tests {
		named := slices.ContainsFunc(t.Threads, func(th *outline.Thread) bool {
			return slices.ContainsFunc(s.Refs, func(r outline.Ref) bool { return r.Span == th.NameSpan })
		})
		for _, tok := range d.Outline().Tokens {
			if named && tok.Class == outline.ThreadName && tok.Span.Text() == s.Name && within(tok.Span, t.Span) {
				edits = append(edits, Edit{Span: tok.Span, Text: name})
			}
		}
	}
	slices.SortFunc(edits, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	return slices.Compact(edits)
}
