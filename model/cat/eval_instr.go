package cat

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// state is what the instructions before a point have made.
type state struct {
	env *env
	// flags is never appended to in place: branches share it.
	flags     []Flagged
	undefined bool
	// passed is the number of axioms that held.
	passed int
}

// next is what remains to be done after a list of instructions. It reports
// whether the search goes on.
type next func(state) (bool, error)

// run evaluates the instructions in order and then k, once for each combination
// of choices whose axioms hold.
func (in *interp) run(list []Instr, s state, k next) (bool, error) {
	for i, instr := range list {
		rest := func(s state) (bool, error) { return in.run(list[i+1:], s, k) }
		var err error
		switch instr := instr.(type) {
		case *Let:
			s.env, err = in.let(instr.Rec, instr.Bindings, s.env)
		case *Test:
			var ok bool
			if ok, err = in.test(instr, &s); err == nil && !ok {
				return true, nil
			}
		case *Include:
			return in.run(instr.Instrs, s, rest)
		case *Show:
			// Show is for drawings; it has no value.
		case *Procedure:
			s.env = in.procedure(instr, s.env)
		case *Call:
			return in.call(instr, s, rest)
		case *With:
			return in.choose(instr, s, rest)
		case *ForOrder:
			return in.forall(instr, s, rest)
		case *If:
			var ok bool
			if ok, err = in.cond(instr.Cond, s.env); err == nil {
				if ok {
					return in.run(instr.Then, s, rest)
				}
				return in.run(instr.Else, s, rest)
			}
		case *Enum:
			s.env = in.enum(instr, s.env)
		case *Instructions:
			// The classes of tags are not enforced for C.
		default:
			panic(fmt.Sprintf("cat: unhandled instruction %T", instr))
		}
		if err != nil {
			return false, err
		}
	}
	return k(s)
}

// test evaluates an axiom or a flag. It reports whether the branch goes on.
func (in *interp) test(t *Test, s *state) (bool, error) {
	v, err := in.expr(t.Expr, s.env)
	if err != nil {
		return false, err
	}
	holds, err := in.holds(t, v)
	if err != nil {
		return false, err
	}
	switch t.Role {
	case Require:
		if !holds {
			if in.reject != nil {
				in.reject(&Rejection{Test: t, Value: eventsOf(v, in.n), env: s.env.freeze(), n: in.n}, s.passed)
			}
			return false, nil
		}
		s.passed++
	case Flag:
		if holds {
			f := Flagged{Name: t.Name, Test: t, Pairs: pairsOf(v, in.n)}
			s.flags = append(s.flags[:len(s.flags):len(s.flags)], f)
		}
	case UndefinedUnless:
		s.undefined = s.undefined || !holds
	case Assert:
		if !holds {
			return false, errorf(t.Span(), "assertion %s does not hold", t.Name)
		}
	default:
		panic(fmt.Sprintf("cat: unhandled role %d", t.Role))
	}
	return true, nil
}

// holds decides a test on the value of its expression.
func (in *interp) holds(t *Test, v value) (bool, error) {
	holds := false
	switch t.Kind {
	case Acyclic, Irreflexive:
		r, ok := asRel(v, in.n)
		if !ok {
			return false, errorf(t.Expr.Span(), "%s needs a relation, this is %s", t.Kind, v.kind())
		}
		if t.Kind == Acyclic {
			holds = r.IsAcyclic()
		} else {
			holds = r.IsIrreflexive()
		}
	case Empty:
		var err error
		if holds, err = in.isEmpty(v, t.Expr); err != nil {
			return false, err
		}
	default:
		panic(fmt.Sprintf("cat: unhandled test %d", t.Kind))
	}
	return holds != t.Negated, nil
}

