package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// closeGroup ends the compilation of a fixpoint: it finds out whether the bodies
// are monotone, bounds the variables, and separates the group's nodes from those
// that other nodes may share.
func (c *compiler) closeGroup(g *fixGroup) {
	number := c.inGroup
	c.inGroup = 0
	end := g.ends[len(g.ends)-1]
	for id := g.start; id < end; id++ {
		n := &c.nodes[id]
		if n.group != number {
			continue
		}
		g.level = max(g.level, n.level)
		flipA, flipB := n.op.antitone()
		inA := n.a >= 0 && c.nodes[n.a].group == number
		inB := n.b >= 0 && c.nodes[n.b].group == number
		if flipA && inA || flipB && inB {
			g.monotone = false
		}
	}
	for _, b := range g.bodies {
		g.level = max(g.level, c.nodes[b].level)
	}
	c.boundGroup(g, number, end)
	g.nodes = make([][]nodeID, len(g.bodies))
	from := g.start
	for i, to := range g.ends {
		for id := from; id < to; id++ {
			if c.nodes[id].group == number {
				g.nodes[i] = append(g.nodes[i], id)
			}
		}
		from = to
	}
	mark := func(id nodeID) {
		c.nodes[id].group = 0
		c.nodes[id].level = g.level
		c.nodes[id].fix = number
	}
	for _, list := range g.nodes {
		for _, id := range list {
			mark(id)
		}
	}
	for _, v := range g.vars {
		mark(v)
	}
}

// boundGroup computes may and must of the group's nodes as least fixpoints, which
// is right when the bodies are monotone; otherwise may stays full and must empty.
func (c *compiler) boundGroup(g *fixGroup, number int, end nodeID) {
	if !g.monotone {
		return
	}
	for _, v := range g.vars {
		c.nodes[v].may = rel.New(c.n)
	}
	for changed := true; changed; {
		changed = false
		for id := g.start; id < end; id++ {
			n := &c.nodes[id]
			if n.group != number {
				continue
			}
			var y *node
			if n.b >= 0 {
				y = &c.nodes[n.b]
			}
			c.bounds(n, &c.nodes[n.a], y)
		}
		for i, v := range g.vars {
			n, body := &c.nodes[v], &c.nodes[g.bodies[i]]
			if !body.may.SubsetOf(n.may) || !body.must.SubsetOf(n.must) {
				n.may = n.may.Union(body.may)
				n.must = n.must.Union(body.must)
				changed = true
			}
		}
	}
}

// evalGroup computes the current values of a fixpoint's nodes.
func (in *Instance) evalGroup(g *fixGroup) {
	for _, v := range g.vars {
		in.nodes[v].cur.Clear()
	}
	for round := 0; round <= 4*in.n*in.n+16; round++ {
		grew := false
		for i, list := range g.nodes {
			for _, id := range list {
				in.evalNode(id)
			}
			v, body := &in.nodes[g.vars[i]], &in.nodes[g.bodies[i]]
			if !body.cur.SubsetOf(v.cur) {
				grew = true
			}
			v.cur.CopyFrom(body.cur)
		}
		if !grew {
			return
		}
	}
	in.endless = true
}

// Endless returns an error that wraps ErrUnsupported when a recursive definition
// has no fixpoint in the current candidate, so that nothing that was computed for
// it holds. Whether the definition is reached at all, the evaluator of package cat
// tells.
func (in *Instance) Endless() error {
	if !in.endless {
		return nil
	}
	return fmt.Errorf("a recursive definition reaches no fixpoint: %w", ErrUnsupported)
}
