package prog

import (
	"cmp"
	"errors"
	"fmt"
)

// Op is a binary operator on values.
type Op uint8

// The operators of c-semantics.md 3.2. AndNot is `x & ~y`, the operation of
// atomic_andnot.
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

// String returns the operator as C spells it.
func (op Op) String() string {
	names := [...]string{"+", "-", "*", "/", "&", "|", "^", "&~", "==", "!=", "<", ">", "<=", ">="}
	if int(op) >= len(names) {
		panic(fmt.Sprintf("prog: unhandled operator %d", op))
	}
	return names[op]
}

// IsComparison reports whether the operator's result is a truth value.
func (op Op) IsComparison() bool { return op >= Eq }

// The ways in which an operator can have no result.
var (
	// ErrDivision is division by zero.
	ErrDivision = errors.New("division by zero")
	// ErrAddress is an operator that has no meaning for addresses.
	ErrAddress = errors.New("operator has no meaning for addresses")
	// ErrSymbol is an operator on a value that a cycle leaves open.
	ErrSymbol = errors.New("operator on an unresolved value")
)

// Apply computes x op y. The operands must not be symbols, except that the
// identities of c-semantics.md 3.4 (v+0, 0+v, v|0, 0|v, v^v, v==v, v!=v) hold for
// them too.
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
	switch op {
	case Add, Or:
		if x == zero {
			return y, true
		}
		if y == zero {
			return x, true
		}
	case Xor:
		if x == y {
			return zero, true
		}
	case Eq:
		if x == y {
			return Bool(true), true
		}
	case Ne:
		if x == y {
			return Bool(false), true
		}
	case Sub, Mul, Div, And, AndNot, Lt, Gt, Le, Ge:
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
		panic(fmt.Sprintf("prog: unhandled operator %d", op))
	}
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
