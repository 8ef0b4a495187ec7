package syntax

// head reads the outline of a declaration from its tokens: its specifiers, the
// names that it declares, and the annotations, which are words that mean nothing
// here because the macros behind them are out of reach.
type head struct {
	*stream
	// end is where the declaration ends.
	end int

	typedef, extern bool
	// typed is set once a type was met. A plain word is one if another follows
	// that can be the name.
	typed bool
	// blanks are the annotations, with their arguments: token ranges.
	blanks [][2]int
	// record is told of each struct, union or enum: its keyword, its tag (none if
	// it has none) and the brace of its body (none likewise).
	record func(keyword, tag, body int)
}

// group returns the index behind the parentheses at k, or k if there are none.
func (h *head) group(k int) int { return min(h.skipParens(k), max(h.end, k)) }

func (h *head) blank(i, j int) { h.blanks = append(h.blanks, [2]int{i, j}) }

// specifiers reads what stands before the first declarator and returns where that
// begins: at a *, a parenthesis, a name, or at what is no declarator.
func (h *head) specifiers(k int) int {
	var plain []int
	for k < h.end && h.toks[k].class == wordToken {
		switch w := h.toks[k].word; {
		case w == wordTypedef:
			h.typedef = true
			k++
		case w == wordExtern:
			h.extern = true
			k++
			if h.toks[k].class == stringToken {
				k++
			}
		case w == wordAttribute, w == wordAlignas:
			k = h.group(k + 1)
		case w.isTypeof(), w == wordAtomic && h.op(k+1) == '(':
			h.typed = true
			k = h.group(k + 1)
		case w.isRecord():
			h.typed = true
			k = h.recordType(k)
		case w.isType():
			h.typed = true
			k++
		case w.isStorage(), w.isQualifier(), w == wordExtension:
			k++
		case w != plainWord:
			return h.choose(plain, k)
		case h.op(k+1) == '(' && k+1 < h.end:
			next := h.group(k + 1)
			if next == k+1 || !h.isAnnotation(plain, k, next) {
				return h.choose(append(plain, k), k+1)
			}
			h.blank(k, next)
			k = next
		default:
			plain = append(plain, k)
			k++
		}
	}
	return h.choose(plain, k)
}

// isAnnotation reports whether name(…) at k, which ends at next and has plain words
// before it, is an annotation with arguments and not what is declared.
func (h *head) isAnnotation(plain []int, k, next int) bool {
	if h.looksParameters(k + 1) {
		return false
	}
	if h.annotated(k) && len(h.named(plain)) > 0 && (h.typed || len(plain) > 1) {
		return true
	}
	t := &h.toks[next]
	return next < h.end && (t.op == '*' || t.class == wordToken && (t.word != plainWord || !h.annotated(next)))
}

// named returns those of the words that are not spelled as annotations.
func (h *head) named(plain []int) []int {
	var list []int
	for _, k := range plain {
		if !h.annotated(k) {
			list = append(list, k)
		}
	}
	return list
}

// best returns the last of the words that is not in capitals, or else the last.
func (h *head) best(words []int) int {
	for i := len(words) - 1; i >= 0; i-- {
		if !h.shouted(words[i]) {
			return words[i]
		}
	}
	return words[len(words)-1]
}

// choose tells the type and the declared name among the plain words of the
// specifiers; the others are annotations. stop is the token behind them. It returns
// the name, or stop if there is none.
func (h *head) choose(plain []int, stop int) int {
	typ, name := none, none
	named := h.named(plain)
	n := len(plain)
	pointer := h.op(stop) == '*'
	if h.op(stop) == '(' && h.op(stop+1) == '*' {
		// int (*f)(void), t (*f)(void)
		pointer = n == 0 || plain[n-1] != stop-1 || !h.typed && n == 1
	}
	switch {
	case n == 0:
	case pointer && h.typed:
	case pointer && len(named) > 0:
		typ = named[0]
	case pointer:
		typ = plain[0]
	case h.typed && h.op(stop) == '(' && plain[n-1] == stop-1:
		name = plain[n-1]
	case h.typed && h.op(stop) == '(':
		// The name is missing.
	case h.typed && len(named) > 0:
		name = h.best(named)
	case h.typed:
		name = plain[0]
	case n == 1 && h.op(stop) == '(':
		// A macro that is not known, or a function without a type.
		return plain[0]
	case n == 1:
		typ = plain[0]
	case len(named) > 1:
		typ, name = named[0], h.best(named[1:])
	case len(named) == 1 && named[0] == plain[n-1]:
		typ, name = plain[0], named[0]
	case len(named) == 1:
		typ, name = named[0], plain[n-1]
	default:
		typ, name = plain[0], plain[n-1]
	}
	h.typed = h.typed || typ != none
	for i, k := range plain {
		// Names on lines of their own are no annotations: something is missing
		// between them.
		if k != typ && k != name && (h.shouted(k) || i+1 == n || !h.toks[plain[i+1]].lined) {
			h.blank(k, k+1)
		}
	}
	if name == none {
		return stop
	}
	return name
}

