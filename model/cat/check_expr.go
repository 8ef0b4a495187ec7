package cat

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// expr checks an expression and returns its type.
func (c *checker) expr(e Expr, s *scope) *typ {
	if *c.steps--; *c.steps < 0 {
		return &typ{}
	}
	switch e := e.(type) {
	case *Name:
		if t := s.lookup(e.Name); t != nil {
			return t
		}
		c.unbound(e.Name, e.Span(), s)
		return &typ{}
	case *EmptyRel:
		return &typ{kind: zeroType}
	case *Universe:
		return &typ{kind: universeType}
	case *TagExpr:
		return &typ{kind: tagType}
	case *SetExpr:
		return c.setExpr(e, s)
	case *IdentityExpr:
		c.want(e.X, s, setType, "[…] is made of")
		return &typ{kind: relType}
	case *Unary:
		return c.unary(e, s)
	case *Binary:
		return c.binary(e, s)
	case *Apply:
		return c.apply(e, s)
	case *TupleExpr:
		t := &typ{kind: tupleType}
		for _, x := range e.Elems {
			t.elems = append(t.elems, c.expr(x, s))
		}
		return t
	case *LetExpr:
		return c.expr(e.Body, c.let(e.Rec, e.Bindings, s))
	case *FunExpr:
		t := &typ{kind: funcType, name: "the function", param: e.Param, body: e.Body, scope: s}
		c.function(t)
		return t
	case *MatchExpr:
		return c.match(e, s)
	case *TryExpr:
		return c.try(e, s)
	case *IfExpr:
		return c.ifExpr(e, s)
	default:
		panic(fmt.Sprintf("cat: unhandled expression %T", e))
	}
}

// want checks an expression that must have a type; why says what needs it. A
// valuesType stands for a set of any kind.
func (c *checker) want(e Expr, s *scope, kind typeKind, why string) *typ {
	t := c.expr(e, s)
	if t.fits(kind) {
		return t
	}
	need := (&typ{kind: kind, elem: &typ{}}).withArticle()
	if kind == valuesType {
		need = "a set or a relation"
	}
	p := c.report(CodeType, e.Span(), "%s %s, this is %s", why, need, t.withArticle())
	if p.Message != "" && kind == relType && t.kind == setType {
		text := short(e.Span())
		p.Message += fmt.Sprintf("; [%s] is the identity on it", text)
		p.Fix("Take the identity on the set", e.Span(), "["+e.Span().Text()+"]")
	}
	return &typ{kind: kind, elem: &typ{}}
}

// short returns the text of an expression for a message.
func short(span source.Span) string {
	text := strings.Join(strings.Fields(span.Text()), " ")
	if utf8.RuneCountInString(text) > 40 {
		return "…"
	}
	return text
}

func (c *checker) setExpr(e *SetExpr, s *scope) *typ {
	if len(e.Elems) == 0 {
		return &typ{kind: emptyType}
	}
	elem := c.expr(e.Elems[0], s)
	for _, x := range e.Elems[1:] {
		elem = join(elem, c.expr(x, s))
	}
	return setOf(elem)
}

// setOf returns the type of a set whose members have type elem.
func setOf(elem *typ) *typ {
	switch {
	case elem.kind == anyType:
		return &typ{}
	case elem.kind == eventType:
		return &typ{kind: setType}
	case elem.isPair():
		return &typ{kind: relType}
	default:
		return valuesOf(elem)
	}
}

func (c *checker) unary(e *Unary, s *scope) *typ {
	switch e.Op {
	case PlusOp, StarOp, OptOp, InverseOp:
		c.want(e.X, s, relType, fmt.Sprintf("%s applies to", e.Op))
		return &typ{kind: relType}
	case ComplementOp:
		t := c.expr(e.X, s)
		switch {
		case t.kind == anyType, t.kind == emptyType, t.kind == universeType:
			return &typ{}
		case t.fits(setType):
			return &typ{kind: setType}
		case t.fits(relType):
			return &typ{kind: relType}
		}
		c.report(CodeType, e.X.Span(), "~ applies to a set or a relation, this is %s", t.withArticle())
		return &typ{}
	default:
		panic(fmt.Sprintf("cat: unhandled operator %s", e.Op))
	}
}

func (c *checker) binary(e *Binary, s *scope) *typ {
	switch e.Op {
	case SeqOp:
		c.want(e.X, s, relType, "; composes")
		c.want(e.Y, s, relType, "; composes")
		return &typ{kind: relType}
	case ProductOp:
		c.want(e.X, s, setType, "* multiplies")
		c.want(e.Y, s, setType, "* multiplies")
		return &typ{kind: relType}
	case AddOp:
		elem := c.expr(e.X, s)
		set := c.want(e.Y, s, valuesType, "++ adds to")
		if set.vague() || elem.kind == anyType {
			return setOf(elem)
		}
		return join(set, setOf(elem))
	case UnionOp, DiffOp, InterOp:
		return c.setOperation(e, s)
	default:
		panic(fmt.Sprintf("cat: unhandled operator %s", e.Op))
	}
}

