package litmus

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// piece is a token or a comment behind the header, with what is to stand before
// it.
type piece struct {
	token
	comment bool
	// gap is the white space that the author has before it.
	gap string
	// plan is what to write before it.
	plan plan
}

// plan says what stands before a token.
type plan struct {
	kind planKind
	// indent is the number of tabs at the start of a line.
	indent int
	// least and most bound the number of blank lines before a line.
	least, most int
	// state is set in the init block and the final section.
	state bool
}

// planKind is a way to go on from one token to the next.
type planKind uint8

const (
	// planGlue writes nothing.
	planGlue planKind = iota
	// planSpace writes a blank.
	planSpace
	// planLine begins a line.
	planLine
	// planKeep begins a line and indents it as the author does.
	planKeep
)

// pieces is the sequence of pieces of a text; the tokens are those from init up
// to the end.
type pieces struct {
	o    *outliner
	text string
	all  []piece
	// toks are the indices in all of what is no comment, by section: the init
	// block with its braces, the threads, the final section.
	init, code, final []int
	// types are the offsets of tokens that belong to types.
	types map[int]bool
}

// read collects the pieces in order.
func (l *pieces) read() {
	at := l.o.at
	l.types = make(map[int]bool)
	var spans []token // comments
	for _, t := range l.o.out.Tokens {
		switch {
		case t.Class == outline.Type:
			l.types[t.Span.Start] = true
		case t.Class == outline.Comment && t.Span.Start >= at.code:
			spans = append(spans, token{tokBad, t.Span.Start, t.Span.End})
		}
	}
	var toks []token
	if at.close > at.open {
		toks = append(toks, token{tokPunct, at.open, at.open + 1})
		toks = append(toks, l.state(at.open+1, at.close, &spans)...)
		toks = append(toks, token{tokPunct, at.close, at.close + 1})
	}
	n := len(toks)
	toks = append(toks, l.o.code...)
	m := len(toks)
	toks = append(toks, l.state(at.final, at.end, &spans)...)
	slices.SortFunc(spans, func(a, b token) int { return a.start - b.start })
	where := at.open
	add := func(t token, comment bool) {
		l.all = append(l.all, piece{token: t, comment: comment, gap: l.text[min(where, t.start):t.start]})
		where = t.end
	}
	for i, t := range toks {
		for len(spans) > 0 && spans[0].start < t.start {
			if spans[0].start >= where {
				add(spans[0], true)
			}
			spans = spans[1:]
		}
		if t.start < where {
			continue // in a comment
		}
		switch {
		case i < n:
			l.init = append(l.init, len(l.all))
		case i < m:
			l.code = append(l.code, len(l.all))
		default:
			l.final = append(l.final, len(l.all))
		}
		add(t, false)
	}
	for _, t := range spans {
		if t.start >= where && t.start < at.end {
			add(t, true)
		}
	}
}

// state returns the tokens of the init block or the final section, and adds its
// comments to spans.
func (l *pieces) state(start, end int, spans *[]token) []token {
	o := newOutliner(l.o.file, l.o.opts)
	r := o.stateReader(start, end)
	for _, t := range o.out.Tokens {
		*spans = append(*spans, token{tokBad, t.Span.Start, t.Span.End})
	}
	return r.toks[:len(r.toks)-1]
}

// textOf returns the text of a piece.
func (l *pieces) textOf(i int) string { return l.text[l.all[i].start:l.all[i].end] }

// breaks returns how many lines the author ends before a piece.
func (p *piece) breaks() int { return strings.Count(p.gap, "\n") }

// write writes all pieces.
func (l *pieces) write(w *layout) {
	var open []int // columns behind the brackets that are open, in the code
	for i := range l.all {
		p := &l.all[i]
		if p.comment {
			l.writeComment(w, i)
			continue
		}
		afterComment := i > 0 && l.all[i-1].comment
		switch {
		case afterComment:
			l.afterComment(w, i, open)
		default:
			l.begin(w, i, open)
		}
		text := l.textOf(i)
		w.write(text)
		if p.plan.state {
			continue
		}
		switch text {
		case "(", "[":
			open = append(open, w.column)
		case ")", "]":
			open = open[:max(len(open)-1, 0)]
		case ";", "{", "}":
			if p.plan.kind == planLine || text != ";" {
				open = open[:0]
			}
		}
	}
}

