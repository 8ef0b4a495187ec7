package prog_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// integer is a Go integer type with the exact type that stands for it.
type integer interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32 | ~uint64 | ~int64
}

// exact returns the exact type of a Go type, and what a Value of it holds for n.
func exact[T integer](bits int, unsigned bool) (prog.Type, func(n T) prog.Value) {
	return prog.Type{Bits: bits, Unsigned: unsigned, Exact: true}, func(n T) prog.Value { return prog.Value{N: int64(n)} }
}

// drawInt draws 64 bits, often from the ends of the types.
func drawInt(t *rapid.T, name string) int64 {
	edges := []int64{0, 1, -1, 127, 128, -128, 255, 256, 32767, 32768, 65535, 1<<31 - 1, 1 << 31, -1 << 31,
		1<<32 - 1, 1 << 32, 1<<63 - 1, -1 << 63}
	if rapid.Bool().Draw(t, name+" edge") {
		return rapid.SampledFrom(edges).Draw(t, name)
	}
	return rapid.Int64().Draw(t, name)
}

// must applies an operator that has a result.
func must(t *rapid.T, op prog.Op, x, y prog.Value) prog.Value {
	v, err := op.Apply(x, y)
	if err != nil {
		t.Fatalf("%v %s %v: %v", x, op, y, err)
	}
	return v
}

// arithmetic compares the operators, each followed by the cast to the type, with
// what Go computes in the type itself.
func arithmetic[T integer](t *testing.T, bits int, unsigned bool) {
	typ, value := exact[T](bits, unsigned)
	rapid.Check(t, func(rt *rapid.T) {
		n, m := drawInt(rt, "x"), drawInt(rt, "y")
		x, y := T(n), T(m)
		// A cast takes any integer to what Go's conversion takes it to.
		cast, width := typ.Cast()
		fit := func(v prog.Value) prog.Value { return must(rt, cast, v, prog.Value{N: int64(width)}) }
		if got := fit(prog.Value{N: n}); got != value(x) {
			rt.Fatalf("%d as %d bits is %v, want %v", n, bits, got, value(x))
		}
		if got := typ.Truncate(prog.Value{N: n}); got != value(x) {
			rt.Fatalf("%d truncated to %d bits is %v, want %v", n, bits, got, value(x))
		}
		want := map[prog.Op]T{
			prog.Add64: x + y, prog.Sub64: x - y, prog.Mul64: x * y,
			prog.And64: x & y, prog.Or64: x | y, prog.Xor64: x ^ y, prog.AndNot64: x &^ y,
		}
		div, rem, shr := prog.Div64, prog.Rem64, prog.Shr64
		lt, gt, le, ge := prog.Lt, prog.Gt, prog.Le, prog.Ge
		if unsigned {
			// Below 64 bits either form of the operators does.
			div, rem, shr = prog.UDiv, prog.URem, prog.UShr
			lt, gt, le, ge = prog.ULt, prog.UGt, prog.ULe, prog.UGe
		}
		if y != 0 {
			want[div], want[rem] = x/y, x%y
		} else if _, err := div.Apply(value(x), value(y)); !errors.Is(err, prog.ErrDivision) {
			rt.Fatalf("%d / 0: %v", x, err)
		}
		for op, z := range want {
			if got := fit(must(rt, op, value(x), value(y))); got != value(z) {
				rt.Fatalf("%d bits: %d %s %d = %v, want %d", bits, x, op, y, got, z)
			}
		}
		s := rapid.IntRange(0, bits-1).Draw(rt, "shift")
		for op, z := range map[prog.Op]T{prog.Shl64: x << s, shr: x >> s} {
			if got := fit(must(rt, op, value(x), prog.Value{N: int64(s)})); got != value(z) {
				rt.Fatalf("%d bits: %d %s %d = %v, want %d", bits, x, op, s, got, z)
			}
		}
		for op, z := range map[prog.Op]bool{lt: x < y, gt: x > y, le: x <= y, ge: x >= y, prog.Eq: x == y, prog.Ne: x != y} {
			if got := must(rt, op, value(x), value(y)); got != prog.Bool(z) {
				rt.Fatalf("%d bits: %d %s %d = %v, want %v", bits, x, op, y, got, z)
			}
		}
	})
}

func TestWidthsAgreeWithGo(t *testing.T) {
	t.Run("u8", func(t *testing.T) { arithmetic[uint8](t, 8, true) })
	t.Run("s8", func(t *testing.T) { arithmetic[int8](t, 8, false) })
	t.Run("u16", func(t *testing.T) { arithmetic[uint16](t, 16, true) })
	t.Run("s16", func(t *testing.T) { arithmetic[int16](t, 16, false) })
	t.Run("u32", func(t *testing.T) { arithmetic[uint32](t, 32, true) })
	t.Run("s32", func(t *testing.T) { arithmetic[int32](t, 32, false) })
	t.Run("u64", func(t *testing.T) { arithmetic[uint64](t, 64, true) })
	t.Run("s64", func(t *testing.T) { arithmetic[int64](t, 64, false) })
}

