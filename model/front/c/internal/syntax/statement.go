package syntax

// region is a part of the text that can be taken out without harm to the rest, if
// it cannot be understood.
type region struct {
	first, last int
	kind        regionKind
	// name is the declared name, of a member or parameter; none otherwise.
	name int
	// masked is set once it was taken out.
	masked bool
}

type regionKind uint8

const (
	// stmtRegion is a simple statement or a declaration, with its semicolon.
	stmtRegion regionKind = iota
	// exprRegion is a condition or an initialiser.
	exprRegion
	// forRegion is what stands in the parentheses of a for.
	forRegion
	// memberRegion is a member of a struct or union, paramRegion a parameter,
	// enumeratorRegion an enumerator.
	memberRegion
	paramRegion
	enumeratorRegion
	// headRegion is the head of a function.
	headRegion
)

// maxDepth bounds the nesting of statements, expressions and types.
const maxDepth = 250

// enter notes one more level of nesting around token i. It returns false, with a
// problem, if there are too many.
func (r *rewriter) enter(i int) bool {
	if r.depth++; r.depth <= maxDepth {
		return true
	}
	if !r.bad {
		r.problems.Errorf(TooDeep, r.span(i, i+1), "this is nested too deeply: %d levels are supported", maxDepth)
	}
	r.bad = true
	return false
}

func (r *rewriter) leave() { r.depth-- }

func (r *rewriter) region(kind regionKind, first, last, name int) {
	if first < last {
		r.regions = append(r.regions, region{kind: kind, first: first, last: last, name: name})
	}
}

// statements finds the statements of a block, the tokens from i up to end.
func (r *rewriter) statements(i, end int) {
	for i < end && !r.bad {
		i = max(r.statement(i, end), i+1)
	}
}

// statement finds the statement at i and returns the index behind it.
func (r *rewriter) statement(i, end int) int {
	if !r.enter(i) {
		return end
	}
	defer r.leave()
	for {
		next := r.label(i, end)
		if next == i {
			break
		}
		i = next
		if i >= end {
			return i
		}
	}
	for {
		switch r.toks[i].word {
		case wordIf:
			next := r.body(r.header(i, end), end, i)
			if next >= end || r.keyword(next) != wordElse {
				return next
			}
			if i = next + 1; r.keyword(i) == wordIf && i < end {
				continue // else if is no deeper
			}
			return r.body(i, end, next)
		case wordWhile, wordSwitch, wordFor:
			return r.body(r.header(i, end), end, i)
		case wordDo:
			return r.doWhile(i, end)
		case wordGoto:
			if r.op(i+1) == '*' {
				return r.computedGoto(i, end)
			}
		case wordElse:
			r.problem(i, i+1, "this `else` belongs to no `if`")
			r.put(i, i+1, ";", hole{kind: badStmtHole, piece: none, message: "an else without an if"})
			return i + 1
		}
		if r.op(i) == '{' {
			j := r.close(i, end)
			r.statements(i+1, j)
			return r.behindGroup(i, end)
		}
		return r.simple(i, end)
	}
}

// computedGoto takes out a jump to an address.
func (r *rewriter) computedGoto(i, end int) int {
	k := i
	for k < end && r.op(k) != ';' {
		k = r.next(k, end)
	}
	r.put(i, k, ";", hole{kind: badStmtHole, piece: none, message: r.notModelled(i, k, "a goto to a computed place is not modelled")})
	return k
}

// label finds a label at i and returns the index behind it, i if there is none.
func (r *rewriter) label(i, end int) int {
	w := r.keyword(i)
	switch {
	case w == wordCase, w == wordDefault:
		colon := r.colon(i+1, end)
		if w == wordCase {
			if i+1 == colon {
				r.problem(i, i+1, "expected a value after this `case`")
				r.insert(i+1, "0", i)
			}
			r.region(exprRegion, i+1, colon, none)
		} else if colon > i+1 {
			colon = i + 1
		}
		if r.op(colon) != ':' || colon >= end {
			r.expect(colon, ":", i, "expected `:` after this label")
			return colon
		}
		return colon + 1
	case r.plain(i) && r.op(i+1) == ':' && i+1 < end:
		if i+2 >= end || r.keyword(i+2) == wordCase || r.keyword(i+2) == wordDefault {
			r.insert(i+2, ";", i)
		}
		return i + 2
	}
	return i
}

