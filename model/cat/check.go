package cat

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Check looks for mistakes in a model whose includes are resolved: names without
// a definition, operations on values of the wrong kind, calls with the wrong
// number of arguments. The language is typed only when it runs, so Check follows
// what it can and reports what must fail; of the parameters of a function it
// knows nothing but what each call passes. Branches that the variants leave out
// are not looked at.
func Check(m *Model) diag.List {
	var diags diag.List
	steps := maxCheckSteps
	c := &checker{m: m, diags: &diags, seen: map[string]bool{}, steps: &steps}
	base := (*scope)(nil).child()
	for _, names := range [][]Predefined{BaseNames(), Builtins()} {
		for _, p := range names {
			base.vars[p.Name] = p.t
		}
	}
	c.instrs(m.Instrs, base)
	return diags
}

// maxCheckSteps bounds the expressions that are looked at, each call's anew.
// Functions that call others twice make exponentially many. What is left when
// the steps are used up is taken to be right.
const maxCheckSteps = 1000000

type checker struct {
	m     *Model
	diags *diag.List
	// seen holds what was reported, so that a body that is looked at several
	// times gives each problem once.
	seen map[string]bool
	// steps is how many expressions may still be looked at.
	steps *int
}

// report adds a problem. It returns nil if it is known.
func (c *checker) report(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	key := fmt.Sprintf("%s %s", span, fmt.Sprintf(format, args...))
	if c.seen[key] || len(c.diags.Problems) >= maxProblems {
		return &diag.Problem{}
	}
	c.seen[key] = true
	return c.diags.Errorf(code, span, format, args...)
}

// instrs checks instructions in order and returns the scope after them.
func (c *checker) instrs(list []Instr, s *scope) *scope {
	for _, in := range list {
		s = c.instr(in, s)
	}
	return s
}

// instr checks an instruction and returns the scope after it.
func (c *checker) instr(in Instr, s *scope) *scope {
	switch in := in.(type) {
	case *Let:
		return c.let(in.Rec, in.Bindings, s)
	case *Test:
		c.test(in, s)
	case *Include:
		return c.instrs(in.Instrs, s)
	case *Show:
		if in.Expr != nil {
			c.expr(in.Expr, s)
		}
	case *Procedure:
		return c.procedure(in, s)
	case *Call:
		c.call(in, s)
	case *With:
		return c.with(in, s)
	case *ForOrder:
		set := c.want(in.Set, s, valuesType, "forall goes through")
		inner := s.child()
		inner.vars[in.Var] = set.member()
		c.instrs(in.Body, inner)
	case *If:
		return c.ifInstr(in, s)
	case *Enum:
		s = s.child()
		for _, tag := range in.Tags {
			s.vars[tagSetName(tag)] = &typ{kind: setType}
		}
		s.vars[in.Name] = valuesOf(&typ{kind: tagType})
	case *Instructions:
		c.expr(in.Tags, s)
	default:
		panic(fmt.Sprintf("cat: unhandled instruction %T", in))
	}
	return s
}

func (c *checker) test(t *Test, s *scope) {
	want := relType
	if t.Kind == Empty {
		want = valuesType
	}
	c.want(t.Expr, s, want, fmt.Sprintf("%s tests", t.Kind))
}

func (c *checker) procedure(p *Procedure, s *scope) *scope {
	after := s.child()
	t := &typ{kind: procType, name: p.Name, param: p.Param}
	body := s.child()
	if p.Rec {
		body.vars[p.Name] = t
	}
	for _, name := range p.Param.Names {
		body.vars[name] = &typ{}
	}
	c.instrs(p.Body, body)
	after.vars[p.Name] = t
	return after
}

func (c *checker) call(in *Call, s *scope) {
	t := s.lookup(in.Name)
	switch {
	case t == nil:
		c.unbound(in.Name, in.Span(), s)
		c.expr(in.Arg, s)
		return
	case t.kind != procType && t.kind != anyType:
		c.report(CodeType, in.Span(), "%s is %s and cannot be called as a procedure", in.Name, t.withArticle())
		c.expr(in.Arg, s)
		return
	}
	arg := c.expr(in.Arg, s)
	if t.param != nil {
		c.bind(t.param, arg, s.child(), in.Name, in.Arg.Span())
	}
}

func (c *checker) with(in *With, s *scope) *scope {
	from := c.want(in.From, s, valuesType, "with takes a member of")
	after := s.child()
	after.vars[in.Name] = from.member()
	return after
}

