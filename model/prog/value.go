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
		name := p.Globals[v.Base].Name
		switch {
		case v.N == 0:
			return name
		case v.N > 0:
			return fmt.Sprintf("%s+%d", name, v.N)
		default:
			return fmt.Sprintf("%s%d", name, v.N)
		}
	case Symbol:
		return fmt.Sprintf("S%d", v.N)
	default:
		panic(fmt.Sprintf("prog: unhandled value kind %d", v.Kind))
	}
}

// Truncate returns v as an object of type t holds it initially: integers are
// cut to the width and kept zero-extended below 32 bits (litmus-format 2.3).
func (t Type) Truncate(v Value) Value {
	if v.Kind != Int {
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
