package litmus

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// conditionText returns the condition of a program as herd7 prints it.
func conditionText(p *prog.Program) string {
	w := &propWriter{p: p}
	fmt.Fprintf(&w.b, "%s (", p.Cond.Quant)
	w.prop(p.Cond.Prop, levelTop)
	w.b.WriteByte(')')
	return w.b.String()
}

// propWriter prints a proposition with the parentheses that herd7 gives it.
type propWriter struct {
	p *prog.Program
	b strings.Builder
}

// level says what a proposition stands in.
type level uint8

const (
	levelTop level = iota
	levelOr
	levelAnd
	levelImplies
)

// prop prints x inside an operator. A conjunction in a disjunction has no
// parentheses, every other mixture has.
func (w *propWriter) prop(x prog.Prop, in level) {
	switch x := x.(type) {
	case *prog.PropConst:
		fmt.Fprintf(&w.b, "%t", x.Value)
	case *prog.Atom:
		w.atom(x)
	case *prog.Not:
		w.b.WriteString("not (")
		w.prop(x.X, levelTop)
		w.b.WriteByte(')')
	case *prog.AndProp:
		w.binary(x.X, x.Y, " /\\ ", levelAnd, in == levelImplies)
	case *prog.OrProp:
		w.binary(x.X, x.Y, " \\/ ", levelOr, in == levelAnd || in == levelImplies)
	case *prog.Implies:
		w.binary(x.X, x.Y, " => ", levelImplies, in == levelAnd || in == levelOr)
	default:
		panic(fmt.Sprintf("litmus: unhandled proposition %T", x))
	}
}

func (w *propWriter) binary(x, y prog.Prop, op string, of level, parens bool) {
	if parens {
		w.b.WriteByte('(')
		defer w.b.WriteByte(')')
	}
	w.prop(x, of)
	w.b.WriteString(op)
	w.prop(y, of)
}

func (w *propWriter) atom(a *prog.Atom) {
	if a.Ne {
		w.b.WriteString("not (")
		defer w.b.WriteByte(')')
	}
	w.b.WriteString(placeText(w.p, a.Left, !isWhole(w.p, a.Left)))
	w.b.WriteByte('=')
	switch {
	case len(a.Values) > 0 && isWhole(w.p, a.Left):
		var values []string
		for _, v := range a.Values {
			values = append(values, v.Format(w.p))
		}
		w.b.WriteString("{" + strings.Join(values, ",") + "}")
	case len(a.Values) == 1:
		w.b.WriteString(a.Values[0].Format(w.p))
	case a.Right != nil:
		w.b.WriteString(placeText(w.p, *a.Right, true))
	case a.Deref != nil:
		w.b.WriteString("*" + placeText(w.p, *a.Deref, true))
	default:
		panic("litmus: a comparison without a right side")
	}
}

// isWhole reports whether the place is a whole array.
func isWhole(p *prog.Program, x prog.Place) bool {
	return !x.IsReg() && !x.Cell && p.Globals[x.Global].Len > 0
}

// placeText returns a place as herd7 prints it; brackets says whether a shared
// variable has them.
func placeText(p *prog.Program, x prog.Place, brackets bool) string {
	if x.IsReg() {
		return fmt.Sprintf("%d:%s", x.Thread, p.Threads[x.Thread].Regs[x.Reg].Name)
	}
	name := p.Globals[x.Global].Name
	if x.Cell {
		return fmt.Sprintf("%s[%d]", name, x.Index)
	}
	if !brackets {
		return name
	}
	if rest, ok := strings.CutPrefix(name, "pte_"); ok {
		name = "PTE(" + rest + ")"
	} else if rest, ok := strings.CutPrefix(name, "phy_"); ok {
		name = "PA(" + rest + ")"
	}
	return "[" + name + "]"
}
