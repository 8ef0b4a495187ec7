package theory

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// with makes open leaves of what `with x from S` picks.
func (c *compiler) with(w *cat.With) {
	parts := []value{c.expr(c.env, w.From)}
	if x, ok := parts[0].(crossValue); ok {
		parts = x.parts
	}
	var orders []ordersValue
	picked := c.empty()
	c.apart(w, parts)
	for _, p := range parts {
		switch p := p.(type) {
		case zero:
			c.impossible = true
		case ordersValue:
			orders = append(orders, p)
		case listValue:
			picked = c.Instance.binary(opUnion, picked, c.pick(w, p.elems))
		case relValue:
			// A set of relations cannot be a relation; a set of events can be
			// picked from, one by one.
			elems, _ := c.elements(w, p)
			picked = c.Instance.binary(opUnion, picked, c.pick(w, elems))
		default:
			c.fail(w, "want a set of relations to pick from")
		}
	}
	if len(orders) > 0 {
		picked = c.Instance.binary(opUnion, picked, c.order(w, orders))
	}
	c.env = c.env.bind(w.Name, relValue{picked, false})
	c.names[w.Name] = picked
}

// apart requires that the sets that a choice combines have no pairs in common, so
// that different combinations give different relations.
func (c *compiler) apart(w *cat.With, parts []value) {
	if len(parts) < 2 {
		return
	}
	taken := rel.New(c.n)
	for _, p := range parts {
		may := rel.New(c.n)
		switch p := p.(type) {
		case ordersValue:
			may = rel.Product(p.class, p.class).Minus(c.id)
		case listValue:
			for _, e := range p.elems {
				may.UnionInto(may, c.nodes[c.node(w, e)].may)
			}
		case relValue:
			may = c.nodes[p.id].may
		}
		if !taken.Inter(may).IsEmpty() {
			c.fail(w, "the sets that are combined here overlap")
		}
		taken.UnionInto(taken, may)
	}
}

// distinct leaves out elements that equal others. It reports whether elements
// remain that may be equal in some candidates.
func (c *compiler) distinct(nodes []nodeID) (kept []nodeID, open bool) {
	constant := 0
	for _, id := range nodes {
		same := func(k nodeID) bool {
			return k == id || c.isConst(k) && c.isConst(id) && c.nodes[k].cur.Equal(c.nodes[id].cur)
		}
		if slices.ContainsFunc(kept, same) {
			continue
		}
		kept = append(kept, id)
		if c.isConst(id) {
			constant++
		}
	}
	return kept, constant < len(kept)
}

// pick makes a choice among elements.
func (c *compiler) pick(w *cat.With, elems []value) nodeID {
	if len(elems) == 0 {
		c.impossible = true
		return c.empty()
	}
	nodes := make([]nodeID, len(elems))
	for i, e := range elems {
		nodes[i] = c.node(w, e)
	}
	nodes, open := c.distinct(nodes)
	if len(nodes) == 1 {
		return nodes[0]
	}
	choice := &Choice{Name: w.Name, elements: nodes, open: open}
	k := len(c.Choices)
	c.Choices = append(c.Choices, choice)
	result := c.empty()
	for i, e := range nodes {
		x := &c.nodes[e]
		c.nodes = append(c.nodes, node{
			op: opChoice, a: e, b: -1, k: k, elem: i, level: max(afterChoices, x.level),
			may: x.may, must: rel.New(c.n), cur: rel.New(c.n),
			support: support{internal: x.support.internal, located: true, wideMay: true, wideMust: true},
		})
		gated := nodeID(len(c.nodes) - 1)
		choice.nodes = append(choice.nodes, gated)
		result = c.Instance.binary(opUnion, result, gated)
	}
	return result
}

// order makes a coherence order.
func (c *compiler) order(w *cat.With, parts []ordersValue) nodeID {
	o := &Order{Name: w.Name, class: rel.New(c.n)}
	o.base = c.empty()
	for _, p := range parts {
		within := rel.Product(p.class, p.class)
		o.class.UnionInto(o.class, within)
		if members := p.class.Members(); len(members) > 1 {
			o.Classes = append(o.Classes, members)
		}
		base := c.withoutFinal(p.base, map[nodeID]nodeID{})
		limit := c.constant(within, support{located: c.frame.Located})
		o.base = c.Instance.binary(opUnion, o.base, c.Instance.binary(opInter, base, limit))
	}
	if c.nodes[o.base].level > afterChoices {
		c.fail(w, "the relation that the order must contain hangs on another order")
	}
	o.class.MinusInto(o.class, c.id)
	b := &c.nodes[o.base]
	may := o.class.Minus(b.must.Inverse())
	must := b.must.Inter(may)
	k := len(c.Orders)
	c.Orders = append(c.Orders, o)
	o.node = c.leaf(node{op: opOrder, k: k, level: afterOrders, may: may, must: must}, support{
		located: c.frame.Located, wideMay: b.support.wideMust, wideMust: b.support.wideMust,
	})
	c.axioms = append(c.axioms, axiom{
		name: w.Name, kind: cat.Empty, order: k,
		node: c.Instance.binary(opDiff, o.base, o.node),
	})
	return o.node
}

// withoutFinal rebuilds a relation with no final writes. The final writes are
// read off the order itself here, so an order need not be told to put them last.
func (c *compiler) withoutFinal(id nodeID, memo map[nodeID]nodeID) nodeID {
	if id < 0 || c.nodes[id].level < afterOrders {
		return id
	}
	if id == c.final {
		return c.empty()
	}
	if done, ok := memo[id]; ok {
		return done
	}
	n := c.nodes[id]
	out := id
	switch {
	case n.op == opOrder || n.op == opChoice || n.op == opFixVar || n.fix > 0:
	case n.b >= 0:
		out = c.Instance.binary(n.op, c.withoutFinal(n.a, memo), c.withoutFinal(n.b, memo))
	default:
		out = c.Instance.unary(n.op, c.withoutFinal(n.a, memo))
	}
	memo[id] = out
	return out
}
