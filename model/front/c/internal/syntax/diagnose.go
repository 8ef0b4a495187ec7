package syntax

// diagnosis says what is wrong with some tokens.
type diagnosis struct {
	first, last int
	// message is empty if nothing was found.
	message string
}

// diagnose looks for the mistake in a region that the parser could not read. In
// an expression operands and operators alternate; what breaks this is the mistake,
// and it is told better from there than from what the parser tried to make of it.
func (r *rewriter) diagnose(g *region) diagnosis {
	i, end := g.first, g.last
	switch g.kind {
	case stmtRegion:
		if r.op(end-1) == ';' {
			end--
		}
		switch w := r.keyword(i); {
		case w == wordReturn:
			i++
			if i == end {
				return diagnosis{}
			}
		case w == wordGoto:
			return r.diagnoseGoto(i, end)
		case w == wordBreak || w == wordContinue:
			return diagnosis{i + 1, i + 2, "expected `;` after `" + r.str(i) + "`"}
		case r.beginsDeclaration(i, end):
			return r.diagnoseDeclarators(i, end)
		}
		return r.operands(i, end)
	case exprRegion:
		return r.operands(i, end)
	case forRegion:
		return r.diagnoseFor(i, end)
	case memberRegion:
		if r.op(end-1) == ';' {
			end--
		}
		return r.diagnoseDeclarators(i, end)
	case paramRegion, enumeratorRegion:
		return diagnosis{}
	default:
		panic("syntax: unhandled region")
	}
}

func (r *rewriter) diagnoseGoto(i, end int) diagnosis {
	switch {
	case i+1 == end:
		return diagnosis{i, i + 1, "expected a label after this `goto`"}
	case r.plain(i+1) && i+2 < end:
		return diagnosis{i + 2, i + 3, "expected `;` before this"}
	}
	return diagnosis{i + 1, i + 2, "expected a label here"}
}

// diagnoseFor looks at the three parts of a for.
func (r *rewriter) diagnoseFor(i, end int) diagnosis {
	parts := 0
	for k := i; ; {
		next := k
		for next < end && r.op(next) != ';' {
			next = r.next(next, end)
		}
		if parts > 0 || !r.beginsDeclaration(k, next) {
			if d := r.operands(k, next); next > k && d.message != "" {
				return d
			}
		}
		parts++
		if next >= end {
			break
		}
		k = next + 1
	}
	if parts != 3 {
		return diagnosis{i, end, "expected three parts with `;` between them"}
	}
	return diagnosis{}
}

// diagnoseDeclarators looks at the declarators of a declaration and their
// initialisers.
func (r *rewriter) diagnoseDeclarators(i, end int) diagnosis {
	h := head{stream: r.stream, end: end}
	for k := h.specifiers(i); k < end; k++ {
		name, next := h.declarator(k)
		if name == none {
			if k == next || next >= end {
				at := min(next, end-1)
				if r.op(at) == ';' || r.op(at) == ',' || r.op(at) == '=' {
					return diagnosis{at, at + 1, "expected a name before this `" + r.str(at) + "`"}
				}
				if next >= end {
					return diagnosis{end - 1, end, "expected a name after this"}
				}
				return diagnosis{at, at + 1, "`" + r.str(at) + "` does not fit here: expected a name"}
			}
			return diagnosis{}
		}
		k = h.behind(next)
		if r.op(k) == '=' && k < end {
			last := r.comma(k+1, end)
			if k+1 == last {
				return diagnosis{k, k + 1, "expected a value after this `=`"}
			}
			if d := r.operands(k+1, last); d.message != "" {
				return d
			}
			k = last
		}
		if k = h.behindInit(k); r.op(k) != ',' {
			break
		}
	}
	return diagnosis{}
}

// operands checks that operands and operators alternate in the tokens from i up to
// end.
func (r *rewriter) operands(i, end int) diagnosis {
	if i >= end {
		return diagnosis{}
	}
	want := true // an operand
	question := none
	for k := i; k < end; {
		t := &r.toks[k]
		switch {
		case t.class == otherToken:
			return diagnosis{} // has its own problem
		case t.class != punctToken:
			next, d := r.operandAt(k, end, want, k > i)
			if d.message != "" {
				return d
			}
			want = next == k
			k = max(next, k+1)
		case t.op == '(' || t.op == '[' || t.op == '{':
			next, operand, d := r.groupAt(k, end, want)
			if d.message != "" {
				return d
			}
			want = !operand
			k = next
		case want && !isPrefix(t.op):
			if t.op == ':' && k > i && r.op(k-1) == '?' {
				k++
				continue // x ?: y
			}
			return r.missingOperand(k, i)
		case want:
			k++
		case t.op == '?' && question == none:
			question = k
			want = true
			k++
		case t.op == ':':
			question = none
			want = true
			k++
		case t.op == '.' || t.op == opArrow:
			if k+1 >= end || r.toks[k+1].class != wordToken {
				return diagnosis{k, k + 1, "expected the name of a member after this `" + r.str(k) + "`"}
			}
			k += 2
		case t.op == opInc || t.op == opDec:
			k++
		case t.op == '!' || t.op == '~':
			return diagnosis{k, k + 1, "`" + r.str(k) + "` does not fit here: expected an operator with two operands, or `;`"}
		default:
			want = true
			k++
		}
	}
	if want {
		return diagnosis{end - 1, end, "expected an expression after this `" + r.str(end-1) + "`"}
	}
	if question != none {
		return diagnosis{question, question + 1, "this `?` has no `:`"}
	}
	return diagnosis{}
}

