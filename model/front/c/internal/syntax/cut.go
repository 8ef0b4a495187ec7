package syntax

import (
	"sort"
	"strings"
)

// chunk is a top-level declaration: a run of tokens that ends with its semicolon
// or with the body of a function.
type chunk struct {
	first, last int
	// body is the brace of a function's body, none if it has none.
	body int
	// ended is set if the semicolon or the body's closing brace is there.
	ended bool

	// blanks are its annotations: token ranges.
	blanks [][2]int
	// untyped is set for a function without a type, function for any that declares
	// a function.
	untyped, function bool
	// name is the name of a function with a body.
	name int

	// What parsing it gave.
	parsed bool
	fn     *Func
	vars   []*Var
	types  []TypeExpr
}

// cut finds the top-level declarations. Text that is not complete ends where the
// next declaration begins.
func (s *stream) cut() []chunk {
	c := cutter{stream: s}
	var list []chunk
	linkage := map[int]bool{}
	for i := 0; s.toks[i].class != endToken; {
		switch {
		case s.op(i) == ';':
			i++
		case linkage[i]:
			i++
		case s.keyword(i) == wordExtern && s.toks[i+1].class == stringToken && s.op(i+2) == '{':
			// extern "C" { … }
			if m := s.toks[i+2].match; m != none {
				linkage[int(m)] = true
			}
			i += 3
		default:
			d := c.next(i)
			list = append(list, d)
			i = d.last
		}
	}
	return list
}

// cutter finds the end of one declaration after the other.
type cutter struct {
	*stream
	// marks are the starts of the comments with directives, in the main file. They
	// are looked up when they are first needed.
	marks   []int
	marked  bool
	summary summary
}

// summary is what was seen at the top level of a declaration so far.
type summary struct {
	// types and names count keywords of types (a record with its tag is one) and
	// plain words.
	types, names int
	// parens is set behind a group in parentheses; macro if a single name that is
	// no annotation stands before it.
	parens, macro bool
	// equals is set behind =, record behind the body of a record.
	equals, record bool
	// linkage is set behind static, extern or typedef, of which there can be one.
	linkage bool
	// tag is set where the tag or body of a record may follow, tagged if the tag
	// was there.
	tag, tagged bool
}

// next returns the declaration that begins at i. It has one token at least.
func (c *cutter) next(i int) chunk {
	d := chunk{first: i, body: none}
	c.summary = summary{}
	for k := i; ; {
		t := &c.toks[k]
		if t.class == endToken || k > i && t.class == wordToken && t.lined && c.beginsAnew(k) && c.margin(k) {
			d.last = k
			return d
		}
		if t.op == '}' {
			// It closes nothing.
			d.last = max(k, i+1)
			return d
		}
		if t.op == ';' {
			d.last, d.ended = k+1, true
			return d
		}
		isBody := t.op == '{' && !c.summary.tag && !c.summary.equals
		if isBody {
			d.body = k
		}
		next := k + 1
		if t.op == '{' || t.op == '(' || t.op == '[' {
			if next = c.skip(k); next == none {
				d.last = c.recover(k)
				return d
			}
		}
		if isBody {
			d.last, d.ended = next, true
			return d
		}
		c.note(k)
		k = next
	}
}

// note takes token k into the summary.
func (c *cutter) note(k int) {
	s, t := &c.summary, &c.toks[k]
	tag := s.tag
	s.tag = false
	switch {
	case t.class == wordToken && hasLinkage(t.word):
		s.linkage = true
	case t.class == wordToken && t.word.isRecord():
		s.types++
		s.tag, s.tagged = true, false
	case t.class == wordToken && t.word.isType():
		s.types++
		// The type of an enumeration: enum e : u8 {
		s.tag = tag
	case t.class == wordToken && t.word == wordAttribute:
		s.tag = tag
	case t.class == wordToken && t.word == plainWord:
		s.record = false
		switch {
		case tag && !s.tagged:
			s.tag, s.tagged = true, !c.annotated(k) || c.op(k+1) == '{'
		default:
			s.names++
		}
	case t.class == wordToken && !t.word.isStorage() && !t.word.isQualifier() && t.word != wordExtension:
		s.names++ // what does not belong here
	case t.op == '(':
		s.tag = tag
		if c.keyword(k-1) != wordAttribute && !tag {
			s.parens = true
			s.macro = s.names == 1 && s.types == 0 && c.plain(k-1) && !c.annotated(k-1)
		}
	case t.op == '=':
		s.equals = true
	case t.op == '{':
		s.record = tag
	case t.op == ':':
		s.tag = tag
		s.tagged = false
	}
}

