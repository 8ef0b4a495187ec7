// Package event turns a program into events and the static relations between
// them.
//
// Each thread is unrolled into its paths: a path is one way through the branches,
// the loops (up to the bound) and the outcomes of conditional primitives. On a
// path everything but the values that reads return is known, so registers
// disappear: addresses and values are expressions over reads (package event's
// Term), and po, addr, data, ctrl and rmw are fixed. Events that stand at the
// same place of the unrolled program are shared by all paths that execute them.
package event

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Kind is the kind of an event (c-semantics.md 2.1).
type Kind uint8

// The kinds of events.
const (
	Read Kind = iota
	Write
	Init // an initial write
	Fence
	LockRead  // LKR
	LockWrite // LKW
	Unlock    // UL
	LockFail  // LF: a failed trylock
	IsLocked  // RL: spin_is_locked gave true
	NotLocked // RU: spin_is_locked gave false
	Sync      // synchronize_srcu
	Section   // an end of an SRCU section that is no access, in the earlier form
)

// String returns the kind as the cat language names its set.
func (k Kind) String() string {
	names := [...]string{"R", "W", "IW", "F", "LKR", "LKW", "UL", "LF", "RL", "RU", "SRCU", "SRCU"}
	if int(k) >= len(names) {
		panic(fmt.Sprintf("event: unhandled kind %d", k))
	}
	return names[k]
}

// HasValue reports whether events of the kind carry a value.
func (k Kind) HasValue() bool { return k.IsAccess() || k == Section }

// IsAccess reports whether events of the kind are in the set M.
func (k Kind) IsAccess() bool { return k == Read || k == Write || k == Init }

// SectionValue returns the value of the nth SRCU section (from 0) that a thread
// opens on its way, where the beginning of a section is no access. Only that the
// values differ counts.
func SectionValue(thread, n int) prog.Value {
	return prog.Value{N: int64(thread+1)*307 + int64(n)*599}
}

// HasLocation reports whether events of the kind have a location.
func (k Kind) HasLocation() bool { return k != Fence }

// Event is one event of the unrolled program.
type Event struct {
	// ID is its index in Graph.Events.
	ID int
	// Thread is the thread's index, -1 for an initial write.
	Thread int
	Kind   Kind
	Tag    prog.Tag
	// Atomic is set on both halves of a read-modify-write and on the lone read
	// of a failed conditional one.
	Atomic bool
	// Type is the type of the access, the zero Type if none is known.
	Type prog.Type
	// Span is the expression or statement that the event stands for.
	Span source.Span
}
