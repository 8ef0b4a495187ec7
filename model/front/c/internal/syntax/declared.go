package syntax

// space is what a name at the top level stands for.
type space uint8

const (
	funcName space = iota
	protoName
	// varName is an object, externName one that is only declared.
	varName
	externName
	typedefName
	structTag
	unionTag
	enumTag
	enumConst
	// macroName is a macro that is not known, used as a declaration.
	macroName
)

// declared is a name that a top-level declaration introduces.
type declared struct {
	space space
	// tok is the name.
	tok int
	// inner is set for what is declared in the body of a record.
	inner bool
}

// declarations is the outline of one top-level declaration.
type declarations struct {
	list []declared
	// blanks are its annotations: token ranges.
	blanks [][2]int
	// untyped is set for a function without a type.
	untyped bool
	// function is set if one of them is a function.
	function bool
}

// declares tells from the tokens of a top-level declaration what it declares.
func (s *stream) declares(c *chunk) declarations {
	end := c.last
	if c.body != none {
		end = c.body
	} else if c.ended {
		end--
	}
	var d declarations
	h := &head{stream: s, end: end}
	h.record = func(keyword, tag, body int) { d.record(s, c, keyword, tag, body) }
	k := h.specifiers(c.first)
	if !h.typed && s.plain(k) && s.op(k+1) == '(' {
		d.function = true
		d.add(macroName, k, false)
		if c.body != none && (s.str(k) == "main" || h.looksParameters(k+1)) {
			d.list[0].space = funcName
			d.untyped = true
		}
		return d
	}
	for first := true; k < end; first = false {
		name, next := h.declarator(k)
		if name == none {
			break
		}
		function := s.op(next) == '('
		d.function = d.function || function
		next = h.behind(next)
		sp := varName
		switch {
		case h.typedef:
			sp = typedefName
		case function && first && c.body != none:
			sp = funcName
		case function:
			sp = protoName
		case h.extern && s.op(next) != '=':
			sp = externName
		}
		d.add(sp, name, false)
		if next = h.behindInit(next); next >= end || s.op(next) != ',' {
			break
		}
		k = next + 1
	}
	d.blanks = h.blanks
	return d
}

// record notes a struct, union or enum among the specifiers.
func (d *declarations) record(s *stream, c *chunk, keyword, tag, body int) {
	if body == none {
		return
	}
	w := s.keyword(keyword)
	if tag != none {
		d.add(tagSpace(w), tag, false)
	}
	last := s.skip(body)
	if last == none {
		last = c.last
	}
	d.inside(s, body, last, w == wordEnum)
}

func (d *declarations) add(sp space, tok int, inner bool) {
	d.list = append(d.list, declared{sp, tok, inner})
}

func tagSpace(w word) space {
	switch w {
	case wordUnion:
		return unionTag
	case wordEnum:
		return enumTag
	default:
		return structTag
	}
}

// inside notes the tags and enumerators in the body of a record, the tokens from
// its brace at k up to end.
func (d *declarations) inside(s *stream, k, end int, enum bool) {
	// enums are the closing braces of the enumerations around a token.
	var enums []int
	if enum {
		enums = append(enums, end)
	}
	for i := k; i < end; i++ {
		if n := len(enums); n > 0 && i >= enums[n-1] {
			enums = enums[:n-1]
		}
		switch t := &s.toks[i]; {
		case t.class == wordToken && t.word.isRecord():
			tag, body := s.tagAndBody(i)
			if body == none {
				break
			}
			if tag != none {
				d.add(tagSpace(t.word), tag, true)
			}
			if close := s.skip(body); t.word == wordEnum && close != none {
				enums = append(enums, close)
			}
			i = body - 1
		case s.plain(i) && len(enums) > 0 && (s.op(i-1) == '{' || s.op(i-1) == ','):
			d.add(enumConst, i, true)
		case t.op == '(' && t.match > int32(i):
			i = int(t.match)
		}
	}
}

// tagAndBody returns the tag and the brace of the body of the record whose keyword
// is at k, none for what it does not have.
func (s *stream) tagAndBody(k int) (tag, body int) {
	h := head{stream: s, end: len(s.toks) - 1, record: func(_, t, b int) { tag, body = t, b }}
	h.recordType(k)
	return tag, body
}
