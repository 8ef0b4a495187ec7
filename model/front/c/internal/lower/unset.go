package lower

import (
	"fmt"
	"maps"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// A local that is read before it has a value is an error of the execution. Where the
// text shows that it cannot happen nothing is done; otherwise a register tells
// whether the local was set, and each read in question asserts that.

// assignedSet are the registers that are assigned on all ways to a place; nil where
// no way leads.
type assignedSet map[int]bool

// meetSets returns what is assigned on the ways of both.
func meetSets(a, b assignedSet) assignedSet {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	out := assignedSet{}
	for r := range a {
		if b[r] {
			out[r] = true
		}
	}
	return out
}

// doubtful is a read of a register that may have no value.
type doubtful struct {
	reg int
	at  *prog.RegRef
}

// unsetFinder finds doubtful reads.
type unsetFinder struct {
	*thread
	labels map[string]assignedSet
	found  map[prog.Stmt][]doubtful
}

// checkUnset makes sure that no local is read before it has a value.
func (t *thread) checkUnset() {
	if len(t.unset) == 0 {
		return
	}
	f := &unsetFinder{thread: t, labels: map[string]assignedSet{}, found: map[prog.Stmt][]doubtful{}}
	f.list(t.prog.Body, assignedSet{})
	regs := map[int]bool{}
	for _, reads := range f.found {
		for _, d := range reads {
			regs[d.reg] = true
		}
	}
	if len(regs) == 0 {
		return
	}
	set := map[int]int{}
	for _, r := range slices.Sorted(maps.Keys(regs)) {
		set[r] = len(t.prog.Regs)
		t.kept[set[r]] = true
		t.prog.Regs = append(t.prog.Regs, &prog.Reg{Name: "set." + t.prog.Regs[r].Name, Span: t.prog.Regs[r].Span, Hidden: true})
	}
	t.prog.Body = f.instrument(t.prog.Body, set)
}

func (f *unsetFinder) list(list []prog.Stmt, in assignedSet) assignedSet {
	for _, s := range list {
		if in == nil {
			return nil
		}
		in = f.stmt(s, in)
	}
	return in
}

func (f *unsetFinder) stmt(s prog.Stmt, in assignedSet) assignedSet {
	exprs, _ := parts(s)
	for _, e := range exprs {
		f.expr(s, e, in)
	}
	switch s := s.(type) {
	case *prog.If:
		return meetSets(f.list(s.Then, maps.Clone(in)), f.list(s.Else, maps.Clone(in)))
	case *prog.While:
		f.list(s.Body, maps.Clone(in))
		if n, ok := integer(s.Cond); ok && n != 0 {
			return nil
		}
		return in
	case *prog.Block:
		end := f.list(s.Body, maps.Clone(in))
		end = meetSets(end, f.labels[s.Label])
		delete(f.labels, s.Label)
		return end
	case *prog.Break:
		f.labels[s.Label] = meetSets(f.labels[s.Label], in)
		return nil
	case *prog.Cut:
		return nil
	case *prog.Assume:
		if n, ok := integer(s.Cond); ok && n == 0 {
			return nil
		}
	case *prog.Assign, *prog.Together, *prog.Eval, *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock,
		*prog.SyncSrcu, *prog.CloseSrcu:
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
	for _, r := range assigned(s) {
		in[r] = true
	}
	return in
}

func (f *unsetFinder) expr(s prog.Stmt, e prog.Expr, in assignedSet) {
	someExpr(e, func(e prog.Expr) bool {
		r, ok := e.(*prog.RegRef)
		if ok && f.unset[r.Reg] != nil && !in[r.Reg] && !f.copied[r] {
			f.found[s] = append(f.found[s], doubtful{r.Reg, r})
		}
		return false
	})
}

// instrument adds the registers of set and the assertions to statements.
func (f *unsetFinder) instrument(list []prog.Stmt, set map[int]int) []prog.Stmt {
	var out []prog.Stmt
	for _, s := range list {
		switch s := s.(type) {
		case *prog.If:
			s.Then, s.Else = f.instrument(s.Then, set), f.instrument(s.Else, set)
		case *prog.While:
			s.Body = f.instrument(s.Body, set)
		case *prog.Block:
			s.Body = f.instrument(s.Body, set)
		}
		for _, d := range f.found[s] {
			at := d.at.Span()
			out = append(out, f.thread.list(func() {
				dead := f.dead
				f.dead = false
				f.require(truth(regRef(set[d.reg], at)), at, f.unset[d.reg].describe()+" has a value when it is read")
				f.dead = dead
			})...)
		}
		out = append(out, s)
		for _, r := range assigned(s) {
			if mark, ok := set[r]; ok {
				out = append(out, &prog.Assign{At: prog.At{Place: s.Span()}, Reg: mark, Value: number(1, s.Span())})
			}
		}
	}
	return out
}

// describe returns how a message calls a variable.
func (v *variable) describe() string {
	if v.decl == nil {
		return "the result of this call"
	}
	return v.decl.Name.Name
}
