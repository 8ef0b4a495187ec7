package prog

import (
	"cmp"
	"errors"
	"fmt"
)

// Op is a binary operator on values.
type Op uint8

// The operators of litmus tests (c-semantics.md 3.2), on integers of 32 bits.
// AndNot is `x & ~y`, the operation of atomic_andnot. Eq and Ne compare values of
// any width, and Lt to Ge compare as signed integers of 64 bits; both are right for
// the values of every exact type but, for Lt to Ge, that of unsigned 64 bits.
const (
	Add Op = iota
	Sub
	Mul
	Div
	And
	Or
	Xor
	AndNot
	Eq
	Ne
	Lt
	Gt
	Le
	Ge
)

// The operators for values of exact types (Type.Exact), on integers of 64 bits
// that wrap around; a Zext or Sext cuts the result to the type.
//
// On addresses Add64, Sub64, Or64 and Xor64 do what Add, Sub, Or and Xor do, but
// the difference of two addresses in one object is that of their offsets, and of
// two in different objects none. ULt to UGe compare the offsets of two addresses in
// one object, and know that an address is above 0 and below the last page.
const (
	Add64 Op = Ge + 1 + iota
	Sub64
	Mul64
	// Div64 and Rem64 truncate toward zero, UDiv and URem are for unsigned 64 bits.
	Div64
	Rem64
	UDiv
	URem
	And64
	Or64
	Xor64
	AndNot64
	// Shl64 shifts left, Shr64 shifts right and keeps the sign, UShr shifts in
	// zeros. The right operand is from 0 to 63.
	Shl64
	Shr64
	UShr
	// ULt to UGe compare as unsigned integers of 64 bits.
	ULt
	UGt
	ULe
	UGe
	// Zext and Sext cut the left operand to as many bits as the right operand says,
	// 1 to 64, and extend the result by zeros or by its sign. With 64 they give what
	// they get, addresses included; an address does not fit into less.
	Zext
	Sext
)

// String returns the operator as C spells it.
func (op Op) String() string {
	names := [...]string{
		"+", "-", "*", "/", "&", "|", "^", "&~", "==", "!=", "<", ">", "<=", ">=",
		"+64", "-64", "*64", "/64", "%64", "/u", "%u", "&64", "|64", "^64", "&~64",
		"<<64", ">>64", ">>u", "<u", ">u", "<=u", ">=u", "zext", "sext",
	}
	if int(op) >= len(names) {
		panic(fmt.Sprintf("prog: unhandled operator %d", op))
	}
	return names[op]
}

// IsComparison reports whether the operator's result is a truth value.
func (op Op) IsComparison() bool { return op >= Eq && op <= Ge || op >= ULt && op <= UGe }

// HasZero reports whether 0 on either side gives the other operand, whatever that
// is.
func (op Op) HasZero() bool {
	return op == Add || op == Or || op == Add64 || op == Or64
}

// IsXor reports whether equal operands give 0, whatever they are.
func (op Op) IsXor() bool { return op == Xor || op == Xor64 }

// IsCast reports whether the operator is Zext or Sext.
func (op Op) IsCast() bool { return op == Zext || op == Sext }

// MayFail reports whether there are integers for which the operator has no result.
func (op Op) MayFail() bool {
	switch op {
	case Div, Div64, Rem64, UDiv, URem, Shl64, Shr64, UShr:
		return true
	case Add, Sub, Mul, And, Or, Xor, AndNot, Eq, Ne, Lt, Gt, Le, Ge, Add64, Sub64, Mul64,
		And64, Or64, Xor64, AndNot64, ULt, UGt, ULe, UGe, Zext, Sext:
		return false
	default:
		panic(fmt.Sprintf("prog: unhandled operator %d", op))
	}
}

