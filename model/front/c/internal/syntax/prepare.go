package syntax

import (
	"bytes"

	"github.com/lkmm-tools/fencepost/model/source"
)

// prepare makes the edits for a top-level declaration.
func (r *rewriter) prepare(c *chunk) {
	for _, b := range c.blanks {
		if c.function || r.shouted(b[0]) {
			r.replace(b[0], b[1], "")
		}
	}
	r.brackets()
	if r.bad {
		return
	}
	if c.body == none {
		end := c.last
		if c.ended {
			end--
		} else if r.Part && end == len(r.toks)-1 {
			r.insert(end, ";", c.first)
		} else {
			r.expect(end, ";", c.first, "expected `;` after this")
		}
		r.declaration(c.first, end)
		r.rewriteTokens(c.first, c.last, false)
		return
	}
	if c.untyped {
		r.insert(c.first, "int", c.first)
		if name := r.str(c.name); name != "main" {
			r.problem(c.name, c.name+1, "the type of the result of `%s` is missing", name)
		}
	}
	r.declaration(c.first, c.body)
	r.rewriteTokens(c.first, c.body, false)
	r.statements(c.body+1, r.close(c.body, c.last))
	r.rewriteTokens(c.body, c.last, true)
	r.strayBrace(c)
}

// prepareExpr makes the edits for an expression that stands alone.
func (r *rewriter) prepareExpr() {
	r.brackets()
	if !r.bad {
		r.rewriteTokens(r.first, r.last, true)
	}
}

// afterExpr returns the first token that cannot be in an expression, or the end.
func (r *rewriter) afterExpr() int {
	for i := r.first; i < r.last; i = r.next(i, r.last) {
		if o := r.op(i); o == ';' || o == '}' {
			return i
		}
	}
	return r.last
}

// brackets closes what is never closed.
func (r *rewriter) brackets() {
	depth := 0
	braces := false
	for i := r.first; i < r.last; i++ {
		t := &r.toks[i]
		switch t.op {
		case '(', '[', '{':
			if depth++; depth > maxDepth {
				r.depth = maxDepth
				r.enter(i)
				return
			}
			if t.match != none {
				continue
			}
			r.insert(r.close(i, r.last), closer(t.op), i)
			if t.op != '{' {
				r.problem(i, i+1, "this `%s` is never closed", r.str(i))
			} else if !braces {
				braces = true
				r.openBrace(i)
			}
		case ')', ']', '}':
			depth--
		}
	}
}

func closer(opener op) string {
	switch opener {
	case '(':
		return ")"
	case '[':
		return "]"
	default:
		return "}"
	}
}

// openBrace reports the brace that is never closed. By the tokens that is the one
// at i; by the indentation it may be one inside, whose partner closes something
// else.
func (r *rewriter) openBrace(i int) {
	for k := i + 1; k < r.last; k++ {
		if r.op(k) != '{' || r.toks[k].match == none {
			continue
		}
		m := int(r.toks[k].match)
		open, close := r.indent(k), r.indent(m)
		if r.toks[m].lined && bytes.Compare(close, open) < 0 && len(close) < len(open) {
			r.problem(k, k+1, "this `{` is never closed: the `}` that closes it by number belongs to something further out by its indentation")
			return
		}
	}
	r.problem(i, i+1, "this `{` is never closed")
}

// indent returns the blanks at the beginning of the line that token i is on.
func (r *rewriter) indent(i int) []byte {
	at := r.span(i, i+1)
	if !at.IsValid() {
		return nil
	}
	text := at.File.Text()
	line := source.Span{File: at.File, Start: at.File.Offset(at.Position().Line-1, 0)}
	end := line.Start
	for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	return []byte(text[line.Start:end])
}

// strayBrace reports a closing brace behind the function c that closes nothing: the
// function ended earlier than it looks.
func (r *rewriter) strayBrace(c *chunk) {
	for i := range r.chunks {
		d := &r.chunks[i]
		switch {
		case d.first < c.last:
		case d.body != none:
			return
		case r.op(d.first) == '}':
			r.problems.Errorf(SyntaxError, r.span(d.first, d.first+1), "this `}` closes nothing").
				Relate(r.span(c.last-1, c.last), "the function before it ends here")
			return
		}
	}
}
