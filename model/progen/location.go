package progen

import (
	"fmt"
	"strings"
)

// sort is what a location is used for.
type sort uint8

const (
	data sort = iota
	pointer
	spinlock
	srcu
)

// location is a shared variable.
type location struct {
	name string
	sort sort
	// param is the parameter's type, without the name.
	param string
	// init is the item of the init block, empty if there is none.
	init string
}

// locations draws the shared variables of a program.
func (b *builder) drawLocations() {
	names := []string{"x", "y", "z"}
	n := 1 + b.weighted("data", 2, 8, 4)
	for _, name := range names[:n] {
		b.locs = append(b.locs, b.dataLocation(name))
	}
	w := b.theme.weights()
	if w[kPointerLoad] > 0 {
		for _, name := range []string{"p", "q"}[:1+b.weighted("pointers", 6, 3)] {
			b.locs = append(b.locs, b.pointerLocation(name))
		}
	}
	if w[kLockSection] > 0 {
		for _, name := range []string{"l", "m"}[:1+b.weighted("locks", 6, 2)] {
			b.locs = append(b.locs, location{name: name, sort: spinlock, param: "spinlock_t *"})
		}
	}
	if w[kSRCUSection] > 0 {
		for _, name := range []string{"s", "t"}[:1+b.weighted("srcu structures", 6, 3)] {
			s := location{name: name, sort: srcu, param: "struct srcu_struct *"}
			if b.oneIn("srcu initial value", 12) {
				s.init = name + " = 1;"
			}
			b.locs = append(b.locs, s)
		}
	}
}

func (b *builder) dataLocation(name string) location {
	loc := location{name: name, sort: data, param: "int *"}
	if b.weighted("declaration", 6, 3) == 0 {
		if b.oneIn("initial value", 4) {
			loc.init = fmt.Sprintf("%s=%d;", name, b.intIn("value", 0, 2))
		}
		return loc
	}
	types := []string{
		"int", "atomic_t", "uint8_t", "int8_t", "short", "uint16_t", "int16_t", "long", "uint32_t", "char",
	}
	typ := types[b.intIn("type", 0, len(types)-1)]
	switch typ {
	case "atomic_t", "uint8_t", "uint16_t", "int8_t", "int16_t", "uint32_t", "long":
		// Only these are also words of the program section's grammar.
		loc.param = typ + " *"
	}
	value := b.intIn("value", 0, 2)
	if b.oneIn("odd initial value", 10) {
		value = []int{-1, 255, 300, -200, 70000}[b.intIn("value", 0, 4)]
	}
	switch b.weighted("form", 4, 2, 1) {
	case 0:
		loc.init = fmt.Sprintf("%s %s = %d;", typ, name, value)
	case 1:
		loc.init = fmt.Sprintf("%s %s;", typ, name)
	case 2:
		loc.init = fmt.Sprintf("%s %s = ATOMIC_INIT(%d);", typ, name, value)
	}
	return loc
}

func (b *builder) pointerLocation(name string) location {
	loc := location{name: name, sort: pointer, param: "int **"}
	target := b.names(data)[b.intIn("target", 0, len(b.names(data))-1)]
	switch b.weighted("pointer form", 5, 3, 2, 1) {
	case 0:
		loc.init = fmt.Sprintf("%s=%s;", name, target)
	case 1:
		loc.init = fmt.Sprintf("int *%s=&%s;", name, target)
	case 2:
		loc.init = fmt.Sprintf("int *%s = %s;", name, target)
	case 3:
		// A null pointer: its readers must look before they follow it.
		loc.init = fmt.Sprintf("int *%s = 0;", name)
		if !b.cfg.Mistakes {
			loc.init = fmt.Sprintf("%s=%s;", name, target)
		}
	}
	return loc
}

// names returns the names of the locations of one sort.
func (b *builder) names(s sort) []string {
	var out []string
	for _, l := range b.locs {
		if l.sort == s {
			out = append(out, l.name)
		}
	}
	return out
}

// anyOf draws a location of one sort.
func (b *builder) anyOf(s sort) string {
	names := b.names(s)
	return names[b.intIn("location", 0, len(names)-1)]
}

// initBlock renders the init block.
func (b *builder) initBlock() string {
	var items []string
	for _, l := range b.locs {
		if l.init != "" {
			items = append(items, l.init)
		}
	}
	for _, t := range b.threads {
		items = append(items, t.inits...)
	}
	if len(items) == 0 {
		return "{}\n"
	}
	return "{\n\t" + strings.Join(items, "\n\t") + "\n}\n"
}

// parameters renders the parameter list of a thread, without the given location.
func (b *builder) parameters(without string) string {
	var params []string
	for _, l := range b.locs {
		if l.name != without {
			params = append(params, l.param+l.name)
		}
	}
	return strings.Join(params, ", ")
}
