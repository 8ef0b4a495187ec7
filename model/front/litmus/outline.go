package litmus

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Outline describes a text for an editor. It gives no problems: Parse does.
//
// It reads the parts of the text with the lexers and the parser of threads that
// Parse uses, and keeps what these understood: tokens are there however broken
// the code is, and a name that no statement could be made around still counts as
// a place of what it names. Of a test in another language than C only the header
// and the comments are described.
func Outline(f *source.File, opts Options) *outline.Outline {
	o := newOutliner(f, opts)
	text := f.Text()
	if strings.IndexByte(text, 0) >= 0 || strings.TrimSpace(text) == "" {
		return o.out
	}
	o.out.Tests = []*outline.Test{o.test}
	if o.split() {
		o.readCode()
		o.readInitBlock()
		o.readFinalSection()
	}
	end := max(len(strings.TrimRight(text, " \t\r\n\f\v")), o.at.header)
	for _, th := range o.test.Threads {
		end = max(end, th.Span.End) // one without its brace takes the blanks too
	}
	o.test.Span = f.Span(o.at.header, end)
	o.finish()
	return o.out
}

// outliner makes the outline of one file. Of the unit it uses the text, the
// splitting and the primitives.
type outliner struct {
	*unit
	out  *outline.Outline
	test *outline.Test
	// index finds the symbols, byID the index of the first thread with a number.
	index map[symbolKey]*outline.Symbol
	byID  map[int]int
	// roles is what the primitives do with their arguments; inWork are those that
	// are being looked at.
	roles  map[string][]role
	inWork map[string]bool
	// code are the tokens of the threads, those in comments left out.
	code []token
}

func newOutliner(f *source.File, opts Options) *outliner {
	o := &outliner{
		unit:   newUnit(f, opts),
		out:    &outline.Outline{File: f},
		test:   &outline.Test{},
		index:  make(map[symbolKey]*outline.Symbol),
		byID:   make(map[int]int),
		roles:  make(map[string][]role),
		inWork: make(map[string]bool),
	}
	o.rep.mute = true
	return o
}

// symbolKey tells symbols apart. A register belongs to a thread by its place in
// the text, as two threads can have one number while a text is being written;
// conditions mean the first of them.
type symbolKey struct {
	// thread is the index of the thread, sharedKey for a shared object, and below
	// it for a thread that is not there.
	thread int
	name   string
}

// sharedKey is the thread of shared objects in a symbolKey.
const sharedKey = -1

// split cuts the text. It fails if the parts mean nothing here.
func (o *outliner) split() bool {
	text := o.file.Text()
	at := awareHeader(text)
	o.at = sections{header: at, headerEnd: at, open: at, close: at, code: at, final: len(text), end: len(text)}
	o.gap(0, at, true)
	h, ok := readHeader(text, at)
	arch := text[h.arch:h.archEnd]
	switch {
	case ok || arch == "C" || arch == "c":
		o.header(h)
	case isOtherLanguage(arch):
		o.header(h)
		o.test.Name = o.testName(h)
		o.gap(h.end, len(text), true)
		return false
	default:
		h = header{arch: at, archEnd: at, name: at, nameEnd: at, end: at}
	}
	s, ok := o.awareParts(h)
	if !ok { // no brace anywhere
		s.open, s.close, s.code = h.end, h.end, h.end
		s.final = o.awareFinal(text, h.end)
		s.end = finalEnd(text, s.final)
	}
	o.at = s
	o.test.Name = o.testName(h)
	o.infoLines(h.end, s.open)
	return true
}

// header describes the line with the name.
func (o *outliner) header(h header) {
	text := o.file.Text()
	end := len(strings.TrimSuffix(text[:lineEnd(text, h.nameEnd)], "\r"))
	o.test.Header = o.file.Span(h.arch, max(end, h.nameEnd))
	o.region(outline.Header, h.arch, len(strings.TrimRight(text[:h.end], " \t\r")), -1)
	o.token(h.arch, h.archEnd, outline.Keyword)
	if h.nameEnd > h.name {
		o.test.NameSpan = o.file.Span(h.name, h.nameEnd)
		o.declare(h.name, h.nameEnd, outline.TestName)
	}
	for i := h.nameEnd; i < h.end; i++ {
		end := -1
		switch text[i] {
		case '"':
			end = strings.IndexByte(text[i+1:h.end], '"')
		case '(':
			end = strings.IndexByte(text[i+1:h.end], ')')
		}
		if end >= 0 {
			o.token(i, i+1+end+1, outline.String)
			i += end + 1
		}
	}
}

