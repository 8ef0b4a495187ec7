package ide

import "github.com/lkmm-tools/fencepost/model/source"

// Graph is an execution as it is drawn: a column a thread, an event an access,
// an edge a relation worth seeing. Without an execution it has no events and a
// note that says why.
type Graph struct {
	// Test is the name of the test, Title says what the execution shows, Note why
	// there is none. Titles have no full stop at the end.
	Test, Title, Note string
	// Observation and Condition are those of a litmus test. Condition is the property
	// where an execution is shown that decides one.
	Observation, Condition string
	// Which names the execution that is shown, Available those that could be.
	Which     string
	Available []string
	// Threads are those with events, in the order of the text.
	Threads []GraphThread
	Events  []GraphEvent
	Edges   []GraphEdge
	// Coherence has a sentence for each cell that several accesses wrote:
	// "x: a=1, then b=2".
	Coherence []string
	// Finals are the final values as far as the condition asks for them, in its
	// order: "1:r0=1", "x=2". Final is all of them in one line.
	Finals []string
	Final  string
}

// GraphThread is a column.
type GraphThread struct {
	ID   int
	Name string
}

// GraphEvent is an access or a fence: what one operation of the source did, once.
// Initial writes are no events of a graph; the effect of a read tells of them.
type GraphEvent struct {
	// ID names the event in this graph: the letter, or f and a number for what
	// has none.
	ID string
	// Letter is the letter by which other events name it; "" for fences and the
	// like, which no other event speaks of.
	Letter string
	// Thread is the ID of its thread, Row its place in the column, from 0.
	Thread, Row int
	// Line is the line in the text, from 1.
	Line int
	Span source.Span
	// Text is the operation as the text has it, in one line and of bounded length;
	// it may hold any character. Effect says what it read and wrote, "" if nothing.
	Text, Effect string
	// Marked is set for the accesses of the flag that the execution shows, and for
	// what is a run-time error.
	Marked bool
}

// EdgeKind is a relation that is drawn.
type EdgeKind string

// The relations that are drawn.
const (
	EdgePO   EdgeKind = "po"
	EdgeRF   EdgeKind = "rf"
	EdgeCO   EdgeKind = "co"
	EdgeFR   EdgeKind = "fr"
	EdgeAddr EdgeKind = "addr"
	EdgeData EdgeKind = "data"
	EdgeCtrl EdgeKind = "ctrl"
	EdgeRMW  EdgeKind = "rmw"
)

// EdgeKinds returns all kinds, in the order in which they are listed and drawn.
func EdgeKinds() []EdgeKind {
	return []EdgeKind{EdgePO, EdgeAddr, EdgeData, EdgeCtrl, EdgeRMW, EdgeCO, EdgeFR, EdgeRF}
}

// Meaning says what an edge of the kind stands for, in a few words.
func (k EdgeKind) Meaning() string {
	switch k {
	case EdgePO:
		return "program order"
	case EdgeRF:
		return "is read by"
	case EdgeCO:
		return "is overwritten by"
	case EdgeFR:
		return "does not see"
	case EdgeAddr:
		return "address dependency"
	case EdgeData:
		return "data dependency"
	case EdgeCtrl:
		return "control dependency"
	case EdgeRMW:
		return "read-modify-write"
	default:
		panic("ide: unhandled edge kind " + string(k))
	}
}

// GraphEdge joins two events by their IDs.
type GraphEdge struct {
	From, To string
	Kind     EdgeKind
	Label    string
}
