package cat

import "github.com/lkmm-tools/fencepost/model/rel"

// crossParts are the factors of a cross product of sets of relations.
type crossParts struct {
	sets []*valueSet
	fail func(value) error
}

// within returns the relations of the set that are included in limit, without
// listing the others where the set is known by a description. It is how a chosen
// coherence order is found among n! of them.
func (s *valueSet) within(limit *rel.Rel, n int) (*valueSet, error) {
	switch {
	case s.parts != nil:
		kept := make([]*valueSet, len(s.parts.sets))
		for i, p := range s.parts.sets {
			k, err := p.within(limit, n)
			if err != nil {
				return nil, err
			}
			kept[i] = k
		}
		return cross(kept, n, s.parts.fail), nil
	case s.orders != nil:
		if only, ok := s.orders.within(limit); ok {
			return only, nil
		}
	}
	all, err := s.list()
	if err != nil {
		return nil, err
	}
	var elems []value
	for _, v := range all {
		if r, ok := asRel(v, n); !ok || r.SubsetOf(limit) {
			elems = append(elems, v)
		}
	}
	return listedSet(elems), nil
}

// within returns the orders that are included in limit; ok is false when limit
// relates two members both ways, so that it may include several.
func (o *linearOrders) within(limit *rel.Rel) (only *valueSet, ok bool) {
	inside := limit.Within(o.on)
	members := o.on.Members()
	for i, a := range members {
		if inside.Has(a, a) {
			inside.Remove(a, a)
		}
		for _, b := range members[i+1:] {
			switch forth, back := inside.Has(a, b), inside.Has(b, a); {
			case forth && back:
				return nil, false
			case !forth && !back:
				return listedSet(nil), true
			}
		}
	}
	if !inside.IsAcyclic() || !o.above.Within(o.on).SubsetOf(inside) {
		return listedSet(nil), true
	}
	return listedSet([]value{relVal{inside}}), true
}
