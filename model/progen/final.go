package progen

import (
	"fmt"
	"strings"
)

// drawFinal draws the final section: locations, filter and condition.
func (b *builder) drawFinal() string {
	var out strings.Builder
	if b.oneIn("locations", 2) {
		out.WriteString("locations [" + b.locationList() + "]\n")
	}
	if b.oneIn("filter", 4) {
		out.WriteString("filter (" + b.prop(1) + ")\n")
	}
	switch b.weighted("quantifier", 12, 3, 4, 1) {
	case 0:
		out.WriteString("exists (" + b.prop(2) + ")\n")
	case 1:
		out.WriteString("~exists (" + b.prop(2) + ")\n")
	case 2:
		out.WriteString("forall (" + b.prop(2) + ")\n")
	case 3:
		// No condition: herd7 takes it for "forall true".
	}
	return out.String()
}

// final is something whose final value can be asked for.
type final struct {
	name string
	// address says that it holds an address.
	address bool
	// memory says that it is a location rather than a register.
	memory bool
}

// finals lists what can be asked for, registers first.
func (b *builder) finals() []final {
	var out []final
	for _, th := range b.threads {
		for _, r := range th.ints {
			out = append(out, final{name: fmt.Sprintf("%d:%s", th.id, r)})
		}
		for _, r := range th.ptrs {
			out = append(out, final{name: fmt.Sprintf("%d:%s", th.id, r), address: true})
		}
	}
	for _, l := range b.locs {
		if (l.sort == spinlock || l.sort == srcu) && !b.mistake("lock in condition", 15) {
			continue
		}
		out = append(out, final{name: l.name, address: l.sort == pointer, memory: true})
	}
	return out
}

func (b *builder) locationList() string {
	var items []string
	for _, f := range b.finals() {
		if !b.oneIn("listed", 2) {
			continue
		}
		if f.memory && b.oneIn("brackets", 4) {
			items = append(items, "["+f.name+"]")
			continue
		}
		items = append(items, f.name)
	}
	text := strings.Join(items, "; ")
	if text != "" && b.oneIn("trailing semicolon", 2) {
		text += ";"
	}
	return text
}

// prop draws a proposition; compound parts are in parentheses, since "=>" binds
// tighter than a reader expects.
func (b *builder) prop(depth int) string {
	w := []int{6, 8, 3, 2, 2, 0}
	if depth == 0 {
		w = []int{1, 0, 0, 0, 0, 0}
	} else if b.oneIn("constant", 20) {
		w[5] = 20
	}
	switch b.weighted("proposition", w...) {
	case 0:
		return b.atom()
	case 1:
		return b.operand(depth) + ` /\ ` + b.operand(depth)
	case 2:
		return b.operand(depth) + ` \/ ` + b.operand(depth)
	case 3:
		return b.choose("negation", "~", "not ") + "(" + b.prop(depth-1) + ")"
	case 4:
		return b.operand(depth) + ` => ` + b.operand(depth)
	case 5:
		return b.choose("constant", "true", "false")
	default:
		panic("progen: unhandled proposition")
	}
}

func (b *builder) operand(depth int) string {
	p := b.prop(depth - 1)
	if strings.ContainsAny(p, `/\>`) {
		return "(" + p + ")"
	}
	return p
}

// atom draws a comparison of a final value.
func (b *builder) atom() string {
	all := b.finals()
	f := all[b.intIn("final", 0, len(all)-1)]
	left := f.name
	if f.memory && b.oneIn("brackets", 4) {
		left = "[" + left + "]"
	}
	equal := "="
	if b.oneIn("other comparison", 4) {
		equal = b.choose("comparison", "==", "!=", "<>")
	}
	if f.address {
		if b.oneIn("null", 6) {
			return left + equal + "0"
		}
		return left + equal + b.anyOf(data)
	}
	if (equal == "=" || equal == "==") && b.oneIn("two places", 8) {
		g := all[b.intIn("final", 0, len(all)-1)]
		right := g.name
		if g.memory {
			right = b.choose("place", "["+right+"]", "*"+right)
			if strings.HasPrefix(left, "[") {
				// "[x]" can only be compared with "[y]" or with a register.
				right = "[" + g.name + "]"
			}
		}
		return left + equal + right
	}
	value := fmt.Sprint(b.intIn("value", 0, 2))
	if b.oneIn("odd value", 15) {
		value = b.choose("value", "-1", "255", "300", "0x10", "3")
	}
	return left + equal + value
}
