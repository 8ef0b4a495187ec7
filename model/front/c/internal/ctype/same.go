package ctype

import "fmt"

// Same reports whether two types are the same, whatever their qualifiers and the
// names that typedefs give them.
func Same(a, b *Type) bool {
	c := comparison{records: make(map[[2]*RecordInfo]bool)}
	return c.same(a, b, maxDepth)
}

// comparison compares two types. records are the pairs that were compared, each
// once: a difference anywhere is the end.
type comparison struct{ records map[[2]*RecordInfo]bool }

func (c comparison) same(a, b *Type, depth int) bool {
	a, b = a.Resolve(), b.Resolve()
	if a == b {
		return true
	}
	if a.Kind != b.Kind || depth == 0 {
		return false
	}
	switch a.Kind {
	case Void, Bool:
		return true
	case Int, Float:
		return a.Bits == b.Bits && a.Unsigned == b.Unsigned && a.rank == b.rank
	case Pointer:
		return c.same(a.Elem, b.Elem, depth-1)
	case Array:
		return (a.Len == b.Len || a.Len < 0 || b.Len < 0) && c.same(a.Elem, b.Elem, depth-1)
	case Record:
		return c.sameRecord(a.Record, b.Record, depth-1)
	case Func:
		return c.sameFunc(a, b, depth-1)
	case Unknown:
		return a.slot == b.slot
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", a.Kind))
	}
}

func (c comparison) sameFunc(a, b *Type, depth int) bool {
	if len(a.Params) != len(b.Params) || a.Variadic != b.Variadic {
		return false
	}
	for i := range a.Params {
		if !c.same(a.Params[i], b.Params[i], depth) {
			return false
		}
	}
	return c.same(a.Elem, b.Elem, depth)
}

// sameRecord reports whether two records are one, or are declared alike in two
// texts.
func (c comparison) sameRecord(a, b *RecordInfo, depth int) bool {
	pair := [2]*RecordInfo{a, b}
	if a == b || c.records[pair] {
		return true
	}
	c.records[pair] = true
	if a.Tag != b.Tag || a.Union != b.Union || !a.Known || !b.Known {
		return false
	}
	f, g := a.Fields(), b.Fields()
	if len(f) != len(g) || a.layout.room != b.layout.room {
		return false
	}
	for i := range f {
		if f[i].Name != g[i].Name || f[i].Offset != g[i].Offset || f[i].Bits != g[i].Bits ||
			!c.same(f[i].Type, g[i].Type, depth) {
			return false
		}
	}
	return true
}
