package cat

import (
	"context"
	"errors"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// CodeEval is the code of problems that appear when a model is evaluated.
const CodeEval diag.Code = "cat-eval"

// Flagged is a flag that an execution raises.
type Flagged struct {
	Name string
	// Test is the flag's test in the model.
	Test *Test
	// Pairs are the elements of the tested relation; a member of a tested set is
	// a pair of equal ends.
	Pairs []rel.Pair
}

// Outcome is one consistent completion of a candidate: the choices that the
// model made (coherence, sources of lock reads) and what follows from them.
type Outcome struct {
	// Flags are the raised flags in the order of the model.
	Flags []Flagged
	// Undefined is set when an undefined_unless test failed.
	Undefined bool
	env       *env
	n         int
}

// Lookup returns the final value of a top-level name: a *rel.Rel or a *rel.Set,
// or nil if the name has no meaning or is neither.
func (o *Outcome) Lookup(name string) any { return o.env.events(name, o.n) }

// Rejection says which axiom a candidate violates.
type Rejection struct {
	// Test is the axiom.
	Test *Test
	// Value is the tested *rel.Rel or *rel.Set.
	Value any
	// Choice is the choice without elements that ended the branch, when no axiom
	// failed but `with x from S` found S empty.
	Choice *With
	env    *env
	n      int
}

// Lookup returns the value that a name had when the axiom failed, as
// Outcome.Lookup does.
func (r *Rejection) Lookup(name string) any { return r.env.events(name, r.n) }

// events returns the meaning of name if it is a set of events or a relation.
func (e *env) events(name string, n int) any {
	v, ok := e.lookup(name)
	if !ok {
		return nil
	}
	return eventsOf(v, n)
}

// eventsOf returns v as a *rel.Set or a *rel.Rel, nil if it is neither.
func eventsOf(v value, n int) any {
	switch v := v.(type) {
	case setVal:
		return v.s
	case relVal:
		return v.r
	case emptyVal, universeVal:
		r, _ := asRel(v, n)
		return r
	case eventVal, tagVal, tupleVal, *valueSet, *funcVal, *builtinVal, *procVal:
		return nil
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
}

// Eval evaluates the model on x and calls yield for each consistent completion,
// until yield returns false. An error has the place in the model and is a
// *diag.Problem, except for the error of an ended context. The model and x are
// only read, so that several evaluations can run at once.
func (m *Model) Eval(ctx context.Context, x *Structure, yield func(*Outcome) bool) error {
	in := newInterp(ctx, m, x)
	in.complete = yield
	return in.start()
}

// Check evaluates the model on x with some of its choices fixed: `with x from S`
// takes only the elements equal to fixed["x"], if that is given. It returns the
// first consistent completion or, if there is none, the rejection that got
// furthest in the model.
func (m *Model) Check(ctx context.Context, x *Structure, fixed map[string]*rel.Rel) (*Outcome, *Rejection, error) {
	in := newInterp(ctx, m, x)
	in.fixed = fixed
	var found *Outcome
	in.complete = func(o *Outcome) bool {
		found = o
		return false
	}
	var furthest *Rejection
	most := -1
	in.reject = func(r *Rejection, passed int) {
		if passed > most {
			furthest, most = r, passed
		}
	}
	if err := in.start(); err != nil {
		return nil, nil, err
	}
	if found != nil {
		return found, nil, nil
	}
	return nil, furthest, nil
}

// interp evaluates one model on one structure.
type interp struct {
	ctx   context.Context
	m     *Model
	x     *Structure
	n     int
	depth int
	fixed map[string]*rel.Rel
	// complete is called for each consistent completion, reject, if it is not
	// nil, for each failed branch with the number of tests passed before.
	complete func(*Outcome) bool
	reject   func(r *Rejection, passed int)
}

func newInterp(ctx context.Context, m *Model, x *Structure) *interp {
	return &interp{ctx: ctx, m: m, x: x, n: x.N}
}

// start evaluates the whole model.
func (in *interp) start() error {
	_, err := in.run(in.m.Instrs, state{env: in.baseEnv()}, func(s state) (bool, error) {
		return in.complete(&Outcome{Flags: s.flags, Undefined: s.undefined, env: s.env.freeze(), n: in.n}), nil
	})
	return err
}

// baseEnv returns the predefined names of lkmm.md A.5.
func (in *interp) baseEnv() *env {
	e := (*env)(nil).child()
	for _, name := range baseSets() {
		e.vars[name] = setVal{rel.NewSet(in.n)}
	}
	e.vars["Exp"] = setVal{rel.FullSet(in.n)}
	for name, s := range in.x.Sets {
		e.vars[name] = setVal{s}
	}
	for _, name := range baseRels() {
		e.vars[name] = relVal{rel.New(in.n)}
	}
	e.vars["id"] = relVal{rel.ID(in.n)}
	for name, r := range in.x.Rels {
		e.vars[name] = relVal{r}
	}
	for name, f := range builtinFuncs() {
		e.vars[name] = &builtinVal{name: name, apply: f}
	}
	return e.freeze()
}

// baseSets returns the names of the predefined sets.
func baseSets() []string {
	return []string{"M", "R", "W", "IW", "FW", "F", "RMW", "X", "SRCU",
		"LKR", "LKW", "UL", "LF", "RL", "RU", "Exp", "NExp"}
}

// baseRels returns the names of the predefined relations.
func baseRels() []string {
	return []string{"id", "po", "addr", "data", "ctrl", "rf", "loc", "int", "ext",
		"same-instance", "iico_data", "iico_ctrl"}
}

// errorf returns a problem at a place of the model.
func errorf(span source.Span, format string, args ...any) error {
	return &diag.Problem{Code: CodeEval, Severity: diag.Error, Span: span, Message: fmt.Sprintf(format, args...)}
}

// locate gives an error of a set of values its place in the model.
func locate(err error, at Node) error {
	if errors.Is(err, errTooMany) {
		return errorf(at.Span(), "%v", err)
	}
	return err
}
