package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// maxRechecks bounds the other combinations of paths in which a learned clause is
// checked.
const maxRechecks = 8

// recheck confirms a reason without the derivation that it comes from: under its
// literals alone the bounds of the relations must break the axiom, in this frame
// and in others that the literals allow.
func (r *refiner) recheck(f *frame, v theory.Violation) error {
	if !f.in.Entails(v) {
		return r.recheckFailed(v, "")
	}
	fixed := map[int]bool{}
	for _, l := range v.Reason {
		if l.Kind == theory.PathLit {
			fixed[l.A] = true
		}
		if l.Kind == theory.ValueLit {
			return nil
		}
	}
	checked := 0
	var each func(chosen []*event.Path) error
	each = func(chosen []*event.Path) error {
		t := len(chosen)
		if checked >= maxRechecks {
			return nil
		}
		if t == len(r.g.Paths) {
			checked++
			return r.recheckOn(f, v, append([]*event.Path(nil), chosen...))
		}
		for _, p := range r.g.Paths[t] {
			if p != f.paths.layout.Paths[t] && (fixed[t] || p.Cut) {
				continue
			}
			if err := each(append(chosen, p)); err != nil {
				return err
			}
		}
		return nil
	}
	return each(nil)
}

// recheckOn checks a reason on other paths, where its events are executed and no
// address is computed.
func (r *refiner) recheckOn(f *frame, v theory.Violation, list []*event.Path) error {
	c := r.combination(list)
	if len(c.layout.Dynamic) > 0 || len(f.paths.layout.Dynamic) > 0 {
		return nil
	}
	r.v.Select(c.layout.Paths)
	r.v.Partial(nil)
	defer r.v.Select(f.paths.layout.Paths)
	g, err := c.frameFor(r.v)
	if err != nil {
		return err
	}
	g.in.UseSteps(r.p.HasSteps())
	moved := theory.Violation{Axiom: v.Axiom}
	for _, l := range v.Reason {
		switch l.Kind {
		case theory.PathLit, theory.AddrLit, theory.ValueLit:
			continue
		case theory.ChoiceLit:
			return nil // the elements of choices are not the same
		case theory.RFLit, theory.OrderLit, theory.StepLit:
			l.A, l.B = c.layout.Index[f.paths.layout.Events[l.A]], c.layout.Index[f.paths.layout.Events[l.B]]
			if l.A < 0 || l.B < 0 {
				return nil // the clause holds already
			}
		case theory.RunLit:
			if l.A = c.layout.Index[f.paths.layout.Events[l.A]]; l.A < 0 {
				return nil
			}
		default:
			panic(fmt.Sprintf("verify: unhandled literal %d", l.Kind))
		}
		moved.Reason = append(moved.Reason, l)
	}
	if g.dead || g.in.Entails(moved) {
		return nil
	}
	return r.recheckFailed(v, " on other paths")
}

func (r *refiner) recheckFailed(v theory.Violation, where string) error {
	return fmt.Errorf("a learned clause for %s of %s cannot be re-checked%s: %v", v.Axiom, r.prog.Name, where, v.Reason)
}
