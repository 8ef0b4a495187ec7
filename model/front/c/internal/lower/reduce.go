package lower

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// A loop that only waits is one iteration under the assumption that it is the last.
//
// Call an iteration failing if it leads to the next one. Let failing iterations have
// no effect: they do not write (their read-modify-writes fail), take no lock, and
// whatever registers they set, the next iteration and the code behind the loop set
// anew before they look. Take a consistent execution in which the loop fails k times.
// Without the events of the failing iterations, which are reads and fences that
// nothing depends on, it is a consistent execution still: no relation of the model
// between the events that stay becomes larger when others go, since these reads give
// no write its value and these fences only order. And it is the execution in which
// the loop fails 0 times. So the outcomes of the loop are those of its last
// iteration, whatever k.
//
// A register that is carried into the next iteration is allowed in two cases:
//
//   - It had the same constant before the loop.
//   - It is the value that a failed cmpxchg read (or a mere load), and before the loop
//     it was loaded once from the same place, right before the loop:
//
//     old = READ_ONCE(*p); do new = f(old); while (!try_cmpxchg(p, &old, new));
//
//     Take the failing iterations away, but let the load before the loop read what
//     the last failed cmpxchg has read. It stands before all that the cmpxchg stood
//     before, and is ordered by no more than that was: a failed one orders nothing. So
//     the execution is consistent, and it is the one that fails 0 times.
//
// What a failing iteration can do wrong is kept: if it can make a run-time error (it
// goes through a pointer that it has read, it asserts something), it may run once
// before the last one, of which the error of the first that errs shows. Races of
// plain reads in failing iterations are not looked for: their values are thrown away,
// and so the kernel's own detector treats the readers of a seqlock.

// reduce returns the last iteration of a loop that only waits; ok is false for any
// other loop.
func (t *thread) reduce(head, rest []prog.Stmt, since loopStart, out *label, at source.Span) (body []prog.Stmt, ok bool) {
	list := append(append([]prog.Stmt{}, head...), rest...)
	if someStmt(list, func(s prog.Stmt) bool { _, ok := s.(*prog.While); return ok }) {
		return nil, false
	}
	ways, ok := waysThrough(list)
	if !ok {
		return nil, false
	}
	r := &reduction{thread: t, ways: ways, since: since}
	exits := 0
	for _, w := range ways {
		if w.exits {
			exits++
		}
		if w.around && !r.isHarmless(w) {
			return nil, false
		}
	}
	if exits == 0 {
		return nil, false // nobody ever leaves: the bound says so
	}
	risky := slices.ContainsFunc(ways, func(w *way) bool { return w.around && r.mayErr(w) })
	if risky && r.carries {
		return nil, false
	}
	if risky {
		body = append(body, t.trial(list, at))
	}
	return append(body, t.last(list, out)...), true
}

// loopStart is what there was before a loop.
type loopStart struct {
	// made is the number of variables that had been declared.
	made int
	// regs is the number of registers.
	regs int
}

// reduction is the examination of one loop.
type reduction struct {
	*thread
	ways  []*way
	since loopStart
	// carries is set when a register takes a value from a failing iteration to the
	// next one.
	carries bool
}

// isHarmless reports whether a failing iteration has no effect.
func (r *reduction) isHarmless(w *way) bool {
	if w.effect || w.fences["rcu-lock"] != w.fences["rcu-unlock"] {
		return false
	}
	for _, a := range w.accesses {
		if !w.fails(a) {
			return false
		}
	}
	for reg, v := range w.values {
		if r.isFail(reg) || isRegister(v, reg) || !r.isLive(reg) {
			continue
		}
		if !r.carried(reg, v, w) {
			return false
		}
		r.carries = true
	}
	return true
}

func isRegister(e prog.Expr, reg int) bool {
	x, ok := e.(*prog.RegRef)
	return ok && x.Reg == reg
}

// isLive reports whether somebody may look at what a failing iteration left in a
// register: the next iteration, or the code behind the loop where the last iteration
// did not set it.
func (r *reduction) isLive(reg int) bool {
	for _, w := range r.ways {
		if w.exposed[reg] {
			return true
		}
		if _, set := w.values[reg]; w.exits && !set && r.isLiveAt(reg, w.to) {
			return true
		}
	}
	return false
}

// isLiveAt reports whether a register may mean something to the code behind a label.
func (r *reduction) isLiveAt(reg int, to string) bool {
	if r.isAsked(reg) {
		return true
	}
	v := r.variables[reg]
	if v == nil {
		return reg < r.since.regs
	}
	if frame, ok := r.ends[to]; ok && v.made > frame {
		return false // the call that it belonged to is over
	}
	return v.made <= r.since.made
}

// isAsked reports whether a property asked for a register in the last round.
func (r *reduction) isAsked(reg int) bool {
	name := r.prog.Regs[reg].Name
	return r.asked[askedFor{r.label, name}]
}

