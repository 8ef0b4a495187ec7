package event

import (
	"context"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Options bound the unrolling.
type Options struct {
	// Unroll is how many times a loop's body may run; the program's own bound
	// goes first; 0 means 2.
	Unroll int
	// MaxPaths bounds the paths of one thread, MaxEvents the events of one path;
	// 0 means the default.
	MaxPaths, MaxEvents int
}

const (
	defaultUnroll    = 2
	defaultMaxPaths  = 4096
	defaultMaxEvents = 1000
	// maxNodes bounds the events of a path together with its uses of registers,
	// maxWork the squares of these numbers over all paths of a thread: time and
	// memory grow with them. No real test comes near.
	maxNodes = 4000
	maxWork  = 1 << 25
	// maxDead is how many runs may end in a contradiction for each path that there
	// may be.
	maxDead = 16
)

// LimitError says that the program is too large to be unrolled.
type LimitError struct {
	Span   source.Span
	Reason string
}

// Error returns the reason with its place.
func (e *LimitError) Error() string { return fmt.Sprintf("%s: %s", e.Span, e.Reason) }

// Build unrolls the program. It fails with a *LimitError when a thread has more
// paths or events than the options allow, and with the context's error when the
// context ends.
func Build(ctx context.Context, p *prog.Program, opts Options) (*Graph, error) {
	if p.Unroll > 0 {
		opts.Unroll = p.Unroll
	}
	if opts.Unroll <= 0 {
		opts.Unroll = defaultUnroll
	}
	if opts.MaxPaths <= 0 {
		opts.MaxPaths = defaultMaxPaths
	}
	if opts.MaxEvents <= 0 {
		opts.MaxEvents = defaultMaxEvents
	}
	g := &Graph{Prog: p, terms: terms{prog: p, ids: map[Term]TermID{}}, cellAt: map[prog.Value]int{}}
	g.addCells()
	b := &builder{g: g, opts: opts, events: map[eventKey]int{}}
	for i := range p.Threads {
		paths, err := b.thread(ctx, i)
		if err != nil {
			return nil, err
		}
		g.Paths = append(g.Paths, paths)
	}
	return g, nil
}

func (g *Graph) addCells() {
	for i, global := range g.Prog.Globals {
		for k := range global.Elems() {
			index := global.CellIndex(k)
			g.cellAt[g.Prog.CellAddr(i, index)] = len(g.Cells)
			g.Cells = append(g.Cells, Cell{
				Addr:   g.Prog.CellAddr(i, index),
				Init:   global.Init[k],
				Global: i,
				Index:  index,
			})
			g.Events = append(g.Events, &Event{
				ID: len(g.Events), Thread: -1, Kind: Init, Span: global.Span,
			})
		}
	}
}

// eventKey identifies an event across the paths of a thread: the node of the
// program that it comes from, its role there, and how many times the path met
// that node before (loops, and arguments that a macro uses twice).
type eventKey struct {
	node       any
	role       Kind
	tag        prog.Tag
	occurrence int
}

type builder struct {
	g      *Graph
	opts   Options
	events map[eventKey]int
}

// thread finds all paths of thread t by running it again and again, each time
// with the outcomes of the run before up to the last decision that can still
// change.
func (b *builder) thread(ctx context.Context, t int) ([]*Path, error) {
	var paths []*Path
	var prefix []bool
	ends := regionEnds(b.g.Prog.Threads[t].Body)
	work, dead := 0, 0
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r := &run{
			builder: b, thread: b.g.Prog.Threads[t], oracle: prefix, ends: ends,
			met: map[eventKey]int{}, decided: map[TermID]bool{},
		}
		r.start()
		r.stmts(r.thread.Body)
		if r.err != nil {
			return nil, r.err
		}
		if !r.dead {
			p := r.finish()
			p.Index = len(paths)
			paths = append(paths, p)
			work += len(r.nodes) * len(r.nodes)
		} else {
			dead++
		}
		switch {
		case len(paths) > b.opts.MaxPaths, dead > maxDead*b.opts.MaxPaths:
			return nil, &LimitError{r.thread.Span, fmt.Sprintf(
				"%s has more than %d paths through its branches and loops", r.thread.Name, b.opts.MaxPaths)}
		case work > maxWork && len(paths) > 1:
			return nil, &LimitError{r.thread.Span, fmt.Sprintf(
				"%s has more paths through its branches and loops than can be held, %d of about %d events so far",
				r.thread.Name, len(paths), len(r.path.Events))}
		}
		prefix = nextPrefix(r.decisions)
		if prefix == nil {
			return paths, nil
		}
	}
}

