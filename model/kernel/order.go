package kernel

// order is one of the four orderings that a value-returning RMW comes in.
type order struct {
	// suffix is what follows the name of the primitive.
	suffix string
	// tag is carried by both halves of the RMW.
	tag string
	// orders and not are what an RMW of this ordering orders, and does not.
	orders, not string
}

// orders returns the four orderings, the full one first.
func orders() []order {
	return []order{
		{
			suffix: "", tag: "MB",
			orders: "Full: earlier accesses come before its load, later accesses come after its store, and earlier ones come before later ones, for every CPU, as with `smp_mb` on both sides.",
			not:    "The accesses of other CPUs, which need order of their own.",
		},
		{
			suffix: "_relaxed", tag: "ONCE",
			orders: "Only what depends on its value: dependent stores, and loads whose address depends on it, come after its load.",
			not:    "Accesses before or after it that do not depend on it. Add `smp_mb__before_atomic` or `smp_mb__after_atomic`, or take another ordering.",
		},
		{
			suffix: "_acquire", tag: "ACQUIRE",
			orders: "Its load comes before every later access. If it reads a release store, all that preceded that store is seen by those later accesses.",
			not:    "Earlier accesses. Its own store half: later accesses may come before that store is seen by other CPUs.",
		},
		{
			suffix: "_release", tag: "RELEASE",
			orders: "All earlier accesses, and the stores of others that this CPU had read, come before its store.",
			not:    "Later accesses. Its own load half: earlier accesses may come after that load.",
		},
	}
}

// adverb is how a summary speaks of the ordering.
func (o order) adverb() string {
	switch o.tag {
	case "MB":
		return ", fully ordered"
	case "ACQUIRE":
		return ", with acquire order"
	case "RELEASE":
		return ", with release order"
	default:
		return ", without order"
	}
}

// pair is the event part of an RMW whose halves carry tag.
func pair(tag string) string {
	return "An atomic read and write of the object, both tagged `" + tag + "`."
}

// atomicity is what every RMW guarantees, whatever its order.
const atomicity = "No other store comes between its load and its store. "

// chain is how an RMW passes on the order of the store that it reads.
const chain = " If the store that it updates was a release, a CPU that acquires the result sees what preceded that release too."
