// Package prog is the program that the front ends produce and the engines
// check: threads of structured statements over shared objects, and a question
// about the final state.
//
// A program is plain data. The meaning of its statements, which events and
// dependencies they give, is in package event; the primitives of the kernel are
// already expanded into the few forms below by the front end.
package prog

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Program is one test.
type Program struct {
	Name string
	// Lang is the language that it was written in: "litmus", "c" or "rust".
	Lang string
	// Span is the place of the test's header.
	Span source.Span
	// Globals are the shared objects; a Value of kind Addr names one by index.
	Globals []*Global
	Threads []*Thread
	// Locations are the places named in a `locations` line.
	Locations []Place
	// Filter, if not nil, restricts the executions that count.
	Filter Prop
	// Cond is the question of a litmus test. It is never nil after a parse of one
	// without errors; nil for a program that has Props instead.
	Cond *Condition
	// Props are what must hold of a program of C or Rust, each asked on its own.
	Props []*Property
	// Unroll is the loop bound that the input asks for, 0 if it asks for none.
	Unroll int
	// Expect is what the author says will come out, or nil.
	Expect *Expectation
	// FencedRMW selects the earlier form of the model, in which a fully ordered
	// read-modify-write (tag "mb") is a relaxed pair between two full fences.
	FencedRMW bool
	// Strict is set for C and Rust: an access through what is no address, outside of
	// every cell or of another size than the cell's, and a read of memory that was
	// never written, are errors of the executions that do it. The accesses of other
	// programs are those of the reference tool.
	Strict bool
	// AllowRace is set if the program's author knows of data races in it.
	AllowRace bool
	// Hash is the fingerprint that herd7 prints for the test, 32 hex digits.
	Hash string
}

// Global is a shared object: a scalar, an array of scalars, or an object with
// members. Its cells are what events access; cell.go has all that is to know of
// them.
type Global struct {
	Name string
	Span source.Span
	// Type is the type of the scalar, or that of the elements of the array.
	Type Type
	// Len is the number of elements of an array, 0 for anything else.
	Len int
	// Members are the scalars inside of a structure, or of an array of structures,
	// in the order of their offsets. Type and Len mean nothing then.
	Members []Member
	// Init has one value a cell. The values are already truncated to its type.
	Init []Value
	// AddrInit is set when the initial value was written as an address.
	AddrInit bool
	// Implicit is set when the object appears only as a parameter or in the
	// final section and was never declared in the init block.
	Implicit bool
	// Private is set for a local variable that has an address: it is no part of any
	// state.
	Private bool
	// Uninit is set for an object whose initial values mean nothing: to read one is
	// an error in a strict program.
	Uninit bool
}

// Type is a declared type as far as it matters for initial values, comparing
// and printing. The zero Type is "no type": 32 bits, signed.
type Type struct {
	// Name is the declared word, "" for none.
	Name string
	// Bits is the width, 0 meaning 32.
	Bits     int
	Unsigned bool
	// Pointer is set for pointer types, which print unsigned.
	Pointer bool
	// Exact is set for the types of C and Rust, whose values are those of the type:
	// an unsigned one from 0 on, a signed one with its sign. What has the type
	// always holds such a value, since operators that could leave the range are
	// followed by a cast (Zext, Sext). The values of other types are those of litmus
	// tests: 32 bits whatever the width.
	Exact bool
}

// Size returns the width in bytes.
func (t Type) Size() int {
	if t.Bits == 0 {
		return 4
	}
	return t.Bits / 8
}

// Reg is a register (a local variable) of a thread.
type Reg struct {
	Name string
	Span source.Span
	// Type is the zero Type in litmus tests.
	Type Type
	// Init is its value before the thread runs: an address for a parameter.
	Init Value
	// Param is set for parameters.
	Param bool
	// Hidden is set for registers that the front end made up; they are not
	// part of any state.
	Hidden bool
}

// Thread is one thread (a litmus process).
type Thread struct {
	ID   int
	Name string
	Span source.Span
	// Regs are all registers of the thread; statements name them by index.
	Regs []*Reg
	Body []Stmt
}

// RegIndex returns the index of the register called name, or -1.
func (t *Thread) RegIndex(name string) int {
	for i, r := range t.Regs {
		if r.Name == name {
			return i
		}
	}
	return -1
}

// RegName names a register as conditions, properties and states do: "1:r0" in a
// litmus test, by the label of its thread in C and Rust, "consumer.ret".
func (p *Program) RegName(thread, reg int) string {
	t := p.Threads[thread]
	if p.Lang == "c" || p.Lang == "rust" {
		return t.Name + "." + t.Regs[reg].Name
	}
	return fmt.Sprintf("%d:%s", thread, t.Regs[reg].Name)
}

// IsMadeUp reports whether a place is one that no author named: it belongs to no
// state.
func (p *Program) IsMadeUp(q Place) bool {
	if q.IsReg() {
		return p.Threads[q.Thread].Regs[q.Reg].Hidden
	}
	return p.Globals[q.Global].Private
}

// GlobalIndex returns the index of the global called name, or -1.
func (p *Program) GlobalIndex(name string) int {
	for i, g := range p.Globals {
		if g.Name == name {
			return i
		}
	}
	return -1
}

// Expectation is what a comment of the input predicts, in the words of the
// kernel's scripts (`Result: Never DATARACE`).
type Expectation struct {
	Span source.Span
	// Word is the predicted observation: Never, Sometimes, Always, Maybe,
	// DEADLOCK, or another word that the author wrote.
	Word string
	// DataRace is set when a data race is predicted.
	DataRace bool
}
