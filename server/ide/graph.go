package ide

import "github.com/lkmm-tools/fencepost/model/source"

// Graph is an execution as it is drawn: a column a thread, an event an access,
// an edge a relation worth seeing. Without an execution it has no events and a
// note that says why.
type Graph struct {
	// Test is the name of the test, Title says what the execution shows, Note why
	// there is none.
	Test, Title, Note string
	// Observation and Condition are those of the test.
	Observation, Condition string
	// Which names the execution that is shown, Available those that could be.
	Which     string
	Available []string
	Threads   []GraphThread
	Events    []GraphEvent
	Edges     []GraphEdge
	// Final is the final state as far as the condition asks for it.
	Final string
}

// GraphThread is a column.
type GraphThread struct {
	ID   int
	Name string
}

// GraphEvent is an access. Initial writes have thread -1.
type GraphEvent struct {
	// ID is the letter by which other events name it.
	ID string
	// Thread is the ID of its thread, Row its place in the column, from 0.
	Thread, Row int
	// Line is the line in the text, from 1; 0 for an initial write.
	Line int
	Span source.Span
	// Text is the access as the text has it, Effect what it read and wrote.
	Text, Effect string
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

// GraphEdge joins two events by their IDs.
type GraphEdge struct {
	From, To string
	Kind     EdgeKind
	Label    string
}
