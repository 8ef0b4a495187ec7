package order

import (
	"github.com/lkmm-tools/fencepost/model/cat"
)

// scope is a lexical environment of the model's text, innermost definition first.
// The scopes of the top level are made once for a model; what their names mean is
// kept per path (eval.values). The scopes of a function's body are made anew for
// each call and hold their values.
type scope struct {
	name  string
	outer *scope
	// id numbers the definitions of the top level from 1.
	id   int
	kind defKind
	// expr is the definition and in the scope that it is read in. A function has a
	// param; it sees itself if it is recursive.
	expr  cat.Expr
	param *cat.Pattern
	in    *scope
	// group is the recursive definition that this is a part of, or nil.
	group *group
	// tag is the tag of a tag set.
	tag string
	// value is what a parameter or local name means.
	value value
}

// defKind is how a name of the top level is defined.
type defKind uint8

const (
	// unclear is a name that means something which is not followed here.
	unclear defKind = iota
	// defined is a definition by an expression, or a function.
	defined
	// chosen is what a `with` picks.
	chosen
	// tagged is the set of the events with a tag.
	tagged
	// local is a parameter or the name of a local definition.
	local
)

// group is a recursive definition: its names in order.
type group struct {
	names  []string
	bodies []cat.Expr
	in     *scope
}

func (s *scope) lookup(name string) *scope {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return s
		}
	}
	return nil
}

// bind adds a name with a known value.
func (s *scope) bind(name string, v value) *scope {
	return &scope{name: name, outer: s, kind: local, value: v}
}

// text reads the definitions of a model without evaluating any.
type text struct {
	variants map[string]bool
	count    int
}

func (t *text) add(outer *scope, d scope) *scope {
	t.count++
	d.outer, d.id = outer, t.count
	return &d
}

// instrs returns the scope after the instructions.
func (t *text) instrs(list []cat.Instr, s *scope) *scope {
	for _, in := range list {
		switch in := in.(type) {
		case *cat.Let:
			s = t.let(in, s)
		case *cat.Include:
			s = t.instrs(in.Instrs, s)
		case *cat.With:
			s = t.add(s, scope{name: in.Name, kind: chosen})
		case *cat.If:
			s = t.branch(in, s)
		case *cat.Enum:
			for _, tag := range in.Tags {
				s = t.add(s, scope{name: cat.TagSetName(tag), kind: tagged, tag: tag})
			}
		case *cat.Procedure:
			s = t.add(s, scope{name: in.Name})
		case *cat.Test, *cat.Show, *cat.Instructions, *cat.Call, *cat.ForOrder:
			// These define nothing for what follows.
		}
	}
	return s
}

func (t *text) let(in *cat.Let, s *scope) *scope {
	if !in.Rec {
		out := s
		for _, b := range in.Bindings {
			out = t.binding(b, s, out)
		}
		return out
	}
	functions, named := true, true
	for _, b := range in.Bindings {
		_, isFun := b.Body.(*cat.FunExpr)
		functions = functions && (b.Param != nil || isFun)
		named = named && b.Name != ""
	}
	out := s
	switch {
	case functions && named:
		var made []*scope
		for _, b := range in.Bindings {
			out = t.binding(b, nil, out)
			made = append(made, out)
		}
		for _, d := range made {
			d.in = out
		}
	case named:
		g := &group{in: s}
		for _, b := range in.Bindings {
			g.names = append(g.names, b.Name)
			g.bodies = append(g.bodies, b.Body)
			out = t.add(out, scope{name: b.Name, kind: defined, group: g})
		}
	default:
		for _, b := range in.Bindings {
			for _, name := range append(b.Names, b.Name) {
				out = t.add(out, scope{name: name})
			}
		}
	}
	return out
}

// binding adds a definition that is not recursive.
func (t *text) binding(b *cat.Binding, in, out *scope) *scope {
	if b.Name != "" {
		return t.add(out, scope{name: b.Name, kind: defined, expr: b.Body, param: b.Param, in: in})
	}
	for _, name := range b.Names {
		out = t.add(out, scope{name: name})
	}
	return out
}

// branch reads the branch that the variants select. Where they don't, the names
// that either defines are unclear.
func (t *text) branch(in *cat.If, s *scope) *scope {
	holds, known := t.cond(in.Cond)
	switch {
	case known && holds:
		return t.instrs(in.Then, s)
	case known:
		return t.instrs(in.Else, s)
	}
	out := s
	for _, list := range [][]cat.Instr{in.Then, in.Else} {
		for d := t.instrs(list, s); d != s; d = d.outer {
			out = t.add(out, scope{name: d.name})
		}
	}
	return out
}

// cond decides a condition as far as it speaks of variants.
func (t *text) cond(c cat.Cond) (holds, known bool) {
	switch c := c.(type) {
	case *cat.VariantCond:
		return t.variants[c.Name], true
	case *cat.NotCond:
		holds, known = t.cond(c.X)
		return !holds, known
	case *cat.AndCond:
		x, knownX := t.cond(c.X)
		y, knownY := t.cond(c.Y)
		return x && y, knownX && knownY
	case *cat.OrCond:
		x, knownX := t.cond(c.X)
		y, knownY := t.cond(c.Y)
		return x || y, knownX && knownY
	case *cat.EqCond, *cat.SubsetCond:
		return false, false
	default:
		panic("order: unhandled condition")
	}
}
