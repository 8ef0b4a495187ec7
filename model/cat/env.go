package cat

// env is a lexical environment: frames of bindings, the innermost first. A
// frame that something else refers to (a closure, a branch of a choice) is
// frozen, so that later bindings of the same names go to a new frame and do not
// change what was captured.
type env struct {
	parent *env
	vars   map[string]value
	frozen bool
}

// child returns an empty frame inside e.
func (e *env) child() *env { return &env{parent: e, vars: map[string]value{}} }

// freeze keeps later bindings out of the frame and returns it.
func (e *env) freeze() *env {
	e.frozen = true
	return e
}

// bind returns the environment in which name means v.
func (e *env) bind(name string, v value) *env {
	if e.frozen {
		e = e.child()
	}
	e.vars[name] = v
	return e
}

// lookup returns the innermost meaning of name.
func (e *env) lookup(name string) (value, bool) {
	for ; e != nil; e = e.parent {
		if v, ok := e.vars[name]; ok {
			return v, true
		}
	}
	return nil, false
}
