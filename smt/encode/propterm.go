package encode

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// maxTermPairs bounds the pairs of operand values of an operator in a proposition
// that are written out; beyond it the replay decides.
const maxTermPairs = 2048

// truth returns the literal that a term has a value other than 0.
func (e *Problem) truth(t *prog.Truth) Lit {
	x := e.propTerm(t.X)
	var some []Lit
	for i, v := range x.values {
		if v != (prog.Value{}) {
			some = append(some, x.lits[i])
		}
	}
	if x.other != False {
		some = append(some, e.and("other", x.other, e.fresh("guess")))
	}
	return e.or("truth", some...)
}

// propTerm returns the literals of the values of a term of a proposition. Where it
// has no value, all of them are false.
func (e *Problem) propTerm(t prog.Term) *valueLits {
	switch t := t.(type) {
	case *prog.ConstTerm:
		return &valueLits{values: []prog.Value{t.Value}, lits: []Lit{True}, other: False}
	case *prog.PlaceTerm:
		return e.final(t.Place)
	case *prog.OpTerm:
		return e.propOp(t)
	case *prog.CellTerm:
		return e.propCell(t)
	case *prog.PropTerm:
		l := e.prop(t.X)
		return &valueLits{values: []prog.Value{prog.Bool(true), {}}, lits: []Lit{l, l.Not()}, other: False}
	default:
		panic(fmt.Sprintf("encode: unhandled term %T", t))
	}
}

// cases collects under which literals a term has which value.
type cases struct {
	values []prog.Value
	some   [][]Lit
	other  []Lit
}

func (c *cases) add(v prog.Value, l Lit) {
	if l == False {
		return
	}
	for i, w := range c.values {
		if v == w {
			c.some[i] = append(c.some[i], l)
			return
		}
	}
	c.values = append(c.values, v)
	c.some = append(c.some, []Lit{l})
}

// lits returns the literals of the cases.
func (e *Problem) lits(c *cases) *valueLits {
	out := &valueLits{values: c.values, other: e.or("other", c.other...)}
	for _, some := range c.some {
		out.lits = append(out.lits, e.or("value", some...))
	}
	return out
}

func (e *Problem) propOp(t *prog.OpTerm) *valueLits {
	x, y := e.propTerm(t.X), e.propTerm(t.Y)
	if len(x.values)*len(y.values) > maxTermPairs {
		return &valueLits{other: True}
	}
	c := &cases{other: []Lit{x.other, y.other}}
	for i, vx := range x.values {
		for j, vy := range y.values {
			if v, ok := exec.ApplyTerm(e.prog, t.Op, vx, vy); ok {
				c.add(v, e.and("both", x.lits[i], y.lits[j]))
			}
		}
	}
	return e.lits(c)
}

// propCell returns the literals of what the cell at an address holds.
func (e *Problem) propCell(t *prog.CellTerm) *valueLits {
	at := e.propTerm(t.Addr)
	c := &cases{other: []Lit{at.other}}
	for i, v := range at.values {
		global, index, ok := e.prog.CellOfSize(v, t.Size)
		if !ok || at.lits[i] == False {
			continue
		}
		cell := e.cell(global, index)
		for k, w := range cell.values {
			c.add(w, e.and("cell", at.lits[i], cell.lits[k]))
		}
		c.other = append(c.other, e.and("cell", at.lits[i], cell.other))
	}
	return e.lits(c)
}
