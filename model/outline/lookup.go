package outline

import (
	"slices"
	"sort"
	"strings"
)

// SymbolAt returns the symbol of which a place holds the offset, with that
// place, or nil. An offset at the end of a name counts as in it.
func (o *Outline) SymbolAt(offset int) (*Symbol, *Ref) {
	for _, s := range o.Symbols {
		// The places of a symbol are in order and apart.
		i := sort.Search(len(s.Refs), func(i int) bool { return s.Refs[i].Span.End >= offset })
		if i < len(s.Refs) && s.Refs[i].Span.Start <= offset {
			return s, &s.Refs[i]
		}
	}
	return nil, nil
}

// CallAt returns the innermost call whose span holds the offset, or nil. Behind
// its closing parenthesis an offset is outside; the end of a call without one is
// where an argument can be typed, and inside.
func (o *Outline) CallAt(offset int) *Call {
	n := sort.Search(len(o.Calls), func(i int) bool { return o.Calls[i].Span.Start > offset })
	for i := n - 1; i >= 0; i-- {
		if c := o.Calls[i]; offset < c.Span.End || offset == c.Span.End && !c.Closed {
			return c
		}
	}
	return nil
}

// ArgAt returns the index of the argument that is at an offset inside the call's
// parentheses, -1 if the offset is before them.
func (c *Call) ArgAt(offset int) int {
	if c.Open >= offset {
		return -1
	}
	return sort.SearchInts(c.Commas, offset)
}

// RegionAt returns the innermost region that holds the offset.
func (o *Outline) RegionAt(offset int) (Region, bool) {
	n := sort.Search(len(o.Regions), func(i int) bool { return o.Regions[i].Span.Start > offset })
	for i := n - 1; i >= 0; i-- {
		if offset <= o.Regions[i].Span.End {
			return o.Regions[i], true
		}
	}
	return Region{}, false
}

// Function returns the first function with a name, or nil.
func (o *Outline) Function(name string) *Function {
	for _, f := range o.Functions {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Record returns the record that a type names, or leads to through pointers and
// arrays, or nil.
func (o *Outline) Record(typ string) *Record {
	for i := strings.IndexAny(typ, "*["); i >= 0; i = -1 {
		typ = typ[:i]
	}
	var words []string
	for _, w := range strings.Fields(typ) {
		switch w {
		case "const", "volatile", "static", "extern", "__percpu", "__rcu", "__iomem":
		default:
			words = append(words, w)
		}
	}
	typ = strings.Join(words, " ")
	for _, r := range o.Records {
		if slices.Contains(r.Names, typ) {
			return r
		}
	}
	return nil
}

// ThreadAt returns the thread whose span holds the offset, with its test, or nil.
func (o *Outline) ThreadAt(offset int) (*Test, *Thread) {
	for _, t := range o.Tests {
		for _, th := range t.Threads {
			if th.Span.Start <= offset && offset <= th.Span.End {
				return t, th
			}
		}
	}
	return nil, nil
}
