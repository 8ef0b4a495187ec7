package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// expr evaluates an expression as far as the frame allows.
func (c *compiler) expr(en *env, e cat.Expr) value {
	switch e := e.(type) {
	case *cat.Name:
		v, ok := en.lookup(e.Name)
		if !ok {
			c.fail(e, "unbound name %s", e.Name)
		}
		return v
	case *cat.EmptyRel:
		return zero{}
	case *cat.Universe:
		return universe{}
	case *cat.TagExpr:
		return tagValue{e.Tag}
	case *cat.SetExpr:
		if len(e.Elems) == 0 {
			return zero{}
		}
		var l listValue
		for _, x := range e.Elems {
			l.elems = append(l.elems, c.expr(en, x))
		}
		return c.collect(l)
	case *cat.IdentityExpr:
		return relValue{c.setNode(e, c.expr(en, e.X)), false}
	case *cat.Unary:
		return c.unaryExpr(e, c.expr(en, e.X))
	case *cat.Binary:
		return c.binaryExpr(e, e.Op, c.expr(en, e.X), c.expr(en, e.Y))
	case *cat.Apply:
		return c.apply(e, c.expr(en, e.Fun), c.expr(en, e.Arg))
	case *cat.TupleExpr:
		var t tupleValue
		for _, x := range e.Elems {
			t.elems = append(t.elems, c.expr(en, x))
		}
		return t
	case *cat.LetExpr:
		return c.expr(c.let(en, e.Rec, e.Bindings), e.Body)
	case *cat.FunExpr:
		return funValue{e.Param, e.Body, en}
	case *cat.MatchExpr:
		return c.match(en, e)
	case *cat.TryExpr:
		return c.try(en, e)
	case *cat.IfExpr:
		saved := c.env
		c.env = en
		holds := c.cond(e.Cond)
		c.env = saved
		if holds {
			return c.expr(en, e.Then)
		}
		return c.expr(en, e.Else)
	default:
		panic(fmt.Sprintf("theory: unhandled expression %T", e))
	}
}

// collect turns a list of events into a set and one of pairs into a relation.
func (c *compiler) collect(l listValue) value {
	id, ok := c.fromElements(l.elems)
	if !ok {
		return l
	}
	_, isEvent := l.elems[0].(eventValue)
	return relValue{id, isEvent}
}

// setNode returns the node of a set.
func (c *compiler) setNode(at cat.Node, v value) nodeID {
	if _, ok := v.(universe); ok {
		return c.fullSet()
	}
	return c.node(at, v)
}

func (c *compiler) unaryExpr(e *cat.Unary, v value) value {
	isSet := false
	if r, ok := v.(relValue); ok {
		isSet = r.set
	}
	x := c.node(e, v)
	switch e.Op {
	case cat.PlusOp:
		return relValue{c.Instance.unary(opPlus, x), false}
	case cat.StarOp:
		return relValue{c.Instance.unary(opOpt, c.Instance.unary(opPlus, x)), false}
	case cat.OptOp:
		return relValue{c.Instance.unary(opOpt, x), false}
	case cat.InverseOp:
		return relValue{c.Instance.unary(opInverse, x), isSet}
	case cat.ComplementOp:
		if isSet {
			return relValue{c.Instance.unary(opComplementSet, x), true}
		}
		return relValue{c.Instance.unary(opComplement, x), false}
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", e.Op))
	}
}

func (c *compiler) binaryExpr(at cat.Node, o cat.BinOp, x, y value) value {
	switch o {
	case cat.ProductOp:
		return relValue{c.Instance.binary(opProduct, c.setNode(at, x), c.setNode(at, y)), false}
	case cat.SeqOp:
		return relValue{c.Instance.binary(opSeq, c.node(at, x), c.node(at, y)), false}
	case cat.AddOp:
		return c.addElement(at, x, y)
	case cat.UnionOp, cat.InterOp, cat.DiffOp:
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", o))
	}
	if lx, ok := x.(listValue); ok && !c.isFlat(lx) {
		return c.listOp(at, o, lx, y)
	}
	if ly, ok := y.(listValue); ok && !c.isFlat(ly) {
		return c.listOp(at, o, listValue{}, ly)
	}
	rx, okX := x.(relValue)
	ry, okY := y.(relValue)
	set := okX && rx.set || okY && ry.set
	operand := func(v value) nodeID {
		if set {
			return c.setNode(at, v)
		}
		return c.node(at, v)
	}
	a, b := operand(x), operand(y)
	ops := map[cat.BinOp]op{cat.UnionOp: opUnion, cat.InterOp: opInter, cat.DiffOp: opDiff}
	return relValue{c.Instance.binary(ops[o], a, b), set}
}

