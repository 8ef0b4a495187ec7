package syntax

import "strings"

// specified is what the specifiers of a declaration say.
type specified struct {
	storage Storage
	typ     TypeExpr
	// rest is the first node behind the type that is no specifier, none if there
	// is none.
	rest int32
}

// specifiers converts the specifiers among the children of n.
func (c *converter) specifiers(n int32) specified {
	s := specified{rest: none}
	var quals Qualifiers
	typ := int32(none)
	for m := c.child(n); m != none; m = c.after(m) {
		switch k := c.nodes[m].kind; {
		case k == storageKind:
			s.storage |= storageOf(c.seen(m))
		case k == qualifierKind:
			quals |= qualifierOf(c.seen(m))
		case typ == none:
			typ = m
		default:
			s.rest = m
		}
		if s.rest != none {
			break
		}
	}
	if c.nodes[n].kind == typedefKind {
		s.storage |= Typedef
	}
	if typ == none {
		s.typ = &BadType{c.where(n)}
		return s
	}
	s.typ = c.typeSpecifier(typ, quals)
	return s
}

func storageOf(s string) Storage {
	switch s {
	case "static":
		return Static
	case "extern":
		return Extern
	case "inline", "__inline", "__inline__":
		return Inline
	case "register":
		return Register
	case "__thread":
		return ThreadLocal
	}
	return 0
}

func qualifierOf(s string) Qualifiers {
	switch s {
	case "const":
		return Const
	case "volatile":
		return Volatile
	case "restrict":
		return Restrict
	case "_Atomic":
		return Atomic
	}
	return 0
}

// typeSpecifier converts a type without declarator.
func (c *converter) typeSpecifier(n int32, quals Qualifiers) TypeExpr {
	if !c.down(n) {
		c.up()
		return &BadType{c.where(n)}
	}
	defer c.up()
	if h := c.hole(n); h != nil {
		return c.typeHole(n, h, quals)
	}
	switch c.nodes[n].kind {
	case primitiveKind, sizedTypeKind:
		return c.basicType(n, quals)
	case identifierKind:
		return &NamedType{c.where(n), c.written(n), quals}
	case structKind, unionKind:
		return c.recordType(n, quals)
	case enumKind:
		return c.enumType(n, quals)
	default:
		c.lost(n)
		return &BadType{c.where(n)}
	}
}

// typeHole returns the type behind a placeholder.
func (c *converter) typeHole(n int32, h *hole, quals Qualifiers) TypeExpr {
	at := c.where(n)
	switch h.kind {
	case typeofHole:
		t := &TypeofType{At: at, Quals: quals, Unqual: h.unqual}
		if c.pieces[h.piece].isType {
			t.Type = c.pieceType(h.piece)
		} else {
			t.X = c.pieceExpr(h.piece)
		}
		return t
	case atomicHole:
		return &TypeofType{At: at, Quals: quals | Atomic, Type: c.pieceType(h.piece)}
	case autoTypeHole:
		return &TypeofType{At: at, Quals: quals}
	default:
		return &BadType{at}
	}
}

// pieceType converts a piece that is a type.
func (c *converter) pieceType(piece int) TypeExpr {
	n := c.pieceNodes[piece]
	if cast := c.find(n, castKind); cast != none {
		if d := c.find(cast, typeDescriptorKind); d != none {
			return c.typeName(d)
		}
	}
	c.lost(n)
	return &BadType{c.where(n)}
}

// pieceExpr converts a piece that is an expression.
func (c *converter) pieceExpr(piece int) Expr {
	n := c.pieceNodes[piece]
	if x := c.child(n); x != none {
		return c.expr(x)
	}
	return &BadExpr{c.where(n), c.lost(n)}
}

// basicType converts a type that is made of keywords, or the name of one.
func (c *converter) basicType(n int32, quals Qualifiers) TypeExpr {
	at := c.where(n)
	first := c.token(n)
	end := c.out.end(c.nodes[n].end)
	count := map[word]int{}
	for i := first; c.toks[i].class != endToken && c.toks[i].end <= end; i++ {
		t := &c.toks[i]
		switch {
		case t.class == wordToken && t.word.isQualifier():
			quals |= qualifierOf(standard(t.word))
			continue
		case t.class == wordToken && t.word.isType():
			count[t.word]++
			continue
		}
		if i == first && t.end == end {
			if name := c.str(i); c.declaredType(name) || name != boolName {
				return &NamedType{at, name, quals}
			}
			return &BasicType{at, "_Bool", quals}
		}
		c.problems.Errorf(SyntaxError, c.span(i, i+1), "`%s` does not fit into this type", c.str(i))
		return &BadType{at}
	}
	name := basicName(count)
	if name == "" {
		c.problems.Errorf(SyntaxError, at.Place, "`%s` is no type", strings.Join(c.keywordsOf(n), " "))
		return &BadType{at}
	}
	return &BasicType{at, name, quals}
}