// The ways in which an operator can have no result.
var (
	// ErrDivision is division by zero.
	ErrDivision = errors.New("division by zero")
	// ErrAddress is an operator that has no meaning for addresses.
	ErrAddress = errors.New("operator has no meaning for addresses")
	// ErrShift is a shift by a number of bits that is not from 0 to 63, or a cast to
	// one that is not from 1 to 64.
	ErrShift = errors.New("shift by a number of bits that is out of range")
	// ErrSymbol is an operator on a value that a cycle leaves open.
	ErrSymbol = errors.New("operator on an unresolved value")
)

// Apply computes x op y. The operands must not be symbols, except that the
// identities of c-semantics.md 3.4 (v+0, 0+v, v|0, 0|v, v^v, v==v, v!=v) hold for
// them too, those of the corresponding operators on 64 bits, and a cast to 64 bits.
func (op Op) Apply(x, y Value) (Value, error) {
	if v, ok := op.identity(x, y); ok {
		return v, nil
	}
	if x.Kind == Symbol || y.Kind == Symbol {
		return Value{}, ErrSymbol
	}
	if x.Kind == Int && y.Kind == Int {
		return op.ints(x.N, y.N)
	}
	return op.addresses(x, y)
}

// identity applies the rules that hold whatever the operands are.
func (op Op) identity(x, y Value) (Value, bool) {
	zero := Value{}
	switch {
	case op.HasZero() && x == zero:
		return y, true
	case op.HasZero() && y == zero:
		return x, true
	case op.IsCast() && y == Value{N: 64}:
		return x, true
	case x != y:
	case op.IsXor():
		return zero, true
	case op == Eq:
		return Bool(true), true
	case op == Ne:
		return Bool(false), true
	}
	return Value{}, false
}

func (op Op) ints(x, y int64) (Value, error) {
	switch op {
	case Add:
		return IntValue(x + y), nil
	case Sub:
		return IntValue(x - y), nil
	case Mul:
		return IntValue(x * y), nil
	case Div:
		if y == 0 {
			return Value{}, ErrDivision
		}
		return IntValue(x / y), nil
	case And:
		return IntValue(x & y), nil
	case Or:
		return IntValue(x | y), nil
	case Xor:
		return IntValue(x ^ y), nil
	case AndNot:
		return IntValue(x &^ y), nil
	case Eq:
		return Bool(x == y), nil
	case Ne:
		return Bool(x != y), nil
	case Lt:
		return Bool(x < y), nil
	case Gt:
		return Bool(x > y), nil
	case Le:
		return Bool(x <= y), nil
	case Ge:
		return Bool(x >= y), nil
	default:
		return op.wide(x, y)
	}
}

// wide handles the operators on integers of 64 bits.
func (op Op) wide(x, y int64) (Value, error) {
	ux, uy := uint64(x), uint64(y)
	switch op {
	case Add64:
		return Value{N: x + y}, nil
	case Sub64:
		return Value{N: x - y}, nil
	case Mul64:
		return Value{N: x * y}, nil
	case Div64, Rem64, UDiv, URem:
		if y == 0 {
			return Value{}, ErrDivision
		}
		return Value{N: op.quotient(x, y)}, nil
	case And64:
		return Value{N: x & y}, nil
	case Or64:
		return Value{N: x | y}, nil
	case Xor64:
		return Value{N: x ^ y}, nil
	case AndNot64:
		return Value{N: x &^ y}, nil
	case Shl64, Shr64, UShr:
		if y < 0 || y > 63 {
			return Value{}, ErrShift
		}
		return Value{N: op.shift(x, y)}, nil
	case ULt:
		return Bool(ux < uy), nil
	case UGt:
		return Bool(ux > uy), nil
	case ULe:
		return Bool(ux <= uy), nil
	case UGe:
		return Bool(ux >= uy), nil
	case Zext, Sext:
		if y < 1 || y > 64 {
			return Value{}, ErrShift
		}
		return Value{N: op.resize(x, int(y))}, nil
	default:
		panic(fmt.Sprintf("prog: unhandled operator %d", op))
	}
}

