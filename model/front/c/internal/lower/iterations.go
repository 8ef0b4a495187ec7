package lower

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// way is one way through an iteration of a loop, with what is known along it. Values
// are expressions over the registers as they are when the iteration begins, and over
// symbols, which are registers of numbers from firstSymbol on: each stands for what
// one read or one free choice gives.
type way struct {
	// around is set if it leads to the next iteration, exits if it leaves the loop; to
	// is the label to which it leaves.
	around, exits bool
	to            string
	// values are those of the registers that were assigned, accesses what it did to
	// memory, in order. fences counts the fences by their tag.
	values   map[int]prog.Expr
	accesses []memoryAccess
	fences   map[prog.Tag]int
	// exposed are the registers that were read before they were assigned.
	exposed map[int]bool
	// facts are the comparisons that were decided.
	facts map[string]bool
	// effect is set when it does what a failing iteration must not do.
	effect bool
	// fallible is set when an operator on it may have no result.
	fallible bool
}

// memoryAccess is a read or a read-modify-write on a way.
type memoryAccess struct {
	expr prog.Expr
	addr prog.Expr
	// old is the value that a cmpxchg expects.
	old prog.Expr
	// result is the symbol of its value.
	result prog.Expr
}

const (
	firstSymbol = 1 << 24
	// maxWays bounds the ways through an iteration that are looked at.
	maxWays = 256
)

// wayFinder goes through the statements of an iteration.
type wayFinder struct {
	ways    []*way
	symbols int
	// labels are the blocks inside of the iteration, with what comes behind them.
	labels map[string]func(*way)
	// tooMany is set when there are more ways than are looked at.
	tooMany bool
}

// waysThrough returns the ways through an iteration that are not contradictory by
// themselves; ok is false if there are too many.
func waysThrough(list []prog.Stmt) (ways []*way, ok bool) {
	f := &wayFinder{labels: map[string]func(*way){}}
	start := &way{values: map[int]prog.Expr{}, fences: map[prog.Tag]int{}, exposed: map[int]bool{}, facts: map[string]bool{}}
	f.list(list, start, func(w *way) {
		w.around = true
		f.end(w)
	})
	return f.ways, !f.tooMany
}

func (f *wayFinder) end(w *way) {
	f.ways = append(f.ways, w)
	f.tooMany = f.tooMany || len(f.ways) > maxWays
}

// fork returns a copy of a way.
func (w *way) fork() *way {
	c := *w
	c.values, c.facts, c.exposed, c.fences = map[int]prog.Expr{}, map[string]bool{}, map[int]bool{}, map[prog.Tag]int{}
	for k, v := range w.values {
		c.values[k] = v
	}
	for k, v := range w.facts {
		c.facts[k] = v
	}
	for k := range w.exposed {
		c.exposed[k] = true
	}
	for k, v := range w.fences {
		c.fences[k] = v
	}
	c.accesses = w.accesses[:len(w.accesses):len(w.accesses)]
	return &c
}

// list goes through statements and hands the ways that come to their end to next.
func (f *wayFinder) list(list []prog.Stmt, w *way, next func(*way)) {
	for i, s := range list {
		if f.tooMany {
			return
		}
		rest := list[i+1:]
		switch s := s.(type) {
		case *prog.If:
			c := f.eval(s.Cond, w)
			for _, holds := range []bool{true, false} {
				v := w.fork()
				if !v.decide(c, holds) {
					continue
				}
				body := s.Then
				if !holds {
					body = s.Else
				}
				f.list(body, v, func(v *way) { f.list(rest, v, next) })
			}
			return
		case *prog.Block:
			outer := f.labels[s.Label]
			behind := func(v *way) {
				inner := f.labels[s.Label]
				f.labels[s.Label] = outer
				f.list(rest, v, next)
				f.labels[s.Label] = inner
			}
			f.labels[s.Label] = behind
			f.list(s.Body, w, behind)
			f.labels[s.Label] = outer
			return
		case *prog.Break:
			if behind := f.labels[s.Label]; behind != nil {
				behind(w)
				return
			}
			w.exits, w.to = true, s.Label
			f.end(w)
			return
		case *prog.Cut:
			w.exits = true
			f.end(w)
			return
		case *prog.Assume:
			if !w.decide(f.eval(s.Cond, w), true) {
				return
			}
		default:
			f.step(s, w)
		}
	}
	next(w)
}

