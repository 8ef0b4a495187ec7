package ide_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestGraphEdges compares the edges of every graph with the relations of its
// execution, going from the text: an event of the execution belongs to the events
// of the graph in whose text it stands. The definitions are written out anew.
func TestGraphEdges(t *testing.T) {
	edges := make(map[ide.EdgeKind]int)
	eachGraph(t, func(t *testing.T, r *ide.TestResult, g *ide.Graph) {
		c := newEdgeCheck(t, r, g)
		for _, e := range g.Edges {
			c.justified(e)
			edges[e.Kind]++
		}
		c.complete()
		c.events(r.File)
	})
	t.Logf("edges checked: %v", edges)
	for _, k := range ide.EdgeKinds() {
		if edges[k] == 0 && k != ide.EdgeRMW {
			t.Errorf("no edge %s in any test", k)
		}
	}
}

type edgeCheck struct {
	t    *testing.T
	name string
	g    *ide.Graph
	x    *exec.Execution
	byID map[string]ide.GraphEvent
	// fr is rf⁻¹;co over the whole execution.
	fr *rel.Rel
}

func newEdgeCheck(t *testing.T, r *ide.TestResult, g *ide.Graph) *edgeCheck {
	x := r.Verify.Positive
	switch g.Which {
	case "positive":
	case "negative":
		x = r.Verify.Negative
	default:
		for _, f := range r.Verify.Flags {
			if "flag:"+f.Name == g.Which {
				x = f.Execution
				break
			}
		}
	}
	c := &edgeCheck{t: t, name: r.File.Name + " " + g.Which, g: g, x: x, byID: make(map[string]ide.GraphEvent)}
	for _, e := range g.Events {
		if _, twice := c.byID[e.ID]; twice {
			t.Errorf("%s: two events %s", c.name, e.ID)
		}
		c.byID[e.ID] = e
	}
	c.fr = x.RF.Inverse().Seq(x.CO)
	return c
}

// inside reports whether an event of the execution stands in the text of e.
func (c *edgeCheck) inside(i int, e ide.GraphEvent) bool {
	v := c.x.Events[i]
	return v.Thread >= 0 && c.x.Prog.Threads[v.Thread].ID == e.Thread && within(v.Span, e.Span)
}

func within(a, b source.Span) bool { return b.Start <= a.Start && a.End <= b.End }

// justified reports an edge for which the execution has no pair.
func (c *edgeCheck) justified(e ide.GraphEdge) {
	from, okFrom := c.byID[e.From]
	to, okTo := c.byID[e.To]
	if !okFrom || !okTo || e.From == e.To {
		c.t.Errorf("%s: edge %v has no two ends", c.name, e)
		return
	}
	if e.Kind == ide.EdgePO && (from.Thread != to.Thread || to.Row != from.Row+1) {
		c.t.Errorf("%s: po from %s to %s, which are no neighbours", c.name, e.From, e.To)
	}
	for i := range c.x.Events {
		for j := range c.x.Events {
			if c.inside(i, from) && c.inside(j, to) && c.related(e.Kind, i, j) {
				return
			}
		}
	}
	c.t.Errorf("%s: the execution has no %s from %s (%s) to %s (%s)", c.name, e.Kind, e.From, from.Text, e.To, to.Text)
}

// related reports whether the execution has the pair, and it is one to draw.
func (c *edgeCheck) related(k ide.EdgeKind, i, j int) bool {
	switch k {
	case ide.EdgePO:
		return c.x.PO.Has(i, j)
	case ide.EdgeRF:
		return c.x.RF.Has(i, j)
	case ide.EdgeCO:
		return c.x.CO.Has(i, j) && c.adjacent(c.x.CO, i, j)
	case ide.EdgeFR:
		return c.fr.Has(i, j) && c.adjacent(c.fr, i, j)
	case ide.EdgeAddr:
		return c.x.Addr.Has(i, j)
	case ide.EdgeData:
		return c.x.Data.Has(i, j)
	case ide.EdgeCtrl:
		return c.x.Ctrl.Has(i, j)
	case ide.EdgeRMW:
		return c.x.RMW.Has(i, j)
	default:
		panic("unhandled kind " + string(k))
	}
}

// adjacent reports whether r relates i to j and to nothing before j in co.
func (c *edgeCheck) adjacent(r *rel.Rel, i, j int) bool {
	for k := range c.x.Events {
		if r.Has(i, k) && c.x.CO.Has(k, j) {
			return false
		}
	}
	return true
}

// complete reports communication between threads that no edge shows.
func (c *edgeCheck) complete() {
	for i, a := range c.x.Events {
		for j, b := range c.x.Events {
			if a.Thread < 0 || b.Thread < 0 || a.Thread == b.Thread || srcu(a) || srcu(b) {
				continue
			}
			if c.x.RF.Has(i, j) && !c.drawn(i, j, ide.EdgeRF) {
				c.t.Errorf("%s: rf from event %d to %d is not drawn", c.name, i, j)
			}
			if c.related(ide.EdgeFR, i, j) && !c.drawn(i, j, ide.EdgeFR) {
				c.t.Errorf("%s: fr from event %d to %d is not drawn", c.name, i, j)
			}
			writes := a.Kind == event.Write && b.Kind == event.Write
			if writes && c.related(ide.EdgeCO, i, j) && !c.drawn(i, j, ide.EdgeCO) && !c.drawn(i, j, ide.EdgeRF) {
				c.t.Errorf("%s: co from event %d to %d is not drawn", c.name, i, j)
			}
		}
	}
}

func srcu(e exec.Event) bool { return e.Tag == "srcu-lock" || e.Tag == "srcu-unlock" }

// drawn reports whether there is an edge between places of two events.
func (c *edgeCheck) drawn(i, j int, k ide.EdgeKind) bool {
	for _, e := range c.g.Edges {
		if e.Kind == k && c.inside(i, c.byID[e.From]) && c.inside(j, c.byID[e.To]) {
			return true
		}
	}
	return false
}

// events checks that every event is where the text has it and that every event of
// the execution is somewhere.
func (c *edgeCheck) events(f *source.File) {
	rows := make(map[int]int)
	for _, e := range c.g.Events {
		if e.Row != rows[e.Thread] {
			c.t.Errorf("%s: %s is in row %d of thread %d, want %d", c.name, e.ID, e.Row, e.Thread, rows[e.Thread])
		}
		rows[e.Thread]++
		if !e.Span.IsValid() || e.Line < 1 || e.Line > f.Lines() || e.Text == "" {
			c.t.Errorf("%s: %s has no place in the text: line %d, text %q", c.name, e.ID, e.Line, e.Text)
		}
	}
	if len(rows) != len(c.g.Threads) {
		c.t.Errorf("%s: %d threads have events, %d are listed", c.name, len(rows), len(c.g.Threads))
	}
	for i, v := range c.x.Events {
		found := v.Thread < 0
		for _, e := range c.g.Events {
			found = found || c.inside(i, e)
		}
		if !found {
			c.t.Errorf("%s: event %d at %s is in no event of the graph", c.name, i, v.Span)
		}
	}
}