// infoLines describes the lines KEY=VALUE and the comments between the header and
// the init block.
func (o *outliner) infoLines(i, end int) {
	text := o.file.Text()[:end]
	known := comments{text: text}
	for i < end {
		if to, ok := known.skip(i); ok {
			o.comment(i, to)
			i = to
			continue
		}
		if key, _, to, ok := infoAt(text, i); ok {
			o.token(i, i+len(key), outline.Label)
			i = to
			continue
		}
		i++
	}
}

// token adds a token of a class.
func (o *outliner) token(start, end int, class outline.Class) {
	o.out.Tokens = append(o.out.Tokens, outline.Token{Span: o.file.Span(start, end), Class: class})
}

// declare adds a token that introduces its name.
func (o *outliner) declare(start, end int, class outline.Class) {
	o.out.Tokens = append(o.out.Tokens, outline.Token{Span: o.file.Span(start, end), Class: class, Declares: true})
}

// comment adds a comment as a token and as a region.
func (o *outliner) comment(start, end int) {
	o.token(start, end, outline.Comment)
	o.region(outline.Doc, start, end, -1)
}

// region adds a part of the text.
func (o *outliner) region(kind outline.RegionKind, start, end, thread int) {
	o.out.Regions = append(o.out.Regions, outline.Region{Kind: kind, Span: o.file.Span(start, end), Thread: thread})
}

// gap adds the comments in a part of the text without other tokens. Comments
// between (* and *) count if nested is set. A comment without an end takes what
// is left.
func (o *outliner) gap(start, end int, nested bool) {
	text := o.file.Text()[:end]
	known := comments{text: text}
	for i := start; i < end; i++ {
		to, ok := i, false
		switch {
		case text[i] == '/':
			if to, ok = known.skipC(i); !ok && hasAt(text, i, "/*") {
				to, ok = end, true
			}
		case text[i] == '(' && nested:
			to, ok = known.skipNested(i)
		}
		if ok {
			o.comment(i, to)
			i = to - 1
		}
	}
}

// byPlace orders spans by their starts, longer ones first.
func byPlace(a, b source.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// finish puts everything in order.
func (o *outliner) finish() {
	for _, s := range o.out.Symbols {
		slices.SortStableFunc(s.Refs, func(a, b outline.Ref) int { return byPlace(a.Span, b.Span) })
		s.Decl = declaration(s)
	}
	slices.SortStableFunc(o.out.Symbols, func(a, b *outline.Symbol) int { return byPlace(a.Refs[0].Span, b.Refs[0].Span) })
	slices.SortStableFunc(o.out.Regions, func(a, b outline.Region) int { return byPlace(a.Span, b.Span) })
	o.sortTokens()
}

// sortTokens orders the tokens. Of those that overlap, the outer one stays: it is a
// comment.
func (o *outliner) sortTokens() {
	slices.SortStableFunc(o.out.Tokens, func(a, b outline.Token) int { return byPlace(a.Span, b.Span) })
	end := 0
	o.out.Tokens = slices.DeleteFunc(o.out.Tokens, func(t outline.Token) bool {
		if t.Span.Start == t.Span.End || t.Span.Start < end {
			return true
		}
		end = t.Span.End
		return false
	})
}

// declaration returns the place that declares a symbol.
func declaration(s *outline.Symbol) source.Span {
	best, least := s.Refs[0].Span, 5
	for _, r := range s.Refs {
		rank := 4
		switch {
		case r.Kind == outline.Declared && (r.Thread >= 0 || s.Kind == outline.Shared):
			rank = 0
		case r.Kind == outline.Declared:
			rank = 1
		case r.Kind == outline.Param:
			rank = 2
		case r.Writes:
			rank = 3
		}
		if rank < least {
			best, least = r.Span, rank
		}
	}
	return best
}
