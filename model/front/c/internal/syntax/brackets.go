package syntax

// match finds the partner of each bracket. Brackets without one keep none: those
// that are never closed and those that close nothing. What is missing costs as
// little as possible: a closing brace closes the next open brace, and with it what
// was opened in between; a semicolon, or a keyword of a statement, right inside of
// a parenthesis ends it; and a function that begins in the first column closes
// everything.
func (s *stream) match() {
	b := brackets{stream: s}
	for i := range s.toks {
		switch t := &s.toks[i]; {
		case t.class == wordToken:
			if t.lined && len(b.open) > 0 && b.isFunctionHead(i) && s.margin(i) {
				b.drop(0, i)
			}
			if t.word.isStatement() && t.word != wordDefault {
				b.dropParens(i)
			}
		case t.class != punctToken:
		case t.op == '(' || t.op == '[':
			b.open = append(b.open, i)
		case t.op == '{':
			if b.isBlock(i) {
				b.dropParens(i)
			}
			b.open = append(b.open, i)
		case t.op == ';':
			if n := len(b.open); n > 0 && !b.isFor(b.open[n-1]) {
				b.dropParens(i)
			}
		case t.op == ')' || t.op == ']' || t.op == '}':
			if !b.close(i) {
				s.stray = append(s.stray, i)
			}
		}
	}
	b.drop(0, len(s.toks)-1)
}

// brackets is the state of match.
type brackets struct {
	*stream
	// open are the brackets that are open, the innermost last.
	open []int
}

// close finds the partner of the closing bracket at i.
func (b *brackets) close(i int) bool {
	want := opener(b.toks[i].op)
	for n := len(b.open) - 1; n >= 0; n-- {
		j := b.open[n]
		if b.toks[j].op == want {
			b.drop(n+1, i)
			b.toks[j].match, b.toks[i].match = int32(i), int32(j)
			b.open = b.open[:n]
			return true
		}
		if b.toks[j].op == '{' {
			return false
		}
	}
	return false
}

func opener(closer op) op {
	switch closer {
	case ')':
		return '('
	case ']':
		return '['
	default:
		return '{'
	}
}

// drop gives up the open brackets from the nth on: they should be closed before
// token i.
func (b *brackets) drop(n, i int) {
	if len(b.open) > n && b.dropped == nil {
		b.dropped = map[int]int{}
	}
	for _, j := range b.open[n:] {
		b.dropped[j] = i
	}
	b.open = b.open[:n]
}

// dropParens gives up the parentheses and brackets inside of the innermost brace.
func (b *brackets) dropParens(i int) {
	n := len(b.open)
	for n > 0 && b.toks[b.open[n-1]].op != '{' {
		n--
	}
	b.drop(n, i)
}

// isFor reports whether the bracket at i is the parenthesis of a for.
func (b *brackets) isFor(i int) bool {
	return b.toks[i].op == '(' && b.keyword(i-1) == wordFor
}

// isBlock reports whether the brace at i stands right behind something that is
// complete, so that neither a statement expression nor an initialiser begins there:
// `if (x {`.
func (b *brackets) isBlock(i int) bool {
	if !b.endsOperand(i - 1) {
		return false
	}
	switch t := &b.toks[i-1]; {
	case t.class == wordToken:
		return !b.keyword(i - 2).isRecord()
	case t.op == ')':
		// A call; `(type){` is a literal.
		return t.match > 0 && b.plain(int(t.match)-1)
	}
	return true
}

// isFunctionHead reports whether the words at i are the head of a function with
// its body: two words at least, the last with parameters, and a brace.
func (b *brackets) isFunctionHead(i int) bool {
	words := 0
	for ; ; i++ {
		t := &b.toks[i]
		switch {
		case t.class == wordToken && (t.word.isStatement() || t.word == wordSizeof || t.word == wordAsm || t.word == wordTypedef):
			return false
		case t.class == wordToken && (t.word == wordAttribute || t.word.isTypeof()):
			if i = b.closing(i + 1); i == none {
				return false
			}
			i--
		case t.class == wordToken:
			words++
		case t.op == '*' && words > 0:
		case t.op == '(' && words > 1:
			end := b.closing(i)
			return end != none && b.isBodyBehind(end)
		default:
			return false
		}
	}
}

// isBodyBehind reports whether a brace stands at i, possibly behind annotations.
func (b *brackets) isBodyBehind(i int) bool {
	for {
		t := &b.toks[i]
		switch {
		case t.op == '{':
			return true
		case t.class != wordToken || t.word != plainWord && t.word != wordAttribute:
			return false
		}
		i++
		if b.toks[i].op == '(' {
			if i = b.closing(i); i == none {
				return false
			}
		}
	}
}

// maxHead is how many tokens the parameters of a function may have where its head
// decides whether something before it is not closed.
const maxHead = 500

// closing returns the index behind the parenthesis that opens at i, or none if it
// does not close before the next brace or semicolon. It is for tokens that match
// has not reached.
func (b *brackets) closing(i int) int {
	if b.toks[i].op != '(' {
		return none
	}
	depth := 0
	for end := i + maxHead; i < end; i++ {
		switch t := &b.toks[i]; {
		case t.op == '(':
			depth++
		case t.op == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		case t.op == '{', t.op == '}', t.op == ';', t.class == endToken:
			return none
		}
	}
	return none
}
