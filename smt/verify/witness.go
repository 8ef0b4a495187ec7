package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// witness builds the execution that a candidate is, after the plain evaluator of
// the cat language has accepted it: a second reading of the model that shares
// nothing with the specialised one but the base relations.
func (t *test) witness(f *frame, v *exec.Values, rf []int, orders []*rel.Rel, final *state) (*exec.Execution, error) {
	x := t.execution(f, v, final)
	outcome, err := t.replay(f, orders, x)
	if err != nil {
		return nil, err
	}
	x.RF, x.CO = relation(outcome, "rf", f.rf), relation(outcome, "co", nil)
	if x.CO == nil {
		x.CO = rel.New(f.structure.N)
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
	fixed := map[string]*rel.Rel{}
	for k, o := range f.in.Orders {
		fixed[o.Name] = orders[k]
	}
	for name, r := range f.in.Picked() {
		fixed[name] = r
	}
	outcome, rejected, err := t.model.Check(t.ctx, f.seen(f.lastWrites(orders)), fixed)
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
