package syntax

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Unit is a translation unit: the top level of an expanded text. It is cut at its
// top-level declarations, which are parsed when they are first asked for by name:
// of a driver of thousands of lines, two functions cost what they are. A Unit is
// used by one goroutine at a time.
type Unit struct {
	Text *pp.Text
	// IsType reports whether a name that the text does not declare is a type, as
	// those of the prelude are. It may be nil. It is set before anything is asked.
	IsType func(name string) bool
	// Part is set for a text that is a part of a directive: its last declaration
	// needs no semicolon. It is set before anything is asked.
	Part bool

	*stream
	chunks []chunk
	decls  []decl
	// names are the declarations by name: those of one name are a list through
	// decl.next, in the order of the text.
	names map[string]int32
	// learned are the names that the text uses as types without declaring them,
	// found when a name is first doubtful.
	learned  map[string]bool
	parser   *parser
	problems diag.List
}

// decl is a name that a top-level declaration introduces.
type decl struct {
	declared
	chunk int32
	// next and last are the next and the last declaration of the same name; last is
	// kept at the first.
	next, last int32
}

// NewUnit cuts an expanded text into its top-level declarations.
func NewUnit(text *pp.Text) *Unit {
	u := &Unit{Text: text, stream: newStream(text)}
	u.chunks = u.cut()
	u.names = make(map[string]int32, 2*len(u.chunks))
	for i := range u.chunks {
		d := u.declares(&u.chunks[i])
		c := &u.chunks[i]
		c.blanks, c.untyped, c.function = d.blanks, d.untyped, d.function
		for _, x := range d.list {
			if x.space == funcName {
				c.name = x.tok
			}
			u.index(x, int32(i))
		}
	}
	return u
}

// index adds a name.
func (u *Unit) index(x declared, chunk int32) {
	n := int32(len(u.decls))
	u.decls = append(u.decls, decl{x, chunk, none, n})
	first, ok := u.names[string(u.bytes(x.tok))]
	if !ok {
		u.names[u.str(x.tok)] = n
		return
	}
	u.decls[u.decls[first].last].next = n
	u.decls[first].last = n
}

// find returns the first declaration of a name as one of spaces, in the order of
// the spaces, or none.
func (u *Unit) find(name string, spaces ...space) int32 {
	first, ok := u.names[name]
	if !ok {
		return none
	}
	for _, sp := range spaces {
		for i := first; i != none; i = u.decls[i].next {
			if u.decls[i].space == sp {
				return i
			}
		}
	}
	return none
}

// has reports whether name is declared as one of spaces.
func (u *Unit) has(name string, spaces ...space) bool { return u.find(name, spaces...) != none }

// Func returns the function with a body that is called name, or nil. Problems of
// its text are in Problems.
func (u *Unit) Func(name string) *Func {
	if i := u.find(name, funcName); i != none {
		u.once(name, i)
		return u.parse(i).fn
	}
	return nil
}

// Prototype returns the declaration without a body of the function called name,
// or nil.
func (u *Unit) Prototype(name string) *Var { return u.declarator(name, protoName) }

// Var returns the object at the top level that is called name, or nil. A
// definition goes before an extern declaration.
func (u *Unit) Var(name string) *Var {
	// `int x;` is a definition too, but one with a value goes before it.
	for i := u.find(name, varName); i != none; i = u.decls[i].next {
		if u.decls[i].space != varName {
			continue
		}
		if v := u.parse(i).variable(name); v != nil && v.Init != nil {
			return v
		}
	}
	return u.declarator(name, varName, externName)
}

// Typedef returns the typedef called name, or nil.
func (u *Unit) Typedef(name string) *Var { return u.declarator(name, typedefName) }

// HasTypedef reports whether there is a typedef called name. It parses nothing.
func (u *Unit) HasTypedef(name string) bool { return u.has(name, typedefName) }

// declarator returns the declaration of name as one of spaces, or nil.
func (u *Unit) declarator(name string, spaces ...space) *Var {
	if i := u.find(name, spaces...); i != none {
		return u.parse(i).variable(name)
	}
	return nil
}