// isFlat reports whether a list holds events or pairs.
func (c *compiler) isFlat(l listValue) bool {
	for _, e := range l.elems {
		switch e.(type) {
		case eventValue, pairValue:
		default:
			return false
		}
	}
	return true
}

// listOp is the union of sets of values; the other operators need to compare
// elements that may not be known.
func (c *compiler) listOp(at cat.Node, o cat.BinOp, x listValue, y value) value {
	if o != cat.UnionOp {
		c.fail(at, "%s on sets of values is not supported", o)
	}
	switch y := y.(type) {
	case zero:
		return x
	case listValue:
		return listValue{append(x.elems[:len(x.elems):len(x.elems)], y.elems...)}
	default:
		c.fail(at, "want a set of values on both sides of |")
		return nil
	}
}

// addElement is `x ++ s`.
func (c *compiler) addElement(at cat.Node, x, s value) value {
	switch v := x.(type) {
	case eventValue:
		one := relValue{c.node(at, x), true}
		return c.binaryExpr(at, cat.UnionOp, one, s)
	case pairValue:
		one := relValue{c.node(at, v), false}
		return c.binaryExpr(at, cat.UnionOp, one, s)
	}
	switch s := s.(type) {
	case zero:
		return listValue{[]value{x}}
	case listValue:
		return listValue{append([]value{x}, s.elems...)}
	default:
		c.fail(at, "want a set of values on the right of ++")
		return nil
	}
}

func (c *compiler) bindParam(at cat.Node, en *env, p *cat.Pattern, arg value) *env {
	if p == nil || len(p.Names) == 0 {
		return en
	}
	if len(p.Names) == 1 {
		return en.bind(p.Names[0], arg)
	}
	t, ok := arg.(tupleValue)
	if !ok || len(t.elems) != len(p.Names) {
		c.fail(at, "want %d arguments", len(p.Names))
	}
	for i, name := range p.Names {
		en = en.bind(name, t.elems[i])
	}
	return en
}

func (c *compiler) apply(at cat.Node, f, arg value) value {
	c.enter(at)
	defer func() { c.depth-- }()
	switch f := f.(type) {
	case funValue:
		return c.expr(c.bindParam(at, f.env, f.param, arg), f.body)
	case builtinValue:
		args := []value{arg}
		if t, ok := arg.(tupleValue); ok {
			args = t.elems
		}
		return f.f(c, at, args)
	default:
		c.fail(at, "this is not a function")
		return nil
	}
}

// match picks an element of a set, which the frame must fix.
func (c *compiler) match(en *env, e *cat.MatchExpr) value {
	v := c.expr(en, e.X)
	if len(e.Tags) > 0 {
		t, ok := v.(tagValue)
		if !ok {
			c.fail(e.X, "want a tag")
		}
		for _, clause := range e.Tags {
			if clause.Tag == t.tag || clause.Tag == "_" {
				return c.expr(en, clause.Body)
			}
		}
		c.fail(e, "no clause for the tag '%s", t.tag)
	}
	elems, set := c.elements(e.X, v)
	if len(elems) == 0 {
		return c.expr(en, e.Empty)
	}
	rest := value(zero{})
	if len(elems) > 1 {
		l := listValue{elems[1:]}
		rest = l
		if c.isFlat(l) {
			id, _ := c.fromElements(l.elems)
			rest = relValue{id, set}
		}
	}
	return c.expr(en.bind(e.First, elems[0]).bind(e.Rest, rest), e.Cons)
}

// elements lists what is in a set of anything; set reports whether the elements
// are events.
func (c *compiler) elements(at cat.Node, v value) (elems []value, set bool) {
	switch v := v.(type) {
	case zero:
		return nil, false
	case listValue:
		return v.elems, false
	case relValue:
		r := c.nodes[v.id].may
		if !c.frame.Loose {
			r = c.constRel(at, v)
		}
		for _, p := range r.Pairs() {
			if v.set {
				elems = append(elems, eventValue{p.From})
			} else {
				elems = append(elems, pairValue{p})
			}
		}
		return elems, v.set
	default:
		c.fail(at, "want a set whose elements are known")
		return nil, false
	}
}

