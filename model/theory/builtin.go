package theory

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// bindBuiltins binds the functions that are not written in cat, and those of the
// library whose result is a set of orders or a product: they must not be listed.
func (c *compiler) bindBuiltins() {
	for name, f := range map[string]func(c *compiler, at cat.Node, args []value) value{
		"domain":           domain,
		"range":            rangeOf,
		"partition":        partition,
		"classes-loc":      partition,
		"linearisations":   linearisations,
		"different-values": differentValues,
		"map":              mapOver,
		"cross":            cross,
		"generate_cos":     generateCos,
	} {
		c.env = c.env.bind(name, builtinValue{name, f})
	}
}

// specialised are the library functions that keep their meaning here when the
// library's text defines them.
func specialised(name string) bool {
	switch name {
	case "partition", "map", "cross", "generate_cos", "linearisations":
		return true
	}
	return false
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

// mapOver applies a function to every element of a set.
func mapOver(c *compiler, at cat.Node, args []value) value {
	if len(args) == 1 {
		// map f S, curried.
		f := args[0]
		return builtinValue{"map", func(c *compiler, at cat.Node, rest []value) value {
			want(c, at, rest, 1)
			return mapOver(c, at, []value{f, rest[0]})
		}}
	}
	want(c, at, args, 2)
	elems, _ := c.elements(at, args[1])
	if len(elems) == 0 {
		return zero{}
	}
	var out listValue
	for _, e := range elems {
		out.elems = append(out.elems, c.apply(at, args[0], e))
	}
	return c.collect(out)
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

// generateCos is the product of the orders of all locations that contain r.
func generateCos(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	w, ok := c.env.lookup("W")
	if !ok {
		c.fail(at, "W is not bound")
	}
	base := c.node(at, args[0])
	var out crossValue
	if classes, ok := partition(c, at, []value{w}).(listValue); ok {
		for _, class := range classes.elems {
			out.parts = append(out.parts, ordersValue{c.constRel(at, class).Domain(), base})
		}
	}
	return out
}

func differentValues(c *compiler, at cat.Node, args []value) value {
	want(c, at, args, 1)
	if c.different == 0 {
		may := rel.New(c.n)
		for a, va := range c.frame.Structure.Value {
			for b, vb := range c.frame.Structure.Value {
				if va != -1 && vb != -1 && a != b {
					may.Add(a, b)
				}
			}
		}
		c.different = c.leaf(node{op: opDifferent, level: afterRF, may: may, must: rel.New(c.n)}, support{wideMay: true, wideMust: true})
	}
	return relValue{c.Instance.binary(opInter, c.node(at, args[0]), c.different), false}
}
