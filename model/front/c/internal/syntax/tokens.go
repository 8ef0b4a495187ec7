package syntax

import "bytes"

// rewriteTokens makes the edits for the tokens from i up to end that do not hang on
// the structure of statements. expr is set inside of functions and initialisers,
// where a name with parentheses is a call and not a declarator.
func (r *rewriter) rewriteTokens(i, end int, expr bool) {
	for i < end {
		t := &r.toks[i]
		switch t.class {
		case wordToken:
			if t.word == plainWord {
				i = r.name(i, end, expr)
			} else {
				i = r.keywordAt(i, end)
			}
		case numberToken:
			// The parser would take a sign before it for a part of it.
			if p := r.op(i - 1); p == '-' || p == '+' || !simpleNumber(r.bytes(i)) {
				r.replace(i, i+1, "0")
			}
			i++
		case charToken:
			r.replace(i, i+1, "0")
			i++
		case stringToken:
			r.replace(i, i+1, `""`)
			i++
		case punctToken:
			expr = expr || t.op == '='
			i = r.punct(i, end, expr)
		case otherToken:
			r.problem(i, i+1, "%s", r.oddity(i))
			r.replace(i, i+1, "")
			i++
		case endToken:
			return
		}
	}
}

// oddity says what is wrong with a token that is none.
func (r *rewriter) oddity(i int) string {
	switch b := r.bytes(i); b[0] {
	case '"':
		return "this string has no closing quote"
	case '\'':
		return "this character constant has no closing quote"
	default:
		return "`" + string(b) + "` has no meaning in C"
	}
}

