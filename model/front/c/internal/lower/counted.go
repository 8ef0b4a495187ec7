package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// A for loop that counts over known numbers is written out: its counter is a
// constant in each iteration, and no bound cuts it off.

// maxTrips bounds the iterations that are written out.
const maxTrips = 64

// counter returns the variable that a for loop counts with and its first value; ok
// is false if it is no local in a register, or if the body changes it.
func (t *thread) counter(s *syntax.For) (v *variable, first int64, ok bool) {
	if s.Cond == nil || s.Post == nil {
		return nil, 0, false
	}
	name, start := "", syntax.Expr(nil)
	switch init := s.Init.(type) {
	case *syntax.DeclStmt:
		if len(init.Vars) == 1 {
			name, start = init.Vars[0].Name.Name, init.Vars[0].Init
		}
	case *syntax.ExprStmt:
		if a, is := init.X.(*syntax.Assign); is && a.Op == "" {
			if n, is := a.X.(*syntax.Name); is {
				name, start = n.Name, a.Y
			}
		}
	}
	if name == "" || start == nil || modifies(s.Body, name) || modifies(s.Cond, name) {
		return nil, 0, false
	}
	v = t.lookup(name)
	c, err := t.frame.env.Const(start)
	if v == nil || v.object != nil || v.bound != nil || !v.typ.Resolve().IsInteger() || err != nil {
		return nil, 0, false
	}
	return v, ctype.Convert(v.typ, c.N), true
}

// modifies reports whether a variable called name is assigned in the tree, or its
// address taken.
func modifies(n syntax.Node, name string) bool {
	return someSyntax(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			return root(n.X) == name
		case *syntax.IncDec:
			return root(n.X) == name
		case *syntax.Unary:
			return n.Op == "&" && root(n.X) == name
		case *syntax.DeclStmt:
			for _, v := range n.Vars {
				if v.Name.Name == name {
					return true // another variable; too hard to tell apart
				}
			}
		}
		return false
	})
}

// trips returns the values that the counter has in the iterations, and the one that
// ends them.
func (t *thread) trips(v *variable, first int64, s *syntax.For) (values []int64, ok bool) {
	defer func() { v.bound = nil }()
	n := first
	for len(values) <= maxTrips {
		v.bound = t.counted(v, n, s)
		holds, ok := t.constantly(func() val { return t.rvalue(s.Cond) }, s.Cond)
		if !ok {
			return nil, false
		}
		values = append(values, n)
		if holds == 0 {
			return values, true
		}
		next, ok := t.constantly(func() val { return t.nextCount(v, s.Post) }, s.Post)
		if !ok {
			return nil, false
		}
		n = ctype.Convert(v.typ, next)
	}
	return nil, false
}

// counted returns a value of the counter.
func (t *thread) counted(v *variable, n int64, at syntax.Node) *val {
	return &val{typ: v.typ.Resolve().Unqualified(), x: number(n, t.place(at))}
}

// constantly evaluates an expression apart from the program, ok false if it is no
// constant there. Problems are found again when the loop is lowered.
func (t *thread) constantly(f func() val, at syntax.Node) (n int64, ok bool) {
	regs, problems, temps := len(t.prog.Regs), len(t.problems.Problems), t.temps
	var v val
	body := t.list(func() { v = f() })
	if len(t.problems.Problems) > problems {
		for _, p := range t.problems.Problems[problems:] {
			delete(t.reported, problemKey{p.Code, p.Span, p.Message})
		}
		t.problems.Problems = t.problems.Problems[:problems]
		return 0, false
	}
	if len(body) > 0 || v.x == nil {
		return 0, false
	}
	t.forget(regs)
	t.temps = temps
	return integer(v.x)
}

// forget takes back registers that were made for nothing.
func (t *thread) forget(regs int) {
	for r := len(t.prog.Regs) - 1; r >= regs; r-- {
		if v := t.variables[r]; v != nil {
			for offset, reg := range v.regs {
				if reg == r {
					delete(v.regs, offset)
				}
			}
		}
		delete(t.variables, r)
		delete(t.unset, r)
		delete(t.names, t.prog.Regs[r].Name)
	}
	t.prog.Regs = t.prog.Regs[:regs]
}

// nextCount returns the value of the counter after an iteration.
func (t *thread) nextCount(v *variable, post syntax.Expr) val {
	one := val{typ: ctype.IntType(), x: number(1, t.place(post))}
	switch e := post.(type) {
	case *syntax.IncDec:
		if n, ok := e.X.(*syntax.Name); ok && t.lookup(n.Name) == v {
			return t.operate(e.Op[:1], *v.bound, one, e)
		}
	case *syntax.Assign:
		if n, ok := e.X.(*syntax.Name); ok && t.lookup(n.Name) == v {
			y := t.rvalue(e.Y)
			if e.Op == "" {
				return y
			}
			return t.operate(e.Op, *v.bound, y, e)
		}
	}
	return val{}
}

// countedLoop writes a loop out, with a value of the counter for each iteration.
func (t *thread) countedLoop(v *variable, values []int64, s *syntax.For) {
	out := t.newLabel("break")
	last := len(values) - 1
	t.block(out, t.place(s), func() {
		for i, n := range values {
			if t.dead {
				return
			}
			v.bound = t.counted(v, n, s)
			if i > 0 {
				t.store(t.registerLoc(v), *v.bound, "", s)
			}
			if i < last {
				t.loopBody(s.Body, out)
			}
		}
	})
	v.bound = nil
}