// colon returns the index of the colon that ends the label whose value begins at i,
// or where it should be.
func (r *rewriter) colon(i, end int) int {
	questions := 0
	for i < end {
		switch t := &r.toks[i]; {
		case t.op == '?':
			questions++
		case t.op == ':' && questions == 0:
			return i
		case t.op == ':':
			questions--
		case t.op == ';', t.op == '{', t.op == '}', t.class == wordToken && t.word.isStatement():
			return i
		case t.lined && t.class == wordToken && r.endsOperand(i-1):
			return i
		}
		if o := r.op(i); o == '(' || o == '[' {
			i = r.behindGroup(i, end)
		} else {
			i++
		}
	}
	return end
}

// header finds the parentheses behind the keyword at i and returns the index behind
// them.
func (r *rewriter) header(i, end int) int {
	open := i + 1
	if open >= end || r.op(open) != '(' {
		return r.bareHeader(i, end)
	}
	last := r.close(open, end)
	kind := exprRegion
	if r.keyword(i) == wordFor {
		kind = forRegion
		r.forHeader(open+1, last)
	} else if open+1 == last {
		r.problem(open, r.behindGroup(open, end), "expected a condition in these parentheses")
		r.insert(open+1, "0", open)
	}
	r.region(kind, open+1, last, none)
	return r.behindGroup(open, end)
}

// bareHeader deals with a keyword that has no parentheses: what follows on its line
// was meant to be in them.
func (r *rewriter) bareHeader(i, end int) int {
	k := i + 1
	for k < end && !r.toks[k].lined && r.op(k) != '{' && r.op(k) != ';' && r.op(k) != '}' {
		k = r.next(k, end)
	}
	switch {
	case r.keyword(i) == wordFor:
		r.expect(i+1, "(;;)", i, "expected `(…; …; …)` after this `for`")
		return i + 1
	case k == i+1:
		r.expect(k, "(0)", i, "expected a condition in parentheses after this `%s`", r.str(i))
		return k
	}
	r.problem(i, i+1, "expected `(` after this `%s`", r.str(i))
	r.insert(i+1, "(", i)
	r.insert(k, ")", i)
	r.region(exprRegion, i+1, k, none)
	return k
}

// forHeader looks at the first clause of a for, which may be a declaration.
func (r *rewriter) forHeader(i, end int) {
	if r.beginsDeclaration(i, end) {
		j := i
		for j < end && r.op(j) != ';' {
			j = r.next(j, end)
		}
		r.declaration(i, j)
	}
}

// next returns the index behind the token or the bracketed group at i.
func (r *rewriter) next(i, end int) int {
	if o := r.op(i); o == '(' || o == '[' || o == '{' {
		return r.behindGroup(i, end)
	}
	return i + 1
}

// body finds the statement that the keyword at owner needs behind its header.
func (r *rewriter) body(i, end, owner int) int {
	if i >= end || r.op(i) == '}' {
		r.expect(i, ";", owner, "expected a statement after this, for the `%s`", r.str(owner))
		return i
	}
	return r.statement(i, end)
}

// doWhile finds the parts of the do at i.
func (r *rewriter) doWhile(i, end int) int {
	k := r.body(i+1, end, i)
	if k >= end || r.keyword(k) != wordWhile {
		r.expect(k, "while (0);", i, "expected `while (…);` after the body of this `do`")
		return k
	}
	while := k
	k = r.header(k, end)
	if k < end && r.op(k) == ';' {
		return k + 1
	}
	r.expect(k, ";", while, "expected `;` after this")
	return k
}

// simple finds the end of the expression statement, jump or declaration at i.
func (r *rewriter) simple(i, end int) int {
	declaration := r.macroType(i, end) || r.beginsDeclaration(i, end)
	for k := i; k < end; {
		t := &r.toks[k]
		switch {
		case t.op == ';':
			return r.endSimple(i, k, k+1, declaration)
		case k > i && t.class == wordToken && t.word.isStatement() && t.word != wordDefault,
			k > i && t.lined && r.lacksSemicolon(i, k):
			return r.withoutSemicolon(i, k, declaration)
		case t.op == '{' && !r.bracesFit(i, k, declaration):
			return r.strayBlock(i, k, end)
		case t.word == wordAsm:
			for k++; r.toks[k].class == wordToken && k < end; k++ {
			}
			continue
		}
		k = r.next(k, end)
	}
	return r.withoutSemicolon(i, end, declaration)
}

// endSimple notes the statement from i up to j; semicolon is where its semicolon is
// or would be.
func (r *rewriter) endSimple(i, semicolon, j int, declaration bool) int {
	if declaration {
		r.declaration(i, semicolon)
	}
	r.region(stmtRegion, i, j, none)
	return j
}

