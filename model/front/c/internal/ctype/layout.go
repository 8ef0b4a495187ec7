package ctype

import "fmt"

// maxRoom bounds the size of an object in bytes. No test has a larger one, and
// sums of sizes below it do not wrap.
const maxRoom = 1 << 31

// layout is what is computed of a record from its members.
type layout struct {
	// made is set when it is valid, for as many lessons as valid counts.
	made  bool
	valid int
	// open is set while it is computed.
	open bool
	// room is the size; exact tells whether it is that of the real type.
	room, align int64
	exact       bool
	// scalars is how many scalars initialise an object.
	scalars int
}

// Size returns the size in bytes; ok is false if it is not known: void, functions,
// arrays without a length, opaque records and what contains them.
func (t *Type) Size() (n int64, ok bool) {
	n, exact, ok := t.measure()
	return n, ok && exact
}

// Room returns the space in bytes that an object of the type takes in the program,
// opaque records with the members that are known by now. ok is false for void,
// functions and arrays without a length.
func (t *Type) Room() (n int64, ok bool) {
	n, _, ok = t.measure()
	return n, ok
}

// measure returns the room of a type and whether it is its real size.
func (t *Type) measure() (n int64, exact, ok bool) {
	t = t.Resolve()
	switch t.Kind {
	case Bool, Int, Float:
		return int64(t.Bits / 8), true, true
	case Pointer:
		return 8, true, true
	case Unknown:
		return 8, false, true
	case Array:
		if t.Len < 0 {
			return 0, false, false
		}
		n, exact, ok := t.Elem.measure()
		if ok && n > 0 && int64(t.Len) > maxRoom/n {
			return maxRoom, false, true
		}
		return n * int64(t.Len), exact, ok
	case Record:
		t.Record.resolve()
		t.Record.lay()
		return t.Record.layout.room, t.Record.layout.exact, true
	case Void, Func:
		return 0, false, false
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
	}
}

// Align returns the alignment in bytes, 1 or more.
func (t *Type) Align() int64 {
	t = t.Resolve()
	switch t.Kind {
	case Bool, Int, Float:
		return int64(t.Bits / 8)
	case Pointer, Unknown:
		return 8
	case Array:
		return t.Elem.Align()
	case Record:
		t.Record.resolve()
		t.Record.lay()
		return max(t.Record.layout.align, 1)
	case Void, Func:
		return 1
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
	}
}

// scalars returns how many scalars initialise an object of the type, 1 or more.
func (t *Type) scalars() int {
	switch t.Kind {
	case Array:
		return min(max(t.Len, 1)*t.Elem.scalars(), maxRoom)
	case Record:
		t.Record.resolve()
		t.Record.lay()
		return max(t.Record.layout.scalars, 1)
	case Void, Bool, Int, Pointer, Func, Unknown, Float:
		return 1
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
	}
}

// lay computes the offsets of the members and the size, unless they are known for
// what was learned so far.
func (r *RecordInfo) lay() {
	if r.layout.open || r.resolving {
		r.env.report(BadType, r.Span, "this %s contains itself", recordWord(r.Union))
		return
	}
	lessons := r.shared.lessons
	if r.layout.made && r.layout.valid == lessons {
		return
	}
	r.layout.open = true
	defer func() { r.layout.open = false }()
	defer r.env.leave()
	if !r.env.enter() {
		r.env.report(BadType, r.Span, "this %s is nested too deeply", recordWord(r.Union))
		return
	}
	l := placer{r: r, align: r.least, exact: r.Known}
	for _, f := range r.fields {
		l.field(f)
	}
	room := l.end
	if !r.Union {
		room = roundUp(l.bits, 8) / 8
	}
	l.units(roundUp(room, l.align))
	r.layout = layout{
		made: true, valid: lessons, open: true,
		room: min(roundUp(room, l.align), maxRoom), align: l.align,
		exact: l.exact && room < maxRoom, scalars: l.scalars,
	}
}