// carried reports whether the value that a failing iteration gives to a register is
// one of those that the proof allows.
func (r *reduction) carried(reg int, v prog.Expr, w *way) bool {
	before, load := r.valueBefore(reg)
	if before != nil {
		c, known := constant(v)
		d, both := constant(before)
		return known && both && c == d
	}
	if load == nil {
		return false
	}
	for _, a := range w.accesses {
		if spellExpr(a.result) != spellExpr(v) {
			continue
		}
		switch e := a.expr.(type) {
		case *prog.CmpXchg:
		case *prog.Load:
			if e.Tag != "ONCE" {
				return false
			}
		default:
			return false
		}
		return !hasEvents(load.Addr) && spellExpr(a.addr) == spellExpr(load.Addr)
	}
	return false
}

// valueBefore returns what is known of a register right before the loop: a constant,
// or the load that gave it its value if nothing happens between that load and the
// loop and nothing else looked at its value.
func (r *reduction) valueBefore(reg int) (value prog.Expr, load *prog.Load) {
	list := *r.out
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		a, ok := s.(*prog.Assign)
		if ok && a.Reg == reg {
			if _, known := constant(a.Value); known {
				return a.Value, nil
			}
			if l, ok := a.Value.(*prog.Load); ok && l.Tag == "ONCE" && !reads(l.Addr, reg) && !r.usedSince(list[i+1:], l.Addr, reg) {
				return nil, l
			}
			return nil, nil
		}
		if slices.Contains(setIn(list[i:i+1]), reg) {
			return nil, nil
		}
	}
	return nil, nil
}

// usedSince reports whether statements have events, read the register, or set one
// of which the address is made.
func (r *reduction) usedSince(list []prog.Stmt, addr prog.Expr, reg int) bool {
	return makesEvents(list) || r.uses(&operand{body: list}, reg) ||
		slices.ContainsFunc(setIn(list), func(set int) bool { return reads(addr, set) })
}

// mayErr reports whether a failing iteration can make a run-time error that the last
// iteration does not make as well.
func (r *reduction) mayErr(w *way) bool {
	for reg := range w.values {
		if r.isFail(reg) {
			return true
		}
	}
	if w.fallible {
		return true
	}
	for _, a := range w.accesses {
		if !r.isSafe(a) {
			return true
		}
	}
	return false
}

// isSafe reports whether an access is one to an object that is always there, or one
// that every last iteration makes too.
func (r *reduction) isSafe(a memoryAccess) bool {
	if v, ok := constant(a.addr); ok && v.Kind == prog.Addr && !r.order[v.Base].heap {
		return true
	}
	addr := spellExpr(a.addr)
	for _, w := range r.ways {
		if w.exits && !slices.ContainsFunc(w.accesses, func(b memoryAccess) bool { return spellExpr(b.addr) == addr }) {
			return false
		}
	}
	return !someExpr(a.addr, func(e prog.Expr) bool {
		x, ok := e.(*prog.RegRef)
		return ok && x.Reg >= firstSymbol
	})
}

// trial returns the statement that makes one failing iteration or none.
func (t *thread) trial(list []prog.Stmt, at source.Span) prog.Stmt {
	body := onlyAround(clone(list))
	return &prog.If{
		At:   prog.At{Place: at},
		Cond: &prog.Binary{At: prog.At{Place: at}, Op: prog.Ne, X: &prog.Choose{At: prog.At{Place: at}, N: 2}, Y: number(0, at)},
		Then: body,
	}
}

// onlyAround turns the ways out of an iteration into contradictions, and its plain
// reads into ones that race with nothing.
func onlyAround(list []prog.Stmt) []prog.Stmt {
	inside := map[string]bool{}
	someStmt(list, func(s prog.Stmt) bool {
		if b, ok := s.(*prog.Block); ok {
			inside[b.Label] = true
		}
		return false
	})
	var walk func(list []prog.Stmt)
	walk = func(list []prog.Stmt) {
		for i, s := range list {
			switch s := s.(type) {
			case *prog.Break:
				if !inside[s.Label] {
					list[i] = never(s.Place)
				}
			case *prog.If:
				walk(s.Then)
				walk(s.Else)
			case *prog.Block:
				walk(s.Body)
			}
			exprs, _ := parts(list[i])
			for _, e := range exprs {
				someExpr(e, func(e prog.Expr) bool {
					if l, ok := e.(*prog.Load); ok && l.Tag == "" {
						l.Tag = prog.TagRacy
					}
					return false
				})
			}
		}
	}
	walk(list)
	return list
}

// never is a contradiction: no execution comes here.
func never(at source.Span) prog.Stmt {
	return &prog.Assume{At: prog.At{Place: at}, Cond: number(0, at)}
}
