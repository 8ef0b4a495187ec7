package cat

import (
	"github.com/lkmm-tools/fencepost/model/rel"
)

// builtinFunc applies a built-in function to its argument.
type builtinFunc func(in *interp, arg value, at *Apply) (value, error)

// builtinFuncs returns the functions that are part of the language.
func builtinFuncs() map[string]builtinFunc {
	return map[string]builtinFunc{
		"domain":           domainFunc,
		"range":            rangeFunc,
		"partition":        partitionFunc,
		"classes-loc":      partitionFunc,
		"linearisations":   linearisationsFunc,
		"cross":            crossFunc,
		"different-values": differentValuesFunc,
		"tag2events":       tagEventsFunc,
	}
}

// relArg returns an argument that must be a relation.
func (in *interp) relArg(v value, at *Apply) (*rel.Rel, error) {
	r, ok := asRel(v, in.n)
	if !ok {
		return nil, errorf(at.Arg.Span(), "want a relation, got %s", v.kind())
	}
	return r, nil
}

// setArg returns an argument that must be a set of events.
func (in *interp) setArg(v value, at *Apply) (*rel.Set, error) {
	s, ok := asSet(v, in.n)
	if !ok {
		return nil, errorf(at.Arg.Span(), "want a set of events, got %s", v.kind())
	}
	return s, nil
}

// domainFunc returns the sources of a relation.
func domainFunc(in *interp, arg value, at *Apply) (value, error) {
	r, err := in.relArg(arg, at)
	if err != nil {
		return nil, err
	}
	return setVal{r.Domain()}, nil
}

// rangeFunc returns the targets of a relation.
func rangeFunc(in *interp, arg value, at *Apply) (value, error) {
	r, err := in.relArg(arg, at)
	if err != nil {
		return nil, err
	}
	return setVal{r.Range()}, nil
}

// partitionFunc returns the classes of a set by location. Events without one
// are in no class.
func partitionFunc(in *interp, arg value, at *Apply) (value, error) {
	s, err := in.setArg(arg, at)
	if err != nil {
		return nil, err
	}
	classes := map[int]*rel.Set{}
	var elems []value
	for _, e := range s.Members() {
		loc := in.x.Loc[e]
		if loc < 0 {
			continue
		}
		if classes[loc] == nil {
			classes[loc] = rel.NewSet(in.n)
			elems = append(elems, setVal{classes[loc]})
		}
		classes[loc].Add(e)
	}
	return listedSet(elems), nil
}

// linearisationsFunc returns the linear orders on a set above a relation.
func linearisationsFunc(in *interp, arg value, at *Apply) (value, error) {
	args, ok := arg.(tupleVal)
	if !ok || len(args) != 2 {
		return nil, errorf(at.Arg.Span(), "linearisations needs a set of events and a relation")
	}
	s, err := in.setArg(args[0], at)
	if err != nil {
		return nil, err
	}
	r, err := in.relArg(args[1], at)
	if err != nil {
		return nil, err
	}
	return linearisations(s, r), nil
}

// crossFunc returns the unions of one relation out of each set of relations.
func crossFunc(in *interp, arg value, at *Apply) (value, error) {
	outer, ok := asValues(arg)
	if !ok {
		return nil, errorf(at.Arg.Span(), "cross needs a set of sets of relations, got %s", arg.kind())
	}
	elems, err := outer.list()
	if err != nil {
		return nil, locate(err, at.Arg)
	}
	var sets []*valueSet
	for _, v := range elems {
		s, ok := asValues(v)
		if !ok {
			return nil, errorf(at.Arg.Span(), "cross needs a set of sets of relations, it holds %s", v.kind())
		}
		sets = append(sets, s)
	}
	return cross(sets, in.n, func(v value) error {
		return errorf(at.Arg.Span(), "cross needs sets of relations, one holds %s", v.kind())
	}), nil
}

// differentValuesFunc keeps the pairs of events whose values differ.
func differentValuesFunc(in *interp, arg value, at *Apply) (value, error) {
	r, err := in.relArg(arg, at)
	if err != nil {
		return nil, err
	}
	out := rel.New(in.n)
	for _, p := range r.Pairs() {
		if in.x.Value[p.From] != in.x.Value[p.To] {
			out.Add(p.From, p.To)
		}
	}
	return relVal{out}, nil
}

// tagEventsFunc returns the events that carry a tag.
func tagEventsFunc(in *interp, arg value, at *Apply) (value, error) {
	tag, ok := arg.(tagVal)
	if !ok {
		return nil, errorf(at.Arg.Span(), "want a tag, got %s", arg.kind())
	}
	return setVal{in.tagged(string(tag))}, nil
}
