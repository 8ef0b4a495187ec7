package theory

import "github.com/lkmm-tools/fencepost/model/rel"

// finish explains the pairs of fixpoint variables that are owed. A pair is
// explained from the values that the variables had before the pair appeared, so
// that explanations do not run in circles.
func (e *explainer) finish() {
	if len(e.owed) == 0 {
		return
	}
	if e.paid == nil {
		e.paid = map[owed]bool{}
	}
	for len(e.owed) > 0 {
		group := e.owed[0].group
		g := e.in.groups[group]
		if !g.monotone {
			e.owed = nil
			e.whole()
			return
		}
		states := e.in.history(g)
		var later []owed
		for len(e.owed) > 0 {
			o := e.owed[len(e.owed)-1]
			e.owed = e.owed[:len(e.owed)-1]
			switch {
			case o.group != group:
				later = append(later, o)
			case !e.paid[o]:
				e.paid[o] = true
				e.pay(g, states, o)
			}
		}
		e.owed = later
		e.in.evalGroup(g)
	}
}

// history returns the values of the variables before each step of the
// computation of a fixpoint; step i computes variable i mod the number of
// variables.
func (in *Instance) history(g *fixGroup) [][]*rel.Rel {
	var states [][]*rel.Rel
	for _, v := range g.vars {
		in.nodes[v].cur.Clear()
	}
	for {
		grew := false
		for i, list := range g.nodes {
			state := make([]*rel.Rel, len(g.vars))
			for j, v := range g.vars {
				state[j] = in.nodes[v].cur.Clone()
			}
			states = append(states, state)
			for _, id := range list {
				in.evalNode(id)
			}
			v, body := &in.nodes[g.vars[i]], &in.nodes[g.bodies[i]]
			grew = grew || !body.cur.SubsetOf(v.cur)
			v.cur.CopyFrom(body.cur)
		}
		if !grew {
			return states
		}
	}
}

// pay explains one pair of a variable: it goes back to the step in which the pair
// appeared and explains it from the body. Pairs of variables that come up are
// owed in turn; they appeared earlier.
func (e *explainer) pay(g *fixGroup, states [][]*rel.Rel, o owed) {
	count := len(g.vars)
	step := o.v
	for step+count < len(states) && !states[step+count][o.v].Has(o.x, o.y) {
		step += count
	}
	for j, v := range g.vars {
		e.in.nodes[v].cur.CopyFrom(states[step][j])
	}
	for _, list := range g.nodes {
		for _, id := range list {
			e.in.evalNode(id)
		}
	}
	e.costs = nil // the values are other ones now
	e.pos(g.bodies[o.v], o.x, o.y)
}
