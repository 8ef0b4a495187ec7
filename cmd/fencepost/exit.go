package main

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// exitReason is something that happened and that the exit status tells.
type exitReason uint8

// The reasons, the strongest last.
const (
	exitFine exitReason = iota
	exitUndecided
	exitMissed
	exitFault
)

// exitStatus keeps the strongest reason of a run.
type exitStatus struct{ worst exitReason }

// add notes that something happened.
func (s *exitStatus) add(r exitReason) { s.worst = max(s.worst, r) }

// addOutcome notes the outcome of a test.
func (s *exitStatus) addOutcome(o ide.Outcome) {
	switch o {
	case ide.Passed:
	case ide.Missed:
		s.add(exitMissed)
	case ide.Faulty:
		s.add(exitFault)
	case ide.Undecided, ide.UpToBound:
		s.add(exitUndecided)
	default:
		panic(fmt.Sprintf("unhandled outcome %d", o))
	}
}

// code returns the status of the process: 2 goes before 1 before 3.
func (s *exitStatus) code() int {
	switch s.worst {
	case exitFine:
		return 0
	case exitUndecided:
		return 3
	case exitMissed:
		return 1
	case exitFault:
		return 2
	default:
		panic(fmt.Sprintf("unhandled exit reason %d", s.worst))
	}
}
