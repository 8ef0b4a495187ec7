package theory

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// bindBuiltins binds the functions of the language that are not written in cat.
func (c *compiler) bindBuiltins() {
	for name, f := range map[string]func(c *compiler, at cat.Node, args []value) value{
		"domain":           domain,
		"range":            rangeOf,
		"partition":        partition,
		"classes-loc":      partition,
		"linearisations":   linearisations,
		"different-values": differentValues,
		"cross":            cross,
		"tag2events":       tagEvents,
	} {
		c.env = c.env.bind(name, builtinValue{name, f})
	}
}

func want(c *compiler, at cat.Node, args []value, n int) {
	if len(args) != n {
		c.fail(at, "want %d arguments, have %d", n, len(args))
	}
}

func domain(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	return relValue{c.Instance.unary(opDomain, c.node(at, args[0])), true}
}

func rangeOf(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	return relValue{c.Instance.unary(opRange, c.node(at, args[0])), true}
}

// partition returns the classes of a set by location.
func partition(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	set := c.constRel(at, args[0]).Domain()
	classes := map[int]*rel.Set{}
	var order []int
	for _, e := range set.Members() {
		l := c.frame.Structure.Loc[e]
		if classes[l] == nil {
			classes[l] = rel.NewSet(c.n)
			order = append(order, l)
		}
		classes[l].Add(e)
	}
	var out listValue
	for _, l := range order {
		out.elems = append(out.elems, relValue{c.constant(rel.Identity(classes[l]),
			support{internal: true, located: c.frame.Located, wideMay: true, wideMust: true}), true})
	}
	return out
}

func linearisations(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 2)
	return ordersValue{c.constRel(at, args[0]).Domain(), c.node(at, args[1])}
}

func cross(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	switch v := args[0].(type) {
	case zero:
		// The union of nothing: one choice, the empty relation.
		return listValue{[]value{relValue{c.empty(), false}}}
	case listValue:
		return crossValue{v.elems}
	default:
		c.fail(at, "want a set of sets of relations")
		return nil
	}
}

func differentValues(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	if c.different == 0 {
		may := rel.New(c.n)
		for a, va := range c.frame.Structure.Value {
			for b, vb := range c.frame.Structure.Value {
				if va != -1 && vb != -1 && va != vb {
					may.Add(a, b)
				}
			}
		}
		c.different = c.leaf(node{op: opDifferent, level: afterRF, may: may, must: rel.New(c.n)}, support{wideMay: true, wideMust: true})
	}
	return relValue{c.Instance.binary(opInter, c.node(at, args[0]), c.different), false}
}

// tagEvents returns the events that carry a tag.
func tagEvents(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	t, ok := args[0].(tagValue)
	if !ok {
		c.fail(at, "want a tag")
	}
	set := c.frame.Structure.Tags[t.tag]
	if set == nil {
		return relValue{c.empty(), true}
	}
	return relValue{c.constant(rel.Identity(set), support{internal: true}), true}
}
