package ide

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// How near a proposal is to what is probably wanted, the nearest first.
const (
	orderBest = iota
	orderGood
	orderFair
	orderRare
)

// Complete returns what could be typed at a place, sorted by how near it is to what
// is probably wanted. It works from the outline, so that the text may be half typed.
func (d *Document) Complete(offset int) []Completion {
	if offset < 0 || offset > d.File.Len() {
		return nil
	}
	c := &completer{Document: d, offset: offset, given: make(map[[2]int][]*outline.Symbol)}
	c.prefix = c.prefixBefore(isWord)
	c.propose()
	slices.SortStableFunc(c.list, func(a, b Completion) int { return a.Order - b.Order })
	return c.list
}

// completer collects the proposals for one place.
type completer struct {
	*Document
	offset int
	// prefix is the beginning of a name before the place, which proposals replace.
	prefix source.Span
	list   []Completion
	// given caches what sharedOf returns, by test and thread.
	given map[[2]int][]*outline.Symbol
}

// maxProposals is how many proposals are made at most.
const maxProposals = 1000

// propose asks the part of the text that the place is in.
func (c *completer) propose() {
	if c.Document.hosted() {
		c.hosted()
		return
	}
	if c.inTag() {
		return
	}
	if c.inProse(c.offset) {
		c.expectation()
		return
	}
	if c.isBlankTest() {
		c.classics()
		return
	}
	test := max(c.testAt(c.offset), 0)
	r, ok := c.partAt()
	switch {
	case !ok:
		c.between(test)
	case r.Kind == outline.Init:
		c.initBlock(test)
	case r.Kind == outline.Params:
		c.params(test, r)
	case r.Kind == outline.Body:
		c.body(test, r.Thread)
	case r.Kind == outline.Final:
		c.final(test)
	case r.Kind == outline.Header, r.Kind == outline.Doc:
	default:
		panic("ide: unhandled kind of a region")
	}
}

// partAt returns the part of a test that the place is inside of. What ends right
// before the place holds it only if text can go on there.
func (c *completer) partAt() (outline.Region, bool) {
	var found outline.Region
	ok := false
	for _, r := range c.Outline().Regions {
		inside := r.Span.Start < c.offset && c.offset < r.Span.End
		switch r.Kind {
		case outline.Final:
			// The condition goes on until the next test.
			inside = r.Span.Start < c.offset && (c.offset <= r.Span.End || c.onlyBlank(r.Span.End, c.offset))
			if inside && c.prefix.Start <= r.Span.Start {
				inside = false // the first word of the section is still being typed
			}
		case outline.Init, outline.Params, outline.Body:
			inside = inside || r.Span.Start < c.offset && c.offset == r.Span.End && !c.isClosed(r)
		case outline.Header:
			inside = r.Span.Start <= c.offset && c.offset <= r.Span.End
		case outline.Doc:
			continue // comments were looked at
		default:
			panic("ide: unhandled kind of a region")
		}
		if inside {
			found, ok = r, true
		}
	}
	return found, ok
}

// onlyBlank reports whether the text between two offsets is blank.
func (c *completer) onlyBlank(from, to int) bool {
	return strings.TrimSpace(c.File.Text()[from:max(to, from)]) == ""
}

// isClosed reports whether a part ends with its own closing sign.
func (c *completer) isClosed(r outline.Region) bool {
	text := r.Span.Text()
	return len(text) > 1 && (strings.HasSuffix(text, "}") || strings.HasSuffix(text, ")"))
}

// prefixBefore returns the characters of a class directly before the place.
func (c *completer) prefixBefore(in func(byte) bool) source.Span {
	text, start := c.File.Text(), c.offset
	for start > 0 && in(text[start-1]) {
		start--
	}
	return c.File.Span(start, c.offset)
}

// before returns the last character before the prefix that is not blank, and where
// it is; 0 at the start of the text.
func (c *completer) before() (byte, int) { return c.lastBefore(c.prefix.Start) }

// lastBefore returns the last character before an offset that is neither blank nor
// in a comment.
func (c *completer) lastBefore(offset int) (byte, int) {
	text := c.File.Text()
	for i := offset; i > 0; {
		if t, ok := c.tokenAt(i - 1); ok && t.Class == outline.Comment {
			i = t.Span.Start
			continue
		}
		if ch := text[i-1]; ch != ' ' && ch != '\t' && ch != '\n' && ch != '\r' {
			return ch, i - 1
		}
		i--
	}
	return 0, 0
}

// wordBefore returns the name that ends before an offset, blanks between left out.
func (c *completer) wordBefore(offset int) string {
	ch, at := c.lastBefore(offset)
	if !isWord(ch) {
		return ""
	}
	return c.wordAt(at).Text()
}

// add appends a proposal that takes the place of the prefix. One whose label does
// not go on where the prefix ends is left out.
func (c *completer) add(p Completion) {
	if !p.Replace.IsValid() {
		p.Replace = c.prefix
	}
	if p.Insert == "" {
		p.Insert = p.Label
	}
	typed := p.Replace.Text()
	if !isNear(p.Label, typed) || len(c.list) >= maxProposals {
		return
	}
	if !strings.Contains(strings.ToLower(p.Label), strings.ToLower(typed)) {
		p.Order += orderRare // its letters only occur there
	}
	c.list = append(c.list, p)
}

// isNear reports whether the letters of typed occur in label in this order, small
// or large, the first one at the start of a word of the label. Editors choose
// among proposals in this way or a stricter one.
func isNear(label, typed string) bool {
	label, typed = strings.ToLower(label), strings.ToLower(typed)
	if typed == "" {
		return true
	}
	for i := range len(label) {
		if label[i] == typed[0] && (i == 0 || label[i-1] == '_' || !isWord(label[i-1])) && isSubsequence(label[i:], typed) {
			return true
		}
	}
	return false
}

func isSubsequence(text, letters string) bool {
	for i := range len(text) {
		if letters == "" {
			break
		}
		if text[i] == letters[0] {
			letters = letters[1:]
		}
	}
	return letters == ""
}

// keyword appends a word of the language.
func (c *completer) keyword(label, detail string, order int) {
	c.add(Completion{Kind: CompleteKeyword, Label: label, Detail: detail, Order: order})
}

// isBlankTest reports whether the text has nothing yet but what could be the
// beginning of a header, with the place in it.
func (c *completer) isBlankTest() bool {
	text := strings.TrimSpace(c.File.Text())
	return !strings.ContainsAny(text, "\n{(") && c.onlyBlank(c.offset, c.File.Len())
}