// quotient divides by a y that is not 0. The smallest integer by -1 wraps around.
func (op Op) quotient(x, y int64) int64 {
	switch op {
	case Div64:
		return x / y
	case Rem64:
		return x % y
	case UDiv:
		return int64(uint64(x) / uint64(y))
	default: // URem
		return int64(uint64(x) % uint64(y))
	}
}

// shift shifts by 0 to 63 bits.
func (op Op) shift(x, y int64) int64 {
	switch op {
	case Shl64:
		return x << y
	case Shr64:
		return x >> y
	default: // UShr
		return int64(uint64(x) >> y)
	}
}

// resize cuts n to a width of 1 to 64 bits and extends it.
func (op Op) resize(n int64, bits int) int64 {
	rest := 64 - bits
	if op == Zext {
		return int64(uint64(n) << rest >> rest)
	}
	return n << rest >> rest
}

// addresses handles operands of which at least one is an address.
func (op Op) addresses(x, y Value) (Value, error) {
	switch {
	case op == Eq:
		return Bool(x == y), nil
	case op == Ne:
		return Bool(x != y), nil
	case op == Add && y.Kind == Int:
		x.N = int64(int32(x.N + y.N))
		return x, nil
	case op == Add && x.Kind == Int:
		y.N = int64(int32(y.N + x.N))
		return y, nil
	case op == Sub && y.Kind == Int:
		x.N = int64(int32(x.N - y.N))
		return x, nil
	case op == Add64 && y.Kind == Int:
		x.N += y.N
		return x, nil
	case op == Add64 && x.Kind == Int:
		y.N += x.N
		return y, nil
	case op == Sub64 && y.Kind == Int:
		x.N -= y.N
		return x, nil
	case op == Sub64 && x.Kind == Addr && x.Base == y.Base:
		return Value{N: x.N - y.N}, nil
	case op >= ULt && op <= UGe:
		return op.compareAddresses(x, y)
	case op == Lt && x == Value{}:
		return Bool(true), nil // 0 < A
	case op == Gt && x == Value{}:
		return Bool(false), nil
	case op == Lt && y == Value{}:
		return Bool(false), nil // A < 0
	case op == Gt && y == Value{}:
		return Bool(true), nil
	default:
		return Value{}, ErrAddress
	}
}

// compareAddresses is for ULt to UGe with at least one address.
func (op Op) compareAddresses(x, y Value) (Value, error) {
	switch {
	case x.Kind == Addr && y.Kind == Addr && x.Base == y.Base:
		// Before the object there is nothing, so that offsets compare with their
		// sign.
		signed := map[Op]Op{ULt: Lt, UGt: Gt, ULe: Le, UGe: Ge}[op]
		return signed.ints(x.N, y.N)
	case x == Value{}:
		return Bool(op == ULt || op == ULe), nil
	case y == Value{}:
		return Bool(op == UGt || op == UGe), nil
	case y.isErrorCode():
		return Bool(op == ULt || op == ULe), nil
	case x.isErrorCode():
		return Bool(op == UGt || op == UGe), nil
	default:
		return Value{}, ErrAddress
	}
}

// isErrorCode reports whether an integer is one of the last page of addresses, where
// no object lies: the kernel's error codes as pointers.
func (v Value) isErrorCode() bool { return v.Kind == Int && v.N < 0 && v.N >= -4096 }

// Apply computes x op y in the program: as Op.Apply does, except that the
// difference of two addresses is -1, 0 or 1 by the order of their names and
// offsets (c-semantics.md 3.2).
func (p *Program) Apply(op Op, x, y Value) (Value, error) {
	if op != Sub || x.Kind != Addr || y.Kind != Addr {
		return op.Apply(x, y)
	}
	c := cmp.Compare(p.Globals[x.Base].Name, p.Globals[y.Base].Name)
	if c == 0 {
		c = cmp.Compare(x.N, y.N)
	}
	return IntValue(int64(c)), nil
}
