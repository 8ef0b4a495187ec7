// Package theory is a cat model specialised to one frame: the executed events of
// chosen thread paths, with their addresses. What remains open in a frame is
// small: which write each read reads from, the choices that the model itself
// makes (`with … from`), and the coherence order.
//
// Compile runs the model's text once over the frame. Everything that the frame
// fixes is computed then; the rest becomes a graph of relation operators over
// open leaves. An Instance evaluates that graph for one candidate after another
// (Check), says which axioms fail, and gives reasons: sets of literals whose
// conjunction violates an axiom in every execution that has them (Reasons).
// Entails re-checks a reason by computing bounds of all relations under the
// reason's literals alone.
//
// The refinement of candidates by reasons follows "consistency as a theory"
// (Haas, Meyer, Ponce de León: CAAT, OOPSLA 2022).
package theory

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// ErrUnsupported is wrapped by the errors of Compile for models that use the
// language in a way that cannot be specialised, such as picking elements of a
// set that hangs on rf. cat's own evaluator runs such models.
var ErrUnsupported = errors.New("model cannot be specialised")

// Frame is what is fixed before a candidate is looked at.
type Frame struct {
	// Structure has the base sets and relations; rf is left out.
	Structure *cat.Structure
	// RFMay are the pairs that rf may have, RFMust those it has in every
	// candidate of the frame.
	RFMay, RFMust *rel.Rel
	// Thread gives the thread of each event, -1 for initial writes.
	Thread []int
	// Located is set when some address is computed, so that loc is a fact about
	// values and not about paths alone.
	Located bool
	// Observed are the location classes (Structure.Loc) that the condition,
	// `locations` or `filter` look at.
	Observed map[int]bool
	// Threads is the number of threads.
	Threads int
	// Present are the base sets, without R, W, IW and M, and the tags that some
	// event has on some path, executed here or not; nil if that is not known. What
	// the program never has is empty whatever the paths.
	Present map[string]bool
	// Fixed is set when there is no other frame: each thread has one path, and no
	// address is computed. Then it does not matter what facts hang on.
	Fixed bool
	// Loose is set when the frame is that of no candidate but has the events of all:
	// the relations of the structure, apart from int and ext, are upper bounds of
	// those of any candidate. Of such an instance only the bounds of flags can be
	// asked.
	Loose bool
}

// Order is a coherence order that the model chooses: a strict total order on
// each of its classes.
type Order struct {
	// Name is the name that the model gives it.
	Name string
	// Classes are the sets of events that are ordered among themselves.
	Classes [][]int
	// node is the order itself, base the relation that it must contain.
	node, base nodeID
	class      *rel.Rel // pairs of events of one class, either way
}

// Choice is one element that the model picks from a set of relations.
type Choice struct {
	// Name is the name that the model gives the whole.
	Name string
	// Elements are the relations to pick from, as nodes.
	elements []nodeID
	nodes    []nodeID // the gated elements
	picked   int
	// open is set when elements may be equal in some candidates.
	open bool
}

// Picked returns the element that is picked now.
func (c *Choice) Picked() int { return c.picked }

// Len returns the number of elements to pick from.
func (c *Choice) Len() int { return len(c.elements) }

// axiom is a test of the model.
type axiom struct {
	name  string
	kind  cat.TestKind
	neg   bool
	flag  bool
	node  nodeID
	order int // for the axiom that an order contains its base: its index, else -1
	level level
}

// Instance is a model specialised to a frame. It is not safe for concurrent use.
type Instance struct {
	frame  *Frame
	n      int
	nodes  []node
	shared map[nodeKey]nodeID
	id     *rel.Rel

	emptyNode nodeID
	// never is the relation that is empty in every frame.
	never nodeID
	// empties are the empty relations by what it hangs on that they are empty.
	empties   map[support]nodeID
	rf        nodeID
	final     nodeID
	different nodeID
	// values are the value classes of the current candidate.
	values     []int
	writes     *rel.Set
	scratchRel *rel.Rel

	axioms  []axiom
	Orders  []*Order
	Choices []*Choice
	groups  []*fixGroup
	// live are the nodes that something hangs on, by level, in order of
	// evaluation.
	live [levels][]nodeID
	// steps is set by UseSteps.
	steps bool
	// endless is set when a fixpoint was not reached for the current candidate.
	endless bool
	// names are the relations that the model defines, by name; the last
	// definition wins.
	names map[string]nodeID
	// impossible is set when a choice has nothing to pick from: no candidate of
	// the frame is consistent.
	impossible bool
}

// fixGroup is a `let rec` over relations that hang on open leaves.
type fixGroup struct {
	vars, bodies []nodeID
	// ends gives for each binding the first node after those of its body; start
	// is the first node of the first one.
	start nodeID
	ends  []nodeID
	level level
	// monotone is unset when a variable counts against a body.
	monotone bool
	nodes    [][]nodeID // live nodes of each body
}

// UseSteps says whether r \ (r ; r), the model's singlestep(r), has a literal for
// each pair (StepLit). That one lock acquisition follows another directly is then
// one fact, and need not be told by the absence of all others between them. Only a
// model that takes the sources of lock reads from such steps, as the built-in one
// does, may use it.
func (in *Instance) UseSteps(on bool) { in.steps = on }

// Impossible reports whether no candidate of the frame is consistent because a
// choice of the model has nothing to pick from.
func (in *Instance) Impossible() bool { return in.impossible }

// Relation returns the current value of a relation that the model defines, or
// nil. Sets come as subsets of the identity.
func (in *Instance) Relation(name string) *rel.Rel {
	id, ok := in.names[name]
	if !ok {
		return nil
	}
	return in.nodes[id].cur
}
