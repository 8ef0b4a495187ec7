package syntax

// beginsDeclaration reports whether the statement at i declares something.
func (r *rewriter) beginsDeclaration(i, end int) bool {
	t := &r.toks[i]
	if i >= end || t.class != wordToken {
		return false
	}
	if t.word != plainWord {
		return t.word.isDeclaration() || t.word == wordAttribute || t.word == wordExtension
	}
	switch {
	case r.plain(i + 1), r.keyword(i + 1).isDeclaration():
		return true
	case r.op(i+1) == '(':
		return r.op(i+2) == '*' && r.isTypeWord(i, end)
	}
	k := i + 1
	for r.op(k) == '*' || r.keyword(k).isQualifier() {
		k++
	}
	if k == i+1 || !r.plain(k) || k >= end {
		return false
	}
	switch r.op(k + 1) {
	case ';', '=', ',', '[':
		return true
	}
	return r.isTypeWord(i, end)
}

// declaration looks at the declaration in the tokens from i up to end, without its
// semicolon.
func (r *rewriter) declaration(i, end int) {
	h := head{stream: r.stream, end: end}
	for k := h.specifiers(i); k < end; k++ {
		name, next := h.declarator(k)
		if name == none {
			break
		}
		if r.op(next) == '(' && next < end {
			r.parameters(next, end)
		}
		k = h.behind(next)
		if r.op(k) == '=' && k < end {
			last := r.comma(k+1, end)
			r.region(exprRegion, k+1, last, none)
			k = last
		}
		if k = h.behindInit(k); r.op(k) != ',' {
			break
		}
	}
	r.blankAll(h.blanks)
}

// members finds the members of a struct or union, the tokens from i up to end.
func (r *rewriter) members(i, end int) {
	for i < end {
		if r.op(i) == ';' {
			r.replace(i, i+1, "")
			i++
			continue
		}
		k := i
		for k < end && r.op(k) != ';' && !(k > i && r.beginsMember(i, k)) {
			k = r.next(k, end)
		}
		last := k
		if k < end && r.op(k) == ';' {
			last++
		} else {
			r.expect(k, ";", i, "expected `;` after this member")
		}
		r.member(i, k, last)
		i = max(last, i+1)
	}
}

// beginsMember reports whether another member begins at k, the first token of its
// line, although the one at i has no semicolon.
func (r *rewriter) beginsMember(i, k int) bool {
	t := &r.toks[k]
	switch {
	case !t.lined || t.class != wordToken || t.word.isQualifier():
		return false
	case r.op(k-1) == '}':
		return t.word.isDeclaration()
	case !r.endsOperand(k-1) || k-1 == i || r.keyword(k-2).isRecord():
		return false
	}
	return t.word.isDeclaration() || t.word == plainWord && !r.annotated(k) && (r.plain(k+1) || r.op(k+1) == '*')
}

// macroType takes out a macro with arguments that stands for a type at i, as in
// ARRAY(int) x. It reports whether there is one.
func (r *rewriter) macroType(i, end int) bool {
	if !r.plain(i) || r.op(i+1) != '(' || i+1 >= end {
		return false
	}
	group := r.behindGroup(i+1, end)
	k := group
	for r.op(k) == '*' && k < end {
		k++
	}
	if k >= end || !r.plain(k) || r.toks[k].lined || r.annotated(i) {
		return false
	}
	switch next := r.op(k + 1); {
	case next == '=':
	case k == group && (next == ';' || next == ',' || next == '['):
	default:
		return false // f(x) * y is a product
	}
	message := "`" + r.str(i) + "` is not known here: in the place of a type, with arguments, it can only be a macro"
	r.problems.Errorf(UnknownMacro, r.span(i, i+1), "%s", message)
	r.put(i, group, "int", hole{kind: badTypeHole, piece: none, message: message})
	return true
}

// member looks at the member in the tokens from i up to k, where its semicolon is
// or would be; last is the index behind it.
func (r *rewriter) member(i, k, last int) {
	if r.toks[i].word == wordStaticAssert {
		return
	}
	r.macroType(i, k)
	h := head{stream: r.stream, end: k}
	n := h.specifiers(i)
	if !h.typed && r.plain(n) && r.op(n+1) == '(' {
		r.problems.Warnf(UnknownMacro, r.span(n, n+1), "`%s` is not known here: the members that it declares are left out", r.str(n))
		r.replace(i, last, "")
		return
	}
	first := none
	for ; n < k; n++ {
		name, next := h.declarator(n)
		if name == none {
			if r.op(next) == ':' && next == n {
				r.mark(n, "x_", hole{kind: unnamedHole, piece: none})
				if n = h.behindInit(next); r.op(n) == ',' {
					continue
				}
			}
			break
		}
		if first == none {
			first = name
		}
		if n = h.behindInit(h.behind(next)); r.op(n) != ',' {
			break
		}
	}
	r.blankAll(h.blanks)
	r.region(memberRegion, i, last, first)
}

// enumerators finds the enumerators in the tokens from i up to end.
func (r *rewriter) enumerators(i, end int) {
	for i < end {
		k := i
		for k < end && r.op(k) != ',' && !(k > i && r.toks[k].lined && r.plain(k) && r.endsOperand(k-1)) {
			k = r.next(k, end)
		}
		last := k
		switch {
		case k >= end:
		case r.op(k) == ',':
			last++
		default:
			r.expect(k, ",", i, "expected `,` after this enumerator")
		}
		// NAME __deprecated = 1
		if r.plain(i) && i+1 < k && r.plain(i+1) {
			j := r.behindParens(i+2, k)
			r.blankAll([][2]int{{i + 1, j}})
		}
		r.region(enumeratorRegion, i, last, none)
		i = last
	}
}

// parameters finds the parameters in the parentheses that open at open.
func (r *rewriter) parameters(open, end int) {
	last := r.close(open, end)
	for k := open + 1; k < last; {
		next := r.comma(k, last)
		p := head{stream: r.stream, end: next}
		name, _ := p.declarator(p.specifiers(k))
		r.blankAll(p.blanks)
		r.region(paramRegion, k, next, name)
		k = next + 1
	}
}