// Record returns the struct or union (as asked) that is defined at the top level,
// or inside of another there, with a tag; nil if there is none.
func (u *Unit) Record(union bool, tag string) *RecordType {
	sp := structTag
	if union {
		sp = unionTag
	}
	i := u.find(tag, sp)
	if i == none {
		return nil
	}
	u.once(tag, i)
	var found *RecordType
	u.parse(i).eachType(func(t TypeExpr) bool {
		if r, ok := t.(*RecordType); ok && r.Defined && r.Union == union && r.Tag.Name == tag {
			found = r
		}
		return found == nil
	})
	return found
}

// EnumMember returns the enumeration in which name is a constant, or nil.
func (u *Unit) EnumMember(name string) *EnumType {
	return u.enum(name, enumConst, func(e *EnumType) bool {
		for _, m := range e.Members {
			if m.Name.Name == name {
				return true
			}
		}
		return false
	})
}

// Enum returns the enumeration with a tag, or nil.
func (u *Unit) Enum(tag string) *EnumType {
	return u.enum(tag, enumTag, func(e *EnumType) bool { return e.Defined && e.Tag.Name == tag })
}

func (u *Unit) enum(name string, sp space, is func(*EnumType) bool) *EnumType {
	i := u.find(name, sp)
	if i == none {
		return nil
	}
	var found *EnumType
	u.parse(i).eachType(func(t TypeExpr) bool {
		if e, ok := t.(*EnumType); ok && is(e) {
			found = e
		}
		return found == nil
	})
	return found
}

// once reports a second definition of what declaration i, the first of its kind,
// defines.
func (u *Unit) once(name string, i int32) {
	first := &u.decls[i]
	if u.chunks[first.chunk].parsed {
		return
	}
	for j := first.next; j != none; j = u.decls[j].next {
		if d := &u.decls[j]; d.space == first.space {
			u.problems.Errorf(Redefined, u.span(d.tok, d.tok+1), "%s is defined twice", name).
				Relate(u.span(first.tok, first.tok+1), "the first definition")
			return
		}
	}
}

// Problems are what is wrong in the declarations that were parsed so far, in the
// order in which they were found.
func (u *Unit) Problems() diag.List { return u.problems }

// Decl is the place of a top-level declaration, for outlines.
type Decl struct {
	// Name is the function, object, typedef or tag; for an OtherDecl it is the
	// macro, "" if there is none.
	Name string
	Kind DeclKind
	// Span is the whole declaration, NameSpan its name.
	Span, NameSpan source.Span
}

// DeclKind says what a top-level declaration declares.
type DeclKind uint8

const (
	// FuncDecl is a function with its body.
	FuncDecl DeclKind = iota
	// ProtoDecl is a function without a body.
	ProtoDecl
	// VarDecl is an object.
	VarDecl
	// TypeDecl is a record, enumeration or typedef.
	TypeDecl
	// OtherDecl is anything else: macros of headers that are not there.
	OtherDecl
)

// Decls lists the top-level declarations of the main file in the order of the
// text: an entry for each name that one declares, and for each record that it
// defines. It parses none of them.
func (u *Unit) Decls() []Decl {
	var list []Decl
	n := 0
	for i := range u.chunks {
		c := &u.chunks[i]
		span := u.span(c.first, c.last)
		before := len(list)
		for ; n < len(u.decls) && u.decls[n].chunk == int32(i); n++ {
			if d := &u.decls[n]; !d.inner && span.File == u.Text.File {
				list = append(list, Decl{u.str(d.tok), d.space.kind(), span, u.span(d.tok, d.tok+1)})
			}
		}
		if len(list) == before && span.File == u.Text.File {
			list = append(list, Decl{Kind: OtherDecl, Span: span, NameSpan: u.span(c.first, c.first)})
		}
	}
	return list
}

func (sp space) kind() DeclKind {
	switch sp {
	case funcName:
		return FuncDecl
	case protoName:
		return ProtoDecl
	case varName, externName:
		return VarDecl
	case typedefName, structTag, unionTag, enumTag, enumConst:
		return TypeDecl
	case macroName:
		return OtherDecl
	default:
		panic("syntax: unhandled space")
	}
}
