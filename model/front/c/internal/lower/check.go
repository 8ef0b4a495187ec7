package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// assertion is something that must hold wherever a thread comes to it: what the code
// asserts, or what C wants of it.
type assertion struct {
	at   source.Span
	text string
	// fails are the registers, one a thread, that are 1 where it does not hold.
	fails []prog.Place
}

// require adds an assertion: from here on its register tells whether it failed. It
// is no branch, and nothing depends on it.
func (t *thread) require(cond prog.Expr, at source.Span, text string) {
	if t.dead {
		return
	}
	if n, ok := integer(cond); ok && n != 0 {
		return
	}
	a := t.assertion(at, text)
	reg, ok := t.fails[a]
	if !ok {
		reg = len(t.prog.Regs)
		t.prog.Regs = append(t.prog.Regs, &prog.Reg{Name: fmt.Sprintf("fail.%d", len(t.fails)+1), Span: at, Hidden: true})
		t.fails[a] = reg
		a.fails = append(a.fails, prog.Place{Span: at, Thread: t.prog.ID, Reg: reg, Index: -1})
	}
	x := binary(prog.Or, regRef(reg, at), not(cond), at)
	t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: reg, Value: x})
}

// assertion returns the assertion with a text at a place; there is one for all the
// times that a function is inlined.
func (l *Lowerer) assertion(at source.Span, text string) *assertion {
	for _, a := range l.asserts {
		if a.at == at && a.text == text {
			return a
		}
	}
	a := &assertion{at: at, text: text}
	l.asserts = append(l.asserts, a)
	return a
}

// isFail reports whether a register is that of an assertion.
func (t *thread) isFail(reg int) bool {
	for _, r := range t.fails {
		if r == reg {
			return true
		}
	}
	return false
}

// finishAsserts makes the assertions properties of the program.
func (l *Lowerer) finishAsserts() {
	for _, a := range l.asserts {
		var p prog.Prop
		for _, place := range a.fails {
			atom := prog.Prop(&prog.Atom{Span: a.at, Left: place, Values: []prog.Value{{}}})
			if p == nil {
				p = atom
			} else {
				p = &prog.AndProp{X: p, Y: atom}
			}
		}
		l.prog.Props = append(l.prog.Props, &prog.Property{Text: a.text, Span: a.at, Kind: prog.AssertKind, Prop: p})
	}
}
