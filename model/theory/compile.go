package theory

import (
	"fmt"
	"sort"
	"strings"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxDepth bounds the nesting of function calls in a model.
const maxDepth = 2000

// compiler runs a model's text over a frame.
type compiler struct {
	*Instance
	model *cat.Model
	env   *env
	// inGroup is the number of the fixpoint being compiled, 0 for none.
	inGroup int
	depth   int
}

// unsupported is the panic value by which an expression that cannot be
// specialised leaves the compiler; Compile turns it into an error.
type unsupported struct{ err error }

func (c *compiler) fail(at cat.Node, format string, args ...any) {
	panic(unsupported{fmt.Errorf("%s: %s: %w", at.Span(), fmt.Sprintf(format, args...), ErrUnsupported)})
}

// Compile specialises a model to a frame. Its error wraps ErrUnsupported when
// the model uses the language in a way that hangs on what is not fixed yet.
func Compile(m *cat.Model, f *Frame) (in *Instance, err error) {
	n := f.Structure.N
	in = &Instance{
		frame: f, n: n, shared: map[nodeKey]nodeID{}, id: rel.ID(n), names: map[string]nodeID{}, empties: map[support]nodeID{},
		values: f.Structure.Value,
	}
	c := &compiler{Instance: in, model: m}
	defer func() {
		if r := recover(); r != nil {
			u, ok := r.(unsupported)
			if !ok {
				panic(r)
			}
			in, err = nil, u.err
		}
	}()
	c.base()
	c.instrs(m.Instrs)
	in.schedule()
	return in, nil
}

// base binds the names that the language predefines (lkmm.md A.5).
func (c *compiler) base() {
	s := c.frame.Structure
	internal := support{internal: true}
	c.emptyNode = c.constant(rel.New(c.n), internal)
	c.empties[internal] = c.emptyNode
	c.never = c.constant(c.nodes[c.emptyNode].cur, internal)
	bindSet := func(name string, set *rel.Set) {
		id := c.absent(name)
		if set != nil && !set.IsEmpty() {
			id = c.constant(rel.Identity(set), internal)
		}
		c.env = c.env.bind(name, relValue{id, true})
	}
	c.writes = s.Sets["W"]
	if c.writes == nil {
		c.writes = rel.NewSet(c.n)
	}
	for _, name := range []string{"M", "R", "W", "IW", "F", "RMW", "X", "LKR", "LKW", "UL", "LF", "RL", "RU", "NExp"} {
		bindSet(name, s.Sets[name])
	}
	bindSet("Exp", rel.FullSet(c.n))
	bindSet("SRCU", s.Sets["SRCU"])
	bindSet("emptyset", nil)
	for _, name := range []string{"po", "addr", "data", "ctrl", "int", "ext", "loc", "rmw", "same-instance", "iico_data", "iico_ctrl"} {
		r := s.Rels[name]
		if r == nil {
			r = rel.New(c.n)
		}
		sup := internal
		switch name {
		case "ext":
			sup = support{}
		case "loc":
			sup = support{located: c.frame.Located}
		}
		id := c.emptyNode
		if c.frame.Loose && name != "int" && name != "ext" {
			id = c.leaf(node{op: opBound, may: r, must: rel.New(c.n)}, sup)
		} else if !r.IsEmpty() {
			id = c.constant(r, sup)
		} else if !c.frame.Fixed && sup != internal {
			id = c.constant(r, sup)
		}
		c.env = c.env.bind(name, relValue{id, false})
	}
	c.env = c.env.bind("id", relValue{c.constant(c.id, internal), false})
	must := c.frame.RFMust
	c.rf = c.leaf(node{op: opRF, level: afterRF, may: c.frame.RFMay, must: must},
		support{located: c.frame.Located, wideMust: true})
	c.env = c.env.bind("rf", relValue{c.rf, false})
	c.bindFinal()
	c.bindBuiltins()
}

// absent returns the node of a base set, or of those with a tag, that no executed
// event is in.
func (c *compiler) absent(name string) nodeID {
	switch name {
	case "emptyset":
		return c.never
	case "M", "R", "W", "IW", "Exp":
		return c.emptyNode
	}
	if c.frame.Present == nil || c.frame.Present[name] {
		return c.emptyNode
	}
	return c.never
}

// bindFinal binds FW, the final writes of the observed locations. Which ones
// they are is known once the coherence order is.
func (c *compiler) bindFinal() {
	may, must := rel.New(c.n), rel.New(c.n)
	count := map[int]int{}
	for _, w := range c.writes.Members() {
		count[c.frame.Structure.Loc[w]]++
	}
	for _, w := range c.writes.Members() {
		l := c.frame.Structure.Loc[w]
		if !c.frame.Observed[l] {
			continue
		}
		if count[l] == 1 {
			must.Add(w, w)
			may.Add(w, w)
		} else if c.frame.Thread[w] >= 0 {
			may.Add(w, w)
		}
	}
	sup := support{internal: true, located: c.frame.Located, wideMay: true, wideMust: true}
	c.final = c.leaf(node{op: opFinal, level: afterOrders, may: may, must: must}, sup)
	c.env = c.env.bind("FW", relValue{c.final, true})
}

func (c *compiler) instrs(list []cat.Instr) {
	for _, i := range list {
		c.instr(i)
	}
}

func (c *compiler) instr(i cat.Instr) {
	switch i := i.(type) {
	case *cat.Let:
		c.env = c.let(c.env, i.Rec, i.Bindings)
		for _, b := range i.Bindings {
			if v, ok := c.env.lookup(b.Name); ok {
				if r, ok := v.(relValue); ok {
					c.names[b.Name] = r.id
				}
			}
		}
	case *cat.Test:
		c.test(i)
	case *cat.Include:
		c.instrs(i.Instrs)
	case *cat.Show, *cat.Instructions:
	case *cat.Procedure:
		p := procValue{proc: i}
		c.env = c.env.bind(i.Name, nil)
		p.env = c.env
		c.env.value = p
	case *cat.Call:
		c.call(i)
	case *cat.With:
		c.with(i)
	case *cat.ForOrder:
		c.fail(i, "forall … in order is not supported")
	case *cat.If:
		if c.cond(i.Cond) {
			c.instrs(i.Then)
		} else {
			c.instrs(i.Else)
		}
	case *cat.Enum:
		for _, tag := range i.Tags {
			set := c.frame.Structure.Tags[tag]
			id := c.absent(tag)
			if set != nil && !set.IsEmpty() {
				id = c.constant(rel.Identity(set), support{internal: true})
			}
			c.env = c.env.bind(strings.ToUpper(tag[:1])+tag[1:], relValue{id, true})
		}
	default:
		panic(fmt.Sprintf("theory: unhandled instruction %T", i))
	}
}

func (c *compiler) test(t *cat.Test) {
	v := c.expr(c.env, t.Expr)
	a := axiom{name: t.Name, kind: t.Kind, neg: t.Negated, order: -1}
	switch t.Role {
	case cat.Require:
	case cat.Flag:
		a.flag = true
	case cat.UndefinedUnless:
		a.flag, a.neg = true, !a.neg
		if a.name == "" {
			a.name = "undefined"
		}
	case cat.Assert:
		c.fail(t, "assert is not supported")
	default:
		panic(fmt.Sprintf("theory: unhandled test role %d", t.Role))
	}
	if a.name == "" {
		a.name = fmt.Sprintf("%s at %s", t.Kind, t.Span())
	}
	a.node = c.node(t.Expr, v)
	c.axioms = append(c.axioms, a)
}

func (c *compiler) call(i *cat.Call) {
	v, ok := c.env.lookup(i.Name)
	p, isProc := v.(procValue)
	if !ok || !isProc {
		c.fail(i, "%s is not a procedure", i.Name)
	}
	c.enter(i)
	saved := c.env
	c.env = c.bindParam(i, p.env, p.proc.Param, c.expr(c.env, i.Arg))
	c.instrs(p.proc.Body)
	c.env = saved
	c.depth--
}

func (c *compiler) enter(at cat.Node) {
	if c.depth++; c.depth > maxDepth {
		c.fail(at, "calls are nested more than %d deep", maxDepth)
	}
}

func (c *compiler) cond(x cat.Cond) bool {
	switch x := x.(type) {
	case *cat.VariantCond:
		return c.model.Variants[x.Name]
	case *cat.NotCond:
		return !c.cond(x.X)
	case *cat.AndCond:
		return c.cond(x.X) && c.cond(x.Y)
	case *cat.OrCond:
		return c.cond(x.X) || c.cond(x.Y)
	case *cat.EqCond:
		a, b := c.constRel(x, c.expr(c.env, x.X)), c.constRel(x, c.expr(c.env, x.Y))
		return a.Equal(b)
	case *cat.SubsetCond:
		a, b := c.constRel(x, c.expr(c.env, x.X)), c.constRel(x, c.expr(c.env, x.Y))
		return a.SubsetOf(b)
	default:
		panic(fmt.Sprintf("theory: unhandled condition %T", x))
	}
}

// constRel returns a value that the frame must fix.
func (c *compiler) constRel(at cat.Node, v value) *rel.Rel {
	id := c.node(at, v)
	if !c.isConst(id) {
		c.fail(at, "what this hangs on is not known before the candidate is")
	}
	return c.nodes[id].cur
}

// node returns the node of a set or relation.
func (c *compiler) node(at cat.Node, v value) nodeID {
	switch v := v.(type) {
	case relValue:
		return v.id
	case zero:
		return c.empty()
	case universe:
		return c.full()
	case listValue:
		if id, ok := c.fromElements(v.elems); ok {
			return id
		}
	case eventValue:
		return c.constant(rel.Of(c.n, rel.Pair{From: v.e, To: v.e}), support{internal: true, wideMay: true, wideMust: true})
	case pairValue:
		return c.constant(rel.Of(c.n, v.p), support{wideMay: true, wideMust: true})
	}
	c.fail(at, "want a set or a relation")
	return 0
}

// fromElements turns a list of events or of pairs into a set or relation.
func (c *compiler) fromElements(elems []value) (nodeID, bool) {
	r := rel.New(c.n)
	s := support{internal: true, located: c.frame.Located, wideMay: true, wideMust: true}
	for _, e := range elems {
		switch e := e.(type) {
		case eventValue:
			r.Add(e.e, e.e)
		case pairValue:
			r.Add(e.p.From, e.p.To)
			s.internal = false
		default:
			return 0, false
		}
	}
	return c.constant(r, s), true
}

func (c *compiler) full() nodeID {
	return c.constant(rel.Full(c.n), support{})
}

func (c *compiler) fullSet() nodeID {
	return c.constant(c.id, support{internal: true})
}

// schedule finds the nodes that the axioms and flags hang on and sorts the axioms
// by when they can be checked.
func (in *Instance) schedule() {
	need := make([]bool, len(in.nodes))
	var visit func(id nodeID)
	groupOf := map[nodeID]*fixGroup{}
	for _, g := range in.groups {
		for _, v := range g.vars {
			groupOf[v] = g
		}
	}
	visit = func(id nodeID) {
		if id < 0 || need[id] {
			return
		}
		need[id] = true
		n := &in.nodes[id]
		visit(n.a)
		visit(n.b)
		if g := groupOf[id]; g != nil {
			for i := range g.vars {
				visit(g.vars[i])
				visit(g.bodies[i])
			}
		}
	}
	for i := range in.axioms {
		a := &in.axioms[i]
		a.level = in.nodes[a.node].level
		if a.order >= 0 {
			a.level = afterOrders
		}
		visit(a.node)
	}
	for _, o := range in.Orders {
		visit(o.base)
	}
	for _, c := range in.Choices {
		if c.open {
			for _, e := range c.elements {
				visit(e)
			}
		}
	}
	sort.SliceStable(in.axioms, func(i, j int) bool { return in.axioms[i].level < in.axioms[j].level })
	in.plan(need)
}
