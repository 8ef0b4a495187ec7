package cat

import (
	"errors"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxDepth bounds the nesting of calls, so that a function that calls itself
// without end is an error.
const maxDepth = 20000

// enter counts a call; leave must follow.
func (in *interp) enter(at Node) error {
	in.depth++
	if in.depth > maxDepth {
		in.depth--
		return errorf(at.Span(), "more than %d nested calls: the function does not seem to end", maxDepth)
	}
	if err := in.ctx.Err(); err != nil {
		in.depth--
		return err
	}
	return nil
}

func (in *interp) leave() { in.depth-- }

// expr evaluates an expression.
func (in *interp) expr(x Expr, e *env) (value, error) {
	switch x := x.(type) {
	case *Name:
		v, ok := e.lookup(x.Name)
		if !ok {
			return nil, errorf(x.Span(), "undefined name %s", x.Name)
		}
		return v, nil
	case *EmptyRel:
		return relVal{rel.New(in.n)}, nil
	case *Universe:
		return universeVal{}, nil
	case *TagExpr:
		return tagVal(x.Tag), nil
	case *SetExpr:
		var set value = emptyVal{}
		for _, elem := range x.Elems {
			v, err := in.expr(elem, e)
			if err != nil {
				return nil, err
			}
			if set, err = in.insert(v, set, elem); err != nil {
				return nil, err
			}
		}
		return set, nil
	case *IdentityExpr:
		v, err := in.expr(x.X, e)
		if err != nil {
			return nil, err
		}
		s, ok := asSet(v, in.n)
		if !ok {
			return nil, errorf(x.X.Span(), "[…] needs a set of events, this is %s", v.kind())
		}
		return relVal{rel.Identity(s)}, nil
	case *Unary:
		v, err := in.expr(x.X, e)
		if err != nil {
			return nil, err
		}
		return in.unary(x, v)
	case *Binary:
		a, b, err := in.both(x.X, x.Y, e)
		if err != nil {
			return nil, err
		}
		return in.binary(x, a, b)
	case *Apply:
		f, arg, err := in.both(x.Fun, x.Arg, e)
		if err != nil {
			return nil, err
		}
		return in.apply(f, arg, x)
	case *TupleExpr:
		t := tupleVal{}
		for _, elem := range x.Elems {
			v, err := in.expr(elem, e)
			if err != nil {
				return nil, err
			}
			t = append(t, v)
		}
		return t, nil
	case *LetExpr:
		inner, err := in.let(x.Rec, x.Bindings, e.child())
		if err != nil {
			return nil, err
		}
		return in.expr(x.Body, inner)
	case *FunExpr:
		return &funcVal{param: x.Param, body: x.Body, env: e.freeze()}, nil
	case *MatchExpr:
		return in.match(x, e)
	case *TryExpr:
		v, err := in.expr(x.X, e)
		var problem *diag.Problem
		if errors.As(err, &problem) {
			return in.expr(x.Else, e)
		}
		return v, err
	case *IfExpr:
		ok, err := in.cond(x.Cond, e)
		switch {
		case err != nil:
			return nil, err
		case ok:
			return in.expr(x.Then, e)
		default:
			return in.expr(x.Else, e)
		}
	default:
		panic(fmt.Sprintf("cat: unhandled expression %T", x))
	}
}

// both evaluates two expressions.
func (in *interp) both(x, y Expr, e *env) (value, value, error) {
	a, err := in.expr(x, e)
	if err != nil {
		return nil, nil, err
	}
	b, err := in.expr(y, e)
	return a, b, err
}

// apply applies a function to its argument.
func (in *interp) apply(f, arg value, at *Apply) (value, error) {
	if err := in.enter(at); err != nil {
		return nil, err
	}
	defer in.leave()
	switch f := f.(type) {
	case *funcVal:
		e, err := bindParam(f.param, arg, f.env.child(), at)
		if err != nil {
			return nil, err
		}
		return in.expr(f.body, e)
	case *builtinVal:
		return f.apply(in, arg, at)
	default:
		return nil, errorf(at.Fun.Span(), "this is not a function but %s", f.kind())
	}
}

// bindParam binds the names of a parameter to the parts of an argument.
func bindParam(p *Pattern, arg value, e *env, at Node) (*env, error) {
	return bindNames(p.Names, p.Tuple, arg, e, at)
}

// bindNames binds one name to a value, or several to the parts of a tuple.
func bindNames(names []string, tuple bool, arg value, e *env, at Node) (*env, error) {
	if len(names) == 1 {
		return e.bind(names[0], arg), nil
	}
	parts, ok := arg.(tupleVal)
	if !ok || len(parts) != len(names) {
		got := arg.kind()
		if ok {
			got = fmt.Sprintf("a tuple of %d", len(parts))
		}
		return nil, errorf(at.Span(), "want %d values, got %s", len(names), got)
	}
	for i, name := range names {
		e = e.bind(name, parts[i])
	}
	return e, nil
}

// match evaluates a case distinction on a set or on a tag.
func (in *interp) match(x *MatchExpr, e *env) (value, error) {
	v, err := in.expr(x.X, e)
	if err != nil {
		return nil, err
	}
	if len(x.Tags) > 0 {
		return in.matchTag(x, v, e)
	}
	first, rest, err := in.pick(v, x)
	if err != nil {
		return nil, err
	}
	if first == nil {
		return in.expr(x.Empty, e)
	}
	return in.expr(x.Cons, e.child().bind(x.First, first).bind(x.Rest, rest))
}

// pick takes one element out of a set; first is nil if there is none.
func (in *interp) pick(v value, x *MatchExpr) (first, rest value, err error) {
	switch v := v.(type) {
	case emptyVal:
		return nil, nil, nil
	case setVal:
		members := v.s.Members()
		if len(members) == 0 {
			return nil, nil, nil
		}
		others := v.s.Clone()
		others.Remove(members[0])
		return eventVal(members[0]), setVal{others}, nil
	case relVal:
		if v.r.IsEmpty() {
			return nil, nil, nil
		}
		p := v.r.Pairs()[0]
		others := v.r.Clone()
		others.Remove(p.From, p.To)
		return tupleVal{eventVal(p.From), eventVal(p.To)}, relVal{others}, nil
	case *valueSet:
		elems, err := v.list()
		if err != nil || len(elems) == 0 {
			return nil, nil, locate(err, x.X)
		}
		return elems[0], listedSet(elems[1:]), nil
	case universeVal:
		return in.pick(setVal{rel.FullSet(in.n)}, x)
	case eventVal, tagVal, tupleVal, *funcVal, *builtinVal, *procVal:
		return nil, nil, errorf(x.X.Span(), "match needs a set, this is %s", v.kind())
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
}

// matchTag evaluates the clause of a tag.
func (in *interp) matchTag(x *MatchExpr, v value, e *env) (value, error) {
	tag, ok := v.(tagVal)
	if !ok {
		return nil, errorf(x.X.Span(), "match on tags needs a tag, this is %s", v.kind())
	}
	for _, c := range x.Tags {
		if c.Tag == string(tag) || c.Tag == "_" {
			return in.expr(c.Body, e)
		}
	}
	return nil, errorf(x.Span(), "no clause for the tag '%s", tag)
}
