package litmus

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// classify gives a class to the tokens of the code that are no names of objects
// or registers.
func (r *codeReader) classify() {
	for i, t := range r.toks {
		if r.marked[i] {
			continue
		}
		switch t.kind {
		case tokEOF, tokBad:
		case tokNumber:
			r.o.token(t.start, t.end, outline.Number)
		case tokLiteral:
			r.o.token(t.start, t.end, outline.String)
		case tokName:
			if class, ok := r.nameClass(i); ok {
				r.o.token(t.start, t.end, class)
			}
		case tokPunct:
			switch r.text(t) {
			case ";", ",", ":", "[", "]", "{", "}", "(", ")", "#":
			default:
				r.o.token(t.start, t.end, outline.Operator)
			}
		default:
			panic("litmus: unhandled token")
		}
	}
}

// nameClass returns the class of token i, a word that is no object and no
// register. It fails for a word of which nothing is known.
func (r *codeReader) nameClass(i int) (outline.Class, bool) {
	word := r.text(r.toks[i])
	next := r.toks[min(i+1, len(r.toks)-1)]
	before := token{}
	if i > 0 {
		before = r.toks[i-1]
	}
	switch {
	case r.isPunct(before, ".") || r.isPunct(before, "->") || r.inTag(i):
		return outline.Label, true
	case isKeyword(word) || isConstantWord(word):
		return outline.Keyword, true
	case isWord(word) || r.o.opts.Primitives.Lookup(word) != nil:
		return outline.PrimitiveName, true
	case isTypeName(word):
		return outline.Type, true
	case r.isPunct(next, "("):
		return outline.FunctionName, true
	case r.isPunct(next, ":"):
		return outline.Label, true
	case word == "not" && i == len(r.toks)-2:
		return outline.Keyword, true // before the condition
	}
	return 0, false
}

// inTag reports whether token i is in the braces behind a word of the macro
// language. Tags are one word, or a few with signs between them.
func (r *codeReader) inTag(i int) bool {
	for n := i - 1; n > 0 && n > i-8; n-- {
		switch {
		case r.isPunct(r.toks[n], "{"):
			return isWord(r.text(r.toks[n-1]))
		case r.toks[n].kind != tokName && !r.isPunct(r.toks[n], "-"):
			return false
		}
	}
	return false
}

// openCall is a parenthesis or bracket that is not closed yet; call is nil if it
// begins no call.
type openCall struct {
	call *outline.Call
	// from is the index of the token behind the last comma or parenthesis.
	from int
}

// calls adds the calls. It looks at the tokens alone, so that a call is found
// while it is being typed.
func (r *codeReader) calls() {
	var open []openCall
	thread := -1
	next := 0
	for i, t := range r.toks {
		for next < len(r.o.test.Threads) && r.o.test.Threads[next].Span.Start <= t.start {
			next++
		}
		thread = -1
		if next > 0 {
			if th := r.o.test.Threads[next-1]; t.start < th.Span.End && t.start >= th.Body.Start {
				thread = th.ID
			}
		}
		if t.kind == tokEOF || r.isPunct(t, ";") || r.isPunct(t, "{") && !r.inWord(i) || r.isPunct(t, "}") && !r.closesTag(i) ||
			len(open) > 0 && (r.newStatement(i) || r.isStart(i)) {
			end := 0
			if len(open) > 0 {
				end = r.lineBefore(i)
			}
			for ; len(open) > 0; open = open[:len(open)-1] {
				r.cutOff(open[len(open)-1], i, end)
			}
		}
		if t.kind != tokPunct {
			continue
		}
		switch r.text(t) {
		case "(", "[":
			open = append(open, openCall{call: r.beginCall(i, thread), from: i + 1})
		case ")", "]":
			if len(open) > 0 {
				r.closeCall(open[len(open)-1], i)
				open = open[:len(open)-1]
			}
		case ",":
			if len(open) > 0 {
				r.comma(&open[len(open)-1], i)
			}
		}
	}
}

// isStart reports whether a thread begins at token i for certain.
func (r *codeReader) isStart(i int) bool {
	_, ok := slices.BinarySearch(r.starts, i)
	return ok
}

