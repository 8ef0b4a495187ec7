package enum

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// term is a value that may not be known yet: a constant or a variable.
type term struct {
	isVar bool
	v     int
	c     prog.Value
}

func constant(v prog.Value) term { return term{c: v} }

// equation says u = x op y.
type equation struct {
	op      prog.Op
	u, x, y term
	span    source.Span
}

// equality says x = y.
type equality struct{ x, y term }

// port is the role in which a leaf of an expression is evaluated.
type port uint8

const (
	portNone port = iota
	portAddr
	portData
)

// access says what a node is besides its event kind.
type access uint8

const (
	memory access = iota
	regRead
	regWrite
)

// node is an event of a path: one that the model sees, or a register access.
type node struct {
	access access
	kind   event.Kind
	tag    prog.Tag
	atomic bool
	port   port
	inst   int
	typ    prog.Type
	span   source.Span
	addr   term
	val    term
}

func (n node) isReg() bool { return n.access != memory }

// edge is a pair of indices of nodes.
type edge struct{ from, to int }

// regState is the newest value of a register and the node that wrote it, -1 for
// the initial value.
type regState struct {
	val    term
	writer int
}

// condition is an evaluated condition with the place up to which it decides what
// is executed.
type condition struct {
	nodes []int
	until point
}

// path is one way through a thread.
type path struct {
	nodes []node
	// data and ctrl are the edges inside statements (iico_data, iico_ctrl),
	// regs leads from register writes to the reads of their value, branch from
	// the nodes of a condition to those of the branch it admits, rmw from the
	// read half of a read-modify-write to the write half.
	data, ctrl, regs, branch, rmw []edge
	equations                     []equation
	equalities                    []equality
	vars                          int
	state                         []regState
	inst                          int
	// sections counts the SRCU sections opened as events of their own.
	sections int
	// conds are the nodes of the conditions that admit what comes next.
	conds []condition
	// thread is the thread's index.
	thread int
	// leaving is the label of the block that a Break is leaving; left is set then.
	leaving string
	left    bool
	// cut is set when a loop wanted more iterations than the bound.
	cut bool
}

// clone returns an independent copy.
func (p *path) clone() *path {
	q := *p
	q.nodes = slices.Clone(p.nodes)
	q.data = slices.Clone(p.data)
	q.ctrl = slices.Clone(p.ctrl)
	q.regs = slices.Clone(p.regs)
	q.branch = slices.Clone(p.branch)
	q.rmw = slices.Clone(p.rmw)
	q.equations = slices.Clone(p.equations)
	q.equalities = slices.Clone(p.equalities)
	q.state = slices.Clone(p.state)
	q.conds = slices.Clone(p.conds)
	return &q
}

// add appends a node to the current statement and returns its index.
func (p *path) add(n node) int {
	n.inst = p.inst
	id := len(p.nodes)
	p.nodes = append(p.nodes, n)
	for _, c := range p.conds {
		for _, from := range c.nodes {
			p.branch = append(p.branch, edge{from, id})
		}
	}
	return id
}

func (p *path) newVar() term {
	p.vars++
	return term{isVar: true, v: p.vars - 1}
}

// equate requires x = y.
func (p *path) equate(x, y term) { p.equalities = append(p.equalities, equality{x, y}) }

// apply returns the term of x op y.
func (l *lowering) apply(p *path, op prog.Op, x, y term, span source.Span) term {
	if !x.isVar && !y.isVar {
		if v, err := apply(l.prog, op, x.c, y.c); err == nil {
			return constant(v)
		}
	}
	u := p.newVar()
	p.equations = append(p.equations, equation{op, u, x, y, span})
	return u
}

// fit converts a value to an exact type.
func (l *lowering) fit(p *path, x term, t prog.Type, span source.Span) term {
	switch {
	case !t.Exact || t.Size() == 8:
		return x
	case t.Unsigned || t.Pointer:
		return l.apply(p, prog.Zext, x, constant(prog.Value{N: int64(t.Size()) * 8}), span)
	default:
		return l.apply(p, prog.Sext, x, constant(prog.Value{N: int64(t.Size()) * 8}), span)
	}
}

// link adds the edges from × to.
func link(edges []edge, from []int, to ...int) []edge {
	for _, f := range from {
		for _, t := range to {
			edges = append(edges, edge{f, t})
		}
	}
	return edges
}

// last returns the nodes from index start up to end that have no edge going out.
// Full fences of the earlier model stand beside the data flow and do not count.
func (p *path) last(start, end int) []int {
	var out []int
	for id := start; id < end; id++ {
		if p.nodes[id].kind != event.Fence && !p.flowsOn(p.data, id) && !p.flowsOn(p.ctrl, id) {
			out = append(out, id)
		}
	}
	return out
}

func (p *path) flowsOn(edges []edge, id int) bool {
	return slices.ContainsFunc(edges, func(e edge) bool {
		return e.from == id && p.nodes[e.to].kind != event.Fence
	})
}
