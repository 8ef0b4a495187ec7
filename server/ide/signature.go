package ide

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
)

// Signature returns the innermost call whose parentheses are around a place and
// whose declaration is known, or nil.
func (d *Document) Signature(offset int) *Signature {
	if offset < 0 || offset > d.File.Len() || d.inProse(offset) {
		return nil
	}
	c := d.callAround(offset)
	if c == nil || d.hosted() && len(d.Outline().Tests) == 0 {
		return nil
	}
	label, markdown := "", ""
	if row := d.primitives().Lookup(c.Name); row != nil {
		label = rowSignature(row)
		markdown = row.Doc.Summary
		if row.Doc.Orders != "" {
			markdown += "\n\n**Orders.** " + row.Doc.Orders
		}
	} else if label = wordSignature(c.Name); label == "" {
		return nil
	}
	s := &Signature{Label: label, Markdown: markdown, Params: paramRanges(label)}
	s.Active = min(max(c.ArgAt(offset), 0), max(len(s.Params)-1, 0))
	return s
}

// callAround returns the innermost known call between whose parentheses an offset
// is, or nil.
func (d *Document) callAround(offset int) *outline.Call {
	var found *outline.Call
	for _, c := range d.Outline().Calls {
		end := c.Span.End
		if c.Closed {
			end-- // before the closing parenthesis
		}
		known := d.primitives().Lookup(c.Name) != nil || wordSignature(c.Name) != ""
		if known && c.Open < offset && offset <= end && c.ArgAt(offset) >= 0 {
			found = c // inner calls come later
		}
	}
	return found
}

// inProse reports whether an offset is inside a comment or a string.
func (d *Document) inProse(offset int) bool {
	if t, ok := d.tokenAt(offset); ok && t.Span.Start < offset {
		return t.Class == outline.Comment || t.Class == outline.String
	}
	// A comment without an end of its own goes on where one types at its end.
	t, ok := d.tokenAt(offset - 1)
	if !ok || t.Class != outline.Comment || t.Span.End != offset {
		return false
	}
	text := t.Span.Text()
	return !strings.HasSuffix(text, "*/") && !strings.HasSuffix(text, "*)")
}

// wordSignature returns the form of a word of the macro language, or "".
func wordSignature(word string) string {
	switch word {
	case "__load":
		return "__load{tag}(lvalue)"
	case "__store":
		return "__store{tag}(lvalue, value)"
	case "__fence":
		return "__fence{tag}()"
	case "__xchg":
		return "__xchg{tag}(pointer, value)"
	case "__cmpxchg":
		return "__cmpxchg{tag}(pointer, old, new)"
	case "__atomic_op", "__atomic_op_return", "__atomic_fetch_op":
		return word + "{tag}(pointer, operator, value)"
	case "__atomic_add_unless":
		return "__atomic_add_unless{tag}(pointer, amount, limit)"
	case "__lock", "__unlock", "__trylock", "__islocked":
		return word + "(pointer)"
	case "__srcu":
		return "__srcu{tag}(pointer)"
	default:
		return ""
	}
}

// paramRanges returns where the parameters are in a declaration.
func paramRanges(label string) [][2]int {
	open := strings.IndexByte(label, '(')
	end := strings.LastIndexByte(label, ')')
	if open < 0 || end < open || strings.TrimSpace(label[open+1:end]) == "void" || strings.TrimSpace(label[open+1:end]) == "" {
		return nil
	}
	var list [][2]int
	start := open + 1
	for i := start; i <= end; i++ {
		if i < end && label[i] != ',' {
			continue
		}
		a, b := start, i
		for a < b && label[a] == ' ' {
			a++
		}
		list = append(list, [2]int{a, b})
		start = i + 1
	}
	return list
}

// param is a parameter of a primitive as far as completion goes.
type param struct {
	// name is its name, decl all of its declaration.
	name, decl string
}

// params returns the parameters of a primitive.
func params(row *kernel.Row) []param {
	label := rowSignature(row)
	var list []param
	for _, r := range paramRanges(label) {
		decl := label[r[0]:r[1]]
		name := decl[strings.LastIndexAny(decl, " *")+1:]
		list = append(list, param{name: name, decl: decl})
	}
	return list
}
