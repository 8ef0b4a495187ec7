package ide

import (
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

// inDirective reports whether a place is in a directive.
func (d *Document) inDirective(offset int) bool {
	t, ok := d.wordTokenAt(offset)
	return ok && t.Class != outline.Comment && t.Class != outline.String
}

// elsewhere reports whether a place is one that other tools answer for.
func (d *Document) elsewhere(offset int) bool { return d.hosted() && !d.inDirective(offset) }

// hostedSymbols is the table of contents of what is ours: each test with its objects
// and threads.
func (d *Document) hostedSymbols() []Symbol {
	var list []Symbol
	for i, t := range d.Outline.Tests {
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
	if s, _ := d.Outline.SymbolAt(offset); s != nil && d.isResult(s) {
		return d.runs(d.Outline.Tests[s.Test].Threads[s.Thread])
	}
	word := d.wordAt(offset)
	if f := d.Outline.Function(word.Text()); f != nil {
		return f.NameSpan, true
	}
	for _, t := range d.Outline.Tests {
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
	for _, f := range d.Outline.Functions {
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
		for _, t := range d.Outline.Tests {
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
