package syntax

import "strings"

// boolName is a type even where nothing declares it, as <stdbool.h> would.
const boolName = "bool"

// isType reports whether the text, or what IsType knows, makes name a type.
func (u *Unit) isType(name string) bool {
	if i, ok := u.names[name]; ok {
		for ; i != none; i = u.decls[i].next {
			switch u.decls[i].space {
			case typedefName:
				return true
			case funcName, protoName, varName, externName, enumConst:
				return false
			}
		}
	}
	return name == boolName || u.outerType(name)
}

// outerType reports whether IsType knows name.
func (u *Unit) outerType(name string) bool { return u.IsType != nil && u.IsType(name) }

// declaredType is isType for declared names alone: bool needs a typedef.
func (u *Unit) declaredType(name string) bool {
	return u.isType(name) && (name != boolName || u.HasTypedef(name) || u.outerType(name))
}

// likelyType is isType for a place where a name is a type or something else, and
// nothing declares it: a name is a type that the text uses as one elsewhere, or
// that is spelled like one.
func (u *Unit) likelyType(name string) bool {
	if u.isType(name) {
		return true
	}
	if u.has(name, funcName, protoName, varName, externName, enumConst) {
		return false
	}
	if u.learned == nil {
		u.learn()
	}
	return u.learned[name] || strings.HasSuffix(name, "_t")
}

// learn finds the names that the text uses as types: a name that they can only
// declare follows.
func (u *Unit) learn() {
	u.learned = map[string]bool{}
	for i := range u.chunks {
		c := &u.chunks[i]
		head := c.last
		if c.body != none {
			head = c.body
		}
		for k := c.first; k < c.last; k++ {
			if u.op(k) == '=' {
				head = min(head, k)
			}
			if u.plain(k) && u.declaresNext(k, k < head) {
				u.learned[u.str(k)] = true
			}
		}
	}
}

// declaresNext reports whether the name behind the plain word at i can only be
// declared there, so that the word is a type. head is set in the head of a
// function, where (a *b) is no product.
func (u *Unit) declaresNext(i int, head bool) bool {
	statement := false
	switch u.op(i - 1) {
	case 0:
		w := u.keyword(i - 1)
		statement = w.isStorage() || w.isQualifier()
	case ';', '{', '}':
		statement = true
	case '(', ',':
	default:
		return false
	}
	j := i + 1
	for u.op(j) == '*' || u.keyword(j).isQualifier() {
		j++
	}
	if !u.plain(j) || u.op(i-1) == 0 && !statement {
		return false
	}
	switch u.op(j + 1) {
	case ';', '=', '[':
		return j == i+1 || statement
	case ',', ')', '(':
		return j == i+1 || head
	}
	return false
}

// name rewrites what begins with the plain word at i. It returns the next token.
func (r *rewriter) name(i, end int, expr bool) int {
	before := r.op(i - 1)
	if before == '.' || before == opArrow {
		if reserved(r.bytes(i)) {
			r.replace(i, i+1, "x_")
		}
		return i + 1
	}
	if expr && r.op(i+1) == '(' && i+1 < end && !r.declares(i) {
		if next := r.typeArguments(i, end); next > i {
			return next
		}
	}
	if r.isQualifying(i, end) {
		r.replace(i, i+1, "")
		return i + 1
	}
	use := r.typeUse(i, end)
	switch {
	case use == asType:
		r.replace(i, i+1, "int")
	case use == asDeclared:
		// From here on it is no type.
		r.shadow(i)
		r.replace(i, i+1, "x_")
	case reserved(r.bytes(i)):
		r.replace(i, i+1, "x_")
	case r.isDoubtfulCast(i, end) && r.likelyType(r.str(i)):
		r.replace(i, i+1, "int")
	}
	return i + 1
}

// isQualifying reports whether the word at i is an annotation between a type and
// a *, as in (char __user *)p.
func (r *rewriter) isQualifying(i, end int) bool {
	if r.op(i+1) != '*' || i+1 >= end || i <= r.first || !r.annotated(i) {
		return false
	}
	w := r.keyword(i - 1)
	return w.isType() && !w.isRecord() && !w.isTypeof() || r.plain(i-1) && (r.keyword(i-2).isRecord() || r.isTypeWord(i-1, end))
}

func (r *rewriter) shadow(i int) {
	if r.shadows == nil {
		r.shadows = map[string]bool{}
	}
	r.shadows[r.str(i)] = true
}

// isTypeWord reports whether the plain word at i is the name of a type here.
func (r *rewriter) isTypeWord(i, end int) bool {
	name := r.str(i)
	return !r.shadows[name] && r.isType(name)
}

// use is what a word is used for that is the name of a type somewhere.
type use uint8

const (
	// asOther is anything but the next two: a name that is no type, a tag, a label.
	asOther use = iota
	asType
	// asDeclared is a name that is declared as something else.
	asDeclared
)