// try evaluates the second expression where the first cannot be evaluated.
func (c *compiler) try(en *env, e *cat.TryExpr) (v value) {
	depth, group := c.depth, c.inGroup
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if _, ok := r.(unsupported); !ok {
			panic(r)
		}
		c.depth, c.inGroup = depth, group
		v = c.expr(en, e.Else)
	}()
	return c.expr(en, e.X)
}

// let extends the environment by bindings.
func (c *compiler) let(en *env, rec bool, bindings []*cat.Binding) *env {
	if !rec {
		out := en
		for _, b := range bindings {
			out = c.bindOne(out, b, c.bound(en, b))
		}
		return out
	}
	functions := true
	for _, b := range bindings {
		_, isFun := b.Body.(*cat.FunExpr)
		functions = functions && (b.Param != nil || isFun)
	}
	if !functions {
		return c.fixpoint(en, bindings)
	}
	// The closures see the environment that binds all of them.
	out := en
	frames := make([]*env, len(bindings))
	for i, b := range bindings {
		out = out.bind(b.Name, nil)
		frames[i] = out
	}
	for i, b := range bindings {
		frames[i].value = c.bound(out, b)
	}
	return out
}

func (c *compiler) bound(en *env, b *cat.Binding) value {
	if b.Param != nil {
		return funValue{b.Param, b.Body, en}
	}
	return c.expr(en, b.Body)
}

func (c *compiler) bindOne(en *env, b *cat.Binding, v value) *env {
	if b.Name != "" {
		return en.bind(b.Name, v)
	}
	t, ok := v.(tupleValue)
	if !ok || len(t.elems) != len(b.Names) {
		c.fail(b, "want a tuple of %d values", len(b.Names))
	}
	for i, name := range b.Names {
		en = en.bind(name, t.elems[i])
	}
	return en
}

// fixpoint solves `let rec` over sets and relations: all start empty and are
// recomputed in the order written until none gains an element.
func (c *compiler) fixpoint(en *env, bindings []*cat.Binding) *env {
	frames := make([]*env, len(bindings))
	out := en
	for i, b := range bindings {
		out = out.bind(b.Name, zero{})
		frames[i] = out
	}
	limit := 4*c.n*c.n + 16
	isStatic := true
	current := make([]nodeID, len(bindings))
	sets := make([]bool, len(bindings))
	for i := range current {
		current[i] = c.empty()
	}
	for round := 0; isStatic; round++ {
		if round > limit {
			c.fail(bindings[0], "this let rec does not come to an end")
		}
		grew := false
		for i, b := range bindings {
			v := c.expr(out, b.Body)
			id := c.node(b, v)
			if r, ok := v.(relValue); ok {
				sets[i] = r.set
			}
			if !c.isConst(id) {
				isStatic = false
				break
			}
			if !c.nodes[id].cur.SubsetOf(c.nodes[current[i]].cur) {
				grew = true
			}
			current[i] = id
			frames[i].value = relValue{id, sets[i]}
		}
		if isStatic && !grew {
			return out
		}
	}
	return c.dynamicFixpoint(out, frames, bindings, sets)
}

// dynamicFixpoint makes nodes for a `let rec` that hangs on what is not known
// yet.
func (c *compiler) dynamicFixpoint(out *env, frames []*env, bindings []*cat.Binding, sets []bool) *env {
	if c.inGroup != 0 {
		c.fail(bindings[0], "a let rec inside a let rec is not supported here")
	}
	g := &fixGroup{monotone: true}
	c.groups = append(c.groups, g)
	c.inGroup = len(c.groups)
	for i := range bindings {
		may := rel.Full(c.n)
		if sets[i] {
			may = c.id.Clone()
		}
		c.nodes = append(c.nodes, node{
			op: opFixVar, a: -1, b: -1, k: i, group: c.inGroup,
			may: may, must: rel.New(c.n), cur: rel.New(c.n),
			support: support{internal: sets[i], located: c.frame.Located, wideMay: true, wideMust: true},
		})
		id := nodeID(len(c.nodes) - 1)
		g.vars = append(g.vars, id)
		frames[i].value = relValue{id, sets[i]}
	}
	g.start = nodeID(len(c.nodes))
	for i, b := range bindings {
		v := c.expr(out, b.Body)
		if r, ok := v.(relValue); ok && r.set != sets[i] {
			c.fail(b, "%s is a set in one round and a relation in another", b.Name)
		}
		g.bodies = append(g.bodies, c.node(b, v))
		g.ends = append(g.ends, nodeID(len(c.nodes)))
	}
	c.closeGroup(g)
	return out
}