// basicName returns the one spelling of a type with these keywords, "" if there is
// no such type.
func basicName(count map[word]int) string {
	long, unsigned := count[wordLong], count[wordUnsigned] > 0
	total := 0
	for _, n := range count {
		total += n
	}
	// with is how many of the keywords may stand together.
	with := func(words ...word) bool {
		n := 0
		for _, w := range words {
			if count[w] > 1 && w != wordLong || w == wordLong && count[w] > 2 {
				return false
			}
			n += count[w]
		}
		return n == total && !(count[wordSigned] > 0 && unsigned)
	}
	sign := func(name string) string {
		if unsigned {
			return "unsigned " + name
		}
		return name
	}
	switch {
	case total == 0:
		return "int" // put in by us
	case count[wordVoid] > 0 && with(wordVoid):
		return "void"
	case count[wordBool] > 0 && with(wordBool):
		return "_Bool"
	case count[wordFloat] > 0 && with(wordFloat):
		return "float"
	case count[wordDouble] > 0 && with(wordDouble, wordLong) && long < 2:
		return strings.Repeat("long ", long) + "double"
	case count[wordInt128] > 0 && with(wordInt128, wordSigned, wordUnsigned):
		return sign("__int128")
	case count[wordChar] > 0 && with(wordChar, wordSigned, wordUnsigned):
		if count[wordSigned] > 0 {
			return "signed char"
		}
		return sign("char")
	case count[wordShort] > 0 && with(wordShort, wordInt, wordSigned, wordUnsigned):
		return sign("short")
	case long > 0 && with(wordLong, wordInt, wordSigned, wordUnsigned):
		return sign(strings.TrimSuffix(strings.Repeat("long ", long), " "))
	case with(wordInt, wordSigned, wordUnsigned):
		if unsigned {
			return "unsigned"
		}
		return "int"
	}
	return ""
}

// recordType converts a struct or union.
func (c *converter) recordType(n int32, quals Qualifiers) TypeExpr {
	t := &RecordType{At: c.where(n), Union: c.nodes[n].kind == unionKind, Quals: quals}
	if a := c.attrs[c.token(n)]; a != nil {
		t.Packed = a.packed
		t.Aligned = c.alignment(n, a)
	}
	for m := c.child(n); m != none; m = c.after(m) {
		switch c.nodes[m].kind {
		case identifierKind:
			t.Tag = c.ident(m)
		case fieldsKind:
			t.Defined = true
			t.Fields = c.fields(m)
		default:
			c.lost(m)
		}
	}
	return t
}

// alignment returns the operand of an aligned attribute.
func (c *converter) alignment(n int32, a *attributes) Expr {
	switch {
	case !a.aligned:
		return nil
	case a.piece == none:
		return &Int{At: c.where(n), Value: maxAlignment, Decimal: true}
	}
	return c.pieceExpr(a.piece)
}

// maxAlignment is what an aligned attribute without an operand means on 64-bit
// machines, in bytes.
const maxAlignment = 16

// fields converts the members of a record.
func (c *converter) fields(n int32) []*Field {
	var list []*Field
	for m := c.child(n); m != none; m = c.after(m) {
		if c.nodes[m].kind != fieldKind {
			c.lost(m)
			continue
		}
		s := c.specifiers(m)
		if s.rest == none {
			list = append(list, &Field{At: c.where(m), Type: s.typ})
			continue
		}
		for d := s.rest; d != none; d = c.after(d) {
			if c.nodes[d].kind == bitsKind {
				list[len(list)-1].Bits = c.expr(c.child(d))
				continue
			}
			f := &Field{At: c.where(m)}
			f.Name, f.Type = c.declarator(d, s.typ)
			if f.Name.Place.IsValid() {
				if a := c.attrs[c.nameToken(d)]; a != nil {
					f.Packed, f.Aligned = a.packed, c.alignment(m, a)
				}
			}
			list = append(list, f)
		}
	}
	return list
}