func hasLinkage(w word) bool { return w == wordStatic || w == wordExtern || w == wordTypedef }

// beginsAnew reports whether the word at k, which is the first of its line, begins
// another declaration although the one before it has no end.
func (c *cutter) beginsAnew(k int) bool {
	s, w := &c.summary, c.toks[k].word
	plain := w == plainWord
	switch {
	case w.isStatement():
		return false
	case s.equals:
		return w.isDeclaration() || plain && (c.endsOperand(k-1) || c.op(k-1) == '}')
	case w == wordInline, w == wordNoreturn:
		return s.types > 0 && (s.names > 0 || s.parens)
	case w.isStorage():
		return s.types+s.names > 0 || s.parens || s.linkage && hasLinkage(w)
	case s.record:
		return w.isDeclaration() || plain && !c.annotated(k) && !c.endsDeclarator(k+1)
	case w.isDeclaration() && s.parens:
		return s.types > 0 || s.macro
	case w.isDeclaration():
		return s.types > 0 && s.names > 0 || s.names > 1
	case !plain || c.op(k-1) == '*':
		return false
	case s.macro:
		return true
	}
	next := &c.toks[k+1]
	return !c.annotated(k) && s.types+s.names > 1 && s.names > 0 && (next.class == wordToken && next.word == plainWord || next.op == '*')
}

// endsDeclarator reports whether the token at k can stand behind a declared name,
// so that the name belongs to what is before it.
func (c *cutter) endsDeclarator(k int) bool {
	switch c.op(k) {
	case ';', ',', '=', '[':
		return true
	}
	return false
}

// recover returns where the next declaration begins, behind a bracket that is
// never closed.
func (c *cutter) recover(k int) int {
	for k++; ; {
		t := &c.toks[k]
		if t.class == endToken {
			return k
		}
		if t.lined && t.class == wordToken && (c.underDirective(k) || c.looksTopLevel(k) && c.margin(k)) {
			return k
		}
		if next := c.skip(k); next != none {
			k = next
		} else {
			k++
		}
	}
}

// looksTopLevel reports whether the word at k, in the first column of its line,
// may begin a declaration at the top level.
func (c *cutter) looksTopLevel(k int) bool {
	switch w := c.toks[k].word; {
	case w.isDeclaration(), w == wordAttribute:
		return true
	case w != plainWord:
		return false
	}
	n := k + 1
	for c.op(n) == '*' {
		n++
	}
	if c.toks[n].class == wordToken {
		return !c.toks[n].word.isStatement()
	}
	if c.op(n) != '(' || n > k+1 {
		return false
	}
	end := c.skip(n)
	if end == none {
		return false
	}
	name := c.str(k)
	return c.op(end) == '{' || c.op(end) == ';' && strings.ToUpper(name) == name
}

// underDirective reports whether a comment with a directive stands between token k
// and the one before.
func (c *cutter) underDirective(k int) bool {
	if !c.marked {
		c.marked = true
		for _, comment := range c.text.Comments {
			if !comment.Inactive && strings.Contains(comment.Span.Text(), "@lkmm") {
				c.marks = append(c.marks, comment.Span.Start)
			}
		}
	}
	before, after := c.span(k-1, k), c.span(k, k+1)
	if before.File != c.text.File || after.File != c.text.File {
		return false
	}
	n := sort.SearchInts(c.marks, before.End)
	return n < len(c.marks) && c.marks[n] < after.Start
}
