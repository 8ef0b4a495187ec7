package syntax

import "github.com/lkmm-tools/fencepost/model/front/c/internal/pp"

// parse parses the top-level declaration that declaration i belongs to, once.
func (u *Unit) parse(i int32) *chunk {
	d := &u.chunks[u.decls[i].chunk]
	if d.parsed {
		return d
	}
	d.parsed = true
	r := newRewriter(u, d.first, d.last)
	r.prepare(d)
	if out, nodes := r.parseRepaired(); nodes != nil {
		newConverter(r, out, nodes).topLevel(d)
	}
	u.fill(d, r)
	return d
}

// fill gives what a declaration that could not be parsed declares, as far as its
// names go: so it is known and known to be bad.
func (u *Unit) fill(d *chunk, r *rewriter) {
	at := At{u.span(d.first, d.last)}
	known := make(map[string]bool, len(d.vars))
	for _, v := range d.vars {
		known[v.Name.Name] = true
	}
	for _, x := range u.declares(d).list {
		name := Ident{At{u.span(x.tok, x.tok+1)}, u.str(x.tok)}
		if d.lacks(x.space, name.Name, known) && !r.reported() {
			r.problem(x.tok, x.tok+1, "the declaration of `%s` cannot be understood", name.Name)
		}
		switch x.space {
		case funcName:
			if d.lacks(x.space, name.Name, known) {
				bad := &BadStmt{at, "the function could not be understood"}
				d.fn = &Func{At: at, Name: name, Type: &FuncType{At: at, Result: &BadType{at}}}
				d.fn.Body = &Compound{At: at, List: []Stmt{bad}, End: at.Place}
			}
		case protoName, varName, externName:
			if !known[name.Name] {
				d.vars = append(d.vars, &Var{At: at, Name: name, Type: &BadType{at}})
			}
		case typedefName:
			if !known[name.Name] {
				d.vars = append(d.vars, &Var{At: at, Name: name, Storage: Typedef, Type: &BadType{at}})
			}
		case structTag, unionTag, enumTag, enumConst, macroName:
		default:
			panic("syntax: unhandled space")
		}
	}
}

// lacks reports whether a name that the tokens declare is not in what was parsed.
// known are the names of the declarators.
func (d *chunk) lacks(sp space, name string, known map[string]bool) bool {
	switch sp {
	case funcName:
		return d.fn == nil || d.fn.Name.Name != name
	case protoName, varName, externName, typedefName:
		return !known[name]
	case structTag, unionTag, enumTag, enumConst, macroName:
		return false
	default:
		panic("syntax: unhandled space")
	}
}

// part returns a Unit for a text that stands alone, with the names of u.
func (u *Unit) part(text *pp.Text) *Unit {
	return &Unit{Text: text, IsType: u.declaredType, stream: newStream(text), parser: u.engine()}
}

// ParseExpr parses an expression that stands alone, as in a directive. Names are
// types if they are in the Unit. It is a BadExpr if the text is none; problems are
// added to those of the Unit.
func (u *Unit) ParseExpr(text *pp.Text) Expr {
	v := u.part(text)
	defer func() { u.problems.Append(v.problems) }()
	r := newRewriter(v, 0, len(v.toks)-1)
	at := At{v.span(r.first, r.last)}
	if r.first == r.last {
		at.Place = text.Span(0, 0)
		v.problems.Errorf(SyntaxError, at.Place, "expected an expression")
		return &BadExpr{at, "no expression"}
	}
	r.expression = true
	r.pieces = []piece{{first: r.first, last: r.last, hole: none}}
	if i := r.afterExpr(); i < r.last {
		r.problem(i, i+1, "`%s` does not fit here: one expression is expected", v.str(i))
		return &BadExpr{at, "more than an expression"}
	}
	r.prepareExpr()
	r.region(exprRegion, r.first, r.last, none)
	out, nodes := r.parseRepaired()
	if nodes == nil {
		return &BadExpr{at, "this is no expression"}
	}
	return newConverter(r, out, nodes).pieceExpr(0)
}
