package lower

import (
	"fmt"
	"math"
	"slices"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Any value of a type is a choice among few: as long as the program does nothing with
// it but compare it with constants, all values between which no comparison tells are
// as good as one of them. What does more with it is an error, unless the type has so
// few values that all of them can be tried.

// anyValue is a value that is not known: the statement that sets a register to it.
type anyValue struct {
	typ *ctype.Type
	set *prog.Assign
	at  source.Span
}

// anyOf evaluates __lkmm_any(type).
func (t *thread) anyOf(e *syntax.Call) val {
	x, ok := e.Args[0].(*syntax.TypeArg)
	if !ok {
		t.errorf(BadIntrinsic, t.place(e), "this must be a type")
		return invalid(t.place(e))
	}
	return t.anything(t.frame.env.Type(x.Type), e)
}

// anything returns any value of a type.
func (t *thread) anything(typ *ctype.Type, e *syntax.Call) val {
	at := t.place(e)
	typ = typ.Resolve().Unqualified()
	if typ.Kind == ctype.Void {
		return val{typ: typ}
	}
	if !typ.IsScalar() {
		t.errorf(NotModelled, at, "any value of %s is not modelled", typ)
		return t.valueOf(typ, at)
	}
	set := &prog.Assign{At: prog.At{Place: at}, Reg: t.temp(typ, at), Value: number(0, at)}
	t.emit(set)
	if bits, _ := width(typ); bits <= 8 {
		n := 1 << bits
		set.Value = &prog.Choose{At: prog.At{Place: at}, N: n}
		if !typ.Unsigned && typ.Kind != ctype.Bool {
			set.Value = resize(set.Value, bits, false, at)
		}
		return val{typ: typ, x: regRef(set.Reg, at)}
	}
	// A choice until it is known what is asked of it, so that it is no constant.
	set.Value = &prog.Choose{At: prog.At{Place: at}, N: 1}
	t.anys = append(t.anys, &anyValue{typ: typ, set: set, at: at})
	return val{typ: typ, x: regRef(set.Reg, at)}
}

// settleAnys chooses the values of those that are not known.
func (t *thread) settleAnys() {
	for _, a := range t.anys {
		f := &anyFlow{thread: t, regs: map[int]bool{a.set.Reg: true}}
		for n := -1; n != len(f.regs); {
			n = len(f.regs)
			f.constants, f.why = nil, ""
			someStmt(t.prog.Body, func(s prog.Stmt) bool { f.stmt(s); return false })
		}
		for r := range f.regs {
			if t.observed[r] {
				f.why = "is asked for by a property"
			}
		}
		if f.why != "" {
			t.errorf(NotModelled, a.at, "any value of type %s is modelled only where it is compared with constants; this one %s", a.typ, f.why)
			continue
		}
		values := f.representatives(a.typ)
		if len(values) > maxChoices {
			t.errorf(TooLarge, a.at, "this value is compared with too many constants")
			continue
		}
		t.setAny(a, values)
	}
}

// anyFlow follows a value that is not known.
type anyFlow struct {
	*thread
	// regs are the registers that it may be in.
	regs map[int]bool
	// constants are those that it is compared with.
	constants []comparedWith
	// why says what else is done with it, "" if nothing is.
	why string
}

type comparedWith struct {
	op prog.Op
	n  int64
}

func (f *anyFlow) stmt(s prog.Stmt) {
	assign := func(a *prog.Assign) {
		if r, ok := a.Value.(*prog.RegRef); ok && f.regs[r.Reg] {
			f.regs[a.Reg] = true
			return
		}
		f.expr(a.Value)
	}
	switch s := s.(type) {
	case *prog.Assign:
		assign(s)
	case *prog.Together:
		for _, a := range s.Assigns {
			assign(a)
		}
	case *prog.If:
		f.condition(s.Cond)
	case *prog.While:
		f.condition(s.Cond)
	case *prog.Assume:
		f.condition(s.Cond)
	default:
		exprs, _ := parts(s)
		for _, e := range exprs {
			f.expr(e)
		}
	}
}

// condition is for an expression of which only the truth counts.
func (f *anyFlow) condition(e prog.Expr) {
	if r, ok := e.(*prog.RegRef); ok && f.regs[r.Reg] {
		f.constants = append(f.constants, comparedWith{prog.Ne, 0})
		return
	}
	f.expr(e)
}

func (f *anyFlow) expr(e prog.Expr) {
	switch e := e.(type) {
	case *prog.RegRef:
		if f.regs[e.Reg] {
			f.why = "is used otherwise at " + e.Span().String()
		}
		return
	case *prog.Binary:
		if !e.Op.IsComparison() {
			break
		}
		x, isX := e.X.(*prog.RegRef)
		y, isY := e.Y.(*prog.RegRef)
		a, aIs := integer(e.X)
		b, bIs := integer(e.Y)
		switch {
		case isX && f.regs[x.Reg] && bIs:
			f.constants = append(f.constants, comparedWith{e.Op, b})
			return
		case isY && f.regs[y.Reg] && aIs:
			f.constants = append(f.constants, comparedWith{mirror(e.Op), a})
			return
		}
	}
	for _, x := range operands(e) {
		f.expr(x)
	}
}

// mirror returns the operator for which y op x is x op' y.
func mirror(op prog.Op) prog.Op {
	switch op {
	case prog.Lt:
		return prog.Gt
	case prog.Gt:
		return prog.Lt
	case prog.Le:
		return prog.Ge
	case prog.Ge:
		return prog.Le
	case prog.ULt:
		return prog.UGt
	case prog.UGt:
		return prog.ULt
	case prog.ULe:
		return prog.UGe
	case prog.UGe:
		return prog.ULe
	default:
		return op
	}
}

// representatives returns one value for each answer that the comparisons can give
// together.
func (f *anyFlow) representatives(typ *ctype.Type) []int64 {
	bits, unsigned := width(typ)
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	switch {
	case bits < 64 && unsigned:
		low, high = 0, int64(1)<<bits-1
	case bits < 64:
		low, high = -(int64(1) << (bits - 1)), int64(1)<<(bits-1)-1
	}
	candidates := []int64{0, 1, low, high, -1}
	for _, c := range f.constants {
		candidates = append(candidates, c.n-1, c.n, c.n+1)
	}
	var out []int64
	seen := map[string]bool{}
	for _, v := range candidates {
		if v < low || v > high {
			continue
		}
		key := ""
		for _, c := range f.constants {
			r, err := c.op.Apply(prog.Value{N: v}, prog.Value{N: c.n})
			key += fmt.Sprint(r.N, err != nil)
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// setAny makes the statement that chooses one of the values.
func (t *thread) setAny(a *anyValue, values []int64) {
	at := a.at
	choose := &prog.Choose{At: prog.At{Place: at}, N: len(values)}
	// Where the values are not in a row, each choice adds what it is off by.
	x := binary(prog.Add64, choose, number(values[0], at), at)
	row := true
	for i, v := range values {
		row = row && v == values[0]+int64(i)
	}
	if row {
		a.set.Value = x
		return
	}
	r := t.temp(ctype.IntType(), at)
	x = number(0, at)
	for i, v := range values {
		is := binary(prog.Eq, regRef(r, at), number(int64(i), at), at)
		x = binary(prog.Add64, x, binary(prog.Mul64, is, number(v, at), at), at)
	}
	t.prog.Body = replace(t.prog.Body, a.set, []prog.Stmt{
		&prog.Assign{At: prog.At{Place: at}, Reg: r, Value: choose},
		&prog.Assign{At: prog.At{Place: at}, Reg: a.set.Reg, Value: x},
	})
}

// replace returns a list in which a statement, wherever it stands, is replaced by
// others.
func replace(list []prog.Stmt, old prog.Stmt, by []prog.Stmt) []prog.Stmt {
	var out []prog.Stmt
	for _, s := range list {
		switch s := s.(type) {
		case *prog.If:
			s.Then, s.Else = replace(s.Then, old, by), replace(s.Else, old, by)
		case *prog.While:
			s.Body = replace(s.Body, old, by)
		case *prog.Block:
			s.Body = replace(s.Body, old, by)
		}
		if s == old {
			out = append(out, by...)
			continue
		}
		out = append(out, s)
	}
	return out
}
