package prog

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/source"
)

// PropertyKind says when a property holds.
type PropertyKind uint8

const (
	// NeverKind wants that no execution satisfies the proposition.
	NeverKind PropertyKind = iota
	// AlwaysKind wants that all executions do.
	AlwaysKind
	// SometimesKind wants that some execution does.
	SometimesKind
	// AssertKind is AlwaysKind, for what the code itself asserts.
	AssertKind
)

// String returns the word of the directive, or "assert".
func (k PropertyKind) String() string {
	names := [...]string{"never", "always", "sometimes", "assert"}
	if int(k) >= len(names) {
		panic(fmt.Sprintf("prog: unhandled property kind %d", k))
	}
	return names[k]
}

// Property is one of the things that a program states about its executions.
type Property struct {
	// Name tells it from the others of its program; "" if nobody gave it one.
	Name string
	// Text is the property as its author wrote it.
	Text string
	Span source.Span
	Kind PropertyKind
	// Prop is over the final state. An assertion inside a thread is about a
	// register that the thread sets where it fails.
	Prop Prop
}

// Question is one proposition of which the program asks whether executions
// satisfy it and whether executions violate it.
type Question struct {
	Prop Prop
	// Positive and Negative tell which of the two is asked.
	Positive, Negative bool
	// Anyway is set if executions with a run-time error count too: what the code
	// asserts often is what would have kept it from the error.
	Anyway bool
}

// Questions returns what the program asks: that of its condition, if it has one,
// then one for each property, in their order.
func (p *Program) Questions() []Question {
	var out []Question
	if p.Cond != nil {
		out = append(out, Question{Prop: p.Cond.Prop, Positive: true, Negative: true})
	}
	for _, q := range p.Props {
		switch q.Kind {
		case NeverKind, SometimesKind:
			out = append(out, Question{Prop: q.Prop, Positive: true})
		case AlwaysKind, AssertKind:
			out = append(out, Question{Prop: q.Prop, Negative: true, Anyway: q.Kind == AssertKind})
		default:
			panic(fmt.Sprintf("prog: unhandled property kind %d", q.Kind))
		}
	}
	return out
}