// withoutSemicolon notes the statement from i up to k that lacks its semicolon.
func (r *rewriter) withoutSemicolon(i, k int, declaration bool) int {
	if name, ok := r.macroCall(i, k); ok && k < r.last && r.op(k) != '}' {
		r.expect(k, ";", i, "expected `;` after this; without it `%s` must be a macro, and none of this name is known here", name)
	} else {
		r.expect(k, ";", i, "expected `;` after this")
	}
	return r.endSimple(i, k, k, declaration)
}

// macroCall returns the name if the tokens from i up to j are name(…), and nothing
// in the text is called so.
func (r *rewriter) macroCall(i, j int) (string, bool) {
	if !r.plain(i) || i+1 >= j || r.op(i+1) != '(' || int(r.toks[i+1].match) != j-1 {
		return "", false
	}
	name := r.str(i)
	return name, !r.has(name, funcName, protoName, varName, externName)
}

// lacksSemicolon reports whether a semicolon is missing before the token at k, the
// first of its line, in the statement that begins at i.
func (r *rewriter) lacksSemicolon(i, k int) bool {
	t := &r.toks[k]
	if t.class != wordToken || !r.endsOperand(k-1) || t.word == wordAsm || t.word == wordAttribute {
		return false
	}
	if r.op(k-1) == ')' {
		m := int(r.toks[k-1].match)
		if m < 1 {
			return false
		}
		// The operand of typeof or an attribute; a cast.
		if w := r.keyword(m - 1); r.toks[m-1].class == wordToken && w != plainWord && w != wordSizeof || r.isCast(k-1) {
			return false
		}
		return !r.annotated(k) || t.word != plainWord
	}
	if r.toks[k-1].class != wordToken {
		return t.word == plainWord || t.word.isDeclaration()
	}
	if t.word == plainWord || t.word.isQualifier() {
		// `T x` may be spread over two lines.
		return r.keyword(i) == wordReturn || r.keyword(i) == wordGoto || r.hasOperator(i, k)
	}
	return t.word.isDeclaration() && k > i+1
}

// hasOperator reports whether there is an operator between i and k, outside of
// brackets, that a declaration does not have.
func (r *rewriter) hasOperator(i, k int) bool {
	for ; i < k; i = r.next(i, k) {
		switch t := &r.toks[i]; {
		case t.class != punctToken, t.op == '*', t.op == '(', t.op == '[', t.op == '{', t.op == ',', t.op == ')', t.op == ']':
		default:
			return true
		}
	}
	return false
}

// bracesFit reports whether the brace at k can stand in the statement that begins
// at i: as an initialiser, a literal, or the body of a record.
func (r *rewriter) bracesFit(i, k int, declaration bool) bool {
	switch {
	case r.op(k-1) == '=':
		return true
	case r.op(k-1) == ')' && k-1 > i:
		return r.isCast(k - 1)
	case !declaration:
		return false
	}
	for k--; k >= i && k > i-8; k-- {
		switch {
		case r.keyword(k).isRecord():
			return true
		case r.op(k) == ')' && r.toks[k].match > int32(i):
			k = int(r.toks[k].match)
		case r.toks[k].class != wordToken && r.op(k) != ':':
			return false
		}
	}
	return false
}

// strayBlock deals with the block at k behind what is no complete statement, from
// i: a macro that is not known, a function inside of a function, or a mistake.
func (r *rewriter) strayBlock(i, k, end int) int {
	last := r.behindGroup(k, end)
	if name, ok := r.macroCall(i, k); ok {
		message := "`" + name + "` is not known here: before a block it can only be a macro; define it, or include the header that does"
		r.problems.Errorf(UnknownMacro, r.span(i, i+1), "%s", message)
		r.put(i, last, ";", hole{kind: badStmtHole, piece: none, message: message})
		return last
	}
	h := head{stream: r.stream, end: k}
	if n := h.specifiers(i); h.typed && n < k {
		if name, suffix := h.declarator(n); name != none && r.op(suffix) == '(' {
			message := "a function inside of a function is not modelled"
			r.problems.Errorf(NotModelled, r.span(name, name+1), "%s", message)
			r.put(i, last, ";", hole{kind: badStmtHole, piece: none, message: message})
			return last
		}
	}
	if k == i {
		return last
	}
	r.expect(k, ";", i, "expected `;` after this, or an operator: a block cannot follow")
	r.region(stmtRegion, i, k, none)
	return k
}
