package main

// choice is a flag whose value is one of a few, parsed by a function of the
// package that knows them.
type choice[T interface{ String() string }] struct {
	value T
	parse func(string) (T, error)
	kind  string
}

// String returns the value as the flag spells it.
func (c *choice[T]) String() string { return c.value.String() }

// Set parses the flag.
func (c *choice[T]) Set(s string) error {
	v, err := c.parse(s)
	if err != nil {
		return err
	}
	c.value = v
	return nil
}

// Type names the value in the help.
func (c *choice[T]) Type() string { return c.kind }
