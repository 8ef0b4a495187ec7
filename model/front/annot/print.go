package annot

import (
	"fmt"
	"strconv"
	"strings"
)

// Format returns an expression as C, with the parentheses that it needs and
// blanks around operators. Read again, the text gives an equal expression.
func Format(x Expr) string { return format(x, precImplies) }

// format prints x as an operand of operators that bind as strongly as least.
func format(x Expr, least int) string {
	text, prec := "", precUnary
	switch x := x.(type) {
	case *Int:
		text = strconv.FormatInt(x.Value, 10)
		if x.Unsigned {
			text = strconv.FormatUint(uint64(x.Value), 10)
		}
	case *Place:
		text = formatPlace(x)
	case *AddrOf:
		text = "&" + format(x.X, precUnary)
	case *Unary:
		text = x.Op + format(x.X, precUnary)
	case *Binary:
		prec = precedence(x.Op)
		left, right := prec, prec+1
		if prec == precImplies {
			left, right = prec+1, prec
		}
		text = format(x.X, left) + " " + x.Op + " " + format(x.Y, right)
	default:
		panic(fmt.Sprintf("annot: unhandled expression %T", x))
	}
	if prec < least {
		return "(" + text + ")"
	}
	return text
}

func formatPlace(x *Place) string {
	var b strings.Builder
	if x.Thread >= 0 {
		fmt.Fprintf(&b, "%d:", x.Thread)
	}
	b.WriteString(x.Root.Text)
	text, prefixed := b.String(), false
	for _, s := range x.Path {
		deref := s.Field == "" && s.Index == nil
		if prefixed && !deref {
			text, prefixed = "("+text+")", false
		}
		switch {
		case deref:
			text, prefixed = "*"+text, true
		case s.Index != nil:
			text += "[" + Format(s.Index) + "]"
		case s.Arrow:
			text += "->" + s.Field
		default:
			text += "." + s.Field
		}
	}
	return text
}

// precedence returns the precedence of a binary operator of the tree.
func precedence(op string) int {
	switch op {
	case "=>":
		return precImplies
	case "||":
		return precOr
	case "&&":
		return precAnd
	case "|":
		return precBitOr
	case "^":
		return precXor
	case "&":
		return precBitAnd
	case "==", "!=":
		return precEqual
	case "<", "<=", ">", ">=":
		return precLess
	case "<<", ">>":
		return precShift
	case "+", "-":
		return precSum
	case "*", "/", "%":
		return precProduct
	default:
		panic(fmt.Sprintf("annot: unhandled operator %q", op))
	}
}