// isEmpty reports whether a value has no elements.
func (in *interp) isEmpty(v value, at Expr) (bool, error) {
	switch v := v.(type) {
	case setVal:
		return v.s.IsEmpty(), nil
	case relVal:
		return v.r.IsEmpty(), nil
	case emptyVal:
		return true, nil
	case universeVal:
		return in.n == 0, nil
	case *valueSet:
		return v.empty()
	case eventVal, tagVal, tupleVal, *funcVal, *builtinVal, *procVal:
		return false, errorf(at.Span(), "empty needs a set or a relation, this is %s", v.kind())
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
}

// pairsOf returns the elements of a set or relation as pairs.
func pairsOf(v value, n int) []rel.Pair {
	switch e := eventsOf(v, n).(type) {
	case *rel.Rel:
		return e.Pairs()
	case *rel.Set:
		var pairs []rel.Pair
		for _, m := range e.Members() {
			pairs = append(pairs, rel.Pair{From: m, To: m})
		}
		return pairs
	default:
		return nil
	}
}

// choose continues once for each element of a set.
func (in *interp) choose(w *With, s state, k next) (bool, error) {
	v, err := in.expr(w.From, s.env)
	if err != nil {
		return false, err
	}
	set, ok := asValues(v)
	if !ok {
		return false, errorf(w.From.Span(), "`with` needs a set to choose from, this is %s", v.kind())
	}
	s.env.freeze()
	fixed, isFixed := in.fixed[w.Name]
	if isFixed {
		if set, err = set.within(fixed, in.n); err != nil {
			return false, locate(err, w.From)
		}
	}
	more, none := true, true
	eachErr := set.each(func(v value) bool {
		if err = in.ctx.Err(); err != nil {
			return false
		}
		if isFixed && !sameValue(v, relVal{fixed}, in.n) {
			return true
		}
		none = false
		branch := s
		branch.env = s.env.bind(w.Name, v)
		more, err = k(branch)
		return more && err == nil
	})
	if err == nil {
		err = eachErr
	}
	if none && err == nil && in.reject != nil {
		in.reject(&Rejection{Choice: w, env: s.env, n: in.n}, s.passed)
	}
	return more, err
}

// forall runs the body for each element of a set, one after the other; all of
// their axioms must hold. What the body defines ends with it.
func (in *interp) forall(f *ForOrder, s state, k next) (bool, error) {
	v, err := in.expr(f.Set, s.env)
	if err != nil {
		return false, err
	}
	set, ok := asValues(v)
	if !ok {
		return false, errorf(f.Set.Span(), "`forall` needs a set to go through, this is %s", v.kind())
	}
	elems, err := set.list()
	if err != nil {
		return false, locate(err, f.Set)
	}
	outer := s.env.freeze()
	var step func(i int, s state) (bool, error)
	step = func(i int, s state) (bool, error) {
		if err := in.ctx.Err(); err != nil {
			return false, err
		}
		if i == len(elems) {
			s.env = outer
			return k(s)
		}
		s.env = outer.child().bind(f.Var, elems[i])
		return in.run(f.Body, s, func(s state) (bool, error) { return step(i+1, s) })
	}
	return step(0, s)
}

// procedure defines a procedure.
func (in *interp) procedure(p *Procedure, e *env) *env {
	proc := &procVal{def: p, env: e.freeze()}
	e = e.bind(p.Name, proc)
	if p.Rec {
		proc.env = e.freeze()
	}
	return e
}

// call runs the body of a procedure. What it defines ends with it.
func (in *interp) call(c *Call, s state, k next) (bool, error) {
	v, ok := s.env.lookup(c.Name)
	if !ok {
		return false, errorf(c.Span(), "undefined procedure %s", c.Name)
	}
	proc, ok := v.(*procVal)
	if !ok {
		return false, errorf(c.Span(), "%s is not a procedure but %s", c.Name, v.kind())
	}
	arg, err := in.expr(c.Arg, s.env)
	if err != nil {
		return false, err
	}
	if err := in.enter(c); err != nil {
		return false, err
	}
	defer in.leave()
	inner := s
	if inner.env, err = bindParam(proc.def.Param, arg, proc.env.child(), c); err != nil {
		return false, err
	}
	caller := s.env.freeze()
	return in.run(proc.def.Body, inner, func(s state) (bool, error) {
		s.env = caller
		return k(s)
	})
}

// enum defines a set of tags, and the set of events of each tag.
func (in *interp) enum(x *Enum, e *env) *env {
	var tags []value
	for _, tag := range x.Tags {
		tags = append(tags, tagVal(tag))
		e = e.bind(tagSetName(tag), setVal{in.tagged(tag)})
	}
	return e.bind(x.Name, listedSet(tags))
}

// tagged returns the events that carry a tag.
func (in *interp) tagged(tag string) *rel.Set {
	if s, ok := in.x.Tags[tag]; ok {
		return s
	}
	return rel.NewSet(in.n)
}

// tagSetName returns the name of the set of a tag's events: the tag with its
// first letter in upper case.
func tagSetName(tag string) string {
	first, size := utf8.DecodeRuneInString(tag)
	return string(unicode.ToUpper(first)) + tag[size:]
}

// cond decides the condition of an if.
func (in *interp) cond(c Cond, e *env) (bool, error) {
	switch c := c.(type) {
	case *VariantCond:
		return in.m.Variants[c.Name], nil
	case *NotCond:
		ok, err := in.cond(c.X, e)
		return !ok, err
	case *AndCond:
		ok, err := in.cond(c.X, e)
		if err != nil || !ok {
			return false, err
		}
		return in.cond(c.Y, e)
	case *OrCond:
		ok, err := in.cond(c.X, e)
		if err != nil || ok {
			return ok, err
		}
		return in.cond(c.Y, e)
	case *EqCond:
		x, y, err := in.both(c.X, c.Y, e)
		return err == nil && sameValue(x, y, in.n), err
	case *SubsetCond:
		x, y, err := in.both(c.X, c.Y, e)
		if err != nil {
			return false, err
		}
		return in.subset(x, y, c)
	default:
		panic(fmt.Sprintf("cat: unhandled condition %T", c))
	}
}
