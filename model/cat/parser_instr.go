package cat

// instr parses one instruction.
func (p *parser) instr() Instr {
	start := p.start()
	t := p.peek()
	if t.kind == tokSymbol && t.text == "~" {
		return p.test(start, Require)
	}
	if t.kind != tokKeyword {
		p.want("an instruction")
		return nil
	}
	switch t.text {
	case "let":
		return p.let(start)
	case "acyclic", "irreflexive", "empty":
		return p.test(start, Require)
	case "flag":
		p.next()
		return p.test(start, Flag)
	case "undefined_unless":
		p.next()
		return p.test(start, UndefinedUnless)
	case "assert":
		p.next()
		return p.test(start, Assert)
	case "include":
		return p.include(start)
	case "show", "unshow":
		return p.show(start)
	case "procedure":
		return p.procedure(start)
	case "call":
		return p.call(start)
	case "with":
		return p.with(start)
	case "forall":
		return p.forall(start)
	case "if":
		return p.ifInstr(start)
	case "enum":
		return p.enum(start)
	case "instructions", "default":
		return p.instructions(start)
	default:
		p.want("an instruction")
		return nil
	}
}

// let parses `let [rec] x = e and … [in]`; the `in` has no meaning here.
func (p *parser) let(start int) Instr {
	p.expect("let")
	rec := p.accept("rec")
	bs := p.bindings()
	p.accept("in")
	return &Let{At: p.at(start), Rec: rec, Bindings: bs}
}

// bindings parses `x = e and y = e'`.
func (p *parser) bindings() []*Binding {
	bs := []*Binding{p.binding()}
	for p.accept("and") {
		bs = append(bs, p.binding())
	}
	return bs
}

// binding parses `x = e`, `f x = e`, `f(x, y) = e`, `(x, y) = e` or `x, y = e`.
func (p *parser) binding() *Binding {
	start := p.start()
	b := &Binding{}
	switch {
	case p.is("("), p.is("_"), p.isAt(1, ","):
		pat := p.pattern(true)
		if len(pat.Names) == 1 {
			b.Name = pat.Names[0]
		} else {
			b.Names = pat.Names
		}
	default:
		b.Name = p.name("a name to define")
		if !p.is("=") {
			b.Param = p.param()
		}
	}
	p.expect("=")
	b.Body = p.expr()
	b.At = p.at(start)
	return b
}

// param parses the parameter of a function: `x`, `()` or `(x, y)`.
func (p *parser) param() *Pattern {
	if !p.is("(") && !p.is("_") && p.peek().kind != tokName {
		p.want("`=` or a parameter")
		return nil
	}
	return p.pattern(false)
}

// pattern parses names, in parentheses if there is more than one or none. With
// open set, several names may stand without parentheses.
func (p *parser) pattern(open bool) *Pattern {
	start := p.start()
	pat := &Pattern{}
	closed := p.accept("(")
	if !closed || !p.is(")") {
		pat.Names = append(pat.Names, p.patternName())
		for (open || closed) && p.accept(",") {
			pat.Names = append(pat.Names, p.patternName())
		}
	}
	if closed {
		p.expect(")")
	}
	// `f(x)` is `f x`.
	pat.Tuple = len(pat.Names) != 1
	pat.At = p.at(start)
	return pat
}

// patternName parses a name, or `_` for a value that is not used.
func (p *parser) patternName() string {
	if p.accept("_") {
		return "_"
	}
	return p.name("a name")
}

// test parses `[~]acyclic e [as name]`.
func (p *parser) test(start int, role TestRole) Instr {
	t := &Test{Role: role, Negated: p.accept("~")}
	switch {
	case p.accept("acyclic"):
		t.Kind = Acyclic
	case p.accept("irreflexive"):
		t.Kind = Irreflexive
	case p.accept("empty"):
		t.Kind = Empty
	default:
		p.want("`acyclic`, `irreflexive` or `empty`")
		return nil
	}
	t.Expr = p.expr()
	t.Name = p.alias()
	t.At = p.at(start)
	return t
}

// alias parses `as name` if it is there.
func (p *parser) alias() string {
	if !p.accept("as") {
		return ""
	}
	return p.name("a name after `as`")
}

