package ide

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// PropertyVerdict says what was found out about a property.
type PropertyVerdict uint8

const (
	// PropertyHolds means that it holds.
	PropertyHolds PropertyVerdict = iota
	// PropertyViolated means that it does not.
	PropertyViolated
	// PropertyBounded means that it is known up to the loop bound only.
	PropertyBounded
)

// PropertyAnswer is what is known of one property of a test.
type PropertyAnswer struct {
	*prog.Property
	Verdict PropertyVerdict
	// Holds is that of verify.PropertyResult: with PropertyBounded, what is known so
	// far.
	Holds bool
	// Which names the execution that decided, "" if there is none to show.
	Which string
}

// PropertyAnswers returns what is known of the properties of a test, in their
// order; nothing if there is no answer.
func (r *TestResult) PropertyAnswers() []PropertyAnswer {
	res := r.Decided()
	if res == nil {
		return nil
	}
	var list []PropertyAnswer
	for i := range res.Properties {
		q := &res.Properties[i]
		a := PropertyAnswer{Property: q.Property, Holds: q.Holds}
		switch {
		case q.UpToBound(res):
			a.Verdict = PropertyBounded
		case !q.Holds:
			a.Verdict = PropertyViolated
		}
		if q.Execution != nil {
			a.Which = propertyExecution(i)
		}
		list = append(list, a)
	}
	return list
}

// PropertyText is a property in one line, as its author would say it: `never E`, or
// what the code asserts.
func PropertyText(q *prog.Property) string {
	switch q.Kind {
	case prog.NeverKind, prog.AlwaysKind, prog.SometimesKind:
		return q.Kind.String() + " " + q.Text
	case prog.AssertKind:
		return q.Text
	default:
		panic(fmt.Sprintf("ide: unhandled property kind %d", q.Kind))
	}
}

// Says says in a few words what was found out about the property.
func (a PropertyAnswer) Says() string {
	switch a.Verdict {
	case PropertyHolds:
		return "holds"
	case PropertyViolated:
		if a.Kind == prog.SometimesKind {
			return "does not hold: it cannot happen"
		}
		return "violated"
	case PropertyBounded:
		if a.Holds {
			return "holds up to the loop bound"
		}
		return "not found up to the loop bound"
	default:
		panic(fmt.Sprintf("ide: unhandled verdict %d", a.Verdict))
	}
}

// violation says what is wrong with a property that does not hold.
func violation(q *prog.Property) string {
	switch q.Kind {
	case prog.NeverKind:
		return "this can happen"
	case prog.AlwaysKind:
		return "this does not hold in every execution"
	case prog.SometimesKind:
		return "this cannot happen in any execution"
	case prog.AssertKind:
		return "this can fail"
	default:
		panic(fmt.Sprintf("ide: unhandled property kind %d", q.Kind))
	}
}

// violated returns how many properties do not hold, and how many there are.
func (r *TestResult) violated() (bad, all int) {
	for _, a := range r.PropertyAnswers() {
		if all++; a.Verdict == PropertyViolated {
			bad++
		}
	}
	return bad, all
}

// hasProperties reports whether the test is one of a program that must be right,
// where a litmus test asks a question.
func (r *TestResult) hasProperties() bool { return r.Program != nil && r.Program.Cond == nil }

// pendingProperty reports whether some property is known up to the loop bound only,
// or there is none whose verdict would not hang on it.
func pendingProperty(res *verify.Result) bool {
	for _, q := range res.Properties {
		if q.UpToBound(res) {
			return true
		}
	}
	return res.Bounded && len(res.Properties) == 0
}
