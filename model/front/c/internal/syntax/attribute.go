package syntax

import "strings"

// attributes are those of a record or of one declarator that matter.
type attributes struct {
	packed bool
	// aligned is set by aligned(…) and _Alignas(…); piece is the operand, none for
	// the largest alignment.
	aligned bool
	piece   int
}

// attribute takes the attributes in the tokens from i up to j:
// __attribute__((packed, aligned(8))). Most say nothing about what a program does.
func (r *rewriter) attribute(i, j int) {
	for k := i + 1; k < j; k++ {
		if r.toks[k].class != wordToken || r.op(k-1) != '(' && r.op(k-1) != ',' {
			continue
		}
		args := k + 1
		next := r.behindParens(args, j)
		switch name := strings.Trim(r.str(k), "_"); name {
		case "packed":
			r.attributesOf(i, j).packed = true
		case "aligned":
			a := r.attributesOf(i, j)
			a.aligned, a.piece = true, none
			if next > args+2 {
				a.piece = r.newPiece(args+1, next-1, false)
				r.rewriteTokens(args+1, next-1, true)
			}
		case "cleanup", "mode", "vector_size", "alias", "ifunc", "naked", "transparent_union", "scalar_storage_order":
			r.problems.Errorf(NotModelled, r.span(k, next), "the attribute `%s` is not modelled", name)
		}
		if next > args {
			k = next - 1
		}
	}
}

// alignas takes _Alignas(…).
func (r *rewriter) alignas(i, j int) {
	if j <= i+2 {
		r.problem(i, i+1, "expected an alignment in parentheses after this `_Alignas`")
		return
	}
	a := r.attributesOf(i, j)
	a.aligned = true
	first, last := i+2, j-1
	if r.looksType(first, last, true) {
		// The alignment of the type.
		a.piece = none
		r.problems.Errorf(NotModelled, r.span(i, j), "_Alignas of a type is not modelled: write the number of bytes")
		return
	}
	a.piece = r.newPiece(first, last, false)
	r.rewriteTokens(first, last, true)
}

// attributesOf returns the attributes of what the attribute in the tokens from i up
// to j belongs to.
func (r *rewriter) attributesOf(i, j int) *attributes {
	owner := r.owner(i, j)
	if r.attrs == nil {
		r.attrs = map[int]*attributes{}
	}
	a := r.attrs[owner]
	if a == nil {
		a = &attributes{piece: none}
		r.attrs[owner] = a
	}
	return a
}

// owner returns the keyword of the record, or the name of the declarator, that the
// attribute in the tokens from i up to j belongs to.
func (r *rewriter) owner(i, j int) int {
	k := r.beforeAttributes(i)
	switch {
	case k < r.first:
	case r.keyword(k).isRecord():
		return k
	case r.plain(k) && k > r.first && r.keyword(k-1).isRecord() && r.op(r.afterAttributes(j)) == '{':
		return k - 1
	case r.op(k) == '}' && r.endsRecord(k):
		for k = int(r.toks[k].match) - 1; !r.keyword(k).isRecord(); k-- {
		}
		return k
	}
	// Behind a declarator: back over [3] and (void).
	for k >= r.first && (r.op(k) == ']' || r.op(k) == ')') && r.toks[k].match > 0 {
		k = r.beforeAttributes(int(r.toks[k].match))
	}
	if k >= r.first && r.plain(k) && (r.plain(k-1) || r.keyword(k-1).isType() || r.op(k-1) == '*' || r.op(k-1) == ',' || r.op(k-1) == '}') {
		return k
	}
	// In front of one.
	for k = j; k < r.last; k++ {
		switch r.op(k + 1) {
		case ';', ',', '=', '[', ':', '(':
			if r.plain(k) {
				return k
			}
		case '{', '}':
			return none
		}
	}
	return none
}

// beforeAttributes returns the token before i, and before the attributes there.
func (r *rewriter) beforeAttributes(i int) int {
	for k := i - 1; k >= r.first; {
		m := int(r.toks[k].match)
		if r.op(k) != ')' || m < 1 || r.keyword(m-1) != wordAttribute {
			return k
		}
		k = m - 2
	}
	return r.first - 1
}

// afterAttributes returns the token at j, or the one behind the attributes there.
func (r *rewriter) afterAttributes(j int) int {
	for r.keyword(j) == wordAttribute {
		j = r.skipParens(j + 1)
	}
	return j
}
