package theory

// Explaining a pair means choosing: which operand of a union has it, through which
// event a composition goes. The choices add up to the literals of the reason, and
// a reason with few literals excludes many candidates. cost estimates how many
// literals the explanation of a pair takes, so that the cheapest choice can be
// made; it looks a bounded way down.

const (
	// maxCostDepth bounds how many operators an estimate looks through.
	maxCostDepth = 60
	// deepCost is the estimate for what lies below.
	deepCost = 6
	// leafCost is the cost of one literal.
	leafCost = 2
)

// costKey is a pair of a node.
type costKey struct {
	id   nodeID
	x, y int
}

// cost estimates the literals that explain why (x, y) is in a node.
func (e *explainer) cost(id nodeID, x, y, depth int) int {
	n := &e.in.nodes[id]
	switch {
	case n.op == opConst || n.must.Has(x, y) && !n.support.wideMust:
		return 0
	case n.op == opRF || n.op == opOrder || n.op == opChoice:
		return leafCost
	case depth >= maxCostDepth || n.op == opFixVar:
		return deepCost
	}
	key := costKey{id, x, y}
	if c, ok := e.costs[key]; ok {
		return c
	}
	if e.costs == nil {
		e.costs = map[costKey]int{}
	}
	e.costs[key] = deepCost // what is asked for again further down counts as deep
	c := e.costOf(n, x, y, depth+1)
	e.costs[key] = c
	return c
}

func (e *explainer) costOf(n *node, x, y, depth int) int {
	in := e.in
	switch n.op {
	case opUnion:
		best := -1
		for _, o := range []nodeID{n.a, n.b} {
			if !in.nodes[o].cur.Has(x, y) {
				continue
			}
			if c := e.cost(o, x, y, depth); best < 0 || c < best {
				best = c
			}
		}
		return best
	case opInter:
		return e.cost(n.a, x, y, depth) + e.cost(n.b, x, y, depth)
	case opDiff:
		if in.isStep(n) {
			return leafCost
		}
		return e.cost(n.a, x, y, depth) + e.absenceCost(n.b, x, y)
	case opSeq:
		_, c := e.middle(n, x, y, depth)
		return c
	case opProduct:
		return e.cost(n.a, x, x, depth) + e.cost(n.b, y, y, depth)
	case opInverse:
		return e.cost(n.a, y, x, depth)
	case opOpt:
		if x == y {
			return 0
		}
		return e.cost(n.a, x, y, depth)
	case opPlus:
		if in.nodes[n.a].cur.Has(x, y) {
			return e.cost(n.a, x, y, depth)
		}
		return deepCost
	default:
		return deepCost
	}
}

// absenceCost estimates the literals that explain why (x, y) is not in a node.
func (e *explainer) absenceCost(id nodeID, x, y int) int {
	n := &e.in.nodes[id]
	switch {
	case !n.may.Has(x, y):
		return 0
	case n.op == opSeq:
		middles := 0
		mayB := e.in.nodes[n.b].may
		e.in.nodes[n.a].may.EachTo(x, func(c int) {
			if mayB.Has(c, y) {
				middles++
			}
		})
		return leafCost * middles
	case n.op == opRF || n.op == opOrder || n.op == opChoice:
		return leafCost
	default:
		return deepCost
	}
}

// middle finds the cheapest event through which a composition goes from x to y;
// it returns -1 if there is none.
func (e *explainer) middle(n *node, x, y, depth int) (best, bestCost int) {
	best = -1
	b := e.in.nodes[n.b].cur
	e.in.nodes[n.a].cur.EachTo(x, func(c int) {
		if !b.Has(c, y) || best >= 0 && bestCost == 0 {
			return
		}
		cost := e.cost(n.a, x, c, depth)
		if best >= 0 && cost >= bestCost {
			return
		}
		if cost += e.cost(n.b, c, y, depth); best < 0 || cost < bestCost {
			best, bestCost = c, cost
		}
	})
	return best, bestCost
}