// nextPrefix returns the decisions of the next run: the last outcome that is
// still true becomes false and what follows it is open. It returns nil after the
// last run.
func nextPrefix(done []bool) []bool {
	for i := len(done) - 1; i >= 0; i-- {
		if done[i] {
			next := append([]bool(nil), done[:i]...)
			return append(next, false)
		}
	}
	return nil
}

// port is the label of an event in the instruction that it belongs to: the role
// in which its value is used (c-semantics.md 5).
type port uint8

const (
	noPort port = iota
	addrPort
	dataPort
)

// node is an event of the path under construction, register events included.
type node struct {
	event    int // -1 for a register event
	kind     Kind
	isReg    bool
	regWrite bool
	port     port
	instance int
	// leads is set when an edge inside the instruction leads on from here. Full
	// fences of the earlier model stand beside the data flow and do not count.
	leads bool
}

// edge is an intra-instruction or register edge between nodes.
type edge struct{ from, to int }

// result is what the evaluation of an expression gives.
type result struct {
	value TermID
	// out are the nodes whose value the result depends on, max the nodes of the
	// expression that no edge leads on from.
	out, max []int
}

// run is one pass through a thread.
type run struct {
	*builder
	thread    *prog.Thread
	oracle    []bool
	decisions []bool
	met       map[eventKey]int

	nodes    []node
	instance int
	// ends are the blocks at whose ends the regions of branches end, for branches
	// that can leave one (regionEnds).
	ends map[prog.Stmt]*prog.Block
	// leaving is set while a Break is on its way to the block with this label.
	leaving *string
	// at is the statement that is being run.
	at    source.Span
	data  []edge // iico_data
	ctrlI []edge // iico_ctrl
	regRF []edge // register write to register read
	// ctrls are the branches: every node of a condition controls the nodes
	// from first up to end.
	ctrls []control
	rmws  []edge
	// lastRMW are the address terms of the read-modify-writes of this instance.
	lastRMW []TermID

	regs     []TermID
	regWrite []int // the node that wrote the register last, -1 for none
	path     *Path
	// decided are the outcomes of the values that the path branched on.
	decided map[TermID]bool
	// dead is set when a constant condition contradicts the decisions, stopped
	// when the path was cut.
	dead, stopped bool
	err           error
	// sections counts the SRCU sections that were opened as events of their own.
	sections int
}

// control is a branch: the nodes of its condition control those from first up to
// end, -1 while the region goes on.
type control struct {
	cond       []int
	first, end int
	// until is the block with which the region ends, nil if that is the branch
	// statement itself.
	until *prog.Block
}

func (r *run) start() {
	r.path = &Path{Thread: r.thread.ID}
	r.regs = make([]TermID, len(r.thread.Regs))
	r.regWrite = make([]int, len(r.thread.Regs))
	for i, reg := range r.thread.Regs {
		r.regs[i] = r.g.terms.constant(reg.Init)
		r.regWrite[i] = -1
	}
}

// decide returns the outcome of the next decision.
func (r *run) decide() bool {
	outcome := true
	if n := len(r.decisions); n < len(r.oracle) {
		outcome = r.oracle[n]
	}
	r.decisions = append(r.decisions, outcome)
	return outcome
}

// over reports whether the run must not go on, or not with the next statement.
func (r *run) over() bool { return r.dead || r.stopped || r.leaving != nil || r.err != nil }

