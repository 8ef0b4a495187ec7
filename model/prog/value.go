package prog

import (
	"fmt"
	"strconv"
)

// ValueKind says what a Value is.
type ValueKind uint8

const (
	// Int is an integer.
	Int ValueKind = iota
	// Addr is the address of a byte in a global.
	Addr
	// Symbol is a value that a cycle of copies leaves open; it equals only
	// itself (an "out of thin air" value).
	Symbol
)

// Value is a value that a register or a memory cell can hold. Values are
// comparable: two are the same value exactly when they are ==.
type Value struct {
	Kind ValueKind
	// Base is the index of the global of an Addr, 0 otherwise.
	Base int32
	// N is the integer, the byte offset of an address, or the number of a symbol.
	// An unsigned integer of 64 bits stands for the signed one with the same bits.
	N int64
}

// IntValue returns the 32-bit integer n, wrapped.
func IntValue(n int64) Value { return Value{Kind: Int, N: int64(int32(n))} }

// AddrValue returns the address of a byte of global base.
func AddrValue(base int, offset int64) Value {
	return Value{Kind: Addr, Base: int32(base), N: offset}
}

// SymbolValue returns the symbol number n.
func SymbolValue(n int) Value { return Value{Kind: Symbol, N: int64(n)} }

// meaningless numbers the symbols of values without meaning apart from the others.
const meaningless = 1 << 20

// MeaninglessValue returns the value that a run-time error leaves, number n. Like any
// symbol it equals only itself.
func MeaninglessValue(n int) Value { return SymbolValue(meaningless + n) }

// Bool returns 1 or 0.
func Bool(b bool) Value {
	if b {
		return Value{N: 1}
	}
	return Value{}
}

// Format returns the value as states spell it; p gives the names of globals.
func (v Value) Format(p *Program) string {
	switch v.Kind {
	case Int:
		return strconv.FormatInt(v.N, 10)
	case Addr:
		g := p.Globals[v.Base]
		name := g.Name
		if k, ok := g.cellAt(v.N); ok && v.N != 0 && g.Members != nil {
			return g.CellName(k)
		}
		switch {
		case v.N == 0:
			return name
		case v.N > 0:
			return fmt.Sprintf("%s+%d", name, v.N)
		default:
			return fmt.Sprintf("%s%d", name, v.N)
		}
	case Symbol:
		if v.N >= meaningless {
			return "?"
		}
		return fmt.Sprintf("S%d", v.N)
	default:
		panic(fmt.Sprintf("prog: unhandled value kind %d", v.Kind))
	}
}

// Truncate returns v as an object of type t holds it initially: integers are
// cut to the width and kept zero-extended below 32 bits (litmus-format 2.3), or
// turned into a value of the type if it is exact.
func (t Type) Truncate(v Value) Value {
	if v.Kind != Int {
		return v
	}
	if t.Exact {
		if op, bits := t.Cast(); bits < 64 {
			return Value{N: op.resize(v.N, bits)}
		}
		return v
	}
	switch t.Bits {
	case 8:
		return Value{N: int64(uint8(v.N))}
	case 16:
		return Value{N: int64(uint16(v.N))}
	default:
		return IntValue(v.N)
	}
}

// Cast returns the operator, and its right operand, that turns an integer into a
// value of an exact type. A cast to 64 bits changes nothing.
func (t Type) Cast() (op Op, bits int) {
	if t.Unsigned || t.Pointer {
		return Zext, 8 * t.Size()
	}
	return Sext, 8 * t.Size()
}

// FormatInt spells an integer as an object of type t shows it: an unsigned type's
// without sign, a narrow type's cut to the width. Of types that are not exact, none
// shows more than 32 bits.
func (t Type) FormatInt(n int64) string {
	op, bits := t.Cast()
	if !t.Exact {
		bits = min(bits, 32)
		if bits == 32 && op == Sext {
			return strconv.FormatInt(n, 10)
		}
	}
	if op == Zext && bits == 64 {
		return strconv.FormatUint(uint64(n), 10)
	}
	return strconv.FormatInt(op.resize(n, bits), 10)
}
