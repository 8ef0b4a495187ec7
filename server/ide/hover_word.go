package ide

import (
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// keywordHover explains a word of the format. At a quantifier the verdict follows.
func (d *Document) keywordHover(offset int, results []TestResult) *Hover {
	word := d.wordAt(offset)
	if word.Start == word.End {
		return nil
	}
	text := d.keywordMeaning(word)
	if text == "" {
		return nil
	}
	for i, t := range d.Outline().Tests {
		if isQuantifier(word.Text()) && t.Condition.IsValid() && t.Condition.Start <= word.Start && word.End <= t.Condition.End {
			return &Hover{Span: word, Markdown: joined(d.answerMarkdown(i, results), text)}
		}
	}
	return &Hover{Span: word, Markdown: text}
}

func isQuantifier(word string) bool { return word == "exists" || word == "forall" }

// keywordMeaning explains a word where it stands, or returns "".
func (d *Document) keywordMeaning(word source.Span) string {
	r, ok := d.Outline().RegionAt(word.Start)
	if !ok {
		return ""
	}
	inFinal := r.Kind == outline.Final
	inThread := r.Kind == outline.Body || r.Kind == outline.Params
	switch word.Text() {
	case "exists":
		if !inFinal {
			return ""
		}
		if d.negatedAt(word.Start) {
			return "`~exists (P)` holds if P is true in no execution. The verdict speaks of P: `Never` means that the condition holds."
		}
		return "`exists (P)` holds if P is true at the end of at least one execution. The verdict is `Never`, `Sometimes` or `Always`: in how many of them."
	case "forall":
		if inFinal {
			return "`forall (P)` holds if P is true at the end of every execution. The verdict is `Never`, `Sometimes` or `Always`: in how many of them."
		}
	case "locations":
		if inFinal {
			return "`locations [x; 1:r0;]` adds places to those that final states show. It changes no verdict."
		}
	case "filter":
		if inFinal {
			return "`filter (P)` leaves out the executions at whose end P is false. They count for nothing: neither for the verdict nor for flags."
		}
	case "volatile":
		if inThread {
			return "**volatile** keeps the compiler from dropping, merging or inventing accesses, and keeps volatile accesses in order for the compiler. " +
				"It is no barrier for the CPU. To the model the word means nothing: an access without `READ_ONCE` or `WRITE_ONCE` is plain, and can race.\n\n" +
				architectures("volatile") + "\n\n*Source:* `Documentation/process/volatile-considered-harmful.rst`"
		}
	case "while", "for", "do":
		if inThread {
			return "A loop is followed up to a number of iterations: `Unroll=N` on a line before the init block, else a setting. A verdict that depends on the bound says so."
		}
	case "if", "else":
		if inThread {
			return "A store in a branch comes after the loads that the condition depends on (control dependency). " +
				"Neither a load in the branch nor anything behind the `if` is ordered by it. " +
				"If both branches begin with the same store, a compiler may move it before the `if`; the model does not know about that.\n\n" +
				"*Source:* `tools/memory-model/Documentation/control-dependencies.txt`"
		}
	}
	return ""
}

// negatedAt reports whether the quantifier at an offset is negated.
func (d *Document) negatedAt(offset int) bool {
	before := strings.TrimRight(d.File.Text()[:offset], " \t\r\n")
	return strings.HasSuffix(before, "~") || strings.HasSuffix(before, "!") || strings.HasSuffix(before, "not")
}

// tagHover explains the tag of a word of the macro language, as in __load{ONCE}.
func (d *Document) tagHover(offset int) *Hover {
	span, word, ok := d.tagAt(offset)
	if !ok {
		return nil
	}
	text := "Tag " + code(span.Text()) + " of " + code(word)
	if d.tools.Model == builtinModel {
		text += ": " + tagMeaning(span.Text())
	}
	return &Hover{Span: span, Markdown: text}
}

// builtinModel is the name of the model whose tags are known.
const builtinModel = "lkmm"

// tagMeaning says which events a tag of the built-in model stands for.
func tagMeaning(tag string) string {
	for _, e := range lkmm.Explain(tagSet(tag)) {
		if e.Kind == lkmm.TagSet {
			return e.Text
		}
	}
	return "the model has no such tag, so it means nothing there."
}

// tagSet returns the name of the set of the events with a tag.
func tagSet(tag string) string {
	if tag == "" {
		return ""
	}
	return strings.ToUpper(tag[:1]) + tag[1:]
}

// tagAt returns the tag around an offset, with the word that has it.
func (d *Document) tagAt(offset int) (tag source.Span, word string, ok bool) {
	text := d.File.Text()
	isTag := func(c byte) bool { return isWord(c) || c == '-' }
	start, end := offset, offset
	for start > 0 && isTag(text[start-1]) {
		start--
	}
	for end < len(text) && isTag(text[end]) {
		end++
	}
	if start == 0 || text[start-1] != '{' {
		return source.Span{}, "", false
	}
	name := d.wordAt(start - 1)
	if name.End != start-1 || !strings.HasPrefix(name.Text(), "__") {
		return source.Span{}, "", false
	}
	return d.File.Span(start, end), name.Text(), true
}

// threadNumberAt returns the number of a thread before the name of a register, as
// in 1:r0.
func (d *Document) threadNumberAt(offset int) (source.Span, bool) {
	t, ok := d.tokenAt(offset)
	if !ok || t.Class != outline.ThreadName || threadNumber(t.Span.Text()) < 0 {
		return source.Span{}, false
	}
	return t.Span, true
}

// threadNumber reads `1` or `P1`; it returns -1 for anything else.
func threadNumber(text string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(text, "P"))
	if err != nil || n < 0 {
		return -1
	}
	return n
}
