package order

import (
	"context"
	"errors"
	"slices"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxDepth bounds the nesting of calls and definitions, maxSteps the expressions
// that are evaluated for one path. No real model comes near.
const (
	maxDepth = 500
	maxSteps = 200_000
)

// errSteps is the error of a model that takes too long.
var errSteps = errors.New("the model's definition of ppo takes too many steps")

// eval computes bounds of the model's relations on one path. Definitions are
// evaluated when something hangs on them.
type eval struct {
	ctx      context.Context
	g        *event.Graph
	path     *event.Path
	n        int
	coherent bool
	variants map[string]bool
	// none, full and same are the empty relation, that of all pairs and the
	// identity; sets and rels the predefined names, tags the events by tag.
	none, full, same *rel.Rel
	sets             map[string]*rel.Set
	rels             map[string]*bounds
	tags             map[string]*rel.Set
	// near are the pairs that may be at one location, overwritten those of a read
	// and a later write that surely are, replaced those of two writes.
	near, overwritten, replaced *rel.Rel
	// writers are the writes, acquisitions and releases of locks.
	writers *rel.Set
	// values has what names of the top level mean, by id.
	values       []value
	busy         []bool
	depth, ticks int
	// notes are those of the witnesses, nil before the first.
	notes *notes
}

// stopped is the panic value by which an evaluation that must not go on leaves.
type stopped struct{ err error }

func (e *eval) tick() {
	e.ticks++
	if e.ticks > maxSteps {
		panic(stopped{errSteps})
	}
	if e.ticks&255 == 0 && e.ctx.Err() != nil {
		panic(stopped{e.ctx.Err()})
	}
}

// expr evaluates an expression.
func (e *eval) expr(x cat.Expr, s *scope) value {
	e.tick()
	if e.depth++; e.depth > maxDepth {
		e.depth--
		return anything{}
	}
	defer func() { e.depth-- }()
	switch x := x.(type) {
	case *cat.Name:
		return e.name(x.Name, s)
	case *cat.EmptyRel:
		return nothing{}
	case *cat.Universe:
		return universe{}
	case *cat.SetExpr:
		if len(x.Elems) == 0 {
			return nothing{}
		}
		return anything{}
	case *cat.IdentityExpr:
		b := *e.setOf(e.expr(x.X, s))
		b.set = false
		return &b
	case *cat.Unary:
		v := e.expr(x.X, s)
		return e.unary(x.Op, e.relOf(v))
	case *cat.Binary:
		return e.binaryExpr(x.Op, e.expr(x.X, s), e.expr(x.Y, s))
	case *cat.Apply:
		return e.apply(e.expr(x.Fun, s), e.expr(x.Arg, s))
	case *cat.TupleExpr:
		var t tuple
		for _, y := range x.Elems {
			t.elems = append(t.elems, e.expr(y, s))
		}
		return t
	case *cat.LetExpr:
		return e.expr(x.Body, e.let(x, s))
	case *cat.FunExpr:
		return &function{x.Param, x.Body, s}
	case *cat.IfExpr:
		holds, known := (&text{variants: e.variants}).cond(x.Cond)
		switch {
		case known && holds:
			return e.expr(x.Then, s)
		case known:
			return e.expr(x.Else, s)
		}
		return anything{}
	case *cat.TagExpr, *cat.MatchExpr, *cat.TryExpr:
		return anything{}
	default:
		panic("order: unhandled expression")
	}
}

func (e *eval) binaryExpr(op cat.BinOp, v, w value) value {
	switch op {
	case cat.ProductOp:
		return e.binary(op, e.setOf(v), e.setOf(w))
	case cat.SeqOp:
		return e.binary(op, e.relOf(v), e.relOf(w))
	case cat.AddOp:
		return anything{}
	case cat.UnionOp, cat.InterOp, cat.DiffOp:
		if isSet(v) || isSet(w) {
			return e.binary(op, e.setOf(v), e.setOf(w))
		}
		return e.binary(op, e.relOf(v), e.relOf(w))
	default:
		panic("order: unhandled operator " + op.String())
	}
}

func isSet(v value) bool {
	b, ok := v.(*bounds)
	return ok && b.set
}

// relOf returns a value as a relation, or as a set if it is one.
func (e *eval) relOf(v value) *bounds {
	switch v := v.(type) {
	case *bounds:
		return v
	case nothing:
		return exact(e.none, false)
	case universe:
		return &bounds{must: e.full, may: e.full}
	case anything, *function, builtin, tuple:
		return e.top(false)
	default:
		panic("order: unhandled value")
	}
}

// setOf returns a value as a set.
func (e *eval) setOf(v value) *bounds {
	switch v := v.(type) {
	case *bounds:
		return v
	case nothing:
		return exact(e.none, true)
	case universe:
		return exact(e.same, true)
	case anything, *function, builtin, tuple:
		return e.top(true)
	default:
		panic("order: unhandled value")
	}
}

// name returns what a name means.
func (e *eval) name(name string, s *scope) value {
	d := s.lookup(name)
	if d == nil {
		return e.predefined(name)
	}
	if d.kind == local {
		return d.value
	}
	if v := e.values[d.id]; v != nil {
		return v
	}
	if e.busy[d.id] {
		return anything{}
	}
	e.busy[d.id] = true
	v := e.define(d)
	e.busy[d.id] = false
	e.values[d.id] = v
	return v
}

func (e *eval) define(d *scope) value {
	switch d.kind {
	case unclear:
		return anything{}
	case chosen:
		if e.coherent && d.name == "co" {
			return &bounds{must: e.replaced, may: e.near, has: hasCO}
		}
		return anything{}
	case tagged:
		set, ok := e.tags[d.tag]
		if !ok {
			return exact(e.none, true)
		}
		return exact(rel.Identity(set), true)
	case defined:
		switch {
		case d.group != nil:
			return e.fixpoint(d)
		case d.param != nil:
			return &function{d.param, d.expr, d.in}
		}
		return e.narrow(d.name, e.expr(d.expr, d.in))
	default:
		panic("order: unhandled definition")
	}
}

// narrow uses what coherence says of communication in a coherent model, in which
// rf, co and fr are what they are everywhere: events of one thread that
// communicate are at one location and in program order.
func (e *eval) narrow(name string, v value) value {
	b, ok := v.(*bounds)
	if !ok || !e.coherent {
		return v
	}
	ends := e.near
	switch name {
	case "rf":
		ends = ends.Inter(rel.Product(e.writers, e.writers.Complement()))
	case "co":
		ends = ends.Inter(rel.Product(e.writers, e.writers))
	case "fr":
		ends = ends.Inter(rel.Product(e.writers.Complement(), e.writers))
	default:
		return v
	}
	out := *b
	out.may = b.may.Inter(ends).Union(b.must)
	return &out
}

// let adds the names of a local definition.
func (e *eval) let(x *cat.LetExpr, s *scope) *scope {
	out := s
	for _, b := range x.Bindings {
		switch {
		case b.Name == "":
			for _, name := range b.Names {
				out = out.bind(name, anything{})
			}
		case x.Rec:
			out = out.bind(b.Name, anything{})
		case b.Param != nil:
			out = out.bind(b.Name, &function{b.Param, b.Body, s})
		default:
			out = out.bind(b.Name, e.expr(b.Body, s))
		}
	}
	return out
}

func (e *eval) apply(f, arg value) value {
	switch f := f.(type) {
	case *function:
		return e.expr(f.body, bindParam(f.in, f.param, arg))
	case builtin:
		x := e.relOf(arg)
		switch {
		case f.name == "domain" && x.inside:
			return e.ends(x, (*rel.Rel).Domain)
		case f.name == "range" && x.inside:
			return e.ends(x, (*rel.Rel).Range)
		case f.name == "domain" || f.name == "range":
			b := e.top(true)
			if f.name == "domain" {
				b.must = rel.Identity(x.must.Domain())
			} else {
				b.must = rel.Identity(x.must.Range())
			}
			return b
		case f.name == "different-values":
			return &bounds{must: e.none, may: x.may, inside: x.inside}
		}
	}
	return anything{}
}

// ends returns the domain or range of a relation inside threads.
func (e *eval) ends(x *bounds, f func(*rel.Rel) *rel.Set) *bounds {
	return &bounds{must: rel.Identity(f(x.must)), may: rel.Identity(f(x.may)), inside: true, set: true}
}

func bindParam(s *scope, p *cat.Pattern, arg value) *scope {
	if p == nil {
		return s
	}
	if len(p.Names) == 1 {
		return s.bind(p.Names[0], arg)
	}
	t, ok := arg.(tuple)
	for i, name := range p.Names {
		if ok && i < len(t.elems) {
			s = s.bind(name, t.elems[i])
		} else {
			s = s.bind(name, anything{})
		}
	}
	return s
}

// fixpoint bounds a recursive definition, whose values start empty and are
// recomputed until none gains an element. All values on the way are contained in
// what the bodies may give when nothing is sure to be in them, iterated from
// nothing. The last ones contain the least fixpoint G of what the bodies must
// give when all that is not there yet may be: what they are computed from, X, did
// not gain, so X contains G(X) and therefore the least fixpoint of G.
func (e *eval) fixpoint(d *scope) value {
	g := d.group
	cur := make([]*bounds, len(g.names))
	for i := range cur {
		cur[i] = &bounds{must: e.none, may: e.none, inside: true}
	}
	round := func(update func(i int, b *bounds) bool) bool {
		changed := false
		for i, body := range g.bodies {
			s := g.in
			for k, name := range g.names {
				if cur[k].may.IsEmpty() && cur[k].inside {
					s = s.bind(name, nothing{})
				} else {
					s = s.bind(name, cur[k])
				}
			}
			changed = update(i, e.relOf(e.expr(body, s))) || changed
		}
		return changed
	}
	grow := func(i int, b *bounds) bool {
		old := cur[i]
		cur[i] = &bounds{must: e.none, may: old.may.Union(b.may), inside: old.inside && b.inside, set: b.set}
		return !cur[i].may.Equal(old.may) || cur[i].inside != old.inside
	}
	for round(grow) {
	}
	sure := func(i int, b *bounds) bool {
		old, next := cur[i], *cur[i]
		next.must = old.must.Union(b.must)
		cur[i] = &next
		return !next.must.Equal(old.must)
	}
	for round(sure) {
	}
	return cur[slices.Index(g.names, d.name)]
}