// placer puts the members of one record one after the other, as the ABI of x86-64
// and that of arm64 do.
type placer struct {
	r *RecordInfo
	// bits is the first free bit of a struct, end the size of a union so far.
	bits, end int64
	align     int64
	exact     bool
	scalars   int
}

func (l *placer) field(f *Field) {
	if l.r.Union {
		l.bits = 0
	}
	size, exact, ok := f.Type.measure()
	if !ok {
		// A flexible array takes no room.
		size, exact = 0, f.Type.Resolve().Kind == Array && l.elementIsKnown(f.Type)
	}
	align := f.Type.Align()
	if !l.r.Known {
		align, size = max(align, 8), max(size, 8)
	}
	if l.r.Packed {
		align = 1
	}
	l.exact = l.exact && exact
	if !l.r.Union || l.scalars == 0 {
		l.scalars = min(l.scalars+f.Type.Resolve().scalars(), maxRoom)
	}
	if f.isBits {
		l.bitField(f, 8*size)
	} else {
		f.Offset = roundUp(roundUp(l.bits, 8)/8, align)
		l.bits = min(8*(f.Offset+size), 8*maxRoom)
	}
	if !f.isBits || f.Name != "" {
		l.align = max(l.align, align)
	}
	l.end = max(l.end, roundUp(l.bits, 8)/8)
}

func (l *placer) elementIsKnown(t *Type) bool {
	_, exact, ok := t.Resolve().Elem.measure()
	return ok && exact
}

// bitField puts a bit-field of a type of some width behind the last member: into
// the unit of its type if it fits there, otherwise into the next.
func (l *placer) bitField(f *Field, unit int64) {
	width := int64(f.Bits)
	switch {
	case unit == 0:
	case width == 0:
		l.bits = roundUp(l.bits, unit)
	case !l.r.Packed && l.bits/unit != (l.bits+width-1)/unit:
		l.bits = roundUp(l.bits, unit)
	}
	f.place = l.bits
	l.bits += width
}

// units finds the cells of bit-fields: adjacent ones share the smallest cell that
// is aligned and touches no other member.
func (l *placer) units(room int64) {
	fields := l.r.fields
	for i := 0; i < len(fields); {
		if !fields[i].isBits || fields[i].Bits == 0 {
			i++
			continue
		}
		first, last := fields[i].place, fields[i].place+int64(fields[i].Bits)
		j := i + 1
		for ; j < len(fields) && !l.r.Union && fields[j].isBits && fields[j].Bits > 0 && fields[j].place/64 == first/64; j++ {
			last = fields[j].place + int64(fields[j].Bits)
		}
		from, to := int64(0), room
		if !l.r.Union {
			from, to = l.free(i, j, room)
		}
		offset, size := unit(first/8, roundUp(last, 8)/8, from, to)
		for _, f := range fields[i:j] {
			f.Offset, f.Unit, f.Bit = offset, int(8*size), int(f.place-8*offset)
			if size == 0 {
				f.Offset, f.Bit = f.place/8, int(f.place%8)
			}
		}
		i = j
	}
}

// free returns the bytes around the bit-fields from i up to j that no other member
// has.
func (l *placer) free(i, j int, room int64) (from, to int64) {
	fields := l.r.fields
	to = room
	if i > 0 {
		before := fields[i-1]
		if before.isBits {
			from = roundUp(before.place+int64(before.Bits), 8) / 8
		} else {
			size, _ := before.Type.Room()
			from = before.Offset + size
		}
	}
	if j < len(fields) {
		if to = fields[j].Offset; fields[j].isBits {
			to = fields[j].place / 8
		}
	}
	return from, to
}

// unit returns the smallest cell with all bytes from start up to end that lies
// between from and to; size 0 if there is none.
func unit(start, end, from, to int64) (offset, size int64) {
	for size := int64(1); size <= 8; size *= 2 {
		if offset := start / size * size; offset >= from && offset+size <= to && offset+size >= end {
			return offset, size
		}
	}
	return 0, 0
}

// roundUp returns the first multiple of unit that is n or more.
func roundUp(n, unit int64) int64 { return (n + unit - 1) / unit * unit }
