package ide

import (
	"context"
	"sort"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Hover returns what is known of a place, or nil. It asks no engine: verdicts are
// those of the results.
func (d *Document) Hover(ctx context.Context, offset int, results []TestResult) *Hover {
	if offset < 0 || offset > d.File.Len() {
		return nil
	}
	if d.hosted() {
		return d.hostedHover(ctx, offset, results)
	}
	if h := d.expectationHover(offset, results); h != nil {
		return h
	}
	if t, ok := d.tokenAt(offset); ok && (t.Class == outline.Comment || t.Class == outline.String) {
		return nil
	}
	for _, hover := range []func(int, []TestResult) *Hover{
		d.testHover, d.threadHover,
		func(int, []TestResult) *Hover { return d.tagHover(offset) },
		func(int, []TestResult) *Hover { return d.primitiveHover(ctx, offset) },
		func(int, []TestResult) *Hover { return d.symbolHover(ctx, offset, results) },
		d.keywordHover, d.conditionHover,
	} {
		if h := hover(offset, results); h != nil {
			return h
		}
	}
	return d.accessHover(ctx, offset)
}

// tokenAt returns the token that holds the character behind an offset.
func (d *Document) tokenAt(offset int) (outline.Token, bool) {
	tokens := d.Outline().Tokens
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > offset })
	if i < len(tokens) && tokens[i].Span.Start <= offset {
		return tokens[i], true
	}
	return outline.Token{}, false
}

// wordAt returns the name around an offset, of no length if there is none. An
// offset at the end of a name counts as in it.
func (d *Document) wordAt(offset int) source.Span {
	text := d.File.Text()
	start, end := offset, offset
	for start > 0 && isWord(text[start-1]) {
		start--
	}
	for end < len(text) && isWord(text[end]) {
		end++
	}
	return d.File.Span(start, end)
}

// isWord reports whether c can be in a name of C.
func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// testAt returns the index of the test that holds an offset, -1 if none does.
func (d *Document) testAt(offset int) int {
	for i, t := range d.Outline().Tests {
		if t.Span.Start <= offset && offset <= t.Span.End {
			return i
		}
	}
	return -1
}

// holds reports whether an offset is in a span or at its end.
func holds(s source.Span, offset int) bool {
	return s.IsValid() && s.Start < s.End && s.Start <= offset && offset <= s.End
}

// code returns text as code in Markdown, on one line and cut if it is long.
func code(text string) string {
	const most = 70
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "…"
	}
	if text == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// joined puts parts of a text below each other, a rule between them. Empty parts
// are left out.
func joined(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n---\n\n")
}
