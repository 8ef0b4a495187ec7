package litmus

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// hash returns the fingerprint of the test: the MD5 of the MD5s of the init
// block, the code and the observed places, as herd7 prints them.
func (u *unit) hash() string {
	var all []byte
	for _, text := range []string{u.hashInit(), u.hashCode(), u.hashObserved()} {
		sum := md5.Sum([]byte(text))
		all = append(all, sum[:]...)
	}
	sum := md5.Sum(all)
	return hex.EncodeToString(sum[:])
}

// hashInit returns the items of the init block, registers first.
func (u *unit) hashInit() string {
	items := slices.Clone(u.items)
	slices.SortStableFunc(items, func(a, b *initItem) int {
		aReg, bReg := a.thread >= 0, b.thread >= 0
		switch {
		case aReg && !bReg:
			return -1
		case bReg && !aReg:
			return 1
		}
		return cmp.Or(cmp.Compare(a.thread, b.thread), compareNames(a.name, b.name))
	})
	var parts []string
	for _, it := range items {
		parts = append(parts, it.hashText())
	}
	return strings.Join(parts, "; ")
}

// hashText returns an item of the init block as the hash has it.
func (it *initItem) hashText() string {
	var b strings.Builder
	for _, w := range it.types {
		b.WriteString(w + " ")
	}
	b.WriteString(strings.Repeat("*", it.stars))
	if it.thread >= 0 {
		// To herd7 an address written with `&` makes the register a pointer.
		if len(it.types) == 0 && it.stars == 0 && len(it.values) == 1 && it.values[0].ampersand {
			b.WriteString("*")
		}
		fmt.Fprintf(&b, "%d:", it.thread)
	}
	b.WriteString(it.name)
	switch {
	case it.array:
		fmt.Fprintf(&b, "[%d]", max(it.length, len(it.values)))
	case len(it.values) == 0:
		b.WriteString("=0")
	default:
		b.WriteString("=" + it.values[0].text)
	}
	return b.String()
}

// hashCode returns the threads with their bodies as they are written.
func (u *unit) hashCode() string {
	var texts []string
	for _, th := range u.threads {
		texts = append(texts, fmt.Sprintf(" %s(%s) {\n%s\n}\n ", th.Name, strings.Join(th.params, ", "), th.body))
	}
	return strings.Join(texts, "|") + ";\n"
}

// hashObserved returns the places that a state line shows, in their order.
func (u *unit) hashObserved() string {
	var names []string
	for _, x := range displayed(u.prog) {
		name := placeText(u.prog, x, !isWhole(u.prog, x))
		if bare, ok := strings.CutPrefix(name, "["); ok {
			name = strings.TrimSuffix(bare, "]")
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// displayed returns the places of `locations` and the condition, each once, in
// the order of the columns of a state line: registers by thread and name,
// variables by name, then elements of arrays.
func displayed(p *prog.Program) []prog.Place {
	places := slices.Clone(p.Locations)
	var walk func(prog.Prop)
	walk = func(x prog.Prop) {
		switch x := x.(type) {
		case *prog.PropConst:
		case *prog.Atom:
			places = append(places, x.Left)
			if x.Right != nil {
				places = append(places, *x.Right)
			}
			if x.Deref != nil {
				places = append(places, *x.Deref)
			}
		case *prog.Not:
			walk(x.X)
		case *prog.AndProp:
			walk(x.X)
			walk(x.Y)
		case *prog.OrProp:
			walk(x.X)
			walk(x.Y)
		case *prog.Implies:
			walk(x.X)
			walk(x.Y)
		default:
			panic(fmt.Sprintf("litmus: unhandled proposition %T", x))
		}
	}
	walk(p.Cond.Prop)
	slices.SortStableFunc(places, func(a, b prog.Place) int { return comparePlaces(p, a, b) })
	return slices.CompactFunc(places, func(a, b prog.Place) bool { return comparePlaces(p, a, b) == 0 })
}

// comparePlaces orders places as the columns of a state line.
func comparePlaces(p *prog.Program, a, b prog.Place) int {
	group := func(x prog.Place) int {
		switch {
		case x.IsReg():
			return 0
		case !x.Cell:
			return 1
		default:
			return 2
		}
	}
	if d := cmp.Compare(group(a), group(b)); d != 0 {
		return d
	}
	if a.IsReg() {
		names := [2]string{p.Threads[a.Thread].Regs[a.Reg].Name, p.Threads[b.Thread].Regs[b.Reg].Name}
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(names[0], names[1]))
	}
	return cmp.Or(compareNames(p.Globals[a.Global].Name, p.Globals[b.Global].Name), cmp.Compare(a.Index, b.Index))
}

// compareNames orders the names of shared variables. Those that herd7 takes for
// physical addresses and page-table entries come last.
func compareNames(a, b string) int {
	group := func(name string) int {
		switch {
		case strings.HasPrefix(name, "phy_"):
			return 1
		case strings.HasPrefix(name, "pte_"):
			return 2
		default:
			return 0
		}
	}
	return cmp.Or(cmp.Compare(group(a), group(b)), cmp.Compare(a, b))
}
