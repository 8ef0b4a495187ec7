package prog_test

import (
	"errors"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// The table of operators on integers and addresses (c-semantics.md 3.2).
func TestApply(t *testing.T) {
	p := &prog.Program{Globals: []*prog.Global{{Name: "y"}, {Name: "x"}}}
	i := func(n int64) prog.Value { return prog.IntValue(n) }
	y, x := prog.AddrValue(0, 0), prog.AddrValue(1, 0)
	s, u := prog.SymbolValue(1), prog.SymbolValue(2)
	tests := []struct {
		op   prog.Op
		a, b prog.Value
		want prog.Value
		err  error
	}{
		{prog.Add, i(2147483647), i(1), i(-2147483648), nil},
		{prog.Sub, i(-2147483648), i(1), i(2147483647), nil},
		{prog.Mul, i(65536), i(65536), i(0), nil},
		{prog.Div, i(-7), i(2), i(-3), nil},
		{prog.Div, i(1), i(0), prog.Value{}, prog.ErrDivision},
		{prog.AndNot, i(7), i(5), i(2), nil},
		{prog.Xor, i(6), i(3), i(5), nil},
		{prog.Lt, i(-1), i(0), i(1), nil},
		{prog.Ge, i(-1), i(0), i(0), nil},
		{prog.Add, x, i(4), prog.AddrValue(1, 4), nil},
		{prog.Add, i(4), x, prog.AddrValue(1, 4), nil},
		{prog.Sub, prog.AddrValue(1, 4), i(4), x, nil},
		{prog.Sub, x, y, i(-1), nil}, // by name, not by number
		{prog.Sub, y, x, i(1), nil},
		{prog.Sub, x, prog.AddrValue(1, 4), i(-1), nil},
		{prog.Sub, x, x, i(0), nil},
		{prog.Sub, i(1), x, prog.Value{}, prog.ErrAddress},
		{prog.Add, x, y, prog.Value{}, prog.ErrAddress},
		{prog.Mul, x, i(1), prog.Value{}, prog.ErrAddress},
		{prog.And, x, i(0), prog.Value{}, prog.ErrAddress},
		{prog.Or, x, i(0), x, nil},
		{prog.Xor, x, x, i(0), nil},
		{prog.Eq, x, i(0), i(0), nil},
		{prog.Ne, x, y, i(1), nil},
		{prog.Lt, i(0), x, i(1), nil},
		{prog.Lt, x, i(0), i(0), nil},
		{prog.Gt, x, i(0), i(1), nil},
		{prog.Le, i(0), x, prog.Value{}, prog.ErrAddress},
		{prog.Lt, x, y, prog.Value{}, prog.ErrAddress},
		{prog.Add, s, i(0), s, nil},
		{prog.Or, i(0), s, s, nil},
		{prog.Eq, s, s, i(1), nil},
		{prog.Xor, s, s, i(0), nil},
		{prog.Sub, s, s, prog.Value{}, prog.ErrSymbol},
		{prog.Mul, s, i(0), prog.Value{}, prog.ErrSymbol},
		{prog.Eq, s, u, prog.Value{}, prog.ErrSymbol},
	}
	for _, c := range tests {
		got, err := p.Apply(c.op, c.a, c.b)
		if !errors.Is(err, c.err) || err == nil && got != c.want {
			t.Errorf("%v %s %v = %v, %v; want %v, %v", c.a, c.op, c.b, got, err, c.want, c.err)
		}
	}
}

// Initial values are cut to the declared width and kept without sign.
func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		bits int
		n    int64
		want int64
	}{{8, 300, 44}, {8, -56, 200}, {16, -1, 65535}, {32, -1, -1}, {0, 5, 5}} {
		if got := (prog.Type{Bits: c.bits}).Truncate(prog.IntValue(c.n)); got.N != c.want {
			t.Errorf("%d in %d bits is %d, want %d", c.n, c.bits, got.N, c.want)
		}
	}
	if x := prog.AddrValue(0, 4); (prog.Type{Bits: 8}).Truncate(x) != x {
		t.Error("an address is cut")
	}
}
