package ctype

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Codes of the problems of types.
const (
	// BadType is a type that has no meaning: a negative length, a record that
	// contains itself.
	BadType diag.Code = "bad-type"
	// UnsupportedType is a type that is not modelled, such as __int128.
	UnsupportedType diag.Code = "unsupported-type"
)

// Env resolves names and types. It sees the texts of a test: the main file with
// its includes, further files, and the prelude. What it finds is kept; an Env and
// those made from it belong to one test and one goroutine.
type Env struct {
	*shared
	// unit is the text whose names go first.
	unit *syntax.Unit
	// scope is the innermost scope inside of a function, nil outside of all.
	scope *scope
	// typeOf gives the type of an expression, for typeof and sizeof.
	typeOf func(syntax.Expr) *Type
}

// shared is what all Envs of a test have in common.
type shared struct {
	units   []*syntax.Unit
	prelude []*syntax.Unit
	order   map[*syntax.Unit][]*syntax.Unit

	records  map[*syntax.RecordType]*Type
	enums    map[*syntax.EnumType]*enumInfo
	typedefs map[*syntax.Var]*Type
	// opaque are the records and types that are defined nowhere, by spelling.
	opaque map[string]*Type

	// functions are those that Func found, in the order of their first use.
	functions []*syntax.Func
	asked     map[*syntax.Func]bool

	problems diag.List
	reported map[problemKey]bool
	lessons  int
	depth    int
}

// problemKey tells problems apart: types are resolved again and again.
type problemKey struct {
	span    source.Span
	message string
}

// maxDepth bounds the nesting of types and constant expressions.
const maxDepth = 500

// NewEnv returns the Env of a test. prelude are the units of the embedded prelude,
// which every file sees and which go before other files; the first of units is the
// main file.
func NewEnv(prelude []*syntax.Unit, units ...*syntax.Unit) *Env {
	s := &shared{
		units:    units,
		prelude:  prelude,
		order:    make(map[*syntax.Unit][]*syntax.Unit),
		records:  make(map[*syntax.RecordType]*Type),
		enums:    make(map[*syntax.EnumType]*enumInfo),
		typedefs: make(map[*syntax.Var]*Type),
		opaque:   make(map[string]*Type),
		asked:    make(map[*syntax.Func]bool),
		reported: make(map[problemKey]bool),
	}
	all := append(append([]*syntax.Unit{}, prelude...), units...)
	for _, u := range all {
		order := []*syntax.Unit{u}
		for _, v := range all {
			if v != u {
				order = append(order, v)
			}
		}
		s.order[u] = order
	}
	e := &Env{shared: s}
	if len(all) > 0 {
		e.unit = all[len(prelude)%len(all)]
	}
	return e
}

// For returns the Env in which the names of u go first, then those of the prelude,
// then those of the other files. It is outside of all functions.
func (e *Env) For(u *syntax.Unit) *Env {
	return &Env{shared: e.shared, unit: u, typeOf: e.typeOf}
}

// Unit returns the text whose names go first.
func (e *Env) Unit() *syntax.Unit { return e.unit }

// InPrelude reports whether that text is of the prelude.
func (e *Env) InPrelude() bool {
	for _, u := range e.prelude {
		if u == e.unit {
			return true
		}
	}
	return false
}

// WithTypeOf returns the Env that asks f for the types of expressions in typeof
// and sizeof. f may return nil for one that it cannot tell.
func (e *Env) WithTypeOf(f func(syntax.Expr) *Type) *Env {
	with := *e
	with.typeOf = f
	return &with
}

// visible returns the texts in the order in which names are looked for in them.
func (e *Env) visible() []*syntax.Unit { return e.order[e.unit] }

// find returns what look gives for the first text in which it gives something.
func find[T any](e *Env, look func(*syntax.Unit) *T) (*T, *Env) {
	for _, u := range e.visible() {
		if found := look(u); found != nil {
			return found, e.For(u)
		}
	}
	return nil, nil
}

// Func returns the function with a body that is called name, and the Env of the
// text that has it; nil if there is none.
func (e *Env) Func(name string) (*syntax.Func, *Env) {
	f, in := find(e, func(u *syntax.Unit) *syntax.Func { return u.Func(name) })
	if f != nil && !e.asked[f] {
		e.asked[f] = true
		e.functions = append(e.functions, f)
	}
	return f, in
}

// Functions returns what Func has found so far, in the order of the first use.
func (e *Env) Functions() []*syntax.Func { return e.functions }

// Prototype returns the declaration of a function without a body.
func (e *Env) Prototype(name string) (*syntax.Var, *Env) {
	return find(e, func(u *syntax.Unit) *syntax.Var { return u.Prototype(name) })
}

// Var returns the object at the top level that is called name. One that is not
// static is the same in all texts: that with an initialiser goes before others, a
// definition before a declaration with extern.
func (e *Env) Var(name string) (*syntax.Var, *Env) {
	own, in := find(e, func(u *syntax.Unit) *syntax.Var { return u.Var(name) })
	if own == nil || own.Storage&syntax.Static != 0 {
		return own, in
	}
	best, at := own, in
	for _, u := range append(append([]*syntax.Unit{}, e.units...), e.prelude...) {
		v := u.Var(name)
		if v != nil && v.Storage&syntax.Static == 0 && definition(v) > definition(best) {
			best, at = v, e.For(u)
		}
	}
	if best == own {
		// Of several that are alike, the first text's.
		for _, u := range e.units {
			if v := u.Var(name); v != nil && v.Storage&syntax.Static == 0 && definition(v) == definition(own) {
				best, at = v, e.For(u)
				break
			}
		}
	}
	if best != own && !Same(at.VarType(best), in.VarType(own)) {
		e.report(BadType, own.Name.Span(), "%s is %s here and %s in %s", name, in.VarType(own), at.VarType(best), best.Name.Span().File.Name)
	}
	return best, at
}

// definition ranks declarations of one object: with extern, without, with an
// initialiser.
func definition(v *syntax.Var) int {
	switch {
	case v.Init != nil:
		return 2
	case v.Storage&syntax.Extern == 0:
		return 1
	default:
		return 0
	}
}

// Lessons counts what was learned about opaque types, unions in use included. When
// it has grown while a test was lowered, the layouts of that round are not final.
func (e *Env) Lessons() int { return e.lessons }

// Problems are what is wrong with the types that were resolved so far, each once.
func (e *Env) Problems() diag.List { return e.problems }

// report adds a problem unless it is known.
func (e *Env) report(code diag.Code, at source.Span, format string, args ...any) {
	var l diag.List
	p := l.Errorf(code, at, format, args...)
	key := problemKey{at, p.Message}
	if !e.reported[key] {
		e.reported[key] = true
		e.problems.Append(l)
	}
}

// enter counts a step down; false if that is too deep. The caller calls leave
// either way.
func (e *Env) enter() bool {
	e.depth++
	return e.depth <= maxDepth
}

func (e *Env) leave() { e.depth-- }
