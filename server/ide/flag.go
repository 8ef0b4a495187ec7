package ide

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// FlagMeaning says in words what a flag of the built-in model stands for
// (lkmm.md B.2, B.4, B.7). A user's model can have flags of its own.
func FlagMeaning(name string, p *prog.Program) string {
	switch name {
	case DataRaceFlag:
		if knownRacy(p) {
			return "data race, as expected"
		}
		return "data race: these accesses can happen at the same time and at least one is plain"
	case UseAfterFreeFlag:
		return "memory is used after it was freed"
	case DoubleFreeFlag:
		return "memory is freed twice"
	case "mixed-accesses":
		return "a plain write and a marked access to the same location, with no barrier between them to keep the compiler from mixing them up"
	case "mixed-lock-accesses":
		return "an ordinary access to a lock or an SRCU structure"
	case "lock-final":
		return "the test looks at the final value of a lock or an SRCU structure, which means nothing"
	case "unmatched-unlock":
		return "spin_unlock of a lock that is not held"
	case "unmatched-rcu-lock":
		return "rcu_read_lock without its rcu_read_unlock"
	case "unmatched-rcu-unlock":
		return "rcu_read_unlock without its rcu_read_lock"
	case "unmatched-srcu-lock":
		return "srcu_read_lock whose value reaches no srcu_read_unlock"
	case "unmatched-srcu-unlock":
		return "srcu_read_unlock whose value comes from no srcu_read_lock"
	case "multiple-srcu-matches":
		return "one srcu_read_lock is ended by several srcu_read_unlocks"
	case "srcu-bad-value-match":
		return "srcu_read_unlock gets another value than its srcu_read_lock returned"
	case "invalid-sleep":
		return "synchronize_srcu inside an RCU read-side critical section, where sleeping is forbidden"
	default:
		return "the memory model raises this flag"
	}
}

// knownRacy reports whether the author of a program knows of its data races.
func knownRacy(p *prog.Program) bool {
	return p.AllowRace || p.Expect != nil && p.Expect.DataRace
}

// FlagSeverity says how much a flag matters: a data race counts against a litmus
// test only if the author said what to expect, against a program of C or Rust unless
// its author allows it. Such a program must not use freed memory either.
func (r *TestResult) FlagSeverity(name string) diag.Severity {
	switch name {
	case DataRaceFlag:
		switch {
		case knownRacy(r.Program):
			return diag.Hint
		case r.hasProperties() || r.Program.Expect != nil:
			return diag.Error
		}
	case UseAfterFreeFlag, DoubleFreeFlag:
		return diag.Error
	}
	return diag.Warning
}
