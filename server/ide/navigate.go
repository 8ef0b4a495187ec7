package ide

import (
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Definition returns where the name at a place is declared: a shared variable in
// the init block or else by its first parameter, a register where it is declared
// or first written, a thread that a condition names where it begins.
func (d *Document) Definition(offset int) []source.Span {
	if d.elsewhere() {
		return nil
	}
	if s, _ := d.Outline().SymbolAt(offset); s != nil && !d.isResult(s) {
		return []source.Span{s.Decl}
	}
	if at, ok := d.functionOf(offset); ok && d.hosted() {
		return []source.Span{at}
	}
	if th := d.threadNamed(offset); th != nil {
		return []source.Span{th.NameSpan}
	}
	return nil
}

// References returns the places of the name at a place, in the order of the text.
// Without declarations these are the accesses and questions: parameters and items
// of the init block are left out.
func (d *Document) References(offset int, declaration bool) []source.Span {
	s, _ := d.Outline().SymbolAt(offset)
	if s == nil || d.elsewhere() {
		return nil
	}
	var spans []source.Span
	for _, r := range s.Refs {
		declares := r.Kind == outline.Declared || r.Kind == outline.Param || r.Span == s.Decl && s.Kind == outline.Shared
		if declaration || !declares {
			spans = append(spans, r.Span)
		}
	}
	return spans
}

// Highlights returns the places of the name at a place, with what happens there.
func (d *Document) Highlights(offset int) []Highlight {
	s, _ := d.Outline().SymbolAt(offset)
	if s == nil || d.elsewhere() {
		return nil
	}
	var list []Highlight
	for _, r := range s.Refs {
		list = append(list, Highlight{Span: r.Span, Writes: r.Writes})
	}
	return list
}

// threadNamed returns the thread whose name, or whose number in a condition, is at
// a place, or nil.
func (d *Document) threadNamed(offset int) *outline.Thread {
	t, ok := d.wordTokenAt(offset)
	if !ok || t.Class != outline.ThreadName {
		return nil
	}
	name := t.Span.Text()
	for _, test := range d.Outline().Tests {
		for _, th := range test.Threads {
			if th.Name == name || th.Name == "P"+name {
				return th
			}
		}
	}
	return nil
}

// wordTokenAt returns the token around an offset. An offset at the end of a word
// counts as in it.
func (d *Document) wordTokenAt(offset int) (outline.Token, bool) {
	if t, ok := d.tokenAt(offset); ok && t.Class != outline.Operator {
		return t, true
	}
	if t, ok := d.tokenAt(offset - 1); ok && t.Class != outline.Operator && t.Class != outline.Comment {
		return t, true
	}
	return outline.Token{}, false
}