// begin writes what is before token i.
func (l *pieces) begin(w *layout, i int, open []int) {
	p := &l.all[i]
	switch p.plan.kind {
	case planGlue, planSpace:
		if p.breaks() > 0 && !p.plan.state && l.mayBreak(i) {
			l.continuation(w, p, open)
			return
		}
		if p.plan.kind == planSpace {
			w.write(" ")
		}
	case planLine:
		w.newline(1 + min(max(p.breaks()-1, p.plan.least), p.plan.most))
		w.write(strings.Repeat("\t", p.plan.indent))
	case planKeep:
		w.newline(1 + min(max(p.breaks()-1, p.plan.least), p.plan.most))
		w.write(p.gap[strings.LastIndexByte(p.gap, '\n')+1:])
	}
}

// mayBreak reports whether a statement may be continued on a new line at token i.
func (l *pieces) mayBreak(i int) bool {
	switch l.textOf(i) {
	case "(", ")", "[", "]", "{", "}", ",", ";":
		return false
	}
	return true
}

// continuation goes on in a new line, below the bracket that is open or one tab
// further than the statement.
func (l *pieces) continuation(w *layout, p *piece, open []int) {
	w.newline(1)
	if len(open) == 0 {
		w.write(strings.Repeat("\t", p.plan.indent+1))
		return
	}
	column := open[len(open)-1]
	w.write(strings.Repeat("\t", column/tabWidth) + strings.Repeat(" ", column%tabWidth))
}

// afterComment writes what is between a comment and token i.
func (l *pieces) afterComment(w *layout, i int, open []int) {
	p, before := &l.all[i], &l.all[i-1]
	lineComment := strings.HasPrefix(l.textOf(i-1), "//")
	ownLine := before.breaks() > 0
	switch {
	case p.plan.kind == planKeep, p.plan.kind == planLine && (p.breaks() > 0 || !ownLine || lineComment):
		least := p.plan.least
		if ownLine {
			least = 0 // what the comment is about follows it
		}
		saved := p.plan.least
		p.plan.least = least
		l.begin(w, i, open)
		p.plan.least = saved
	case p.breaks() == 0 && !lineComment:
		if p.gap != "" || p.plan.kind != planGlue {
			w.write(" ")
		}
	case p.plan.state, l.textOf(i) == "{", l.textOf(i) == "else":
		w.newline(1)
		w.write(strings.Repeat("\t", p.plan.indent))
	default:
		l.continuation(w, p, open)
	}
}

// writeComment writes the comment that is piece i.
func (l *pieces) writeComment(w *layout, i int) {
	p := &l.all[i]
	next := l.planAfter(i)
	text := trimLines(l.textOf(i))
	if p.breaks() == 0 && i > 0 {
		// It belongs to what is before it on the line; its column stays.
		gap := p.gap
		if gap == "" {
			gap = " "
		}
		if l.all[i-1].comment && strings.HasPrefix(l.textOf(i-1), "//") {
			w.newline(1)
			gap = ""
		}
		w.write(gap + text)
		return
	}
	least := 0
	if i == 0 || !l.all[i-1].comment || l.all[i-1].breaks() == 0 {
		least = next.least
	}
	most := max(next.most, least, 1)
	if i > 0 && !l.all[i-1].comment && l.textOf(i-1) == "{" {
		most = 0
	}
	w.newline(1 + min(max(p.breaks()-1, least), most))
	if next.kind == planKeep {
		w.write(p.gap[strings.LastIndexByte(p.gap, '\n')+1:] + text)
		return
	}
	indent := strings.Repeat("\t", next.indent)
	w.write(indent + indentComment(text, indent))
}

// planAfter returns the plan of the first token behind piece i. Before a closing
// brace a comment is indented as what is in the braces.
func (l *pieces) planAfter(i int) plan {
	for n := i + 1; n < len(l.all); n++ {
		if p := l.all[n]; !p.comment {
			if l.textOf(n) == "}" && p.plan.kind == planLine {
				p.plan.indent++
				p.plan.most = 1
			}
			return p.plan
		}
	}
	return plan{kind: planLine, most: 1}
}

// trimLines removes the blanks at the ends of lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
	}
	return strings.Join(lines, "\n")
}

// indentComment indents the lines of a comment behind the first if each of them
// begins with a star; others are as the author arranged them.
func indentComment(text, indent string) string {
	lines := strings.Split(text, "\n")
	for _, line := range lines[1:] {
		if !strings.HasPrefix(strings.TrimLeft(line, " \t"), "*") {
			return text
		}
	}
	for i := range lines[1:] {
		lines[i+1] = indent + " " + strings.TrimLeft(lines[i+1], " \t")
	}
	return strings.Join(lines, "\n")
}
