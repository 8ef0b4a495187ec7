package lower

// checkUnset makes sure that no local is read before it has a value.
func (t *thread) checkUnset() {}