// missingOperand says that the operator or separator at k lacks what should stand
// before it, in the expression that begins at i.
func (r *rewriter) missingOperand(k, i int) diagnosis {
	if k > i && r.toks[k-1].class == punctToken {
		return diagnosis{k - 1, k + 1, "expected an expression between `" + r.str(k-1) + "` and `" + r.str(k) + "`"}
	}
	return diagnosis{k, k + 1, "expected an expression before this `" + r.str(k) + "`"}
}

// operandAt reads the operand at k, which is a word or a constant, and returns the
// index behind it; for a prefix such as sizeof that is k.
func (r *rewriter) operandAt(k, end int, want, inside bool) (int, diagnosis) {
	t := &r.toks[k]
	switch {
	case t.class == wordToken && (t.word == wordSizeof || t.word == wordAlignof || t.word == wordExtension) && want:
		if r.op(k+1) == '(' && k+1 < end && t.word != wordExtension && r.looksType(k+2, r.close(k+1, end), true) {
			return r.behindGroup(k+1, end), diagnosis{}
		}
		return k, diagnosis{}
	case t.class == wordToken && t.word == wordGeneric && want, t.class == wordToken && t.word == wordAsm && want:
		for k++; k < end && r.op(k) != '('; k++ {
		}
		return max(r.behindParens(k, end), k), diagnosis{}
	case t.class == wordToken && t.word.isStatement():
		return k, diagnosis{k, k + 1, "`" + r.str(k) + "` does not fit into an expression"}
	case t.class == stringToken && !want && r.toks[k-1].class == stringToken,
		t.class == stringToken && !want && r.plain(k-1), t.class == wordToken && !want && r.toks[k-1].class == stringToken:
		return k + 1, diagnosis{} // "a" "b", "a" PRIu64
	case !want:
		return k, diagnosis{k, k + 1, "`" + r.str(k) + "` does not fit here: expected an operator or `;` before it"}
	case t.class == wordToken && t.word.isDeclaration() && !t.word.isTypeof():
		return k, diagnosis{k, k + 1, "the type `" + r.str(k) + "` does not fit here: expected an expression"}
	}
	return k + 1, diagnosis{}
}

// groupAt reads the bracketed group at k and returns the index behind it, and
// whether an operand ends there.
func (r *rewriter) groupAt(k, end int, want bool) (next int, operand bool, d diagnosis) {
	last := r.close(k, end)
	next = r.behindGroup(k, end)
	switch r.op(k) {
	case '(':
		switch {
		case want && r.op(k+1) == '{':
			return next, true, d
		case want && (r.looksType(k+1, last, r.op(next) != ')') || last == k+2 && r.plain(k+1) && r.beginsOperand(next, end)):
			return next, r.op(next) == '{' && next < end, d
		case want && k+1 == last:
			return next, true, diagnosis{k, next, "expected an expression in these parentheses"}
		case want:
			return next, true, r.operands(k+1, last)
		}
		// Arguments of a call.
		for a := k + 1; a < last; {
			comma := r.comma(a, last)
			if a == comma {
				return next, true, diagnosis{a, a + 1, "expected an argument before this `" + r.str(a) + "`"}
			}
			if !r.looksType(a, comma, false) && r.op(a) != '{' {
				if d = r.operands(a, comma); d.message != "" {
					return next, true, d
				}
			}
			if a = comma + 1; a == last {
				return next, true, diagnosis{comma, comma + 1, "expected an argument after this `,`"}
			}
		}
		return next, true, d
	case '[':
		if want {
			return next, false, d // a designator
		}
		if k+1 == last {
			return next, true, diagnosis{k, next, "expected an index in these brackets"}
		}
		return next, true, r.operands(k+1, last)
	default:
		if !want {
			return next, true, diagnosis{k, k + 1, "`{` does not fit here: expected an operator or `;` before it"}
		}
		return next, true, r.initialisers(k+1, last)
	}
}

// initialisers looks at what stands in the braces of an initialiser.
func (r *rewriter) initialisers(i, end int) diagnosis {
	for i < end {
		comma := r.comma(i, end)
		if i == comma {
			return diagnosis{i, i + 1, "expected a value before this `,`"}
		}
		k := i
		for k < comma && (r.op(k) == '.' || r.op(k) == '[') {
			if r.op(k) == '[' {
				k = r.behindGroup(k, comma)
			} else {
				k += 2
			}
		}
		if k > i && (k >= comma || r.op(k) != '=') {
			at := min(k, comma-1)
			return diagnosis{at, at + 1, "expected `=` and a value for this designator"}
		}
		switch {
		case k > i:
			k++
		case r.plain(k) && r.op(k+1) == ':':
			k += 2
		}
		if d := r.operands(k, comma); d.message != "" {
			return d
		}
		i = comma + 1
	}
	return diagnosis{}
}

// isPrefix reports whether an operator can stand before an operand.
func isPrefix(o op) bool {
	switch o {
	case '-', '+', '!', '~', '*', '&', opInc, opDec, opAndAnd:
		return true
	}
	return false
}
