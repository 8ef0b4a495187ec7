package enum

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// outline writes the events and the relations of a path, the same for the two
// packages that make paths. kinds are the events in order.
func outline(cut bool, kinds []string, rels ...*rel.Rel) string {
	var b strings.Builder
	fmt.Fprintf(&b, "cut=%v %s", cut, strings.Join(kinds, " "))
	for _, r := range rels {
		b.WriteString("\n ")
		for _, p := range r.Pairs() {
			fmt.Fprintf(&b, " %d→%d", p.From, p.To)
		}
	}
	return b.String()
}

// outlines returns the outlines of the paths that this package finds.
func outlines(t *rapid.T, p *prog.Program, thread *prog.Thread) map[string]bool {
	low := &lowering{prog: p, unroll: p.Unroll, limit: 10000}
	paths, err := low.paths(thread)
	if err != nil {
		t.Skip(err.Error())
	}
	found := map[string]bool{}
	for _, path := range paths {
		var kinds []string
		ids := make([]int, len(path.nodes))
		for i, n := range path.nodes {
			ids[i] = -1
			if !n.isReg() {
				ids[i] = len(kinds)
				kinds = append(kinds, fmt.Sprintf("%s[%s]%v", n.kind, n.tag, n.atomic))
			}
		}
		d := path.deps()
		var rels []*rel.Rel
		for _, r := range []*rel.Rel{d.po, d.addr, d.data, d.ctrl} {
			x := rel.New(len(kinds))
			embed(x, r, ids)
			rels = append(rels, x)
		}
		found[outline(path.cut, kinds, rels...)] = true
	}
	return found
}

// TestPathsOfIR compares the paths of random programs with those of package event,
// with their events, program order and dependencies: whatever event finds must be
// found here. It leaves out paths whose conditions contradict each other.
func TestPathsOfIR(t *testing.T) {
	programs := progen.IR(true)
	paths, controlled := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := programs.Draw(t, "program")
		g, err := event.Build(context.Background(), p, event.Options{})
		if err != nil {
			t.Skip(err.Error())
		}
		for i, thread := range p.Threads {
			found := outlines(t, p, thread)
			for _, path := range g.Paths[i] {
				var kinds []string
				for _, e := range path.Events {
					x := g.Events[e]
					kinds = append(kinds, fmt.Sprintf("%s[%s]%v", x.Kind, x.Tag, x.Atomic))
				}
				o := outline(path.Cut, kinds, path.PO, path.Addrs, path.Data, path.Ctrl)
				if !found[o] {
					var others []string
					for f := range found {
						others = append(others, f)
					}
					t.Fatalf("%s\nthread %d has in package event\n%s\nbut here only\n%s", prog.Print(p), i, o, strings.Join(others, "\n"))
				}
				paths++
				if !path.Ctrl.IsEmpty() {
					controlled++
				}
			}
		}
	})
	t.Logf("%d paths, %d with control dependencies", paths, controlled)
	if controlled == 0 {
		t.Error("no path has a control dependency")
	}
}
