package cat

import "github.com/lkmm-tools/fencepost/model/rel"

// Structure is what a model sees of one candidate execution before the model
// itself chooses a coherence order and the sources of lock reads: the events
// 0 … N-1, initial writes included and register events left out, and the base
// sets and relations over them (lkmm.md A.5, c-semantics.md 2).
type Structure struct {
	// N is the number of events.
	N int
	// Sets holds the base sets by the name that cat text uses: M R W IW FW F
	// RMW X LKR LKW UL LF RL RU. A name of lkmm.md A.5 that is absent is empty,
	// except Exp, which is every event.
	Sets map[string]*rel.Set
	// Tags holds, for each tag as the program spells it ("ONCE", "rcu-lock"),
	// the events that carry it.
	Tags map[string]*rel.Set
	// Rels holds the base relations by name: po addr data ctrl rf loc int ext
	// same-instance iico_data iico_ctrl. A name that is absent is empty; id is
	// not stored.
	Rels map[string]*rel.Rel
	// Loc gives each event's location as a class number, -1 for an event without
	// one.
	Loc []int
	// Value gives each event's value as a class number (equal numbers, equal
	// values), -1 for an event without one.
	Value []int
}
