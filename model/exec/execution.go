// Package exec holds one candidate execution of a program: which path each
// thread took, which write each read reads from, the coherence order, and the
// values that follow from them.
//
// Candidate executions are X = (E, po, rf, co); fr = rf⁻¹ ; co.
package exec

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// Execution is a candidate execution in which everything is known. It is what
// is shown to people: a witness or a counterexample.
type Execution struct {
	Prog *prog.Program
	// Events are the executed events; initial writes come first, then each
	// thread's events in the order of the text. An index into Events is what
	// the relations below range over.
	Events []Event
	// PO is program order; RF includes the sources of lock reads, failed
	// trylocks and spin_is_locked; CO is the coherence order over writes and
	// lock acquisitions.
	PO, RF, CO *rel.Rel
	// Addr, Data and Ctrl are the dependencies, RMW the pairs of halves.
	Addr, Data, Ctrl, RMW *rel.Rel
	// Regs holds the final value of every register, by thread and register.
	Regs [][]prog.Value
	// Faults are the events that are run-time errors, by index.
	Faults []int
	// Memory holds the final value of every cell, by global and element.
	Memory [][]prog.Value
}

// Event is an executed event with its location and value.
type Event struct {
	*event.Event
	// Addr is the address of its location; meaningless for fences.
	Addr prog.Value
	// Value is the value read or written; meaningless for kinds without one.
	Value prog.Value
}