// add makes the node of a memory, fence or lock event.
func (r *run) add(from any, kind Kind, tag prog.Tag, atomic bool, at source.Span, addr, value TermID, label port) int {
	key := eventKey{from, kind, tag, 0}
	key.occurrence = r.met[key]
	r.met[eventKey{from, kind, tag, 0}]++
	id, ok := r.events[key]
	if !ok {
		id = len(r.g.Events)
		r.events[key] = id
		r.g.Events = append(r.g.Events, &Event{
			ID: id, Thread: r.thread.ID, Kind: kind, Tag: tag, Atomic: atomic, Span: at,
		})
	}
	if kind == Read {
		value = r.g.terms.read(id, at)
	}
	if len(r.path.Events) >= r.opts.MaxEvents && r.err == nil {
		r.err = &LimitError{at, fmt.Sprintf("%s has a path of more than %d events", r.thread.Name, r.opts.MaxEvents)}
	}
	r.path.Events = append(r.path.Events, id)
	r.path.Addr = append(r.path.Addr, addr)
	r.path.Value = append(r.path.Value, value)
	return r.addNode(node{event: len(r.path.Events) - 1, kind: kind, port: label, instance: r.instance})
}

// typed notes the type of the accesses of some nodes.
func (r *run) typed(t prog.Type, nodes ...int) {
	for _, n := range nodes {
		r.g.Events[r.path.Events[r.nodes[n].event]].Type = t
	}
}

func (r *run) addReg(write bool, label port) int {
	return r.addNode(node{event: -1, isReg: true, regWrite: write, port: label, instance: r.instance})
}

func (r *run) addNode(n node) int {
	if len(r.nodes) >= maxNodes && r.err == nil {
		r.err = &LimitError{r.at, fmt.Sprintf("%s has a path of more than %d steps", r.thread.Name, maxNodes)}
	}
	r.nodes = append(r.nodes, n)
	return len(r.nodes) - 1
}

func (r *run) dataEdges(from []int, to ...int) {
	for _, f := range from {
		for _, t := range to {
			r.data = append(r.data, edge{f, t})
			r.lead(f, t)
		}
	}
}

func (r *run) ctrlEdges(from []int, to ...int) {
	for _, f := range from {
		for _, t := range to {
			r.ctrlI = append(r.ctrlI, edge{f, t})
			r.lead(f, t)
		}
	}
}

// lead notes that there is an edge from node f to node t.
func (r *run) lead(f, t int) {
	if x := &r.nodes[t]; x.isReg || x.kind != Fence {
		r.nodes[f].leads = true
	}
}

// op makes an operator term and notes it among those that the path evaluates.
func (r *run) op(op prog.Op, x, y TermID, at source.Span) TermID {
	t := r.g.terms.op(op, x, y, at)
	if r.g.terms.list[t].Kind == OpTerm {
		r.path.Ops = append(r.path.Ops, t)
	}
	return t
}

// require adds a condition, or ends the run when constants decide it.
func (r *run) require(c Cond) {
	x, known := r.g.Const(c.Term)
	holds := false
	switch c.Kind {
	case Truth:
		holds = x != prog.Value{}
	case Falsity:
		holds = x == prog.Value{}
	case Same, Differ:
		y, knownY := r.g.Const(c.With)
		known = known && knownY
		holds = (x == y) == (c.Kind == Same)
		if c.Term == c.With {
			known, holds = true, c.Kind == Same
		}
	default:
		panic(fmt.Sprintf("event: unhandled condition %d", c.Kind))
	}
	if !known {
		r.path.Conds = append(r.path.Conds, c)
	} else if !holds {
		r.dead = true
	}
}

// finish closes the path: it turns nodes and edges into relations over events.
func (r *run) finish() *Path {
	p := r.path
	p.Decisions = r.decisions
	p.Regs = r.regs
	for i := range r.ctrls {
		if r.ctrls[i].end < 0 {
			r.ctrls[i].end = len(r.nodes)
		}
	}
	n := len(p.Events)
	p.PO, p.SameInstance = rel.New(n), rel.New(n)
	d := newDeps(r)
	p.IicoData, p.IicoCtrl = d.project(d.iicoData), d.project(d.iicoCtrl)
	within := d.iico.Plus()
	var events []int // the nodes that are events
	for a, x := range r.nodes {
		if !x.isReg {
			events = append(events, a)
		}
	}
	for _, a := range events {
		for _, b := range events {
			x, y := r.nodes[a], r.nodes[b]
			if x.instance == y.instance {
				p.SameInstance.Add(x.event, y.event)
			}
			if x.instance < y.instance || x.instance == y.instance && within.Has(a, b) {
				p.PO.Add(x.event, y.event)
			}
		}
	}
	p.Addrs, p.Data, p.Ctrl = d.compute()
	return p
}
