package ctype

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// RecordInfo is a struct or union. Two Types are of one record if they share it,
// or if their tags and layouts are equal (two files that declare the same).
type RecordInfo struct {
	Tag   string
	Union bool
	Span  source.Span
	// Known is set when the definition was seen. Otherwise members are added as
	// they are used, each with eight bytes of its own or what their type needs.
	Known  bool
	Packed bool
	// Prelude is set for those that the prelude defines (atomic_t, spinlock_t).
	Prelude bool

	shared *shared
	// def and env are the definition and where it stands; def is nil once somebody
	// has begun to resolve the members, resolving is set until that is done.
	def       *syntax.RecordType
	env       *Env
	resolving bool
	fields    []*Field
	// used are the members of a union through which the program goes.
	used map[*Field]bool
	// least is the alignment that an attribute asks for.
	least  int64
	layout layout
}

// Field is a member. Members of unnamed records inside are found through them
// (Env.Member).
type Field struct {
	// Name is "" for an unnamed record or bit-field.
	Name string
	Type *Type
	// Offset is in bytes from the start of the record. That of a bit-field is that
	// of the cell in which it lies, and Bit is its first bit there.
	Offset int64
	Bit    int
	// Bits is the width of a bit-field, 0 for any other; Unit the width of its cell,
	// 0 if no cell can hold it without its neighbours.
	Bits int
	Unit int
	Span source.Span
	// place is the first bit of a bit-field, counted from the start of the record.
	place int64
	// isBits is set for bit-fields, those without a width included.
	isBits bool
}

// record returns the type of a record as it is written: that of its definition, or
// opaque.
func (e *Env) record(x *syntax.RecordType) *Type {
	if x.Defined {
		if e.scope == nil && x.Tag.Name != "" {
			if def := e.unit.Record(x.Union, x.Tag.Name); def != nil {
				x = def
			}
		}
		return e.defined(x)
	}
	if local, ok := e.localTag(recordWord(x.Union) + " " + x.Tag.Name).(*syntax.RecordType); ok {
		return e.defined(local)
	}
	return e.Record(x.Union, x.Tag.Name, x.Span())
}

// Record returns the type `struct tag` or `union tag` outside of all functions;
// opaque if it is defined nowhere. at is where it is named.
func (e *Env) Record(union bool, tag string, at source.Span) *Type {
	def, in := find(e, func(u *syntax.Unit) *syntax.RecordType { return u.Record(union, tag) })
	if def != nil {
		return in.defined(def)
	}
	spelling := recordWord(union) + " " + tag
	t := e.opaque[spelling]
	if t == nil {
		t = e.opaqueRecord(union, tag, spelling, at)
		e.opaque[spelling] = t
	}
	return t
}

// opaqueRecord returns a new record without members; name is how messages call it.
func (e *Env) opaqueRecord(union bool, tag, name string, at source.Span) *Type {
	r := &RecordInfo{
		Tag: tag, Union: union, Span: at,
		shared: e.shared, env: e.For(e.unit), used: make(map[*Field]bool), least: 1,
	}
	return named(Type{Kind: Record, Record: r}, name)
}

// defined returns the type of a definition. Its members are resolved when they are
// first asked for, so that a record may have pointers to itself.
func (e *Env) defined(x *syntax.RecordType) *Type {
	if t := e.records[x]; t != nil {
		return t
	}
	name := recordWord(x.Union) + " " + x.Tag.Name
	if x.Tag.Name == "" {
		name = "unnamed " + recordWord(x.Union)
	}
	r := &RecordInfo{
		Tag: x.Tag.Name, Union: x.Union, Span: x.Span(), Known: true, Packed: x.Packed, Prelude: e.InPrelude(),
		shared: e.shared, def: x, env: e, used: make(map[*Field]bool), least: 1,
	}
	t := named(Type{Kind: Record, Record: r}, name)
	e.records[x] = t
	return t
}

// Fields returns the members in their order, with their offsets as they are by now.
func (r *RecordInfo) Fields() []*Field {
	r.resolve()
	r.lay()
	return r.fields
}

// resolve resolves the members of a definition.
func (r *RecordInfo) resolve() {
	x, e := r.def, r.env
	if x == nil {
		return
	}
	r.def, r.resolving = nil, true
	defer func() { r.resolving = false }()
	for _, f := range x.Fields {
		field := &Field{Name: f.Name.Name, Span: f.Span(), Type: e.Type(f.Type)}
		if f.Name.Name != "" {
			field.Span = f.Name.Span()
		}
		switch {
		case f.Bits != nil:
			field.isBits = true
			field.Bits = e.bitWidth(field, f)
		case field.Type.Kind == Func || field.Type.Kind == Void:
			e.report(BadType, f.Span(), "a member cannot have the type %s", field.Type)
			field.Type = UnknownType("unknown")
		}
		r.fields = append(r.fields, field)
	}
	if x.Aligned != nil {
		r.least = e.alignment(x)
	}
}

