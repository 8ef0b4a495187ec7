package theory

// General looks for violations that follow from some of a candidate's literals
// alone: from a part of rf, the choices and the orders, whatever the rest is.
// Reasons made of such literals exclude more candidates than reasons that take
// whatever derivation comes first. It returns nothing if the literals alone break
// no axiom.
func (in *Instance) General(lits []Lit) []Violation {
	for _, g := range in.groups {
		if !in.positive(g) {
			return nil
		}
	}
	iv := in.intervals(lits)
	// The explainer reads current values; let them be the lower bounds.
	saved := in.swapLower(iv)
	defer in.restore(saved)
	var out []Violation
	for i := range in.axioms {
		a := &in.axioms[i]
		_, must := iv.bounds(a.node)
		if a.flag || a.neg || in.tests(a, must) {
			continue
		}
		for _, cycle := range offending(a, must) {
			e := newExplainer(in)
			e.upper = iv
			for _, p := range cycle {
				e.pos(a.node, p.From, p.To)
			}
			e.finish()
			out = append(out, Violation{a.name, cycle, e.list, i})
		}
	}
	return out
}

// positive reports whether a fixpoint's bodies use no difference or complement,
// so that lower bounds of them can be computed from lower bounds.
func (in *Instance) positive(g *fixGroup) bool {
	for _, list := range g.nodes {
		for _, id := range list {
			if a, b := in.nodes[id].op.antitone(); a || b {
				return false
			}
		}
	}
	return g.monotone
}

func (in *Instance) swapLower(iv *interval) []node {
	saved := append([]node(nil), in.nodes...)
	for id := range in.nodes {
		if iv.must[id] != nil && in.nodes[id].op != opConst {
			in.nodes[id].cur = iv.must[id].Clone()
		}
	}
	return saved
}

func (in *Instance) restore(saved []node) {
	for id := range saved {
		in.nodes[id].cur = saved[id].cur
	}
}

// StepLits returns the literals of the direct steps that the current candidate
// has.
func (in *Instance) StepLits() []Lit {
	var out []Lit
	for l := range in.live {
		for _, id := range in.live[l] {
			if n := &in.nodes[id]; in.isStep(n) {
				for _, p := range n.cur.Pairs() {
					out = append(out, Lit{Kind: StepLit, A: p.From, B: p.To})
				}
			}
		}
	}
	return out
}