// looksParameters reports whether the group in parentheses at k can be the
// parameters of a function.
func (h *head) looksParameters(k int) bool {
	t := &h.toks[k+1]
	if t.op == ')' || t.class == wordToken && t.word.isDeclaration() {
		return true
	}
	return h.plain(k+1) && (h.plain(k+2) || h.op(k+2) == '*' && (h.plain(k+3) || h.op(k+3) == '*'))
}

// recordType reads the struct, union or enum at k with its tag and body and
// returns the index behind it.
func (h *head) recordType(k int) int {
	keyword, tag, body := k, none, none
	k++
loop:
	for k < h.end {
		switch t := &h.toks[k]; {
		case t.class == wordToken && t.word == wordAttribute:
			k = h.group(k + 1)
		case h.plain(k) && tag == none && h.annotated(k) && h.op(k+1) == '(',
			h.plain(k) && tag == none && h.annotated(k) && h.plain(k+1) && h.op(k+2) == '{':
			next := h.group(k + 1)
			h.blank(k, next)
			k = next
		case h.plain(k) && tag == none:
			tag = k
			k++
		case t.op == ':' && h.keyword(keyword) == wordEnum:
			for k++; k < h.end && h.toks[k].class == wordToken; k++ {
			}
		case t.op == '{':
			body = k
			if k = h.skip(k); k == none {
				k = h.end
			}
			break loop
		default:
			break loop
		}
	}
	if h.record != nil {
		h.record(keyword, tag, body)
	}
	return k
}

// declarator reads the declarator at k. name is its name or none, suffix the index
// of what stands behind that: of a function, and only of one, the parameters.
func (h *head) declarator(k int) (name, suffix int) {
	depth, pointer := 0, false
	for k < h.end {
		switch t := &h.toks[k]; {
		case t.op == '*':
			pointer = pointer || depth > 0
			k++
		case t.op == '(':
			depth++
			k++
		case t.class == wordToken && t.word == wordAttribute:
			k = h.group(k + 1)
		case t.class == wordToken && t.word.isQualifier():
			k++
		case h.plain(k):
			var plain []int
			for ; k < h.end && h.plain(k); k++ {
				plain = append(plain, k)
			}
			name = h.pick(plain, k)
			if name == none {
				k = h.group(k)
				continue
			}
			suffix = name + 1
			if depth > 0 && h.op(suffix) == ')' && !pointer {
				suffix++
			}
			return name, suffix
		default:
			return none, k
		}
	}
	return none, k
}

// pick tells the name among plain words of a declarator, which end before stop. It
// is none if they are all annotations: `* __printf(1, 2) f(…)`.
func (h *head) pick(plain []int, stop int) int {
	name := plain[0]
	last := plain[len(plain)-1]
	named := h.named(plain)
	switch next := h.group(stop); {
	case next > stop && next < h.end && h.isAnnotation(plain[:len(plain)-1], last, next) && len(named) == 0:
		name = none
	case h.op(stop) == '(' && (len(named) == 0 || named[len(named)-1] == last):
		name = last
	case len(named) > 0:
		name = h.best(named)
	}
	for i, k := range plain {
		switch {
		case k == name:
		case name == none && k == last:
			h.blank(k, h.group(stop))
		case h.shouted(k) || i+1 == len(plain) || !h.toks[plain[i+1]].lined:
			h.blank(k, k+1)
		}
	}
	return name
}

// behind reads what stands behind the name of a declarator, from k, up to the next
// comma, initialiser, width or end, and returns where that is. Words there are
// annotations.
func (h *head) behind(k int) int {
	for k < h.end {
		switch t := &h.toks[k]; {
		case t.op == ',' || t.op == '=' || t.op == ':' || t.op == ';' || t.op == '{':
			return k
		case t.class == wordToken && (t.word == wordAttribute || t.word == wordAsm):
			k = h.group(k + 1)
		case h.plain(k):
			next := h.group(k + 1)
			h.blank(k, next)
			k = next
		default:
			if next := h.skip(k); next != none {
				k = next
			} else {
				k++
			}
		}
	}
	return h.end
}

// behindInit returns the index of the next comma outside of brackets from k, or the
// end.
func (h *head) behindInit(k int) int {
	for k < h.end && h.op(k) != ',' && h.op(k) != ';' {
		if next := h.skip(k); next != none {
			k = next
		} else {
			k++
		}
	}
	return min(k, h.end)
}
