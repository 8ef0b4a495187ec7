package kernel

// order is one of the four orderings that a value-returning RMW comes in.
type order struct {
	// suffix is what follows the name of the primitive.
	suffix string
	// tag is carried by both halves of the RMW.
	tag string
}

// orders returns the four orderings, the full one first.
func orders() []order {
	return []order{
		{"", "MB"},
		{"_relaxed", "ONCE"},
		{"_acquire", "ACQUIRE"},
		{"_release", "RELEASE"},
	}
}
