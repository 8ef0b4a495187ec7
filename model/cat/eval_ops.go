package cat

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// family says which operations of sets apply to two operands.
type family uint8

const (
	mismatched family = iota
	// anything is for operands that both stand for any kind of set.
	anything
	events
	relations
	values
)

// familyOf returns how two operands of a set operation are combined. The empty
// set and the universe take the form of the other operand.
func familyOf(a, b value) family {
	f, g := familyOf1(a), familyOf1(b)
	switch {
	case f == g:
		return f
	case f == anything:
		return g
	case g == anything:
		return f
	default:
		return mismatched
	}
}

func familyOf1(v value) family {
	switch v := v.(type) {
	case emptyVal, universeVal:
		return anything
	case setVal, eventVal:
		return events
	case relVal:
		return relations
	case tupleVal:
		if _, ok := asPair(v); ok {
			return relations
		}
		return mismatched
	case *valueSet:
		return values
	case tagVal, *funcVal, *builtinVal, *procVal:
		return mismatched
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
}

// unary applies a unary operator.
func (in *interp) unary(x *Unary, v value) (value, error) {
	if x.Op == ComplementOp {
		switch v := v.(type) {
		case setVal:
			return setVal{v.s.Complement()}, nil
		case relVal:
			return relVal{v.r.Complement()}, nil
		case emptyVal:
			return universeVal{}, nil
		case universeVal:
			return emptyVal{}, nil
		default:
			return nil, errorf(x.X.Span(), "~ needs a set of events or a relation, this is %s", v.kind())
		}
	}
	r, ok := asRel(v, in.n)
	if !ok {
		return nil, errorf(x.X.Span(), "%s needs a relation, this is %s", x.Op, v.kind())
	}
	switch x.Op {
	case PlusOp:
		return relVal{r.Plus()}, nil
	case StarOp:
		return relVal{r.Star()}, nil
	case OptOp:
		return relVal{r.Opt()}, nil
	case InverseOp:
		return relVal{r.Inverse()}, nil
	default:
		panic(fmt.Sprintf("cat: unhandled operator %s", x.Op))
	}
}

// binary applies a binary operator.
func (in *interp) binary(x *Binary, a, b value) (value, error) {
	switch x.Op {
	case UnionOp, InterOp, DiffOp:
		return in.setOperation(x, a, b)
	case AddOp:
		return in.insert(a, b, x)
	case SeqOp:
		r, ok1 := asRel(a, in.n)
		s, ok2 := asRel(b, in.n)
		if !ok1 || !ok2 {
			return nil, in.operandError(x, "relations", a, b)
		}
		return relVal{r.Seq(s)}, nil
	case ProductOp:
		s, ok1 := asSet(a, in.n)
		t, ok2 := asSet(b, in.n)
		if !ok1 || !ok2 {
			return nil, in.operandError(x, "sets of events", a, b)
		}
		return relVal{rel.Product(s, t)}, nil
	default:
		panic(fmt.Sprintf("cat: unhandled operator %s", x.Op))
	}
}

func (in *interp) operandError(x *Binary, want string, a, b value) error {
	return errorf(x.Span(), "%s needs %s, these are %s and %s", x.Op, want, a.kind(), b.kind())
}

// setOperation computes a union, an intersection or a difference.
func (in *interp) setOperation(x *Binary, a, b value) (value, error) {
	switch familyOf(a, b) {
	case anything:
		return anythingOperation(x.Op, a, b), nil
	case events:
		s, _ := asSet(a, in.n)
		t, _ := asSet(b, in.n)
		switch x.Op {
		case UnionOp:
			return setVal{s.Union(t)}, nil
		case InterOp:
			return setVal{s.Inter(t)}, nil
		default:
			return setVal{s.Minus(t)}, nil
		}
	case relations:
		r, _ := asRel(a, in.n)
		s, _ := asRel(b, in.n)
		switch x.Op {
		case UnionOp:
			return relVal{r.Union(s)}, nil
		case InterOp:
			return relVal{r.Inter(s)}, nil
		default:
			return relVal{r.Minus(s)}, nil
		}
	case values:
		s, ok1 := asValues(a)
		t, ok2 := asValues(b)
		if !ok1 || !ok2 {
			break
		}
		switch x.Op {
		case UnionOp:
			return valueOf(x)(s.union(t, in.n))
		case InterOp:
			return valueOf(x)(s.filter(t, true, in.n))
		default:
			return valueOf(x)(s.filter(t, false, in.n))
		}
	case mismatched:
	}
	return nil, in.operandError(x, "two sets or relations of one kind", a, b)
}

// anythingOperation combines the empty set and the universe with each other.
func anythingOperation(op BinOp, a, b value) value {
	_, fullA := a.(universeVal)
	_, fullB := b.(universeVal)
	full := false
	switch op {
	case UnionOp:
		full = fullA || fullB
	case InterOp:
		full = fullA && fullB
	case DiffOp:
		full = fullA && !fullB
	case SeqOp, AddOp, ProductOp:
		panic(fmt.Sprintf("cat: %s is not an operation of sets", op))
	}
	if full {
		return universeVal{}
	}
	return emptyVal{}
}

// valueOf returns a set of values made by the node as a value.
func valueOf(at Node) func(*valueSet, error) (value, error) {
	return func(s *valueSet, err error) (value, error) {
		if err != nil {
			return nil, locate(err, at)
		}
		return s, nil
	}
}

// insert returns the set with the element v added: a set of events, a relation
// or a set of values, after what v is.
func (in *interp) insert(v, set value, at Node) (value, error) {
	if e, ok := v.(eventVal); ok && familyOf(v, set) == events {
		s, _ := asSet(set, in.n)
		s = s.Clone()
		s.Add(int(e))
		return setVal{s}, nil
	}
	if p, ok := asPair(v); ok && familyOf(v, set) == relations {
		r, _ := asRel(set, in.n)
		r = r.Clone()
		r.Add(p.From, p.To)
		return relVal{r}, nil
	}
	switch set := set.(type) {
	case emptyVal:
		return listedSet([]value{v}), nil
	case *valueSet:
		return valueOf(at)(set.insert(v, in.n))
	default:
		return nil, errorf(at.Span(), "cannot add %s to %s", v.kind(), set.kind())
	}
}

// subset reports whether a ⊆ b.
func (in *interp) subset(a, b value, at Node) (bool, error) {
	switch familyOf(a, b) {
	case anything:
		_, full := a.(universeVal)
		_, fullB := b.(universeVal)
		return !full || fullB, nil
	case events:
		s, _ := asSet(a, in.n)
		t, _ := asSet(b, in.n)
		return s.Minus(t).IsEmpty(), nil
	case relations:
		r, _ := asRel(a, in.n)
		s, _ := asRel(b, in.n)
		return r.SubsetOf(s), nil
	case values:
		s, ok1 := asValues(a)
		t, ok2 := asValues(b)
		if ok1 && ok2 {
			in, err := s.subsetOf(t, in.n)
			return in, locate(err, at)
		}
	case mismatched:
	}
	return false, errorf(at.Span(), "cannot compare %s with %s", a.kind(), b.kind())
}
