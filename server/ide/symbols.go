package ide

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Symbols returns the table of contents: each test with its shared variables, its
// threads with their registers, and its condition.
func (d *Document) Symbols() []Symbol {
	if d.hosted() {
		return d.hostedSymbols()
	}
	var list []Symbol
	for i, t := range d.Outline().Tests {
		s := Symbol{Kind: TestSymbol, Name: t.Name, Detail: oneLine(t.Condition.Text()), Span: t.Span, NameSpan: t.NameSpan}
		if s.Name == "" {
			s.Name = "test"
		}
		if !s.NameSpan.IsValid() {
			s.NameSpan = d.File.Span(t.Span.Start, t.Span.Start)
		}
		var registers map[int][]Symbol
		s.Children, registers = d.declaredSymbols(i)
		for _, th := range t.Threads {
			s.Children = append(s.Children, threadSymbol(th, registers[th.ID]))
		}
		if t.Condition.IsValid() {
			word, _, _ := strings.Cut(oneLine(t.Condition.Text()), " ")
			s.Children = append(s.Children, Symbol{
				Kind: ConditionSymbol, Name: strings.TrimRight(word, "("), Detail: oneLine(t.Condition.Text()),
				Span: t.Condition, NameSpan: d.File.Span(t.Condition.Start, t.Condition.Start+len(strings.TrimRight(word, "("))),
			})
		}
		list = append(list, s)
	}
	return list
}

// declaredSymbols returns the shared variables of a test, and its registers by
// thread. What only a condition names is none.
func (d *Document) declaredSymbols(test int) (shared []Symbol, registers map[int][]Symbol) {
	registers = make(map[int][]Symbol)
	for _, s := range d.Outline().Symbols {
		if s.Test != test || !declares(s) {
			continue
		}
		x := Symbol{Kind: SharedSymbol, Name: s.Name, Detail: s.Type, Span: s.Decl, NameSpan: s.Decl}
		switch s.Kind {
		case outline.Shared:
			shared = append(shared, x)
		case outline.Register:
			x.Kind = RegisterSymbol
			registers[s.Thread] = append(registers[s.Thread], x)
		default:
			panic("ide: unhandled kind of symbol")
		}
	}
	return shared, registers
}

// declares reports whether one of the places of a symbol brings it into being.
func declares(s *outline.Symbol) bool {
	for _, r := range s.Refs {
		if r.Kind == outline.Declared || r.Kind == outline.Param || r.Writes {
			return true
		}
	}
	return false
}

// threadSymbol returns a thread with those of the registers that its text declares.
func threadSymbol(th *outline.Thread, registers []Symbol) Symbol {
	out := Symbol{Kind: ThreadSymbol, Name: th.Name, Span: th.Span, NameSpan: th.NameSpan}
	for _, r := range registers {
		if within(r.Span, th.Span) {
			out.Children = append(out.Children, r)
		}
	}
	return out
}

func within(inner, outer source.Span) bool {
	return outer.Start <= inner.Start && inner.End <= outer.End
}

// oneLine returns a text with each run of blanks as one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
