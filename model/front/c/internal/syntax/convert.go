package syntax

import (
	"strings"
)

// maxNesting bounds the nesting of the tree that is made. It is more than maxDepth
// because operators in a row are nested too.
const maxNesting = 500

// converter makes the tree of this package from that of tree-sitter.
type converter struct {
	*rewriter
	out   *rendering
	nodes []node
	depth int
	// deep is set once something was nested too deeply.
	deep bool
	// pieceNodes are the trees of the pieces.
	pieceNodes []int32
}

// newConverter finds the pieces, in the last function of the text.
func newConverter(r *rewriter, out *rendering, nodes []node) *converter {
	c := &converter{rewriter: r, out: out, nodes: nodes}
	if len(r.pieces) == 0 {
		return c
	}
	last := int32(none)
	for n := nodes[0].child; n != none; n = nodes[n].next {
		last = n
	}
	body := c.find(last, compoundKind)
	for n := nodes[body].child; n != none; n = nodes[n].next {
		if nodes[n].kind == exprStmtKind || nodes[n].kind == returnKind {
			c.pieceNodes = append(c.pieceNodes, n)
		}
	}
	return c
}

// find returns the first child of n of a kind, or none.
func (c *converter) find(n int32, k kind) int32 {
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		if c.nodes[m].kind == k {
			return m
		}
	}
	return none
}

// child returns the first child of n that is no token, or none.
func (c *converter) child(n int32) int32 { return c.skipTokens(c.nodes[n].child) }

// after returns the next sibling of n that is no token, or none.
func (c *converter) after(n int32) int32 { return c.skipTokens(c.nodes[n].next) }

func (c *converter) skipTokens(n int32) int32 {
	for n != none && c.isToken(n) {
		n = c.nodes[n].next
	}
	return n
}

// isToken reports whether n is an operator, separator or keyword.
func (c *converter) isToken(n int32) bool {
	switch c.nodes[n].kind {
	case tokenKind, colonToken, semicolonToken, questionToken, openToken, ellipsisToken:
		return true
	}
	return false
}

// seen returns the text of a node as the parser saw it.
func (c *converter) seen(n int32) string {
	return string(c.out.text[c.nodes[n].start:c.nodes[n].end])
}

// written returns the text of a node as it is in Out.
func (c *converter) written(n int32) string {
	return string(c.Text.Out[c.out.start(c.nodes[n].start):c.out.end(c.nodes[n].end)])
}

// hole returns what stands behind the placeholder n, or nil.
func (c *converter) hole(n int32) *hole {
	if h := c.out.hole(c.nodes[n].start); h != none {
		return &c.holes[h]
	}
	return nil
}

// where returns the place of a node.
func (c *converter) where(n int32) At {
	return At{c.place(c.out.start(c.nodes[n].start), c.out.end(c.nodes[n].end))}
}

// token returns the index of the token that a node begins with.
func (c *converter) token(n int32) int { return c.at(int(c.out.start(c.nodes[n].start))) }

// ident returns the name that n introduces.
func (c *converter) ident(n int32) Ident {
	if h := c.hole(n); h != nil {
		if h.kind == badTypeHole && h.name > 0 {
			return Ident{At{c.span(h.name, h.name+1)}, c.str(h.name)}
		}
		return Ident{}
	}
	return Ident{c.where(n), c.written(n)}
}

// down notes one more level of nesting at n. It returns false, with a problem, if
// there are too many.
func (c *converter) down(n int32) bool {
	if c.depth++; c.depth <= maxNesting {
		return true
	}
	if !c.deep {
		c.deep = true
		c.problems.Errorf(TooDeep, c.where(n).Place, "this is nested too deeply: %d levels are supported", maxNesting)
	}
	return false
}

func (c *converter) up() { c.depth-- }

// bad reports a construct that is not modelled and returns the message.
func (c *converter) bad(n int32, message string) string {
	c.problems.Errorf(NotModelled, c.where(n).Place, "%s", message)
	return message
}