// simpleNumber reports whether the parser reads a number as it is meant.
func simpleNumber(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// punct rewrites operators that the grammar does not know. It returns the next
// token.
func (r *rewriter) punct(i, end int, expr bool) int {
	switch r.op(i) {
	case '(':
		if r.op(i+1) == '{' && i+1 < end {
			r.statements(i+2, r.close(i+1, end))
		}
		if expr {
			r.operand(i, end)
		}
	case '[':
		// [[…]]
		if m := r.toks[i].match; r.op(i+1) == '[' && m > 0 && r.toks[i+1].match == m-1 && int(m) < end {
			r.replace(i, int(m)+1, "")
			return int(m) + 1
		}
	case opInc, opDec:
		// To the grammar -x++ is (-x)++; a member binds more tightly.
		k := i - 1
		for k > r.first && (r.op(k) == opInc || r.op(k) == opDec) {
			k--
		}
		if r.endsOperand(k) && !r.isCast(k) {
			r.put(i, i+1, ".x_", hole{kind: postfixHole, piece: none})
		}
	case opAndAnd:
		if r.plain(i+1) && i+1 < end && !r.endsOperand(i-1) && r.op(i-1) != '}' && r.op(i-1) != opInc && r.op(i-1) != opDec {
			r.put(i, i+2, "0", hole{kind: badExprHole, message: r.notModelled(i, i+2, "the address of a label is not modelled")})
			return i + 2
		}
	case opEllipsis:
		// case 1 ... 3: in parameters it stays.
		if r.op(i-1) != ',' && r.op(i-1) != '(' && r.op(i+1) != ')' && r.op(i+1) != ']' && r.inCase(i) {
			r.replace(i, i+1, "||")
		}
	case '#', opPaste:
		r.problem(i, i+1, "`#` has no meaning here: a directive must begin its line")
		r.replace(i, i+1, "")
	case ')', ']':
		if r.toks[i].match == none {
			r.problem(i, i+1, "this `%s` closes nothing", r.str(i))
			r.replace(i, i+1, "")
		}
	}
	return i + 1
}

// operand keeps the parser from taking (x), (a[i]) or (f(x)) for a type in a cast.
// It puts an operator in front that the tree is rid of again.
func (r *rewriter) operand(open, end int) {
	last := r.close(open, end)
	if open <= r.first || !r.plain(open+1) || open+1 >= last {
		return
	}
	k := open + 2
	for k < last && (r.op(k) == '(' || r.op(k) == '[') {
		k = r.behindGroup(k, last)
	}
	before := &r.toks[open-1]
	switch {
	case k < last:
		return
	case before.class == wordToken:
		if w := before.word; w != wordReturn && w != wordCase && w != wordSizeof && w != wordAlignof && w != wordElse && w != wordDo {
			return
		}
	case r.endsOperand(open-1) && !r.isCast(open-1):
		return
	}
	if !r.looksType(open+1, last, true) && !r.beginsOperand(r.behindGroup(open, end), end) {
		r.mark(open+1, "!", hole{kind: operandHole, piece: none})
	}
}

// beginsOperand reports whether the token at i can only begin an operand: behind a
// parenthesis, that is a cast.
func (r *rewriter) beginsOperand(i, end int) bool {
	if i >= end {
		return false
	}
	switch t := &r.toks[i]; t.class {
	case numberToken, charToken, stringToken:
		return true
	case wordToken:
		return t.word == plainWord || t.word == wordSizeof || t.word == wordAlignof
	default:
		return t.op == '~' || t.op == '!' || t.op == '{'
	}
}

// inCase reports whether the ... at i is that of a case label: no bracket or
// semicolon stands between.
func (r *rewriter) inCase(i int) bool {
	for k := i - 1; k >= r.first; k-- {
		switch t := &r.toks[k]; {
		case t.word == wordCase:
			return true
		case t.op == ';', t.op == '{', t.op == '}', t.op == ':', t.op == '[':
			return false
		}
	}
	return false
}

// notModelled reports a construct and returns the message.
func (r *rewriter) notModelled(i, j int, message string) string {
	r.problems.Errorf(NotModelled, r.span(i, j), "%s", message)
	return message
}

// close returns the partner of the bracket at i, or where it would have to be,
// which is end at most.
func (r *rewriter) close(i, end int) int {
	if m := r.toks[i].match; m > int32(i) {
		return min(int(m), end)
	}
	if m, ok := r.dropped[i]; ok {
		return max(min(m, end), i+1)
	}
	return end
}

// behindGroup returns the index behind the bracket at i with its partner.
func (r *rewriter) behindGroup(i, end int) int {
	m := r.close(i, end)
	if m < end && r.toks[i].match == int32(m) {
		return m + 1
	}
	return m
}

// keywordAt rewrites what begins with the keyword at i. It returns the next token.
func (r *rewriter) keywordAt(i, end int) int {
	if o := r.op(i - 1); o == '.' || o == opArrow {
		r.replace(i, i+1, "x_") // m.return of a property
		return i + 1
	}
	switch w := r.toks[i].word; w {
	case wordAttribute:
		j := r.behindParens(i+1, end)
		r.attribute(i, j)
		r.replace(i, j, "")
		return j
	case wordAlignas:
		j := r.behindParens(i+1, end)
		r.alignas(i, j)
		r.replace(i, j, "")
		return j
	case wordExtension:
		r.replace(i, i+1, "")
	case wordTypeof, wordTypeofUnqual:
		return r.typeof(i, end)
	case wordAutoType:
		r.put(i, i+1, "int", hole{kind: autoTypeHole, piece: none})
	case wordAuto:
		if r.plain(i+1) && r.op(i+2) == '=' {
			r.put(i, i+1, "int", hole{kind: autoTypeHole, piece: none})
		}
	case wordAtomic:
		if r.op(i+1) == '(' && i+1 < end {
			j := r.behindParens(i+1, end)
			r.put(i, j, "int", hole{kind: atomicHole, piece: r.newPiece(i+2, r.close(i+1, end), true)})
			r.rewriteTokens(i+2, r.close(i+1, end), true)
			return j
		}
	case wordInt128, wordBool:
		r.replace(i, i+1, "int")
	case wordSigned, wordConst, wordVolatile, wordRestrict, wordThreadLocal, wordAlignof:
		if s := standard(w); !bytes.Equal(r.bytes(i), []byte(s)) {
			r.replace(i, i+1, s)
		}
	case wordAsm:
		return r.inlineAsm(i, end)
	case wordLocalLabel:
		j := i
		for j < end && r.op(j) != ';' {
			j++
		}
		r.replace(i, j, "")
		return j
	case wordStaticAssert:
		if r.op(i+1) == '(' {
			// The compiler has checked it.
			j := r.behindParens(i+1, end)
			if r.op(j) == ';' && j < end {
				j++
			}
			r.replace(i, j, "")
			return j
		}
	case wordDefault:
		if o := r.op(i - 1); o == ',' || o == '(' {
			r.put(i, i+1, "int", hole{kind: genericDefaultHole, piece: none})
		}
	case wordExtern:
		if r.toks[i+1].class == stringToken && i+1 < end {
			r.replace(i+1, i+2, "")
			return i + 2
		}
	case wordStruct, wordUnion, wordEnum:
		r.recordAt(i, end)
	}
	return i + 1
}

// standard returns the spelling of a keyword that the parser knows.
func standard(w word) string {
	switch w {
	case wordSigned:
		return "signed"
	case wordConst:
		return "const"
	case wordVolatile:
		return "volatile"
	case wordRestrict:
		return "restrict"
	case wordThreadLocal:
		return "__thread"
	default:
		// Unlike _Alignof it takes expressions.
		return "sizeof"
	}
}

// behindParens returns the index behind the group in parentheses at i, i if there
// is none.
func (r *rewriter) behindParens(i, end int) int {
	if r.op(i) != '(' || i >= end {
		return i
	}
	return r.behindGroup(i, end)
}

// typeof rewrites the typeof at i.
func (r *rewriter) typeof(i, end int) int {
	if r.op(i+1) != '(' || i+1 >= end {
		r.problem(i, i+1, "expected `(` after this `%s`", r.str(i))
		r.put(i, i+1, "int", hole{kind: badTypeHole, piece: none, message: "typeof without an operand"})
		return i + 1
	}
	first, last := i+2, r.close(i+1, end)
	j := r.behindGroup(i+1, end)
	if first >= last {
		r.problem(i, j, "this `%s` has no operand", r.str(i))
		r.put(i, j, "int", hole{kind: badTypeHole, piece: none, message: "typeof without an operand"})
		return j
	}
	h := hole{kind: typeofHole, piece: r.newPiece(first, last, r.looksType(first, last, false)), unqual: r.toks[i].word == wordTypeofUnqual}
	r.put(i, j, "int", h)
	r.rewriteTokens(first, last, true)
	return j
}

// recordAt looks at the body of the struct, union or enum at i.
func (r *rewriter) recordAt(i, end int) {
	h := head{stream: r.stream, end: end}
	body := none
	h.record = func(_, _, b int) { body = b }
	h.recordType(i)
	r.blankAll(h.blanks)
	if body == none {
		return
	}
	last := r.close(body, end)
	if r.toks[i].word == wordEnum {
		r.enumerators(body+1, last)
	} else {
		r.members(body+1, last)
	}
}

// blankAll drops annotations. Inside of functions and records a word must be spelled
// like one: anything else is more likely a mistake.
func (r *rewriter) blankAll(ranges [][2]int) {
	for _, b := range ranges {
		if r.shouted(b[0]) {
			r.replace(b[0], b[1], "")
		}
	}
}
