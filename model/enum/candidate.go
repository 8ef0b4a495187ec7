package enum

import (
	"maps"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// candidate is a solved candidate: the values and the source of every read.
type candidate struct {
	*search
	// addrs and values hold those of each event.
	addrs, values []prog.Value
	regs          [][]prog.Value
	fault         *diag.Problem
	// follows is set if the fault would not be there without a read of memory that
	// was freed before.
	follows bool
}

// solved checks a solution: it chooses the last writes of the observed cells and
// asks the model about each choice. An address that an operation leaves without a
// value is that of no write, whatever was assumed before that was known.
func (s *search) solved(sol *solver) error {
	for r, w := range s.source {
		// What a read had to be before its source turned out to be without a value.
		if w != nowhere && sol.isBroken(s.c.events[w].val) {
			sol.breakTerm(s.c.events[r].val)
		}
	}
	for r, w := range s.source {
		if w != nowhere && (sol.isOverruled(s.c.events[r].addr) || sol.isOverruled(s.c.events[w].addr)) {
			return nil
		}
		if class, addr, _ := sol.look(s.c.events[r].addr); w != nowhere && s.prog.Strict && (class != known || !s.c.isCell(addr)) {
			return nil // what hangs on itself is the address of no cell
		}
	}
	c := &candidate{search: s}
	for _, e := range s.c.events {
		c.addrs = append(c.addrs, sol.resolve(e.addr))
		c.values = append(c.values, sol.resolve(e.val))
	}
	for _, regs := range s.c.regs {
		var values []prog.Value
		for _, r := range regs {
			values = append(values, sol.resolve(r))
		}
		c.regs = append(c.regs, values)
	}
	if p := c.twoRMW(); p != nil {
		return p
	}
	if c.prog.Strict {
		c.findMisuse(sol)
	} else {
		c.findFault(sol)
	}
	return c.chooseLast(nil)
}

// twoRMW reports two read-modify-writes of one location in one statement.
func (c *candidate) twoRMW() error {
	same := c.c.base["same-instance"]
	for a, x := range c.c.events {
		for b, y := range c.c.events {
			if a < b && x.atomic && y.atomic && x.kind == event.Write && y.kind == event.Write &&
				same.Has(a, b) && c.addrs[a] == c.addrs[b] {
				return problem(CodeTwoRMW, y.span, "two read-modify-writes of one location in one statement are not supported")
			}
		}
	}
	return nil
}

// findFault finds what makes the execution an error if the model accepts it.
func (c *candidate) findFault(sol *solver) {
	for id, e := range c.c.events {
		if w, ok := c.source[id]; ok && w == nowhere {
			c.fault = problem(CodeAddress, e.span, "reads through %s, which is no address", c.addrs[id].Format(c.prog))
			return
		}
	}
	if len(sol.faults) > 0 {
		f := sol.faults[0]
		c.fault = problem(CodeOperation, f.span, "%v", f.err)
	}
}

// chooseLast chooses the last write of each observed cell; last holds those
// chosen so far.
func (c *candidate) chooseLast(last []int) error {
	if len(last) == len(c.observed) {
		return c.ask(last)
	}
	writes := c.writesTo(c.observed[len(last)])
	for _, w := range writes {
		if c.c.events[w].kind == event.Init && len(writes) > 1 {
			continue
		}
		if err := c.chooseLast(append(last[:len(last):len(last)], w)); err != nil {
			return err
		}
	}
	return nil
}

// writesTo returns the ordinary and initial writes to a cell.
func (c *candidate) writesTo(cell prog.Value) []int {
	var writes []int
	for id, e := range c.c.events {
		if isWrite(e) && c.addrs[id] == cell {
			writes = append(writes, id)
		}
	}
	return writes
}

// ask evaluates the model on the candidate with its last writes.
func (c *candidate) ask(last []int) error {
	f := &final{prog: c.prog, regs: c.regs, memory: map[prog.Value]prog.Value{}}
	for i, w := range last {
		f.memory[c.observed[i]] = c.values[w]
	}
	if c.prog.Filter != nil && !f.holds(c.prog.Filter) {
		return nil
	}
	if c.c.cut {
		c.res.Loop = true
		return nil
	}
	if c.tally++; c.tally > c.opts.MaxCandidates {
		return ErrLimit
	}
	accepted, failed := 0, 0
	err := c.model.Eval(c.ctx, c.structure(last), func(o *cat.Outcome) bool {
		if c.isFaulty(o) {
			failed++
			return c.prog.Strict
		}
		accepted++
		for _, f := range o.Flags {
			c.flags[f.Name] = true
		}
		return true
	})
	if err != nil {
		return err
	}
	if failed > 0 {
		if !c.prog.Strict {
			return c.fault
		}
		c.countFailed(f, failed)
	}
	if accepted == 0 {
		return nil
	}
	if c.prog.Cond == nil || f.holds(c.prog.Cond.Prop) {
		c.res.Positive += accepted
	} else {
		c.res.Negative += accepted
	}
	for i, q := range c.prog.Props {
		if f.holds(q.Prop) {
			c.res.Props[i].Positive += accepted
		} else {
			c.res.Props[i].Negative += accepted
		}
	}
	line := f.line()
	c.states[line.text] = line
	return nil
}

// structure returns what the model sees of the candidate.
func (c *candidate) structure(last []int) *cat.Structure {
	n := len(c.c.events)
	x := &cat.Structure{
		N: n, Sets: maps.Clone(c.c.sets), Tags: c.c.tags, Rels: maps.Clone(c.c.base),
		Loc: make([]int, n), Value: make([]int, n),
	}
	locs, values := map[prog.Value]int{}, map[prog.Value]int{}
	for id, e := range c.c.events {
		x.Loc[id], x.Value[id] = -1, -1
		if e.kind.HasLocation() {
			x.Loc[id] = number(locs, c.addrs[id])
		}
		if e.kind.HasValue() {
			x.Value[id] = number(values, c.values[id])
		}
	}
	loc, rf := rel.New(n), rel.New(n)
	for a := range n {
		for b := range n {
			if x.Loc[a] >= 0 && x.Loc[a] == x.Loc[b] {
				loc.Add(a, b)
			}
		}
	}
	for r, w := range c.source {
		if w != nowhere {
			rf.Add(w, r)
		}
	}
	x.Rels["loc"], x.Rels["rf"] = loc, rf
	x.Sets["FW"] = rel.SetOf(n, last...)
	return x
}

// number returns the number of v, a new one if v has none.
func number(numbers map[prog.Value]int, v prog.Value) int {
	if n, ok := numbers[v]; ok {
		return n
	}
	numbers[v] = len(numbers)
	return len(numbers) - 1
}