// lost reports a node that the grammar knows and this package does not expect, and
// returns the message.
func (c *converter) lost(n int32) string {
	message := "this is not understood"
	if c.nodes[n].kind == compoundKind {
		message = "a block does not fit here"
	}
	c.problems.Errorf(SyntaxError, c.where(n).Place, "%s", message)
	return message
}

// topLevel converts the declarations of a text into d.
func (c *converter) topLevel(d *chunk) {
	for n := c.child(0); n != none; n = c.after(n) {
		if len(c.pieces) > 0 && c.after(n) == none {
			return // the pieces
		}
		switch c.nodes[n].kind {
		case functionKind:
			if f := c.function(n); d.fn == nil {
				d.fn = f
			}
		case declarationKind, typedefKind, structKind, unionKind, enumKind, primitiveKind, identifierKind, sizedTypeKind:
			s := c.declStmt(n)
			d.vars = append(d.vars, s.Vars...)
			d.types = append(d.types, s.Types...)
		case exprStmtKind:
			// A macro that is not known.
		default:
			c.lost(n)
		}
	}
}

// function converts a function with its body.
func (c *converter) function(n int32) *Func {
	f := &Func{At: c.where(n)}
	spec := c.specifiers(n)
	f.Storage = spec.storage
	for m := spec.rest; m != none; m = c.after(m) {
		switch c.nodes[m].kind {
		case compoundKind:
			f.Body = c.compound(m)
		case declarationKind:
			c.problems.Errorf(SyntaxError, c.where(m).Place, "expected the types of the parameters between the parentheses")
		default:
			var t TypeExpr
			f.Name, t = c.declarator(m, spec.typ)
			f.Type, _ = t.(*FuncType)
		}
	}
	if f.Type == nil {
		f.Type = &FuncType{At: f.Name.At, Result: spec.typ}
		c.problems.Errorf(SyntaxError, f.Name.Place, "expected parameters in parentheses behind the name of a function")
	}
	if f.Body == nil {
		f.Body = &Compound{At: f.At, End: f.Place}
	}
	return f
}

// eachType calls do for the types that a declaration defines, those inside of
// others too, until it returns false.
func (d *chunk) eachType(do func(TypeExpr) bool) {
	w := typeWalk{do: do, seen: map[TypeExpr]bool{}}
	for _, t := range d.types {
		w.walk(t)
	}
	for _, v := range d.vars {
		w.walk(v.Type)
	}
	if d.fn != nil {
		w.walk(d.fn.Type)
	}
}

// typeWalk goes through types down to the records in them.
type typeWalk struct {
	do   func(TypeExpr) bool
	seen map[TypeExpr]bool
	done bool
}

func (w *typeWalk) walk(t TypeExpr) {
	if t == nil || w.done || w.seen[t] {
		return
	}
	w.seen[t] = true
	if !w.do(t) {
		w.done = true
		return
	}
	switch t := t.(type) {
	case *RecordType:
		for _, f := range t.Fields {
			w.walk(f.Type)
		}
	case *PointerType:
		w.walk(t.Elem)
	case *ArrayType:
		w.walk(t.Elem)
	case *FuncType:
		w.walk(t.Result)
		for _, p := range t.Params {
			w.walk(p.Type)
		}
	case *TypeofType:
		w.walk(t.Type)
	case *BasicType, *NamedType, *EnumType, *BadType:
	default:
		panic("syntax: unhandled type")
	}
}

// variable returns the declarator called name, or nil.
func (d *chunk) variable(name string) *Var {
	for _, v := range d.vars {
		if v.Name.Name == name {
			return v
		}
	}
	return nil
}

// keywordsOf returns the words of the tokens of Out in a node.
func (c *converter) keywordsOf(n int32) []string {
	return strings.Fields(c.written(n))
}
