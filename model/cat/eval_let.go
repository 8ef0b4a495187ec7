package cat

// let evaluates bindings and returns the environment after them. Without rec
// all bodies see the environment before the let.
func (in *interp) let(rec bool, bindings []*Binding, e *env) (*env, error) {
	if rec {
		return in.letRec(bindings, e)
	}
	values := make([]value, len(bindings))
	for i, b := range bindings {
		v, err := in.binding(b, e)
		if err != nil {
			return nil, err
		}
		values[i] = v
	}
	for i, b := range bindings {
		var err error
		if e, err = define(b, values[i], e); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// binding evaluates the body of a binding, or makes its function.
func (in *interp) binding(b *Binding, e *env) (value, error) {
	if b.Param != nil {
		return &funcVal{name: b.Name, param: b.Param, body: b.Body, env: e.freeze()}, nil
	}
	return in.expr(b.Body, e)
}

// define binds what a binding defines.
func define(b *Binding, v value, e *env) (*env, error) {
	if b.Name != "" || len(b.Names) == 0 {
		return e.bind(b.Name, v), nil
	}
	return bindNames(b.Names, true, v, e, b)
}

// letRec evaluates bindings that refer to each other. Functions see the final
// values. The others start empty and are computed again in the order written,
// each from the newest values, until none gains an element. That is the least
// fixpoint of monotone bodies; LKMM's matching of critical sections is not
// monotone and relies on the order.
func (in *interp) letRec(bindings []*Binding, e *env) (*env, error) {
	// The frame changes while the fixpoint is computed; what is captured
	// meanwhile shall see the changes.
	frame := e.freeze().child()
	var plain []*Binding
	for _, b := range bindings {
		if b.Name == "" {
			return nil, errorf(b.Span(), "let rec defines single names only")
		}
		frame.vars[b.Name] = emptyVal{}
		if _, isFun := b.Body.(*FunExpr); b.Param == nil && !isFun {
			plain = append(plain, b)
			continue
		}
		v, err := in.binding(b, frame)
		if err != nil {
			return nil, err
		}
		frame.vars[b.Name] = v
	}
	// A monotone body gains a pair in every round but the last.
	rounds := len(plain)*(in.n*in.n+1) + 2
	for range rounds {
		grown, err := in.recompute(plain, frame)
		if err != nil || !grown {
			return frame.freeze(), err
		}
		if err := in.ctx.Err(); err != nil {
			return nil, err
		}
	}
	return nil, errorf(bindings[0].Span(), "the recursive definition of %s does not reach a fixpoint", bindings[0].Name)
}

// recompute evaluates each binding once and reports whether some value gained
// an element.
func (in *interp) recompute(bindings []*Binding, frame *env) (bool, error) {
	grown := false
	for _, b := range bindings {
		v, err := in.expr(b.Body, frame)
		if err != nil {
			return false, err
		}
		within, err := in.subset(v, frame.vars[b.Name], b.Body)
		if err != nil {
			return false, err
		}
		grown = grown || !within
		frame.vars[b.Name] = v
	}
	return grown, nil
}