// step goes through a statement without branches.
func (f *wayFinder) step(s prog.Stmt, w *way) {
	switch s := s.(type) {
	case *prog.Assign:
		w.values[s.Reg] = f.eval(s.Value, w)
	case *prog.Together:
		var values []prog.Expr
		for _, a := range s.Assigns {
			values = append(values, f.eval(a.Value, w))
		}
		for i, a := range s.Assigns {
			w.values[a.Reg] = values[i]
		}
	case *prog.Eval:
		f.eval(s.Value, w)
	case *prog.Fence:
		w.fences[s.Tag]++
	case *prog.Store, *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu, *prog.While:
		w.effect = true
		w.exposeAll(s)
		for _, r := range setIn([]prog.Stmt{s}) {
			w.values[r] = f.symbol(s.Span())
		}
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
}

// exposeAll notes the registers that a statement reads somewhere in it.
func (w *way) exposeAll(s prog.Stmt) {
	someStmt([]prog.Stmt{s}, func(s prog.Stmt) bool {
		exprs, _ := parts(s)
		for _, e := range exprs {
			someExpr(e, func(e prog.Expr) bool {
				if r, ok := e.(*prog.RegRef); ok && w.values[r.Reg] == nil {
					w.exposed[r.Reg] = true
				}
				return false
			})
		}
		return false
	})
}

func (f *wayFinder) symbol(at source.Span) prog.Expr {
	f.symbols++
	return regRef(firstSymbol+f.symbols, at)
}

// eval returns the value of an expression on a way, and notes its accesses there.
func (f *wayFinder) eval(e prog.Expr, w *way) prog.Expr {
	access := func(addr, old prog.Expr) prog.Expr {
		a := memoryAccess{expr: e, addr: addr, old: old, result: f.symbol(e.Span())}
		w.accesses = append(w.accesses, a)
		return a.result
	}
	switch e := e.(type) {
	case *prog.Const:
		return e
	case *prog.RegRef:
		if v := w.values[e.Reg]; v != nil {
			return v
		}
		w.exposed[e.Reg] = true
		return e
	case *prog.Binary:
		x, y := f.eval(e.X, w), f.eval(e.Y, w)
		if e.Op.MayFail() && mayFail(&prog.Binary{Op: e.Op, X: x, Y: y}) {
			w.fallible = true
		}
		return binary(e.Op, x, y, e.Span())
	case *prog.Load:
		if e.Tag == "srcu-lock" {
			w.effect = true
		}
		return access(f.eval(e.Addr, w), nil)
	case *prog.CmpXchg:
		addr, old := f.eval(e.Addr, w), f.eval(e.Old, w)
		f.eval(e.New, w)
		return access(addr, old)
	case *prog.AddUnless:
		f.eval(e.Amount, w)
		f.eval(e.Limit, w)
		return access(f.eval(e.Addr, w), nil)
	case *prog.TryLock:
		return access(f.eval(e.Addr, w), nil)
	case *prog.IsLocked:
		return access(f.eval(e.Addr, w), nil)
	case *prog.Xchg:
		w.effect = true
		f.eval(e.Value, w)
		return access(f.eval(e.Addr, w), nil)
	case *prog.AtomicOp:
		w.effect = true
		f.eval(e.Operand, w)
		return access(f.eval(e.Addr, w), nil)
	case *prog.OpenSrcu:
		w.effect = true
		return access(f.eval(e.Addr, w), nil)
	case *prog.Choose:
		return f.symbol(e.Span())
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
}

// decide notes that the truth of a value is as holds says; false if that contradicts
// what is known on the way.
func (w *way) decide(c prog.Expr, holds bool) bool {
	if v, ok := constant(c); ok {
		return (v != prog.Value{}) == holds
	}
	key, negated := factOf(c)
	known, ok := w.facts[key]
	if ok {
		return (known != negated) == holds
	}
	w.facts[key] = holds != negated
	return true
}

// factOf returns a spelling of a comparison that is the same for it and for its
// opposite, which negated tells apart.
func factOf(c prog.Expr) (key string, negated bool) {
	if b, ok := c.(*prog.Binary); ok && (b.Op == prog.Eq || b.Op == prog.Ne) && isTruth(b.X) {
		if n, is := integer(b.Y); is && n == 0 {
			key, negated = factOf(b.X)
			return key, negated != (b.Op == prog.Eq)
		}
	}
	b, ok := c.(*prog.Binary)
	if !ok || !b.Op.IsComparison() {
		return spellFact(prog.Eq, c, number(0, c.Span())), true
	}
	switch b.Op {
	case prog.Ne, prog.Gt, prog.Ge, prog.UGt, prog.UGe:
		// x > y is y < x, x >= y is the opposite of x < y.
		switch b.Op {
		case prog.Ne:
			return spellFact(prog.Eq, b.X, b.Y), true
		case prog.Gt:
			return spellFact(prog.Lt, b.Y, b.X), false
		case prog.UGt:
			return spellFact(prog.ULt, b.Y, b.X), false
		case prog.Ge:
			return spellFact(prog.Lt, b.X, b.Y), true
		default:
			return spellFact(prog.ULt, b.X, b.Y), true
		}
	case prog.Le:
		return spellFact(prog.Lt, b.Y, b.X), true
	case prog.ULe:
		return spellFact(prog.ULt, b.Y, b.X), true
	default:
		return spellFact(b.Op, b.X, b.Y), false
	}
}

func spellFact(op prog.Op, x, y prog.Expr) string {
	a, b := spellExpr(x), spellExpr(y)
	if op == prog.Eq && b < a {
		a, b = b, a
	}
	return a + op.String() + b
}

// spellExpr spells an expression without events.
func spellExpr(e prog.Expr) string {
	var b strings.Builder
	var write func(prog.Expr)
	write = func(e prog.Expr) {
		switch e := e.(type) {
		case *prog.Const:
			fmt.Fprintf(&b, "%d:%d:%d", e.Value.Kind, e.Value.Base, e.Value.N)
		case *prog.RegRef:
			fmt.Fprintf(&b, "r%d", e.Reg)
		case *prog.Binary:
			b.WriteByte('(')
			write(e.X)
			b.WriteString(e.Op.String())
			write(e.Y)
			b.WriteByte(')')
		default:
			panic(fmt.Sprintf("lower: %T has events", e))
		}
	}
	write(e)
	return b.String()
}

// fails reports whether an access is a read-modify-write that did nothing on a way,
// or no read-modify-write at all.
func (w *way) fails(a memoryAccess) bool {
	is := func(x, y prog.Expr) (holds, known bool) {
		holds, known = w.facts[spellFact(prog.Eq, x, y)]
		return holds, known
	}
	switch a.expr.(type) {
	case *prog.CmpXchg:
		same, known := is(a.result, a.old)
		return known && !same
	case *prog.AddUnless, *prog.TryLock:
		none, known := is(a.result, number(0, a.expr.Span()))
		return known && none
	default:
		return true
	}
}