// setOperation checks `|`, `\` and `&`: both operands must be of one kind.
func (c *checker) setOperation(e *Binary, s *scope) *typ {
	x, y := c.asSet(e, e.X, s), c.asSet(e, e.Y, s)
	switch {
	case x.kind == anyType && !y.vague():
		return &typ{kind: y.kind, elem: &typ{}}
	case y.kind == anyType && !x.vague():
		return &typ{kind: x.kind, elem: &typ{}}
	case x.vague() || y.vague():
		return join(x, y)
	case x.kind != y.kind:
		p := c.report(CodeType, e.Span(), "%s combines %s with %s", e.Op, x.withArticle(), y.withArticle())
		if p.Message != "" {
			p.Relate(e.X.Span(), "this is %s", x.withArticle()).Relate(e.Y.Span(), "this is %s", y.withArticle())
		}
		return &typ{}
	default:
		return join(x, y)
	}
}

// asSet checks an operand that must be a set of whatever kind.
func (c *checker) asSet(op *Binary, e Expr, s *scope) *typ {
	t := c.expr(e, s)
	switch {
	case t.fits(valuesType) || t.vague():
		return t
	case t.fits(setType):
		return &typ{kind: setType}
	case t.fits(relType):
		return &typ{kind: relType}
	}
	c.report(CodeType, e.Span(), "%s combines sets or relations, this is %s", op.Op, t.withArticle())
	return &typ{}
}

func (c *checker) apply(e *Apply, s *scope) *typ {
	f := c.expr(e.Fun, s)
	arg := c.expr(e.Arg, s)
	switch f.kind {
	case anyType:
		return &typ{}
	case funcType:
		return c.applyFunc(f, arg, e)
	case builtinType:
		return c.applyBuiltin(f, arg, e)
	default:
		c.report(CodeType, e.Fun.Span(), "%s is %s and cannot be applied", short(e.Fun.Span()), f.withArticle())
		return &typ{}
	}
}

// applyFunc follows a call with the types of its arguments. A problem in the
// body that these make is reported at the call.
func (c *checker) applyFunc(f, arg *typ, e *Apply) *typ {
	inner := f.scope.child()
	if !c.bind(f.param, arg, inner, f.name, e.Arg.Span()) {
		return &typ{}
	}
	if f.busy {
		return &typ{}
	}
	f.busy = true
	var found diag.List
	sub := &checker{m: c.m, diags: &found, seen: map[string]bool{}, steps: c.steps}
	t := sub.expr(f.body, inner)
	f.busy = false
	if p := found.FirstError(); p != nil && !c.knows(p) {
		c.report(p.Code, e.Span(), "this call of %s is wrong: %s", f.name, p.Message).Relate(p.Span, "in the function")
	}
	return t
}

// knows reports whether a problem was reported without regard to a call.
func (c *checker) knows(p *diag.Problem) bool {
	return p.Code == CodeUnbound || c.seen[fmt.Sprintf("%s %s", p.Span, p.Message)]
}

func (c *checker) applyBuiltin(f, arg *typ, e *Apply) *typ {
	args, spans := []*typ{arg}, []source.Span{e.Arg.Span()}
	if len(f.elems) != 1 {
		if arg.kind == anyType {
			return f.elem
		}
		if arg.kind == tupleType {
			args, spans = arg.elems, nil
			for range args {
				spans = append(spans, e.Arg.Span())
			}
		}
		if t, ok := e.Arg.(*TupleExpr); ok {
			for i, x := range t.Elems {
				spans[i] = x.Span()
			}
		}
	}
	if len(args) != len(f.elems) {
		c.report(CodeArity, e.Arg.Span(), "%s takes %s, got %d", f.name, plural(len(f.elems), "argument"), len(args))
		return f.elem
	}
	for i, want := range f.elems {
		if !args[i].fits(want.kind) || !membersFit(args[i], want) {
			c.report(CodeType, spans[i], "%s needs %s, this is %s", f.name, want.withArticle(), args[i].withArticle())
		}
	}
	return f.elem
}

// membersFit reports whether the members of a set may be those that are wanted.
func membersFit(t, want *typ) bool {
	if want.kind != valuesType || t.kind == anyType || t.kind == emptyType || t.kind == zeroType {
		return true
	}
	m := t.member()
	return m.fits(want.elem.kind) && membersFit(m, want.elem)
}

func (c *checker) match(e *MatchExpr, s *scope) *typ {
	if len(e.Tags) > 0 {
		c.want(e.X, s, tagType, "the clauses are for")
		t := c.expr(e.Tags[0].Body, s)
		for _, clause := range e.Tags[1:] {
			t = join(t, c.expr(clause.Body, s))
		}
		return t
	}
	set := c.want(e.X, s, valuesType, "the clauses are for")
	t := c.expr(e.Empty, s)
	inner := s.child()
	inner.vars[e.First] = set.member()
	inner.vars[e.Rest] = set
	return join(t, c.expr(e.Cons, inner))
}

// try checks `try e with e'`; what is wrong in e is no problem, it makes the
// value that of e'.
func (c *checker) try(e *TryExpr, s *scope) *typ {
	var found diag.List
	sub := &checker{m: c.m, diags: &found, seen: map[string]bool{}, steps: c.steps}
	t := sub.expr(e.X, s)
	u := c.expr(e.Else, s)
	if found.HasErrors() {
		return u
	}
	return join(t, u)
}

func (c *checker) ifExpr(e *IfExpr, s *scope) *typ {
	if variantsDecide(e.Cond) {
		if holds(e.Cond, c.m.Variants) {
			return c.expr(e.Then, s)
		}
		return c.expr(e.Else, s)
	}
	c.cond(e.Cond, s)
	return join(c.expr(e.Then, s), c.expr(e.Else, s))
}
