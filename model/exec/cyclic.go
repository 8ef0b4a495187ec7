package exec

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// classes unifies terms (union-find); a class may have a constant. One that a
// run-time error leaves without meaning is poisoned: it is equal to nothing and
// contradicts nothing.
type classes struct {
	parent   []int
	value    []prog.Value
	isSet    []bool
	poisoned []bool
	// refuted are the classes that an equality gave a value that an operator
	// without a result should have given.
	refuted []bool
	// contradiction is set when two different constants were unified.
	contradiction bool
}

func newClasses(n int) *classes {
	c := &classes{parent: make([]int, n), value: make([]prog.Value, n), isSet: make([]bool, n), poisoned: make([]bool, n), refuted: make([]bool, n)}
	for i := range c.parent {
		c.parent[i] = i
	}
	return c
}

func (c *classes) find(i int) int {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

// constant gives the class of i a value and reports whether that was news.
func (c *classes) constant(i int, v prog.Value) bool {
	i = c.find(i)
	if c.poisoned[i] {
		return false
	}
	if c.isSet[i] {
		c.contradiction = c.contradiction || c.value[i] != v
		return false
	}
	c.isSet[i], c.value[i] = true, v
	return true
}

// unify joins two classes and reports whether that was news.
func (c *classes) unify(i, j int) bool {
	i, j = c.find(i), c.find(j)
	switch {
	case i == j, c.poisoned[i] && c.isSet[j], c.isSet[i] && c.poisoned[j]:
		return false
	case c.isSet[i] && c.isSet[j]:
		c.contradiction = c.contradiction || c.value[i] != c.value[j]
		return false
	case c.isSet[j], c.poisoned[j]:
		i, j = j, i
	}
	c.refuted[i] = c.refuted[i] || c.refuted[j]
	c.parent[j] = i
	return true
}

// poison takes its meaning from a class, unless it has a constant, and reports
// whether that was news.
func (c *classes) poison(i int) bool {
	i = c.find(i)
	if c.isSet[i] || c.poisoned[i] {
		c.refuted[i] = c.refuted[i] || c.isSet[i]
		return false
	}
	c.poisoned[i] = true
	return true
}

// equation is an operator term, or the test of a branch, that waits for its
// operands.
type equation struct {
	op     prog.Op
	x, y   int
	result int // -1 for a condition, which wants the result `want`
	want   bool
	term   event.TermID
	done   bool
}

// solveCyclic handles candidates in which a value depends on itself, by the
// reference's deliberately weak solver (c-semantics.md 3.4): unify equalities,
// compute operators forward, drop what contradicts or stays open, and keep pure
// copy cycles as symbols.
func (v *Values) solveCyclic() Status {
	v.reset(v.rf)
	c := newClasses(v.g.Terms() + len(v.g.Cells))
	for t := range v.g.Terms() {
		if x, ok := v.g.Const(event.TermID(t)); ok {
			c.constant(t, x)
		}
	}
	used, equations := v.equations(c)
	for changed := true; changed && !c.contradiction; {
		changed = false
		for i := range equations {
			if e := &equations[i]; !e.done && v.step(c, e) {
				changed = true
			}
		}
		changed = v.stepWild(c) || changed
	}
	if c.contradiction {
		return Dropped
	}
	for _, e := range equations {
		if !e.done {
			return Dropped
		}
	}
	return v.assign(c, used)
}

// equations unifies what is plainly equal and returns the terms in use and the
// equations that are not plain.
func (v *Values) equations(c *classes) (used []event.TermID, list []equation) {
	seen := make([]bool, v.g.Terms())
	var visit func(t event.TermID)
	visit = func(t event.TermID) {
		if t == event.NoTerm || seen[t] {
			return
		}
		seen[t] = true
		used = append(used, t)
		term := v.g.Term(t)
		switch term.Kind {
		case event.ConstTerm:
		case event.ReadTerm:
			switch w := v.rf[term.Read]; {
			case w < 0:
			case w < len(v.g.Cells):
				c.constant(int(t), v.g.Cells[w].Init)
			default:
				visit(v.value[w])
				v.equal(c, t, v.value[w])
			}
		case event.OpTerm:
			visit(term.X)
			visit(term.Y)
			list = append(list, equation{op: term.Op, x: int(term.X), y: int(term.Y), result: int(t), term: t})
		default:
			panic(fmt.Sprintf("exec: unhandled term kind %d", term.Kind))
		}
	}
	for _, p := range v.paths {
		for i, e := range p.Events {
			visit(p.Addr[i])
			visit(p.Value[i])
			if v.g.Events[e].Kind != event.Read {
				continue
			}
			switch w := v.rf[e]; {
			case w < 0:
			case w < len(v.g.Cells):
				c.constant(int(p.Addr[i]), v.g.Cells[w].Addr)
			default:
				visit(v.addr[w])
				v.equal(c, p.Addr[i], v.addr[w])
			}
		}
		for _, t := range p.Ops {
			visit(t)
		}
		for _, t := range p.Regs {
			visit(t)
		}
		for _, cond := range p.Conds {
			visit(cond.Term)
			switch cond.Kind {
			case event.Truth:
				c.constant(int(cond.Term), prog.Bool(true))
			case event.Falsity:
				c.constant(int(cond.Term), prog.Bool(false))
			case event.Same:
				visit(cond.With)
				v.equal(c, cond.Term, cond.With)
			case event.Differ:
				visit(cond.With)
				list = append(list, equation{op: prog.Eq, x: int(cond.Term), y: int(cond.With), result: -1, term: cond.Term})
			default:
				panic(fmt.Sprintf("exec: unhandled condition %d", cond.Kind))
			}
		}
	}
	return used, list
}

// equal makes two terms equal. Terms that have one constant value are not thereby
// one class.
func (v *Values) equal(c *classes, t, u event.TermID) {
	if x, ok := v.g.Const(u); ok {
		c.constant(int(t), x)
	} else if x, ok := v.g.Const(t); ok {
		c.constant(int(u), x)
	} else {
		c.unify(int(t), int(u))
	}
}

// step tries to compute one equation; it reports whether it did.
func (v *Values) step(c *classes, e *equation) bool {
	x, y := c.find(e.x), c.find(e.y)
	var z prog.Value
	zero := prog.Value{}
	isZero := func(i int) bool { return c.isSet[i] && c.value[i] == zero }
	switch {
	case c.poisoned[x] || c.poisoned[y]:
		return e.poison(c)
	case c.isSet[x] && c.isSet[y]:
		var err error
		if z, err = v.g.Prog.Apply(e.op, c.value[x], c.value[y]); err != nil {
			v.fail(RunError{Span: v.g.TermSpan(e.term), Message: v.describe(err, e.op, c.value[x], c.value[y]), Event: -1, Term: e.term})
			return e.poison(c)
		}
	case e.op.HasZero() && isZero(x):
		return e.equal(c, y)
	case e.op.HasZero() && isZero(y):
		return e.equal(c, x)
	case x != y:
		return false
	case e.op.IsXor() || e.op == prog.Ne:
		z = zero
	case e.op == prog.Eq:
		z = prog.Bool(true)
	default:
		return false
	}
	e.done = true
	if e.result >= 0 {
		c.constant(e.result, z)
	} else if (z != zero) != e.want {
		c.contradiction = true
	}
	return true
}

// poison resolves an equation that has no result.
func (e *equation) poison(c *classes) bool {
	e.done = true
	if e.result >= 0 {
		c.poison(e.result)
	}
	return true
}

// stepWild poisons the values of reads without a source whose address is known to
// be no location; it reports whether there was one.
func (v *Values) stepWild(c *classes) bool {
	changed := false
	v.eachWild(func(p *event.Path, i int) {
		a := c.find(int(p.Addr[i]))
		if c.poisoned[a] || c.isSet[a] && !v.g.IsPlace(c.value[a]) {
			changed = c.poison(int(p.Value[i])) || changed
		}
	})
	return changed
}

// eachWild calls f for the reads without a source, by path and position.
func (v *Values) eachWild(f func(p *event.Path, i int)) {
	for _, p := range v.paths {
		for i, e := range p.Events {
			if v.g.Events[e].Kind == event.Read && v.rf[e] == Wild {
				f(p, i)
			}
		}
	}
}

// equal resolves an equation whose result is one of its operands.
func (e *equation) equal(c *classes, operand int) bool {
	e.done = true
	if e.result >= 0 {
		c.unify(e.result, operand)
	}
	return true
}

// assign stores the values of the terms in use, with a symbol for each class
// that stayed open.
func (v *Values) assign(c *classes, used []event.TermID) Status {
	status := Resolved
	symbols := map[int]int{}
	for _, t := range used {
		root := c.find(int(t))
		v.touched = append(v.touched, t)
		if c.poisoned[root] {
			v.set(t, prog.Value{}, poisoned)
			continue
		}
		value := c.value[root]
		if !c.isSet[root] {
			n, ok := symbols[root]
			if !ok {
				n = len(symbols) + 1
				symbols[root] = n
			}
			value, status = prog.SymbolValue(n), Symbolic
		}
		v.set(t, value, known)
	}
	return v.checkAddresses(c, status)
}

// checkAddresses returns the status, Dropped if a read has a source although its
// address or that of the source has no value, or no source and an address that may
// be a location.
func (v *Values) checkAddresses(c *classes, status Status) Status {
	for _, p := range v.paths {
		for i, e := range p.Events {
			if v.g.Events[e].Kind != event.Read {
				continue
			}
			a, state := v.term[p.Addr[i]], v.state[p.Addr[i]]
			switch w := v.rf[e]; {
			case w != Wild:
				if state == poisoned || c.refuted[c.find(int(p.Addr[i]))] || !v.g.IsPlace(a) {
					return Dropped
				}
			case state == poisoned:
			case a.Kind != prog.Symbol && !v.g.IsPlace(a):
				v.failRead(e, a)
			default:
				return Dropped
			}
		}
	}
	return status
}
