package syntax

// declares reports whether the name at i, which has parentheses behind it, is
// declared there: a type stands before it.
func (r *rewriter) declares(i int) bool {
	k := i - 1
	for k > r.first && (r.op(k) == '*' || r.keyword(k).isQualifier()) {
		k--
	}
	if k < r.first || r.toks[k].class != wordToken {
		return false
	}
	t := &r.toks[k]
	switch {
	case k == i-1:
		return t.word == plainWord || t.word.isType()
	case t.word == plainWord:
		return r.keyword(k-1).isRecord() || k >= r.first && r.isTypeWord(k, i)
	}
	return t.word.isType()
}

// typeArguments puts holes in the place of the arguments of the call at i that are
// types, and rewrites the others. It returns the index behind the arguments, or i
// if none is a type.
func (r *rewriter) typeArguments(i, end int) int {
	open, last := i+1, r.close(i+1, end)
	forced := typeArgument(r.bytes(i))
	found := false
	for n, k := 0, open+1; k < last; n++ {
		next := r.comma(k, last)
		if r.isTypeArgument(k, next, forced&(1<<n) != 0) {
			found = true
			break
		}
		k = next + 1
	}
	if !found {
		return i
	}
	if reserved(r.bytes(i)) {
		r.replace(i, i+1, "x_")
	}
	for n, k := 0, open+1; k < last; n++ {
		next := r.comma(k, last)
		switch {
		case r.isTypeArgument(k, next, forced&(1<<n) != 0):
			p := r.newPiece(k, next, true)
			r.put(k, next, "0", hole{kind: typeArgHole, piece: p})
			r.pieces[p].hole = int32(len(r.holes) - 1)
			r.rewriteTokens(k, next, true)
		case n == 1 && forced&offsetofLike != 0:
			// The names of members may be those of types.
			r.memberPath(k, next)
		default:
			r.rewriteTokens(k, next, true)
		}
		k = next + 1
	}
	return last
}

// isTypeArgument reports whether the argument from i up to j is a type.
func (r *rewriter) isTypeArgument(i, j int, forced bool) bool {
	if i >= j {
		return false
	}
	if forced && j == i+1 && r.plain(i) {
		return true
	}
	return r.looksType(i, j, false)
}

// comma returns the index of the next comma from i that is in no bracket, end if
// there is none.
func (r *rewriter) comma(i, end int) int {
	for i < end && r.op(i) != ',' {
		if o := r.op(i); o == '(' || o == '[' || o == '{' {
			i = r.behindGroup(i, end)
		} else {
			i++
		}
	}
	return min(i, end)
}

// memberPath rewrites the member designator of offsetof.
func (r *rewriter) memberPath(i, end int) {
	for ; i < end; i++ {
		if r.plain(i) && (reserved(r.bytes(i)) || r.isType(r.str(i))) {
			r.replace(i, i+1, "x_")
		} else if r.op(i) == '[' {
			last := r.close(i, end)
			r.rewriteTokens(i+1, last, true)
			i = last
		}
	}
}

// offsetofLike marks functions whose second argument names members.
const offsetofLike = 1 << 8

// typeArgument returns which arguments of a function are types, whatever they look
// like: the first one is bit 0.
func typeArgument(name []byte) int {
	switch string(name) {
	case "offsetof", "__builtin_offsetof":
		return 1 | offsetofLike
	case "va_arg", "__builtin_va_arg":
		return 2
	case "__builtin_types_compatible_p":
		return 3
	case "__lkmm_any":
		return 1
	}
	return 0
}
