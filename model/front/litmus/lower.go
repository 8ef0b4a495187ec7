package litmus

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// lowering turns the syntax trees of one thread into statements.
//
// C has operators that the program has not: &&, ||, ?:, assignments inside
// expressions. They become statements before the statement that they occur in,
// with made-up registers for their values. Operands that stand to the left of
// such an operator are then evaluated before it, into registers too.
type lowering struct {
	*unit
	th *thread
	// out is the list of statements that is being made.
	out []prog.Stmt
	// made records the made-up registers while recording is set; replay is a
	// list of them to be used again, when a condition is lowered twice.
	made      []int
	recording bool
	replay    []int
}

// env says what the parameters of a primitive stand for while its body is
// lowered. In the text of the thread itself it is nil.
type env struct {
	args  []*expr
	outer *env
	// call is the place of the call, which everything in the body has.
	call source.Span
	// name is the name of the primitive.
	name  string
	depth int
}

// at returns the place of e.
func (v *env) at(e *expr) prog.At {
	if v == nil {
		return prog.At{Place: e.span}
	}
	return prog.At{Place: v.call}
}

// word returns the name to use for a word of the macro language in a message:
// that of the primitive that the user wrote, if any.
func (v *env) word(name string) string {
	if v == nil {
		return name
	}
	for v.outer != nil {
		v = v.outer
	}
	return v.name
}

// strip removes parentheses and casts, and replaces parameters.
func strip(e *expr, v *env) (*expr, *env) {
	for {
		switch {
		case e.kind == exprParen || e.kind == exprCast:
			e = e.x
		case e.kind == exprParam && v != nil:
			e, v = v.args[e.num], v.outer
		default:
			return e, v
		}
	}
}

// rejected gives a hint about code that the user wrote.
func (l *lowering) rejected(v *env, span source.Span, format string, args ...any) {
	if v == nil {
		l.rep.rejected(span, format, args...)
	}
}

// spend takes one node from the budget. It fails when nothing is left.
func (l *lowering) spend(span source.Span) bool {
	l.budget--
	if l.budget < 0 {
		l.rep.errorf(TooLarge, l.prog.Span, "the test is too large once its primitives and loops are expanded")
		return false
	}
	return true
}

// emit appends a statement.
func (l *lowering) emit(s prog.Stmt) { l.out = append(l.out, s) }

// block returns the statements that fill makes.
func (l *lowering) block(fill func()) []prog.Stmt {
	saved := l.out
	l.out = nil
	fill()
	made := l.out
	l.out = saved
	return made
}

// temp returns a made-up register.
func (l *lowering) temp(span source.Span) int {
	if len(l.replay) > 0 {
		t := l.replay[0]
		l.replay = l.replay[1:]
		return t
	}
	l.th.temps++
	t := l.th.reg(fmt.Sprintf("#%d", l.th.temps), span)
	l.th.Regs[t].Hidden = true
	l.th.info[t].written = true
	if l.recording {
		l.made = append(l.made, t)
	}
	return t
}

// keep assigns x to a made-up register.
func (l *lowering) keep(x prog.Expr) prog.Expr {
	at := prog.At{Place: x.Span()}
	t := l.temp(x.Span())
	l.emit(&prog.Assign{At: at, Reg: t, Value: x})
	return &prog.RegRef{At: at, Reg: t}
}

// stable returns x in a form that can be used twice.
func (l *lowering) stable(x prog.Expr) prog.Expr {
	switch x.(type) {
	case *prog.Const, *prog.RegRef:
		return x
	}
	return l.keep(x)
}

// operands lowers expressions that are evaluated side by side. If one of them
// needs statements of its own, those to its left are evaluated before these.
func (l *lowering) operands(v *env, es ...*expr) []prog.Expr {
	out := make([]prog.Expr, len(es))
	for i, e := range es {
		mark := len(l.out)
		out[i] = l.expr(e, v)
		if i > 0 && len(l.out) > mark {
			l.keepBefore(mark, out[:i])
		}
	}
	return out
}

// keepBefore evaluates operands before the statement at mark of the list.
func (l *lowering) keepBefore(mark int, operands []prog.Expr) {
	kept := l.block(func() {
		for i, x := range operands {
			switch x := x.(type) {
			case *prog.Const:
				continue
			case *prog.RegRef:
				if l.th.Regs[x.Reg].Hidden {
					continue
				}
			}
			operands[i] = l.keep(x)
		}
	})
	l.out = slices.Insert(l.out, mark, kept...)
}

// constant returns the constant n at a place.
func constant(at prog.At, n int64) *prog.Const {
	return &prog.Const{At: at, Value: prog.IntValue(n)}
}

// truth returns an expression that is 1 if x is not 0, else 0.
func truth(x prog.Expr) prog.Expr {
	if b, ok := x.(*prog.Binary); ok && b.Op.IsComparison() {
		return x
	}
	at := prog.At{Place: x.Span()}
	return &prog.Binary{At: at, Op: prog.Ne, X: x, Y: constant(at, 0)}
}
