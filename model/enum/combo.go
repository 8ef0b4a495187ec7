package enum

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// combo is one combination of a path for each thread, with the initial writes:
// the events that the model sees, renumbered.
type combo struct {
	prog   *prog.Program
	events []comboEvent
	// regs holds the final value of each register, by thread and register.
	regs [][]term
	vars int
	cut  bool
	// base are the relations that do not depend on values.
	base map[string]*rel.Rel
	// reach relates events that edges inside a statement lead to.
	reach *rel.Rel
	sets  map[string]*rel.Set
	tags  map[string]*rel.Set
	// start is the solver with all that holds whatever reads read from.
	equations  []equation
	equalities []equality
}

// comboEvent is an event of a combination; thread is -1 for an initial write.
type comboEvent struct {
	node
	thread int
}

// threadPath is a path with its dependencies.
type threadPath struct {
	*path
	deps *deps
}

// newCombo puts paths together.
func newCombo(p *prog.Program, paths []threadPath) *combo {
	c := &combo{prog: p}
	for g, global := range p.Globals {
		for i := range global.Elems() {
			c.events = append(c.events, comboEvent{thread: -1, node: node{
				kind: event.Init, span: global.Span,
				addr: constant(p.CellAddr(g, global.CellIndex(i))), val: constant(global.Init[i]),
			}})
		}
	}
	// ids maps the nodes of each path to events, -1 for register accesses.
	ids := make([][]int, len(paths))
	for t, path := range paths {
		c.cut = c.cut || path.cut
		shift := func(x term) term {
			if x.isVar {
				x.v += c.vars
			}
			return x
		}
		for _, n := range path.nodes {
			if n.isReg() {
				ids[t] = append(ids[t], -1)
				continue
			}
			ids[t] = append(ids[t], len(c.events))
			n.addr, n.val = shift(n.addr), shift(n.val)
			c.events = append(c.events, comboEvent{thread: t, node: n})
		}
		for _, e := range path.equations {
			e.u, e.x, e.y = shift(e.u), shift(e.x), shift(e.y)
			c.equations = append(c.equations, e)
		}
		for _, e := range path.equalities {
			c.equalities = append(c.equalities, equality{shift(e.x), shift(e.y)})
		}
		var regs []term
		for _, r := range path.state {
			regs = append(regs, shift(r.val))
		}
		c.regs = append(c.regs, regs)
		c.vars += path.vars
	}
	c.relate(paths, ids)
	c.collect()
	return c
}

// relate computes the relations that do not depend on values.
func (c *combo) relate(paths []threadPath, ids [][]int) {
	n := len(c.events)
	c.base = map[string]*rel.Rel{}
	c.reach = rel.New(n)
	add := func(name string, pick func(*deps) *rel.Rel) {
		c.base[name] = rel.New(n)
		for t, path := range paths {
			embed(c.base[name], pick(path.deps), ids[t])
		}
	}
	add("po", func(d *deps) *rel.Rel { return d.po })
	add("addr", func(d *deps) *rel.Rel { return d.addr })
	add("data", func(d *deps) *rel.Rel { return d.data })
	add("ctrl", func(d *deps) *rel.Rel { return d.ctrl })
	add("iico_data", func(d *deps) *rel.Rel { return d.iicoData })
	add("iico_ctrl", func(d *deps) *rel.Rel { return d.iicoCtrl })
	add("same-instance", func(d *deps) *rel.Rel { return d.sameInst })
	for t, path := range paths {
		embed(c.reach, path.deps.reach, ids[t])
	}
	in, ext := rel.New(n), rel.New(n)
	for a, x := range c.events {
		for b, y := range c.events {
			switch {
			case x.thread != y.thread:
				ext.Add(a, b)
			case x.thread >= 0:
				in.Add(a, b)
			}
		}
	}
	c.base["int"], c.base["ext"] = in, ext
}

// embed adds the pairs of r, renumbered by ids, to out.
func embed(out, r *rel.Rel, ids []int) {
	for _, p := range r.Pairs() {
		if ids[p.From] >= 0 && ids[p.To] >= 0 {
			out.Add(ids[p.From], ids[p.To])
		}
	}
}

// collect computes the sets that do not depend on values.
func (c *combo) collect() {
	n := len(c.events)
	c.sets, c.tags = map[string]*rel.Set{}, map[string]*rel.Set{}
	add := func(sets map[string]*rel.Set, name string, e int) {
		if sets[name] == nil {
			sets[name] = rel.NewSet(n)
		}
		sets[name].Add(e)
	}
	for e, x := range c.events {
		add(c.sets, x.kind.String(), e)
		if x.kind == event.Init {
			add(c.sets, "W", e)
		}
		if x.kind.IsAccess() {
			add(c.sets, "M", e)
		}
		if x.atomic {
			add(c.sets, "RMW", e)
			add(c.sets, "X", e)
		}
		if x.tag != "" {
			add(c.tags, string(x.tag), e)
		}
	}
}

// isCell reports whether v is the address of a cell of a global.
func (c *combo) isCell(v prog.Value) bool {
	_, _, ok := c.prog.CellAt(v)
	return ok
}
