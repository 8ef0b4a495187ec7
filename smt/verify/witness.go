package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// witness builds the execution that a candidate is, after the plain evaluator of
// the cat language has accepted it: a second reading of the model that shares
// nothing with the specialised one but the base relations.
func (t *test) witness(f *frame, v *exec.Values, rf []int, orders []*rel.Rel, final *state) (*exec.Execution, error) {
	l := f.paths.layout
	x := &exec.Execution{Prog: t.prog}
	for i, id := range l.Events {
		e := exec.Event{Event: l.G.Events[id]}
		if e.Kind.HasLocation() {
			e.Addr, _ = v.Address(id)
		}
		if e.Kind.HasValue() {
			e.Value, _ = v.Value(id)
		}
		x.Events = append(x.Events, e)
		_ = i
	}
	rels := f.structure.Rels
	x.PO, x.Addr, x.Data, x.Ctrl = rels["po"], rels["addr"], rels["data"], rels["ctrl"]
	x.RMW = halves(l)
	for th, p := range l.Paths {
		regs := make([]prog.Value, len(p.Regs))
		for r := range regs {
			regs[r], _ = final.Reg(th, r)
		}
		x.Regs = append(x.Regs, regs)
	}
	x.Memory = make([][]prog.Value, len(t.prog.Globals))
	for _, c := range t.g.Cells {
		x.Memory[c.Global] = append(x.Memory[c.Global], finalCell(final, c))
	}
	outcome, err := t.replay(f, orders, x)
	if err != nil {
		return nil, err
	}
	x.RF, x.CO = relation(outcome, "rf", f.rf), relation(outcome, "co", nil)
	if x.CO == nil {
		x.CO = rel.New(l.Len())
		for _, o := range orders {
			x.CO.UnionInto(x.CO, o)
		}
	}
	return x, nil
}

// relation returns a relation of an outcome, or a default.
func relation(o *cat.Outcome, name string, otherwise *rel.Rel) *rel.Rel {
	if r, ok := o.Lookup(name).(*rel.Rel); ok && r != nil {
		return r
	}
	if otherwise == nil {
		return nil
	}
	return otherwise.Clone()
}

// halves returns the pairs of read-modify-writes.
func halves(l *exec.Layout) *rel.Rel {
	out := rel.New(l.Len())
	for a, ida := range l.Events {
		ea := l.G.Events[ida]
		if !ea.Atomic || ea.Kind != event.Read {
			continue
		}
		for b := a + 1; b < l.Len(); b++ {
			eb := l.G.Events[l.Events[b]]
			if eb.Atomic && eb.Kind == event.Write && eb.Span == ea.Span && l.Thread[a] == l.Thread[b] {
				out.Add(a, b)
				break
			}
		}
	}
	return out
}

// replay evaluates the model on a whole candidate with cat's own evaluator. A
// rejection means that the two evaluations of the model disagree.
func (t *test) replay(f *frame, orders []*rel.Rel, x *exec.Execution) (*cat.Outcome, error) {
	s := *f.structure
	s.Rels = make(map[string]*rel.Rel, len(f.structure.Rels)+1)
	for name, r := range f.structure.Rels {
		s.Rels[name] = r
	}
	s.Rels["rf"] = f.rf.Clone()
	s.Sets = make(map[string]*rel.Set, len(f.structure.Sets)+1)
	for name, set := range f.structure.Sets {
		s.Sets[name] = set
	}
	fw := rel.NewSet(s.N)
	for loc, w := range f.lastWrites(orders) {
		if f.observedLoc(loc) {
			fw.Add(w)
		}
	}
	s.Sets["FW"] = fw
	s.Value = f.values
	fixed := map[string]*rel.Rel{}
	for k, o := range f.in.Orders {
		fixed[o.Name] = orders[k]
	}
	for name, r := range f.in.Picked() {
		fixed[name] = r
	}
	outcome, rejected, err := t.model.Check(t.ctx, &s, fixed)
	if err != nil {
		return nil, err
	}
	if outcome == nil {
		axiom := "a choice without elements"
		if rejected != nil && rejected.Test != nil {
			axiom = rejected.Test.Name
		}
		return nil, fmt.Errorf("internal error: the evaluators of the model disagree on an execution of %s (%s)", t.prog.Name, axiom)
	}
	return outcome, nil
}

func (f *frame) observedLoc(loc int) bool {
	for c := range f.paths.layout.G.Cells {
		if f.paths.test.observed[c] && f.structure.Loc[c] == loc {
			return true
		}
	}
	return false
}
