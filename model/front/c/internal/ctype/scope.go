package ctype

import "github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"

// scope is a block with what it declares.
type scope struct {
	outer    *scope
	tags     map[string]syntax.TypeExpr // "struct x", "union x", "enum x"
	typedefs map[string]*Type
	members  map[string]*syntax.EnumType
	objects  map[string]bool
}

// Inner returns the Env of a block inside; what is declared in it is not seen
// outside.
func (e *Env) Inner() *Env {
	inner := *e
	inner.scope = &scope{
		outer:    e.scope,
		tags:     make(map[string]syntax.TypeExpr),
		typedefs: make(map[string]*Type),
		members:  make(map[string]*syntax.EnumType),
		objects:  make(map[string]bool),
	}
	return &inner
}

// Declare makes the records, enumerations, typedefs and objects of a declaration
// inside of a function known in the scope of e.
func (e *Env) Declare(d *syntax.DeclStmt) {
	if e.scope == nil {
		return
	}
	for _, t := range d.Types {
		e.declareType(t)
	}
	for _, v := range d.Vars {
		e.DeclareVar(v)
	}
}

// DeclareVar makes one declarator or a parameter known in the scope of e: from
// then on its name is no typedef and no enumerator of a scope outside.
func (e *Env) DeclareVar(v *syntax.Var) {
	switch {
	case e.scope == nil || v.Name.Name == "":
	case v.Storage&syntax.Typedef != 0:
		delete(e.scope.objects, v.Name.Name)
		e.scope.typedefs[v.Name.Name] = e.Type(v.Type).called(v.Name.Name)
	default:
		e.scope.objects[v.Name.Name] = true
	}
}

// declareType makes a record or enumeration with a definition known, and those
// inside of it.
func (e *Env) declareType(x syntax.TypeExpr) {
	if !e.enter() {
		e.leave()
		return
	}
	defer e.leave()
	switch x := x.(type) {
	case *syntax.RecordType:
		if !x.Defined {
			return // it is only named
		}
		if x.Tag.Name != "" {
			e.scope.tags[recordWord(x.Union)+" "+x.Tag.Name] = x
		}
		for _, f := range x.Fields {
			e.declareType(f.Type)
		}
		e.record(x) // now, so that its members are those of this scope
	case *syntax.EnumType:
		if !x.Defined {
			return
		}
		if x.Tag.Name != "" {
			e.scope.tags["enum "+x.Tag.Name] = x
		}
		for _, m := range x.Members {
			delete(e.scope.objects, m.Name.Name)
			e.scope.members[m.Name.Name] = x
		}
		e.enum(x)
	case *syntax.PointerType:
		e.declareType(x.Elem)
	case *syntax.ArrayType:
		e.declareType(x.Elem)
	case *syntax.BasicType, *syntax.NamedType, *syntax.FuncType, *syntax.TypeofType, *syntax.BadType:
	default:
		panic("ctype: unhandled type")
	}
}

// localTag returns the definition of a tag in the scopes of e, or nil.
func (e *Env) localTag(spelling string) syntax.TypeExpr {
	for s := e.scope; s != nil; s = s.outer {
		if x := s.tags[spelling]; x != nil {
			return x
		}
	}
	return nil
}

// localName looks for an ordinary name in the scopes of e: a typedef, the
// enumeration of a constant, or object set if it is an object.
func (e *Env) localName(name string) (t *Type, enum *syntax.EnumType, object bool) {
	for s := e.scope; s != nil; s = s.outer {
		switch {
		case s.objects[name]:
			return nil, nil, true
		case s.typedefs[name] != nil:
			return s.typedefs[name], nil, false
		case s.members[name] != nil:
			return nil, s.members[name], false
		}
	}
	return nil, nil, false
}

// recordWord is the keyword of a record.
func recordWord(union bool) string {
	if union {
		return "union"
	}
	return "struct"
}
