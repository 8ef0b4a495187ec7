package litmus

import "github.com/lkmm-tools/fencepost/model/outline"

// shared returns the symbol of a shared object.
func (o *outliner) shared(name string) *outline.Symbol {
	return o.symbol(symbolKey{sharedKey, name}, outline.Shared, -1)
}

// register returns the symbol of a register of the thread that is the index-th of
// the text.
func (o *outliner) register(index int, name string) *outline.Symbol {
	return o.symbol(symbolKey{index, name}, outline.Register, o.test.Threads[index].ID)
}

// registerOf returns the symbol of a register that a condition or the init block
// names.
func (o *outliner) registerOf(id int, name string) *outline.Symbol {
	if index, ok := o.byID[id]; ok {
		return o.register(index, name)
	}
	return o.symbol(symbolKey{sharedKey - 1 - id, name}, outline.Register, id)
}

func (o *outliner) symbol(key symbolKey, kind outline.SymbolKind, thread int) *outline.Symbol {
	if s := o.index[key]; s != nil {
		return s
	}
	s := &outline.Symbol{Kind: kind, Name: key.name, Thread: thread}
	o.index[key] = s
	o.out.Symbols = append(o.out.Symbols, s)
	return s
}

// place adds a place of a symbol, and its token.
func (o *outliner) place(s *outline.Symbol, start, end int, kind outline.RefKind, writes bool, thread int) {
	writes = writes || kind == outline.Write || kind == outline.ReadWrite
	span := o.file.Span(start, end)
	s.Refs = append(s.Refs, outline.Ref{Span: span, Kind: kind, Writes: writes, Thread: thread})
	class := outline.SharedName
	if s.Kind == outline.Register {
		class = outline.RegisterName
	}
	o.out.Tokens = append(o.out.Tokens, outline.Token{
		Span: span, Class: class, Writes: writes,
		Declares: kind == outline.Declared || kind == outline.Param,
	})
}
