package lower

import (
	"math/bits"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// builtin evaluates a primitive of the compiler; ok is false for one that is not
// known.
func (t *thread) builtin(name string, e *syntax.Call) (v val, ok bool) {
	at := t.place(e)
	need := map[string]int{
		"__builtin_expect": 2, "__builtin_constant_p": 1, "__builtin_types_compatible_p": 2, "__builtin_choose_expr": 3,
		"__builtin_offsetof": 2, "__builtin_unreachable": 0, "__builtin_trap": 0,
		"__builtin_ffs": 1, "__builtin_ffsl": 1, "__builtin_ffsll": 1, "__builtin_ctz": 1, "__builtin_ctzl": 1, "__builtin_ctzll": 1,
		"__builtin_clz": 1, "__builtin_clzl": 1, "__builtin_clzll": 1, "__builtin_popcount": 1, "__builtin_popcountl": 1,
		"__builtin_popcountll": 1,
	}
	n, known := need[name]
	if !known {
		t.errorf(NotModelled, at, "%s is not modelled", name)
		return invalid(at), true
	}
	if len(e.Args) != n {
		t.errorf(BadCall, at, "%s takes %d arguments, not %d", name, n, len(e.Args))
		return invalid(at), true
	}
	switch name {
	case "__builtin_expect":
		v := t.rvalue(e.Args[0])
		hint := t.rvalue(e.Args[1])
		t.drop(hint, at)
		return v, true
	case "__builtin_constant_p":
		_, err := t.frame.env.Const(e.Args[0])
		return bool01(number(truthNumber(err == nil), at)), true
	case "__builtin_types_compatible_p":
		a, b := t.typeOf(e.Args[0]), t.typeOf(e.Args[1])
		return bool01(number(truthNumber(ctype.Same(a, b)), at)), true
	case "__builtin_choose_expr":
		holds, ok := t.known(e.Args[0])
		if !ok {
			t.errorf(BadCall, at, "the first argument must be a constant")
			return invalid(at), true
		}
		if holds {
			return t.rvalue(e.Args[1]), true
		}
		return t.rvalue(e.Args[2]), true
	case "__builtin_offsetof":
		return t.constantValue(e), true
	case "__builtin_unreachable", "__builtin_trap":
		t.require(number(0, at), at, "this is never reached")
		t.abort(at)
		return val{typ: ctype.VoidType()}, true
	default:
		return t.bitCount(name, e), true
	}
}

func truthNumber(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// bitCount evaluates the primitives that count bits, of constants.
func (t *thread) bitCount(name string, e *syntax.Call) val {
	at := t.place(e)
	width := 32
	if name[len(name)-1] == 'l' {
		width = 64
	}
	v := t.rvalue(e.Args[0])
	n, ok := integer(t.scalar(v, at))
	if !ok {
		t.errorf(NotModelled, at, "%s of a value that is not known here is not modelled", name)
		return invalid(at)
	}
	x := uint64(n)
	if width == 32 {
		x = uint64(uint32(n))
	}
	result := 0
	switch {
	case name[10] == 'p':
		result = bits.OnesCount64(x)
	case name[10] == 'f' && x != 0:
		result = bits.TrailingZeros64(x) + 1
	case name[10] == 'f':
	case x == 0:
		t.errorf(BadOperand, at, "%s of 0 has no meaning", name)
	case name[11] == 't':
		result = bits.TrailingZeros64(x)
	default:
		result = bits.LeadingZeros64(x) - (64 - width)
	}
	return val{typ: ctype.IntType(), x: number(int64(result), at)}
}
