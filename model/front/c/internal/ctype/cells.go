package ctype

import (
	"errors"
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// Cell is one scalar in an object.
type Cell struct {
	// Name is what leads to it from the object: ".a[1].x", "" for the object itself.
	// A record of the prelude that holds one scalar (atomic_t, spinlock_t) is
	// called as the object that it is, not by its member.
	Name   string
	Offset int64
	Type   *Type
}

// size is its width in bytes.
func (c Cell) size() int64 { return int64(c.Type.Prog().Size()) }

// ErrCells is wrapped by what Cells refuses.
var ErrCells = errors.New("object cannot be laid out")

// Cells returns the scalars of an object of type t in the order of their offsets.
// Of a union those of the members that are in use (Env.Member), or of its first
// member if none is; members in use that lie on the same bytes share a cell if
// size and kind are equal, otherwise it is an error. Bit-fields have no cells of
// their own: all that share a unit of storage are one cell, named after the first.
// An array without length has none, nor have floating-point numbers, with which
// nothing can be done. At most limit cells are made.
func Cells(t *Type, limit int) ([]Cell, error) {
	f := flattener{limit: limit}
	cells := f.flatten(t, "", 0, maxDepth)
	return cells, f.err
}

// flattener collects cells until there are too many or something is wrong.
type flattener struct {
	limit int
	err   error
}

func (f *flattener) fail(format string, args ...any) []Cell {
	if f.err == nil {
		f.err = fmt.Errorf("%w: %s", ErrCells, fmt.Sprintf(format, args...))
	}
	return nil
}

// flatten returns the cells of the part of an object that has a name, an offset
// and a type.
func (f *flattener) flatten(t *Type, name string, offset int64, depth int) []Cell {
	t = t.Resolve()
	switch {
	case f.err != nil:
		return nil
	case depth == 0:
		return f.fail("its type is nested too deeply")
	}
	switch t.Kind {
	case Bool, Int, Pointer, Unknown:
		return []Cell{{name, offset, t.Unqualified()}}
	case Array:
		return f.array(t, name, offset, depth-1)
	case Record:
		return f.record(t.Record, name, offset, depth-1)
	case Void, Func, Float:
		return nil
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
	}
}

func (f *flattener) array(t *Type, name string, offset int64, depth int) []Cell {
	var cells []Cell
	stride, _ := t.Elem.Room()
	for i := 0; i < t.Len; i++ {
		cells = append(cells, f.flatten(t.Elem, fmt.Sprintf("%s[%d]", name, i), offset+int64(i)*stride, depth)...)
		if len(cells) > f.limit {
			return f.fail("it has more than %d members and elements", f.limit)
		}
		if len(cells) == 0 {
			break // all elements are like this one
		}
	}
	return cells
}

func (f *flattener) record(r *RecordInfo, name string, offset int64, depth int) []Cell {
	var cells []Cell
	fields := r.Fields()
	for i, m := range fields {
		if r.Union && !r.laidOut(i) {
			continue
		}
		var part []Cell
		switch {
		case m.isBits:
			part = bitCell(m, name, offset)
		case m.Name == "":
			part = f.flatten(m.Type, name, offset+m.Offset, depth)
		default:
			part = f.flatten(m.Type, name+"."+m.Name, offset+m.Offset, depth)
		}
		cells = f.merge(r, cells, part)
		if len(cells) > f.limit {
			return f.fail("it has more than %d members and elements", f.limit)
		}
	}
	if r.Prelude && len(cells) == 1 {
		cells[0].Name = name
	}
	return cells
}

// laidOut reports whether a member of a union is one of those that count.
func (r *RecordInfo) laidOut(i int) bool {
	if len(r.used) == 0 {
		return i == 0
	}
	return r.used[r.fields[i]]
}

// bitCell returns the cell of a bit-field, none if there is none.
func bitCell(m *Field, name string, offset int64) []Cell {
	if m.Unit == 0 || m.Bits == 0 {
		return nil
	}
	if m.Name != "" {
		name += "." + m.Name
	}
	return []Cell{{name, offset + m.Offset, UnsignedOf(m.Unit)}}
}

// UnsignedOf returns the unsigned integer type of 8, 16, 32 or 64 bits.
func UnsignedOf(bits int) *Type {
	name := map[int]string{8: "unsigned char", 16: "unsigned short", 32: "unsigned int", 64: "unsigned long"}[bits]
	t, ok := Basic(name)
	if !ok {
		panic(fmt.Sprintf("ctype: no integer of %d bits", bits))
	}
	return t
}

// merge adds the cells of a member to those before it. Members of a struct do not
// overlap, unless they are bit-fields that share a cell.
func (f *flattener) merge(r *RecordInfo, cells, part []Cell) []Cell {
	if n := len(cells); n == 0 || len(part) == 0 || cells[n-1].Offset+cells[n-1].size() <= part[0].Offset {
		return append(cells, part...)
	}
	for _, c := range part {
		at, _ := slices.BinarySearchFunc(cells, c.Offset, func(a Cell, offset int64) int { return int(a.Offset - offset) })
		switch {
		case at < len(cells) && cells[at].Offset == c.Offset && cells[at].size() == c.size() && sharesCell(cells[at].Type, c.Type):
		case at > 0 && cells[at-1].Offset+cells[at-1].size() > c.Offset:
			return f.overlap(r, cells[at-1], c)
		case at < len(cells) && c.Offset+c.size() > cells[at].Offset:
			return f.overlap(r, cells[at], c)
		default:
			cells = slices.Insert(cells, at, c)
		}
	}
	return cells
}

// sharesCell reports whether what is stored as one type can be read as the other
// without a change of the value.
func sharesCell(a, b *Type) bool {
	if a.Kind != b.Kind {
		return a.Kind == Unknown || b.Kind == Unknown
	}
	return a.Unsigned == b.Unsigned
}

func (f *flattener) overlap(r *RecordInfo, a, b Cell) []Cell {
	return f.fail("%s (%s) and %s (%s) of a %s lie on the same bytes, and both are used; such a union is not modelled",
		a.Name, a.Type, b.Name, b.Type, recordWord(r.Union))
}

// Global sets the type, length, members and zero values of a program's object of
// type t: a scalar, an array of scalars, or an object with members.
func Global(g *prog.Global, t *Type, limit int) error {
	cells, err := Cells(t, limit)
	if err != nil {
		return err
	}
	g.Type, g.Len, g.Members = prog.Type{}, 0, nil
	g.Init = make([]prog.Value, len(cells))
	t = t.Resolve()
	switch {
	case len(cells) == 1 && cells[0].Name == "" && cells[0].Offset == 0:
		g.Type = cells[0].Type.Prog()
	case t.Kind == Array && t.Len == len(cells) && t.Len > 0 && isRow(cells):
		g.Type, g.Len = cells[0].Type.Prog(), t.Len
	default:
		g.Members = make([]prog.Member, len(cells))
		for i, c := range cells {
			g.Members[i] = prog.Member{Name: c.Name, Offset: c.Offset, Type: c.Type.Prog()}
		}
	}
	return nil
}

// isRow reports whether cells are the elements of an array of scalars, one right
// behind the other.
func isRow(cells []Cell) bool {
	for i, c := range cells {
		if c.Name != fmt.Sprintf("[%d]", i) || c.Offset != int64(i)*cells[0].size() {
			return false
		}
	}
	return true
}