// typeUse tells what the plain word at i is used for.
func (r *rewriter) typeUse(i, end int) use {
	before := r.keyword(i - 1)
	switch {
	case !r.isTypeWord(i, end), before.isRecord(), before == wordGoto:
		return asOther
	case i <= r.first:
		return asType
	case before.isType():
		return asDeclared
	}
	switch r.op(i - 1) {
	case '*':
		return asDeclared
	case '}':
		if r.endsRecord(i - 1) {
			return asDeclared
		}
	case ';', '{':
		if r.op(i+1) == ':' {
			return asOther
		}
	case ',':
		if r.op(i+1) == ';' || r.op(i+1) == '=' {
			return asDeclared
		}
	case ')':
		// typeof(x) name
		if m := int(r.toks[i-1].match); m > 0 && r.keyword(m-1).isTypeof() {
			return asDeclared
		}
	}
	if r.plain(i-1) && r.followsType(i-1) {
		return asDeclared
	}
	return asType
}

// followsType reports whether the plain word at i, before another one, is a type
// or a tag, so that the other one is declared.
func (r *rewriter) followsType(i int) bool {
	if r.keyword(i-1).isRecord() || r.isType(r.str(i)) {
		return true
	}
	return !r.annotated(i)
}

// endsRecord reports whether the brace at i closes the body of a struct, union or
// enum.
func (r *rewriter) endsRecord(i int) bool {
	m := int(r.toks[i].match)
	if m < 1 {
		return false
	}
	for k := m - 1; k >= r.first && k >= m-3; k-- {
		if r.keyword(k).isRecord() {
			return true
		}
		if !r.plain(k) {
			return false
		}
	}
	return false
}

// isDoubtfulCast reports whether the plain word at i stands alone in parentheses
// where that may be a cast, and the parser would not take it for one: (T)(x),
// (T)-x, or the operand of sizeof.
func (r *rewriter) isDoubtfulCast(i, end int) bool {
	if i+2 >= end || r.op(i-1) != '(' || r.op(i+1) != ')' || i-2 < r.first {
		return false
	}
	if r.keyword(i-2) == wordSizeof || r.keyword(i-2) == wordAlignof {
		return true
	}
	if r.endsOperand(i-2) && !r.isCast(i-2) {
		return false
	}
	switch r.op(i + 2) {
	case '(', '-', '+', '*', '&', opInc, opDec:
		return r.op(i+2) != '(' || r.op(i+3) != ')'
	}
	return false
}

// maxCasts is how many casts in a row are told from calls.
const maxCasts = 20

// isCast reports whether the parenthesis that closes at i ends a cast or the head
// of a statement, so that no operand ends there.
func (r *rewriter) isCast(i int) bool {
	for range maxCasts {
		m := int(r.toks[i].match)
		if r.op(i) != ')' || m < 1 {
			return false
		}
		switch w := r.keyword(m - 1); {
		case w == wordIf, w == wordWhile, w == wordFor, w == wordSwitch:
			return true
		case r.toks[m-1].class == wordToken && w != wordReturn && w != wordCase && w != wordElse && w != wordDo:
			return false
		}
		if !r.looksType(m+1, i, true) {
			return false
		}
		if !r.endsOperand(m - 1) {
			return true
		}
		// Only behind another cast.
		i = m - 1
	}
	return false
}

// looksType reports whether the tokens from i up to j are a type. alone says what
// to think of a single name that nothing declares: where it is set, it may be a
// type by its spelling or by its use elsewhere.
func (r *rewriter) looksType(i, j int, alone bool) bool {
	if i >= j {
		return false
	}
	switch t := &r.toks[i]; {
	case t.class != wordToken:
		return false
	case t.word.isTypeof():
		// typeof(x) as a type of its own.
	case t.word.isType(), t.word.isQualifier():
		return true
	case t.word != plainWord:
		return false
	case r.isTypeWord(i, j):
	case j == i+1:
		return alone && !r.shadows[r.str(i)] && r.likelyType(r.str(i))
	default:
		// T *, T **, T __user *
		last := j - 1
		for last > i && (r.op(last) == '*' || r.keyword(last).isQualifier()) {
			last--
		}
		return last < j-1 && (last == i || last == i+1 && r.plain(last) && r.annotated(last))
	}
	// A name of a type can also be a declared name in an expression: what follows
	// must be of a type.
	k := r.skipParens(i + 1)
	if r.toks[i].word == plainWord {
		k = i + 1
	}
	for ; k < j; k++ {
		switch t := &r.toks[k]; {
		case t.op == '*', t.class == wordToken && (t.word.isQualifier() || t.word == plainWord && r.annotated(k)):
		case t.op == '[' || t.op == '(':
			if k = r.close(k, j); k >= j {
				return true
			}
		default:
			return false
		}
	}
	return true
}

// reserved reports whether the parser takes a name for a keyword of its own.
func reserved(b []byte) bool {
	switch string(b) {
	case "NULL", "TRUE", "FALSE", "true", "false", "nullptr", "offsetof", "alignas", "alignof", "_alignof",
		"noreturn", "constexpr", "_Nonnull", "_unaligned", "__unaligned", "__uptr", "__sptr", "__based",
		"__declspec", "__cdecl", "__clrcall", "__stdcall", "__fastcall", "__thiscall", "__vectorcall",
		"__forceinline", "__try", "__except", "__finally", "__leave", "defined":
		return true
	}
	return false
}