// alignment returns the operand of the attribute of a record.
func (e *Env) alignment(x *syntax.RecordType) int64 {
	v, err := e.Const(x.Aligned)
	switch {
	case err != nil:
		// The operand is often a macro of a header out of reach (the size of a cache
		// line). Nothing that is modelled hangs on it but sizeof.
	case v.N < 1 || v.N > 1<<16 || v.N&(v.N-1) != 0:
		e.report(BadType, x.Aligned.Span(), "an alignment must be a power of two, not %d", v.N)
	default:
		return v.N
	}
	return 1
}

// bitWidth returns the width of a bit-field, 0 for `: 0` and for one with a problem.
func (e *Env) bitWidth(f *Field, x *syntax.Field) int {
	v, err := e.Const(x.Bits)
	switch {
	case err != nil:
		e.report(BadType, err.(*NotConst).Span, "the width of a bit-field must be a constant: %s", err)
	case !f.Type.IsInteger():
		e.report(BadType, x.Span(), "a bit-field must be of an integer type, not %s", f.Type)
		f.Type = IntType()
	case v.N < 0 || v.N > int64(bitsOf(f.Type)):
		e.report(BadType, x.Bits.Span(), "a bit-field of type %s cannot have %d bits", f.Type, v.N)
	default:
		return int(v.N)
	}
	return 0
}

// bitsOf is the width that a bit-field of a type may have.
func bitsOf(t *Type) int {
	if t.Kind == Bool {
		return 1
	}
	return t.Bits
}

// addField adds the member that the use of an opaque record needs.
func (r *RecordInfo) addField(name string, at source.Span) *Field {
	f := &Field{Name: name, Span: at, Type: UnknownType("unknown")}
	*f.Type.slot = slot{at: at, of: name, kept: true}
	r.fields = append(r.fields, f)
	r.shared.lessons++
	return f
}

// Member is a member of a type with the way to it.
type Member struct {
	*Field
	// Type is that of the member, with what is known of it by now, and the
	// qualifiers of the record.
	Type *Type
	// Offset is that from the start of the type in which it was looked up.
	Offset int64
	// Misaligned is set when a packed record puts it where a machine need not
	// access it at once.
	Misaligned bool
}

// Member looks for a member of a record by name, through unnamed records. An
// opaque record gets the member (Env.Lessons grows); a type that is not known
// becomes an opaque record. Going through a union makes its member one that is
// used (see Cells). ok is false if there is no such member, or t has none.
func (e *Env) Member(t *Type, name string, at source.Span) (m Member, ok bool) {
	t = t.Resolve()
	if t.Kind == Unknown && t.slot != nil {
		t = e.learnRecord(t, at)
	}
	if t.Kind != Record {
		return Member{}, false
	}
	way := wayTo(t.Record, name, make(map[*RecordInfo]bool))
	if way == nil {
		if t.Record.Known {
			return Member{}, false
		}
		way = []*Field{t.Record.addField(name, at)}
		t.Record.lay()
	}
	r := t.Record
	align := r.layout.align
	for _, f := range way {
		r.use(f)
		m.Offset += f.Offset
		m.Field = f
		align = min(align, r.layout.align)
		if f.Type.Kind == Record {
			r = f.Type.Record
		}
	}
	m.Type = m.Field.Type.Resolve().Qualified(qualifiersOf(t))
	own := m.Type.Align()
	m.Misaligned = own > align || m.Offset%own != 0
	return m, true
}

// wayTo returns the members that lead to one called name, or nil. seen are the
// records that are known not to have it.
func wayTo(r *RecordInfo, name string, seen map[*RecordInfo]bool) []*Field {
	if seen[r] || name == "" {
		return nil
	}
	seen[r] = true
	fields := r.Fields()
	for _, f := range fields {
		if f.Name == name {
			return []*Field{f}
		}
	}
	for _, f := range fields {
		if f.Name == "" && f.Type.Kind == Record {
			if way := wayTo(f.Type.Record, name, seen); way != nil {
				return append([]*Field{f}, way...)
			}
		}
	}
	return nil
}

// use notes that the program goes through a member of a union.
func (r *RecordInfo) use(f *Field) {
	if r.Union && !r.used[f] {
		r.used[f] = true
		r.shared.lessons++
	}
}

// MemberNames returns the names that Member finds in t, in order, for messages.
func (e *Env) MemberNames(t *Type) []string {
	t = t.Resolve()
	if t.Kind != Record {
		return nil
	}
	return memberNames(t.Record, make(map[*RecordInfo]bool))
}

func memberNames(r *RecordInfo, seen map[*RecordInfo]bool) []string {
	if seen[r] {
		return nil
	}
	seen[r] = true
	var names []string
	for _, f := range r.Fields() {
		switch {
		case f.Name != "":
			names = append(names, f.Name)
		case f.Type.Kind == Record:
			names = append(names, memberNames(f.Type.Record, seen)...)
		}
	}
	return names
}

// qualifiersOf returns the outermost qualifiers of a type as a set.
func qualifiersOf(t *Type) (q syntax.Qualifiers) {
	if t.Const {
		q |= syntax.Const
	}
	if t.Volatile {
		q |= syntax.Volatile
	}
	return q
}
