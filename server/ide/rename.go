package ide

import (
	"errors"
	"fmt"
	"sort"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// PrepareRename returns the span of the name at a place, or an error that says why
// it cannot be renamed. Shared variables and registers can.
func (d *Document) PrepareRename(offset int) (source.Span, error) {
	if d.elsewhere() {
		return source.Span{}, errors.New("this file has no tests, so that its names are left to the editor's other tools")
	}
	if s, r := d.Outline().SymbolAt(offset); s != nil {
		switch {
		case !isIdentifier(s.Name):
			return source.Span{}, fmt.Errorf("`%s` is not a name of C, so it cannot be renamed", s.Name)
		case d.isResult(s):
			return source.Span{}, errors.New("this stands for what the thread's function returns; threads and their locals can be renamed")
		case s.Fixed != "":
			return source.Span{}, fmt.Errorf("`%s` cannot be renamed here: %s", s.Name, s.Fixed)
		}
		return r.Span, nil
	}
	t, ok := d.wordTokenAt(offset)
	if !ok {
		return source.Span{}, errors.New("here is no name; shared variables and registers can be renamed")
	}
	word := t.Span.Text()
	switch t.Class {
	case outline.PrimitiveName:
		return source.Span{}, fmt.Errorf("`%s` is a primitive of the kernel and keeps its name", word)
	case outline.ThreadName:
		return source.Span{}, errors.New("threads are numbered from P0 on and keep their names")
	case outline.TestName:
		return source.Span{}, errors.New("only shared variables and registers can be renamed, not the test; change its name by hand")
	case outline.Keyword, outline.Type:
		return source.Span{}, fmt.Errorf("`%s` is a word of the language and keeps its name", word)
	case outline.Comment, outline.Number, outline.String, outline.Operator, outline.SharedName,
		outline.RegisterName, outline.FunctionName, outline.Label:
		return source.Span{}, errors.New("here is no name that can be changed; shared variables and registers can")
	default:
		panic("ide: unhandled class " + t.Class.String())
	}
}

// Rename returns the edits that give the name at a place another name, at all its
// places: in the init block, parameters, bodies and the condition. It fails if the
// test would not be the same with the new name; the error says why.
func (d *Document) Rename(offset int, name string) ([]Edit, error) {
	if _, err := d.PrepareRename(offset); err != nil {
		return nil, err
	}
	s, _ := d.Outline().SymbolAt(offset)
	if name == s.Name {
		return nil, nil
	}
	if err := d.checkName(s, name); err != nil {
		return nil, err
	}
	var edits []Edit
	for _, r := range s.Refs {
		edits = append(edits, Edit{Span: r.Span, Text: name})
	}
	edits = d.withLabels(edits, s, name)
	if err := d.checkRenamed(s, name, edits); err != nil {
		return nil, err
	}
	return edits, nil
}

// checkName says what is against a new name by itself, or beside the other names.
func (d *Document) checkName(s *outline.Symbol, name string) error {
	if name == "" {
		return errors.New("the new name is empty")
	}
	if !isIdentifier(name) {
		return fmt.Errorf("`%s` is not a name: write a letter or `_`, then letters, digits and `_`", name)
	}
	if d.primitives() != nil && d.primitives().Lookup(name) != nil {
		return fmt.Errorf("`%s` is a primitive of the kernel; choose another name", name)
	}
	if s.Test < 0 || d.hosted() {
		return d.checkFree(s, name)
	}
	for _, th := range d.Outline().Tests[s.Test].Threads {
		if th.Name == name {
			return fmt.Errorf("`%s` is a thread of this test; choose another name", name)
		}
	}
	for _, other := range d.Outline().Symbols {
		if other.Name != name || other.Test != s.Test {
			continue
		}
		line := other.Decl.Position().Line
		switch {
		case other.Kind == outline.Shared && s.Kind == outline.Shared:
			return fmt.Errorf("the test has a shared variable `%s` already (line %d)", name, line)
		case other.Kind == outline.Shared:
			return fmt.Errorf("`%s` is a shared variable (line %d), which a register of that name would hide", name, line)
		case s.Kind == outline.Shared:
			return fmt.Errorf("P%d has a register `%s` (line %d), which would hide the shared variable", other.Thread, name, line)
		case other.Thread == s.Thread:
			return fmt.Errorf("P%d has a register `%s` already (line %d)", s.Thread, name, line)
		}
	}
	return nil
}

// checkRenamed reads the text with the new name. It must have the same names at
// the same places, apart from the one, and no problem that it did not have.
func (d *Document) checkRenamed(s *outline.Symbol, name string, edits []Edit) error {
	f := source.NewFile(d.File.Name, applied(d.File.Text(), edits))
	after := d.tools.NewDocumentIn(d.around, f)
	count := make(map[diag.Code]int)
	for _, p := range d.Problems.Problems {
		count[p.Code]++
	}
	for _, p := range after.Problems.Problems {
		if count[p.Code]--; count[p.Code] < 0 {
			return fmt.Errorf("with the name `%s` there would be a new problem: %s", name, p.Message)
		}
	}
	if !sameNames(d.Outline().Symbols, after.Outline().Symbols, s, name, shifts(edits)) {
		return fmt.Errorf("`%s` has a meaning of its own in this language; choose another name", name)
	}
	return nil
}

// sameNames reports whether the symbols are the same but for the name of one, and
// stand at the places to which shift moves them.
func sameNames(before, after []*outline.Symbol, renamed *outline.Symbol, name string, shift func(int) int) bool {
	if len(before) != len(after) {
		return false
	}
	for i, a := range before {
		b := after[i]
		want := a.Name
		if a == renamed {
			want = name
		}
		if b.Name != want || a.Kind != b.Kind || a.Thread != b.Thread || a.Test != b.Test || len(a.Refs) != len(b.Refs) {
			return false
		}
		for k, r := range a.Refs {
			if b.Refs[k].Kind != r.Kind || b.Refs[k].Span.Start != shift(r.Span.Start) {
				return false
			}
		}
	}
	return true
}

// shifts returns the function from offsets of the text to those behind the edits,
// which are in the order of the text and change its length alike.
func shifts(edits []Edit) func(int) int {
	longer := len(edits[0].Text) - (edits[0].Span.End - edits[0].Span.Start)
	return func(offset int) int {
		before := sort.Search(len(edits), func(i int) bool { return edits[i].Span.Start >= offset })
		return offset + before*longer
	}
}

// applied returns a text after edits in its order that are apart.
func applied(text string, edits []Edit) string {
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.Span.Start]...)
		out = append(out, e.Text...)
		at = e.Span.End
	}
	return string(append(out, text[at:]...))
}

// isIdentifier reports whether name is an identifier of C.
func isIdentifier(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i] | 0x20
		letter := 'a' <= c && c <= 'z' || name[i] == '_'
		if !letter && (i == 0 || name[i] < '0' || name[i] > '9') {
			return false
		}
	}
	return name != ""
}
