package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// addItem takes an item of the init block, unless its place has one already.
func (u *unit) addItem(it *initItem) {
	if it.thread < 0 && it.array && len(it.types) == 0 && it.stars == 0 {
		if of := u.itemOf(it); of != nil {
			u.setElement(it, of)
			return
		}
	}
	if other := u.itemOf(it); other != nil {
		u.duplicate(it, other)
		return
	}
	u.itemIndex[itemKey{it.thread, it.name}] = len(u.items)
	u.items = append(u.items, it)
	if it.thread >= 0 {
		u.regInits[it.thread] = append(u.regInits[it.thread], it)
	}
}

// itemKey is the place that an item is about.
type itemKey struct {
	thread int
	name   string
}

// itemOf returns the earlier item about the same place, or nil.
func (u *unit) itemOf(it *initItem) *initItem {
	if i, ok := u.itemIndex[itemKey{it.thread, it.name}]; ok {
		return u.items[i]
	}
	return nil
}

func (u *unit) duplicate(it, first *initItem) {
	u.rep.errorf(DuplicateInit, it.nameSpan, "`%s` has an initial value already", it.nameSpan.Text()).
		Relate(first.nameSpan, "the first")
}

// setElement takes `a[1] = v`, which herd7 does not know, for a declared array.
func (u *unit) setElement(it, array *initItem) {
	n := max(array.length, len(array.values))
	if it.length >= n || len(it.values) != 1 || it.braces {
		u.rep.errorf(BadIndex, it.span, "`%s` has no element %d", it.name, it.length)
		return
	}
	u.rep.rejected(it.span, "an element of an array; give the values in braces: `%s[%d] = {…}`", it.name, n)
	for len(array.values) < n {
		array.values = append(array.values, initValue{index: -1, text: "0"})
	}
	array.values[it.length] = it.values[0]
	array.braces = true
}

// declareGlobals makes the shared variables of the init block, and then gives
// them their values, which may be addresses of one another.
func (u *unit) declareGlobals() {
	cells := 0
	for _, it := range u.items {
		if it.thread >= 0 {
			continue
		}
		g := u.prog.Globals[u.global(it.name, it.nameSpan)]
		g.Span, g.Implicit = it.nameSpan, false
		g.Type = u.itemType(it)
		if it.array {
			g.Len = u.arrayLen(it)
			cells += g.Len
		}
	}
	if cells > maxCells {
		u.rep.errorf(TooLarge, u.file.Span(u.at.open, u.at.open+1), "the arrays have %d elements together; %d are supported", cells, maxCells)
		return
	}
	for _, it := range u.items {
		if it.thread >= 0 {
			continue
		}
		g := u.prog.Globals[u.globals[it.name]]
		g.Init = make([]prog.Value, g.Elems())
		for i, x := range it.values[:min(len(it.values), len(g.Init))] {
			value := u.value(x)
			g.AddrInit = g.AddrInit || value.Kind == prog.Addr
			g.Init[i] = g.Type.Truncate(value)
		}
	}
}

// arrayLen returns the number of elements of an array.
func (u *unit) arrayLen(it *initItem) int {
	switch n := len(it.values); {
	case it.length == 0 && n == 0:
		u.rep.errorf(BadInit, it.nameSpan, "an array has at least one element")
		return 1
	case it.length == 0:
		return n
	case n > 0 && !it.braces && n != it.length:
		u.rep.errorf(BadInit, it.span, "an array has its values in braces: `%s[%d] = {…}`", it.name, it.length)
	case n > 0 && it.braces && n != it.length:
		u.rep.errorf(BadInit, it.span, "`%s` has %s but %s", it.name, count(it.length, "element"), count(n, "value"))
	}
	if len(it.types) == 0 && it.stars == 0 {
		u.rep.rejected(it.nameSpan, "an array needs a type: `int %s[%d]`", it.name, it.length)
	}
	if it.stars > 0 {
		u.rep.rejected(it.nameSpan, "an array of pointers; declare it as `int %s[%d]`", it.name, it.length)
	}
	return it.length
}

// itemType returns the type that an item declares.
func (u *unit) itemType(it *initItem) prog.Type {
	var words []string
	for _, w := range it.types {
		if !isQualifier(w) && !isStorage(w) {
			words = append(words, w)
		}
	}
	name := strings.Join(words, " ")
	if it.stars > 0 {
		return prog.Type{Name: name, Bits: 32, Unsigned: true, Pointer: true}
	}
	if len(it.types) == 0 {
		return prog.Type{}
	}
	if name == "" {
		u.rep.rejected(it.span, "a type is missing: write `int %s`", it.name)
		return prog.Type{}
	}
	t, ok := scalarType(name)
	switch {
	case isWide(name):
		u.rep.errorf(UnknownType, it.span, "`%s` has 64 bits or more; values have 32 here: declare `int %s`", name, it.name)
		return prog.Type{Name: name}
	case isObject(name) && len(it.types) > 1:
		return prog.Type{Name: name} // it has its hint
	case isObject(name):
		u.rep.rejected(it.span, "it does not know the size of `%s`; leave the item out, or write `%s = 0`", name, it.name)
		return prog.Type{Name: name}
	case !ok:
		u.rep.errorf(UnknownType, it.span, "the size of the type `%s` is not known; declare `int %s`", shown(name), it.name)
		return prog.Type{Name: name}
	case len(it.types) == 1 && !herdScalar(name):
		u.rep.rejected(it.span, "it does not know the size of `%s`; declare `int %s`", name, it.name)
	}
	return t
}

// isObject reports whether the type is that of a lock or srcu structure, whose
// value does not matter.
func isObject(name string) bool {
	switch name {
	case "spinlock_t", "raw_spinlock_t", "struct srcu_struct", "srcu_struct", "struct spinlock":
		return true
	}
	return false
}

// initRegisters gives the registers of a thread the values of the init block.
func (u *unit) initRegisters(th *thread) {
	for _, it := range u.regInits[th.ID] {
		if i, ok := th.regs[it.name]; ok {
			u.rep.errorf(DuplicateInit, it.nameSpan, "`%s` is a parameter of %s and has the address of the shared variable as its value", it.name, th.Name).
				Relate(th.Regs[i].Span, "the parameter")
			continue
		}
		reg := th.reg(it.name, it.nameSpan)
		th.info[reg].written = true
		if it.stars > 0 {
			th.info[reg].typ = ctype{base: strings.Join(it.types, " "), stars: it.stars}
		}
		if it.array {
			u.rep.errorf(BadInit, it.span, "a register is no array")
			continue
		}
		if len(it.values) > 0 {
			th.Regs[reg].Init = u.value(it.values[0])
		}
	}
}

// checkRegInits reports registers of threads that do not exist.
func (u *unit) checkRegInits() {
	for _, it := range u.items {
		if it.thread >= len(u.threads) {
			u.noThread(it.thread, it.nameSpan)
		}
	}
}
