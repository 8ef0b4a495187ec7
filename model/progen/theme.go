package progen

// Theme is the subject of a program: what its statements are mostly about. A
// program about one thing reaches states that a program about everything, being
// small, never would.
type Theme uint8

// The themes.
const (
	// Accesses are loads, stores and fences.
	Accesses Theme = iota
	// Atomics are read-modify-writes of every order.
	Atomics
	// Locks are spin_lock, spin_trylock and spin_is_locked.
	Locks
	// RCU are read-side critical sections and grace periods.
	RCU
	// SRCU are the same with a structure and an index.
	SRCU
	// Pointers are cells that hold addresses.
	Pointers
	// Cycles are plain copies, through which a value may come from nowhere.
	Cycles
	// Loops are while loops around loads.
	Loops
	// Everything draws from all of these.
	Everything
)

// AllThemes returns every theme.
func AllThemes() []Theme {
	return []Theme{Accesses, Atomics, Locks, RCU, SRCU, Pointers, Cycles, Loops, Everything}
}

// String returns the theme's name, a part of its programs' names.
func (t Theme) String() string {
	return [...]string{
		"accesses", "atomics", "locks", "rcu", "srcu", "pointers", "cycles", "loops", "everything",
	}[t]
}

// kind is a kind of statement.
type kind uint8

const (
	kLoad kind = iota
	kStore
	kFence
	kLocal
	kIf
	kRMW
	kVoidRMW
	kCmpxchg
	kAddUnless
	kDiscard
	kWhile
	kCopy
	kLockSection
	kTrylock
	kIsLocked
	kRCUSection
	kRCUSync
	kSRCUSection
	kSRCUSync
	kSRCUHandOver
	kPointerLoad
	kPointerStore
	kThroughPointer
	numKinds
)

// weights returns how often each kind of statement is drawn. The common kinds
// come first, so that a failing program shrinks towards loads and stores.
func (t Theme) weights() [numKinds]int {
	w := [numKinds]int{kLoad: 8, kStore: 8, kFence: 5, kLocal: 2, kIf: 4, kRMW: 1, kDiscard: 1, kVoidRMW: 1}
	switch t {
	case Accesses:
		w[kFence], w[kIf], w[kCopy] = 8, 6, 2
	case Atomics:
		w[kRMW], w[kVoidRMW], w[kCmpxchg], w[kAddUnless] = 10, 6, 8, 6
	case Locks:
		w[kLockSection], w[kTrylock], w[kIsLocked] = 12, 7, 6
	case RCU:
		w[kRCUSection], w[kRCUSync] = 12, 8
	case SRCU:
		w[kSRCUSection], w[kSRCUSync], w[kSRCUHandOver] = 14, 8, 3
		w[kRCUSection], w[kRCUSync] = 1, 1
	case Pointers:
		w[kPointerLoad], w[kPointerStore], w[kThroughPointer] = 8, 8, 12
	case Cycles:
		w[kCopy], w[kIf], w[kLoad], w[kStore] = 24, 5, 4, 4
	case Loops:
		w[kWhile] = 12
	case Everything:
		for k := kind(0); k < numKinds; k++ {
			w[k] = max(w[k], 3)
		}
	}
	return w
}

// plainWeight is how often, out of ten, an access is plain.
func (t Theme) plainWeight() int {
	switch t {
	case Cycles:
		return 7
	case Accesses, Pointers:
		return 3
	default:
		return 2
	}
}