// inWord reports whether the brace at i begins a tag.
func (r *codeReader) inWord(i int) bool { return i > 0 && isWord(r.text(r.toks[i-1])) }

// closesTag reports whether the brace at i ends a tag.
func (r *codeReader) closesTag(i int) bool { return r.inTag(i) }

// beginCall returns the call whose parenthesis is token i, or nil if it is not that
// of a call.
func (r *codeReader) beginCall(i, thread int) *outline.Call {
	if thread < 0 || i == 0 || !r.isPunct(r.toks[i], "(") {
		return nil
	}
	n := i - 1
	if r.isPunct(r.toks[n], "}") && r.closesTag(n) { // __load{once}(x)
		for n > 0 && !r.isPunct(r.toks[n], "{") {
			n--
		}
		n = max(n-1, 0)
	}
	t := r.toks[n]
	if t.kind != tokName || r.isPlainWord(r.text(t)) {
		return nil
	}
	c := &outline.Call{Name: r.text(t), NameSpan: r.span(t), Span: r.span(t), Thread: thread, Open: r.toks[i].start}
	r.o.out.Calls = append(r.o.out.Calls, c)
	return c
}

// isPlainWord reports whether a parenthesis behind word is not that of a call.
func (r *codeReader) isPlainWord(word string) bool {
	return isKeyword(word) || isTypeName(word) && !isWord(word)
}

// comma ends an argument.
func (r *codeReader) comma(o *openCall, i int) {
	if o.call != nil {
		o.call.Args = append(o.call.Args, r.argument(o.from, i))
		o.call.Commas = append(o.call.Commas, r.toks[i].start)
	}
	o.from = i + 1
}

// argument returns the span of the tokens from one up to another.
func (r *codeReader) argument(from, to int) source.Span {
	if from >= to {
		at := r.toks[from-1].end
		return r.file.Span(at, at)
	}
	return r.file.Span(r.toks[from].start, r.toks[to-1].end)
}

// closeCall ends a call at its parenthesis, token i.
func (r *codeReader) closeCall(o openCall, i int) {
	if o.call == nil {
		return
	}
	if o.from < i || len(o.call.Commas) > 0 {
		o.call.Args = append(o.call.Args, r.argument(o.from, i))
	}
	o.call.Closed = true
	o.call.Span = r.file.Span(o.call.Span.Start, r.toks[i].end)
}

// lineBefore returns where what can still be typed before token i ends: with the
// line of the token before it.
func (r *codeReader) lineBefore(i int) int {
	if i == 0 {
		return r.toks[0].start
	}
	return lineEnd(r.file.Text()[:r.toks[i].start], r.toks[i-1].end)
}

// cutOff ends a call without a parenthesis at an offset before token i.
func (r *codeReader) cutOff(o openCall, i, end int) {
	if o.call == nil {
		return
	}
	o.call.Args = append(o.call.Args, r.argument(o.from, i))
	o.call.Span = r.file.Span(o.call.Span.Start, end)
}

// newStatement reports whether a statement seems to begin at token i, although a
// parenthesis is open: it begins a line and looks like one.
func (r *codeReader) newStatement(i int) bool {
	t := r.toks[i]
	if i == 0 || strings.IndexByte(r.file.Text()[r.toks[i-1].end:t.start], '\n') < 0 || t.kind != tokName {
		return false
	}
	word, next := r.text(t), r.toks[min(i+1, len(r.toks)-1)]
	switch {
	case isKeyword(word) || isTypeWord(word) && word != "atomic":
		return true
	case r.isPunct(next, "="):
		return true
	case r.isPunct(next, "("):
		return r.endsStatement(i + 1)
	}
	return false
}

// endsStatement reports whether a `;` follows the parenthesis that the one at i
// opens, in a few tokens.
func (r *codeReader) endsStatement(i int) bool {
	const most = 64
	depth := 0
	for n := i; n < len(r.toks) && n < i+most; n++ {
		switch t := r.toks[n]; {
		case r.isPunct(t, "("):
			depth++
		case r.isPunct(t, ")"):
			if depth--; depth == 0 {
				return r.isPunct(r.toks[min(n+1, len(r.toks)-1)], ";")
			}
		case r.isPunct(t, ";"):
			return false
		}
	}
	return false
}
