package ctype

import (
	"fmt"
	"strings"
)

// spell returns a type as C spells it around a declarator: the pointer to an array
// of four ints is "int (*)[4]". The result has no blank at its end.
func spell(t *Type, declarator string) string {
	if t.alias != "" {
		return joinWords(t.qualifiers(), t.alias, declarator)
	}
	switch t.Kind {
	case Pointer:
		inner := "*" + joinWords(t.qualifiers(), declarator)
		if t.Elem.alias == "" && (t.Elem.Kind == Array || t.Elem.Kind == Func) {
			inner = "(" + inner + ")"
		}
		return spell(t.Elem, inner)
	case Array:
		size := ""
		if t.Len >= 0 {
			size = fmt.Sprint(t.Len)
		}
		return spell(t.Elem, declarator+"["+size+"]")
	case Func:
		return spell(t.Elem, declarator+"("+t.paramList()+")")
	case Void, Bool, Int, Record, Unknown, Float:
		// These have a name of their own.
		return joinWords(t.qualifiers(), t.Name, declarator)
	default:
		panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
	}
}

// paramList returns the parameters of a function as they stand in parentheses.
func (t *Type) paramList() string {
	var names []string
	for _, p := range t.Params {
		names = append(names, p.Name)
	}
	switch {
	case t.Variadic && len(names) > 0:
		names = append(names, "...")
	case !t.Variadic && len(names) == 0:
		names = []string{"void"}
	}
	return strings.Join(names, ", ")
}

// qualifiers returns the qualifiers with blanks between them.
func (t *Type) qualifiers() string {
	var words []string
	if t.Const {
		words = append(words, "const")
	}
	if t.Volatile {
		words = append(words, "volatile")
	}
	if t.AtomicQual {
		words = append(words, "_Atomic")
	}
	return strings.Join(words, " ")
}

// joinWords joins what is not empty by blanks.
func joinWords(words ...string) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
