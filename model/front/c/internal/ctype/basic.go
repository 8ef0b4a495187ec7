package ctype

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// VoidType returns void.
func VoidType() *Type { return &Type{Kind: Void, Name: "void"} }

// BoolType returns bool: one byte that holds 0 or 1.
func BoolType() *Type { return &Type{Kind: Bool, Name: "bool", Bits: 8, Unsigned: true} }

// IntType returns int.
func IntType() *Type { return &Type{Kind: Int, Name: "int", Bits: 32, rank: 3} }

// UIntType returns unsigned int.
func UIntType() *Type {
	return &Type{Kind: Int, Name: "unsigned int", Bits: 32, Unsigned: true, rank: 3}
}

// LongType returns long, the type of the difference of two pointers.
func LongType() *Type { return &Type{Kind: Int, Name: "long", Bits: 64, rank: 4} }

// ULongType returns unsigned long, the type of sizeof.
func ULongType() *Type {
	return &Type{Kind: Int, Name: "unsigned long", Bits: 64, Unsigned: true, rank: 4}
}

// CharType returns char. It is unsigned: the kernel is built so on all
// architectures since version 6.2 (-funsigned-char).
func CharType() *Type { return &Type{Kind: Int, Name: "char", Bits: 8, Unsigned: true, rank: 1} }

// PointerTo returns the pointer to t.
func PointerTo(t *Type) *Type {
	return &Type{Kind: Pointer, Name: declare(t.Name, "*"), Bits: 64, Unsigned: true, Elem: t}
}

// ArrayOf returns the array of n elements of type t; n is -1 if it is not known.
func ArrayOf(t *Type, n int) *Type {
	size := ""
	if n >= 0 {
		size = fmt.Sprint(n)
	}
	return &Type{Kind: Array, Name: declare(t.Name, "["+size+"]"), Elem: t, Len: n}
}

// FuncOf returns the type of a function.
func FuncOf(result *Type, params []*Type, variadic bool) *Type {
	var names []string
	for _, p := range params {
		names = append(names, p.Name)
	}
	switch {
	case variadic && len(params) > 0:
		names = append(names, "...")
	case !variadic && len(params) == 0:
		names = []string{"void"}
	}
	list := "(" + strings.Join(names, ", ") + ")"
	return &Type{Kind: Func, Name: declare(result.Name, list), Elem: result, Params: params, Variadic: variadic}
}

// Qualified returns t with qualifiers added.
func (t *Type) Qualified(q syntax.Qualifiers) *Type {
	add := ""
	u := *t
	if q&syntax.Const != 0 && !t.Const {
		u.Const = true
		add += "const "
	}
	if q&syntax.Volatile != 0 && !t.Volatile {
		u.Volatile = true
		add += "volatile "
	}
	if q&syntax.Atomic != 0 && !t.AtomicQual {
		u.AtomicQual = true
		add += "_Atomic "
	}
	if add == "" {
		return t
	}
	if t.Kind == Pointer {
		u.Name = t.Name + " " + strings.TrimSpace(add)
		if strings.HasSuffix(t.Name, "*") {
			u.Name = t.Name + strings.TrimSpace(add)
		}
	} else {
		u.Name = add + t.Name
	}
	return &u
}