func (c *checker) ifInstr(in *If, s *scope) *scope {
	if variantsDecide(in.Cond) {
		if holds(in.Cond, c.m.Variants) {
			return c.instrs(in.Then, s)
		}
		return c.instrs(in.Else, s)
	}
	c.cond(in.Cond, s)
	// Either branch may run, so what one defines may be there afterwards.
	after := s.child()
	for _, branch := range [][]Instr{in.Then, in.Else} {
		for end := c.instrs(branch, s); end != s; end = end.parent {
			for name, t := range end.vars {
				if known := after.vars[name]; known != nil {
					t = join(known, t)
				}
				after.vars[name] = t
			}
		}
	}
	return after
}

// cond checks the values that a condition compares.
func (c *checker) cond(cond Cond, s *scope) {
	switch cond := cond.(type) {
	case *VariantCond:
	case *NotCond:
		c.cond(cond.X, s)
	case *AndCond:
		c.cond(cond.X, s)
		c.cond(cond.Y, s)
	case *OrCond:
		c.cond(cond.X, s)
		c.cond(cond.Y, s)
	case *EqCond:
		c.expr(cond.X, s)
		c.expr(cond.Y, s)
	case *SubsetCond:
		c.want(cond.X, s, valuesType, "subset compares")
		c.want(cond.Y, s, valuesType, "subset compares")
	default:
		panic(fmt.Sprintf("cat: unhandled condition %T", cond))
	}
}

// let checks bindings and returns the scope in which they hold.
func (c *checker) let(rec bool, bs []*Binding, s *scope) *scope {
	after := s.child()
	inner := s
	if rec {
		inner = after
		for _, b := range bs {
			c.define(b, &typ{}, after)
		}
	}
	types := make([]*typ, len(bs))
	for i, b := range bs {
		if b.Param != nil {
			types[i] = &typ{kind: funcType, name: b.Name, param: b.Param, body: b.Body, scope: inner}
		} else {
			types[i] = c.expr(b.Body, inner)
		}
	}
	for i, b := range bs {
		c.define(b, types[i], after)
	}
	for i, b := range bs {
		switch {
		case b.Param != nil:
			c.function(types[i])
		case rec:
			// Now that the types of the others are known, look again.
			c.expr(b.Body, inner)
		}
	}
	return after
}

// define gives the names of a binding their types.
func (c *checker) define(b *Binding, t *typ, s *scope) {
	if b.Name != "" {
		s.vars[b.Name] = t
		return
	}
	c.bind(&Pattern{At: b.At, Names: b.Names, Tuple: true}, t, s, "the definition", b.Body.Span())
}

// function checks the body of a function for arguments of any kind.
func (c *checker) function(f *typ) {
	inner := f.scope.child()
	for _, name := range f.param.Names {
		inner.vars[name] = &typ{}
	}
	f.busy = true
	c.expr(f.body, inner)
	f.busy = false
}

// bind gives the names of a pattern the types of the parts of an argument. It
// reports whether their numbers agree.
func (c *checker) bind(p *Pattern, arg *typ, s *scope, who string, at source.Span) bool {
	if !p.Tuple {
		s.vars[p.Names[0]] = arg
		return true
	}
	for _, name := range p.Names {
		s.vars[name] = &typ{}
	}
	n := 1
	switch arg.kind {
	case anyType:
		return true
	case tupleType:
		n = len(arg.elems)
	}
	if n != len(p.Names) {
		c.report(CodeArity, at, "%s takes %s, got %d", who, plural(len(p.Names), "argument"), n)
		return false
	}
	for i, name := range p.Names {
		s.vars[name] = arg.elems[i]
	}
	return true
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// unbound reports a name without a definition and proposes what may be meant.
func (c *checker) unbound(name string, span source.Span, s *scope) {
	p := c.report(CodeUnbound, span, "%s is not defined", name)
	if near := nearest(name, s); near != "" && p.Message != "" {
		p.Message += fmt.Sprintf("; did you mean %s?", near)
		if span.Text() == name {
			p.Fix("Replace by "+near, span, near)
		}
	}
}

// nearest returns the defined name that looks most like name, or "".
func nearest(name string, s *scope) string {
	best, bestDistance := "", 1+min(max(1, len(name)/4), len(name)-1)
	for ; s != nil; s = s.parent {
		for known := range s.vars {
			if max(len(name)-len(known), len(known)-len(name)) > bestDistance {
				continue
			}
			d := editDistance(strings.ToLower(name), strings.ToLower(known))
			if d < bestDistance || d == bestDistance && best != "" && known < best {
				best, bestDistance = known, d
			}
		}
	}
	return best
}

// editDistance counts the insertions, deletions, replacements and exchanges of
// neighbours that turn a into b.
func editDistance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			differs := 1
			if a[i-1] == b[j-1] {
				differs = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+differs)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
