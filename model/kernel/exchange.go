package kernel

import "slices"

// exchanges returns the RMWs that replace a value: xchg, cmpxchg and
// atomic_add_unless. All take the pointer first.
func exchanges() []Row {
	generic := target{prefix: "", params: "T *p", value: "T"}
	atomic := target{prefix: "atomic_", params: "atomic_t *v", value: "int"}
	return slices.Concat(
		xchg(generic), xchg(atomic),
		cmpxchg(generic), cmpxchg(atomic),
		[]Row{addUnless()},
	)
}

// target is the kind of object that an exchange works on.
type target struct {
	// prefix is what precedes the primitive's name.
	prefix string
	// params declares the pointer, value names the type of the values.
	params, value string
}

func xchg(t target) []Row {
	var rows []Row
	for _, o := range orders() {
		name := t.prefix + "xchg" + o.suffix
		rows = append(rows, expr(name, "XV", "__xchg{"+o.tag+"}(X,V)", Doc{
			Signature: t.value + " " + name + "(" + t.params + ", " + t.value + " new)",
			Summary:   "Stores a new value and gives the old one, in one atomic step" + o.adverb() + ".",
			Events:    pair(o.tag),
			Orders:    atomicity + o.orders + chain,
			NotOrders: o.not,
			Use:       "Taking a value over so that exactly one CPU gets it: a pending list, a flag word, a simple lock (`xchg_acquire` to take it, `smp_store_release` to give it back).",
			Source:    atomicText,
		}))
	}
	return rows
}

func cmpxchg(t target) []Row {
	var rows []Row
	for _, o := range orders() {
		name := t.prefix + "cmpxchg" + o.suffix
		rows = append(rows, expr(name, "XVW", "__cmpxchg{"+o.tag+"}(X,V,W)", Doc{
			Signature: t.value + " " + name + "(" + t.params + ", " + t.value + " old, " + t.value + " new)",
			Summary:   "Stores new if the object holds old, in one atomic step" + o.adverb() + ", and gives the value that it held.",
			Events:    "On success, an atomic read and write, both tagged `" + o.tag + "`. On failure the read alone. It fails only when the values differ.",
			Orders:    "On success: " + lowerFirst(atomicity) + o.orders + chain,
			NotOrders: "On failure, anything: the read then has no more order than `READ_ONCE`, whatever the name says. " + o.not,
			Use:       "Updating a word from a value that was read before, again and again until it succeeds; or claiming something once, by the CPU whose `cmpxchg` gives the old value.",
			Source:    atomicText,
		}))
	}
	return rows
}

func addUnless() Row {
	full := orders()[0]
	return expr("atomic_add_unless", "XVW", "__atomic_add_unless{MB}(X,V,W)", Doc{
		Signature: "bool atomic_add_unless(atomic_t *v, int a, int u)",
		Summary:   "Adds a unless the counter is u, in one atomic step, and says whether it added.",
		Events:    "If it adds, an atomic read and write, both tagged `MB`. If not, the read alone.",
		Orders:    "If it adds: " + lowerFirst(atomicity) + full.orders + chain,
		NotOrders: "If it does not add, anything: the read then has no more order than `READ_ONCE`. " + full.not,
		Use:       "Taking a reference only while the count is not zero: `atomic_add_unless(&obj->refs, 1, 0)`.",
		Source:    atomicText,
	})
}