// The operators of litmus tests are those of int32.
func TestLitmusOperatorsAgreeWithInt32(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x, y := int32(drawInt(rt, "x")), int32(drawInt(rt, "y"))
		want := map[prog.Op]int32{prog.Add: x + y, prog.Sub: x - y, prog.Mul: x * y, prog.And: x & y, prog.Or: x | y, prog.Xor: x ^ y}
		if y != 0 {
			want[prog.Div] = x / y
		}
		for op, z := range want {
			if got := must(rt, op, prog.IntValue(int64(x)), prog.IntValue(int64(y))); got != prog.IntValue(int64(z)) {
				rt.Fatalf("%d %s %d = %v, want %d", x, op, y, got, z)
			}
		}
	})
}

// What the operators for exact types make of addresses, unresolved values, and
// numbers of bits that are none.
func TestApplyWide(t *testing.T) {
	p := &prog.Program{Globals: []*prog.Global{{Name: "y"}, {Name: "x"}}}
	i := func(n int64) prog.Value { return prog.Value{N: n} }
	y, x, x8 := prog.AddrValue(0, 0), prog.AddrValue(1, 0), prog.AddrValue(1, 8)
	s := prog.SymbolValue(1)
	none := prog.Value{}
	for _, c := range []struct {
		op   prog.Op
		a, b prog.Value
		want prog.Value
		err  error
	}{
		{prog.Zext, x, i(64), x, nil},
		{prog.Sext, x8, i(64), x8, nil},
		{prog.Zext, x, i(32), none, prog.ErrAddress},
		{prog.Sext, x, i(8), none, prog.ErrAddress},
		{prog.Zext, s, i(64), s, nil},
		{prog.Zext, s, i(8), none, prog.ErrSymbol},
		{prog.Zext, i(5), i(0), none, prog.ErrShift},
		{prog.Sext, i(5), i(65), none, prog.ErrShift},
		{prog.Sext, i(1), i(1), i(-1), nil},
		{prog.Shl64, i(1), i(64), none, prog.ErrShift},
		{prog.UShr, i(1), i(-1), none, prog.ErrShift},
		{prog.Add64, x, i(1 << 40), prog.AddrValue(1, 1<<40), nil},
		{prog.Add64, i(8), x, x8, nil},
		{prog.Sub64, x8, i(8), x, nil},
		{prog.Sub64, x8, x, i(8), nil},
		{prog.Sub64, x, x8, i(-8), nil},
		{prog.Sub64, x, y, none, prog.ErrAddress},
		{prog.Sub64, i(1), x, none, prog.ErrAddress},
		{prog.And64, x, i(-1), none, prog.ErrAddress},
		{prog.Or64, x, i(0), x, nil},
		{prog.Xor64, x, x, i(0), nil},
		{prog.Xor64, s, s, i(0), nil},
		{prog.Add64, i(0), s, s, nil},
		{prog.Sub64, s, s, none, prog.ErrSymbol},
		{prog.ULt, x, x8, i(1), nil},
		{prog.UGe, x, x8, i(0), nil},
		{prog.ULt, i(0), x, i(1), nil},
		{prog.UGe, x8, i(-4095), i(0), nil},
		{prog.ULe, i(-1), x, i(0), nil},
		{prog.ULe, x, i(0), i(0), nil},
		{prog.UGt, x, i(0), i(1), nil},
		{prog.UGe, i(0), x, i(0), nil},
		{prog.ULt, x, y, none, prog.ErrAddress},
		{prog.ULt, x, i(5), none, prog.ErrAddress},
	} {
		got, err := p.Apply(c.op, c.a, c.b)
		if !errors.Is(err, c.err) || err == nil && got != c.want {
			t.Errorf("%v %s %v = %v, %v; want %v, %v", c.a, c.op, c.b, got, err, c.want, c.err)
		}
	}
}

// Integers are shown as the type has them.
func TestFormatInt(t *testing.T) {
	for _, c := range []struct {
		t    prog.Type
		n    int64
		want string
	}{
		{prog.Type{}, -1, "-1"},
		{prog.Type{Bits: 32, Unsigned: true}, -1, "4294967295"},
		{prog.Type{Bits: 8}, 200, "-56"},
		{prog.Type{Bits: 8, Unsigned: true, Exact: true}, 200, "200"},
		{prog.Type{Bits: 64, Unsigned: true, Exact: true}, -1, "18446744073709551615"},
		{prog.Type{Bits: 64, Exact: true}, -1 << 63, "-9223372036854775808"},
	} {
		if got := c.t.FormatInt(c.n); got != c.want {
			t.Errorf("%d as %+v is %s, want %s", c.n, c.t, got, c.want)
		}
	}
}