func (p *parser) include(start int) Instr {
	p.expect("include")
	if p.peek().kind != tokString {
		p.want("a file name in double quotes")
		return nil
	}
	file := p.next().text
	return &Include{At: p.at(start), File: file}
}

// show parses `show a, b` and `show e as x`.
func (p *parser) show(start int) Instr {
	s := &Show{Unshow: p.is("unshow")}
	p.next()
	if t := p.peekAt(1); !s.Unshow && (p.peek().kind != tokName || !endsName(t)) {
		s.Expr = p.binary(loosest)
		p.expect("as")
		s.Names = []string{p.name("a name after `as`")}
		s.At = p.at(start)
		return s
	}
	s.Names = []string{p.name("a name")}
	if !s.Unshow && p.is("as") {
		at := At{p.file.Span(p.toks[p.pos-1].start, p.toks[p.pos-1].end)}
		s.Expr = &Name{At: at, Name: s.Names[0]}
		s.Names = []string{p.alias()}
	}
	for p.accept(",") {
		s.Names = append(s.Names, p.name("a name"))
	}
	s.At = p.at(start)
	return s
}

// endsName reports whether a name before t is not part of a larger expression.
func endsName(t token) bool {
	switch t.kind {
	case tokKeyword, tokEOF:
		return true
	case tokSymbol:
		return t.text == "," || t.text == "~"
	case tokName, tokTag, tokString:
		return false
	default:
		panic("cat: unhandled token kind")
	}
}

// procedure parses `procedure [rec] p(x) = … end`.
func (p *parser) procedure(start int) Instr {
	p.expect("procedure")
	rec := p.accept("rec")
	pr := &Procedure{Rec: rec, Name: p.name("the name of a procedure")}
	pr.Param = p.param()
	p.expect("=")
	pr.Body = p.instrs()
	p.expect("end")
	pr.At = p.at(start)
	return pr
}

// call parses `call p(e) [as name]`.
func (p *parser) call(start int) Instr {
	p.expect("call")
	c := &Call{Name: p.name("the name of a procedure")}
	if !p.startsOperand() {
		p.want("an argument")
		return nil
	}
	c.Arg = p.operand()
	c.Alias = p.alias()
	c.At = p.at(start)
	return c
}

// with parses `with x from e`.
func (p *parser) with(start int) Instr {
	p.expect("with")
	w := &With{Name: p.name("a name")}
	p.expect("from")
	w.From = p.expr()
	w.At = p.at(start)
	return w
}

// forall parses `forall x in e do … end`.
func (p *parser) forall(start int) Instr {
	p.expect("forall")
	f := &ForOrder{Var: p.name("a name")}
	p.expect("in")
	f.Set = p.expr()
	p.expect("do")
	f.Body = p.instrs()
	p.expect("end")
	f.At = p.at(start)
	return f
}

// ifInstr parses `if cond … [else …] end`.
func (p *parser) ifInstr(start int) Instr {
	p.expect("if")
	in := &If{Cond: p.cond()}
	in.Then = p.instrs()
	if p.accept("else") {
		in.Else = p.instrs()
	}
	p.expect("end")
	in.At = p.at(start)
	return in
}

// enum parses `enum T = 'a || 'b`.
func (p *parser) enum(start int) Instr {
	p.expect("enum")
	e := &Enum{Name: p.name("a name")}
	p.expect("=")
	p.accept("||")
	for {
		if p.peek().kind != tokTag {
			p.want("a tag such as 'once")
			return nil
		}
		e.Tags = append(e.Tags, p.next().text)
		if !p.accept("||") {
			break
		}
	}
	e.At = p.at(start)
	return e
}

// instructions parses `instructions C[T]`. `default C[T]` only says what a test
// without an annotation means, so it counts as the same.
func (p *parser) instructions(start int) Instr {
	p.next()
	in := &Instructions{Class: p.name("a class of instructions")}
	open := p.start()
	p.expect("[")
	args := p.list("]")
	if len(args) == 1 {
		in.Tags = args[0]
	} else {
		in.Tags = &TupleExpr{At: p.at(open), Elems: args}
	}
	in.At = p.at(start)
	return in
}
