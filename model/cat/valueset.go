package cat

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxListed bounds the elements of a set of values that are held at once.
const maxListed = 1 << 16

// errTooMany is the error of listing a set of more than maxListed elements.
var errTooMany = errors.New("the set has too many elements to be listed")

// valueSet is a set of values: of relations, of sets, of tags. Its elements are
// produced on demand, because the orders that a model chooses from are too many
// to be kept.
type valueSet struct {
	// elems holds the elements once listed is set.
	elems  []value
	listed bool
	// produce yields each element once, until yield returns false.
	produce func(yield func(value) bool) error
	// orders describes the set if it is a set of linear orders.
	orders *linearOrders
	// parts are the factors if it is a cross product.
	parts *crossParts
}

// linearOrders is the set of all strict total orders on a set that contain a
// relation. Comparing two such descriptions avoids listing the orders.
type linearOrders struct {
	on    *rel.Set
	above *rel.Rel
}

// listedSet returns the set of the given distinct elements.
func listedSet(elems []value) *valueSet { return &valueSet{elems: elems, listed: true} }

// each yields each element once, until yield returns false.
func (s *valueSet) each(yield func(value) bool) error {
	if !s.listed {
		return s.produce(yield)
	}
	for _, v := range s.elems {
		if !yield(v) {
			break
		}
	}
	return nil
}

// list returns all elements.
func (s *valueSet) list() ([]value, error) {
	if !s.listed {
		err := s.produce(func(v value) bool {
			s.elems = append(s.elems, v)
			return len(s.elems) <= maxListed
		})
		if len(s.elems) > maxListed {
			err = errTooMany
		}
		if err != nil {
			s.elems = nil
			return nil, err
		}
		s.listed = true
	}
	return s.elems, nil
}

// empty reports whether there is no element.
func (s *valueSet) empty() (bool, error) {
	none := true
	err := s.each(func(value) bool {
		none = false
		return false
	})
	return none, err
}

// contains reports whether v is an element.
func (s *valueSet) contains(v value, n int) (bool, error) {
	found := false
	err := s.each(func(w value) bool {
		found = sameValue(v, w, n)
		return !found
	})
	return found, err
}

// insert returns the set with v added.
func (s *valueSet) insert(v value, n int) (*valueSet, error) {
	in, err := s.contains(v, n)
	if err != nil || in {
		return s, err
	}
	elems, err := s.list()
	if err != nil {
		return nil, err
	}
	return listedSet(append(elems[:len(elems):len(elems)], v)), nil
}

// filter returns the elements whose membership in t is as wanted.
func (s *valueSet) filter(t *valueSet, want bool, n int) (*valueSet, error) {
	var elems []value
	all, err := s.list()
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		in, err := t.contains(v, n)
		if err != nil {
			return nil, err
		}
		if in == want {
			elems = append(elems, v)
		}
	}
	return listedSet(elems), nil
}

// union returns s ∪ t.
func (s *valueSet) union(t *valueSet, n int) (*valueSet, error) {
	extra, err := t.filter(s, false, n)
	if err != nil {
		return nil, err
	}
	elems, err := s.list()
	if err != nil {
		return nil, err
	}
	return listedSet(append(elems[:len(elems):len(elems)], extra.elems...)), nil
}

// subsetOf reports whether every element is in t.
func (s *valueSet) subsetOf(t *valueSet, n int) (bool, error) {
	rest, err := s.filter(t, false, n)
	return err == nil && len(rest.elems) == 0, err
}

// equal reports whether s and t have the same elements. Sets that cannot be
// listed are unequal.
func (s *valueSet) equal(t *valueSet, n int) bool {
	if s == t {
		return true
	}
	if s.orders != nil && t.orders != nil {
		if same, known := s.orders.equal(t.orders); known {
			return same
		}
	}
	if in, err := s.subsetOf(t, n); err != nil || !in {
		return false
	}
	in, err := t.subsetOf(s, n)
	return err == nil && in
}

// equal compares two sets of orders by their descriptions; known is false if
// these do not tell.
func (o *linearOrders) equal(p *linearOrders) (same, known bool) {
	if o.on.Equal(p.on) {
		if o.above.Within(o.on).Equal(p.above.Within(p.on)) {
			return true, true
		}
		return false, false
	}
	// Orders on different sets differ, unless there is none or nothing to order.
	if o.on.Len() > 1 && p.on.Len() > 1 && o.above.Within(o.on).IsAcyclic() {
		return false, true
	}
	return false, false
}

// linearisations returns the strict total orders on s that contain r as far as
// it relates members of s.
func linearisations(s *rel.Set, r *rel.Rel) *valueSet {
	o := &linearOrders{on: s, above: r}
	return &valueSet{orders: o, produce: func(yield func(value) bool) error {
		o.extend(rel.New(s.Size()), s.Clone(), nil, yield)
		return nil
	}}
}

// extend yields the orders that begin with the events of prefix, in that order,
// and go on with those of left.
func (o *linearOrders) extend(order *rel.Rel, left *rel.Set, prefix []int, yield func(value) bool) bool {
	members := left.Members()
	if len(members) == 0 {
		return yield(relVal{order.Clone()})
	}
	for _, e := range members {
		if !o.canBeFirst(e, members) {
			continue
		}
		for _, p := range prefix {
			order.Add(p, e)
		}
		left.Remove(e)
		more := o.extend(order, left, append(prefix, e), yield)
		left.Add(e)
		for _, p := range prefix {
			order.Remove(p, e)
		}
		if !more {
			return false
		}
	}
	return true
}

// canBeFirst reports whether no member of left must come before e.
func (o *linearOrders) canBeFirst(e int, left []int) bool {
	for _, f := range left {
		if o.above.Has(f, e) {
			return false
		}
	}
	return true
}

// cross returns the set of all unions of one relation out of each set.
func cross(sets []*valueSet, n int, fail func(value) error) *valueSet {
	return &valueSet{parts: &crossParts{sets, fail}, produce: func(yield func(value) bool) error {
		var err error
		var pick func(i int, sum *rel.Rel) bool
		pick = func(i int, sum *rel.Rel) bool {
			if i == len(sets) {
				return yield(relVal{sum})
			}
			more := true
			e := sets[i].each(func(v value) bool {
				r, ok := asRel(v, n)
				if !ok {
					err = fail(v)
					return false
				}
				more = pick(i+1, sum.Union(r))
				return more && err == nil
			})
			if err == nil {
				err = e
			}
			return more && err == nil
		}
		pick(0, rel.New(n))
		return err
	}}
}