// nameToken returns the token of the name in a declarator.
func (c *converter) nameToken(n int32) int {
	for c.nodes[n].kind != identifierKind {
		m := c.child(n)
		for m != none && c.nodes[m].kind == qualifierKind {
			m = c.after(m)
		}
		if m == none {
			break
		}
		n = m
	}
	return c.token(n)
}

// enumType converts an enumeration.
func (c *converter) enumType(n int32, quals Qualifiers) TypeExpr {
	t := &EnumType{At: c.where(n), Quals: quals}
	for m := c.child(n); m != none; m = c.after(m) {
		switch c.nodes[m].kind {
		case identifierKind:
			t.Tag = c.ident(m)
		case enumeratorsKind:
			t.Defined = true
			for e := c.child(m); e != none; e = c.after(e) {
				if c.nodes[e].kind != enumeratorKind {
					c.lost(e)
					continue
				}
				name := c.child(e)
				member := &EnumMember{At: c.where(e), Name: c.ident(name)}
				if v := c.after(name); v != none {
					member.Value = c.expr(v)
				}
				t.Members = append(t.Members, member)
			}
		case primitiveKind:
			c.bad(m, "the underlying type of an enumeration is not modelled")
		default:
			c.lost(m)
		}
	}
	return t
}

// typeName converts a type as it stands in a cast.
func (c *converter) typeName(n int32) TypeExpr {
	s := c.specifiers(n)
	if s.rest == none {
		return s.typ
	}
	_, t := c.declarator(s.rest, s.typ)
	return t
}

// declarator converts a declarator of the type base: it returns the name and its
// type.
func (c *converter) declarator(n int32, base TypeExpr) (Ident, TypeExpr) {
	if !c.down(n) {
		c.up()
		return Ident{}, &BadType{c.where(n)}
	}
	defer c.up()
	switch c.nodes[n].kind {
	case identifierKind, primitiveKind:
		return c.ident(n), base
	case attributedDeclaratorKind, parenDeclaratorKind:
		if m := c.child(n); m != none {
			return c.declarator(m, base)
		}
		return Ident{}, base
	case pointerDeclaratorKind:
		t := &PointerType{At: c.where(n), Elem: base}
		for m := c.child(n); m != none; m = c.after(m) {
			if c.nodes[m].kind != qualifierKind {
				return c.declarator(m, t)
			}
			t.Quals |= qualifierOf(c.seen(m))
		}
		return Ident{}, t
	case arrayDeclaratorKind:
		return c.arrayDeclarator(n, base)
	case functionDeclaratorKind:
		t := &FuncType{At: c.where(n), Result: base}
		inner := int32(none)
		for m := c.child(n); m != none; m = c.after(m) {
			switch {
			case c.nodes[m].kind == parametersKind:
				c.parameterList(m, t)
			case inner == none:
				inner = m
			default:
				c.lost(m)
			}
		}
		if inner == none {
			return Ident{}, t
		}
		return c.declarator(inner, t)
	default:
		c.lost(n)
		return Ident{}, &BadType{c.where(n)}
	}
}

func (c *converter) arrayDeclarator(n int32, base TypeExpr) (Ident, TypeExpr) {
	t := &ArrayType{At: c.where(n), Elem: base}
	inner, open := int32(none), false
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		switch {
		case c.isToken(m):
			open = open || c.seen(m) == "["
			if c.seen(m) == "*" {
				c.bad(m, "an array of a length that is not known is not modelled")
			}
		case c.nodes[m].kind == qualifierKind:
		case open:
			t.Len = c.expr(m)
		default:
			inner = m
		}
	}
	if inner == none {
		return Ident{}, t
	}
	return c.declarator(inner, t)
}

// parameterList converts the parameters of t.
func (c *converter) parameterList(n int32, t *FuncType) {
	for m := c.child(n); m != none; m = c.after(m) {
		switch c.nodes[m].kind {
		case parameterKind:
			s := c.specifiers(m)
			v := &Var{At: c.where(m), Storage: s.storage, Type: s.typ}
			if s.rest != none {
				v.Name, v.Type = c.declarator(s.rest, s.typ)
			}
			t.Params = append(t.Params, v)
		case variadicKind:
			t.Variadic = true
		case identifierKind:
			// f(a, b) int a, b; { … }
			c.problems.Errorf(SyntaxError, c.where(m).Place, "expected the type of this parameter")
			t.Params = append(t.Params, &Var{At: c.where(m), Name: c.ident(m), Type: &BadType{c.where(m)}})
		default:
			c.lost(m)
		}
	}
}
