package annot

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// PartKind says what is wanted at a place in a comment.
type PartKind uint8

const (
	// NoPart is outside of directives: in prose, in a remark, in code.
	NoPart PartKind = iota
	// MarkPart is where a directive can begin: Proposals are whole directives.
	MarkPart
	// WordPart is the word of a directive: Proposals are those that can stand here.
	WordPart
	// NewNamePart is a name to be made up: that of a test.
	NewNamePart
	// DeclPart is a declaration: a type, or the declared name.
	DeclPart
	// CallPart is the function that a thread calls, or the label before it.
	CallPart
	// ArgPart is an argument of a thread's call.
	ArgPart
	// ObjectPart is an object that gets an initial value.
	ObjectPart
	// ValuePart is an initial value.
	ValuePart
	// ExprPart is a name in a property: an object, or the label of a thread.
	ExprPart
	// MemberPart is a name behind a dot or an arrow; Base is what stands before.
	MemberPart
	// FunctionPart is a function or macro to be ignored.
	FunctionPart
	// FilePart, MacroPart, NumberPart and ModelPart are what `with`, `define`,
	// `unroll` and `model` take.
	FilePart
	MacroPart
	NumberPart
	ModelPart
	// FlagPart is what can be allowed: Proposals are all there is.
	FlagPart
)

// String returns the name of the part.
func (k PartKind) String() string {
	names := [...]string{"none", "mark", "word", "new name", "declaration", "call", "argument", "object", "value",
		"expression", "member", "function", "file", "macro", "number", "model", "flag"}
	if int(k) >= len(names) {
		panic(fmt.Sprintf("annot: unhandled part %d", k))
	}
	return names[k]
}

// Cursor is what is known of a place in a text where somebody types.
type Cursor struct {
	Part PartKind
	// Replace is the beginning of a word before the place, which proposals replace.
	Replace source.Span
	// Directive is the one that the place is in, nil for MarkPart and NoPart.
	Directive *Directive
	// Test is the test that the directive belongs to or would belong to, nil if
	// there is none.
	Test *Test
	// Base is what a member is wanted of; nil if it cannot be read, and elsewhere.
	Base Expr
	// Proposals are what annotations themselves know. Names of the code are for
	// those who read the code.
	Proposals []Proposal
}

// Proposal is something that could be typed.
type Proposal struct {
	Label, Detail string
	// Doc is Markdown.
	Doc string
	// Snippet takes the place of Replace; it has tab stops as the language server
	// protocol writes them.
	Snippet string
}

// Complete tells what is wanted at an offset of a text with these comments.
func Complete(f *source.File, comments []source.Span, offset int) Cursor {
	s := &scanner{f: f}
	s.scan(comments)
	p := s.parse()
	c := &completer{file: f, offset: offset, parser: p}
	for i := range s.found {
		if d := &s.found[i]; c.inside(d) {
			return c.directive(d)
		}
	}
	return c.betweenDirectives(comments, s.found)
}

// completer looks at one place.
type completer struct {
	file   *source.File
	offset int
	parser *parser
}

// none is a place where nothing is wanted.
func (c *completer) none() Cursor {
	return Cursor{Replace: c.file.Span(c.offset, c.offset)}
}

// inside reports whether the place is in a directive: before the end of its last
// line, or on a further line that it would go on at.
func (c *completer) inside(d *Directive) bool {
	text := c.file.Text()
	if c.offset <= d.Span.Start || c.offset > len(text) {
		return false
	}
	if c.offset <= d.lineEnd {
		return true
	}
	gap := text[d.lineEnd:c.offset]
	if strings.Trim(gap, " \t") == "" {
		return true
	}
	first, further, ok := strings.Cut(gap, "\n")
	about, _ := Lookup(d.Word.Text)
	return ok && about.goesOn && strings.TrimSpace(first) == "" && !strings.Contains(further, "\n") &&
		strings.TrimSpace(further[min(len(further), furtherDecoration(further)):]) == "" && isOpen(Text(d.Body)) &&
		column(text, c.offset) > column(text, d.Span.Start)
}

// testAt returns the test that a directive at an offset in a run belongs to.
func (c *completer) testAt(run, offset int) *Test {
	var found *Test
	for i, t := range c.parser.tests {
		if c.parser.runs[i] == run && t.Span.Start < offset {
			found = t
		}
	}
	return found
}

// directive looks at a place in a directive.
func (c *completer) directive(d *Directive) Cursor {
	for _, r := range d.Remarks {
		if r.Start < c.offset && !strings.Contains(c.file.Text()[r.Start:c.offset], "\n") {
			return c.none()
		}
	}
	test := c.testAt(d.Run, d.Span.Start)
	cursor := Cursor{Directive: d, Test: test, Replace: c.file.Span(c.offset, c.offset)}
	start := d.Span.Start
	switch {
	case c.offset <= start+len(mark):
		return c.marks(start, test)
	case c.offset <= d.Word.Span.End || d.Word.Text == "":
		if d.Word.Text != "" && c.offset >= d.Word.Span.Start {
			cursor.Replace = c.file.Span(d.Word.Span.Start, c.offset)
		}
		cursor.Part = WordPart
		cursor.Proposals = c.words(cursor.Test, d.Word.Text)
		return cursor
	}
	body := piece{c.file, d.Word.Span.End, Text(c.file.Span(d.Word.Span.End, c.offset))}
	return c.part(cursor, body)
}

// part finds out which part of a directive's text the place is in; body is the
// text before it.
func (c *completer) part(cursor Cursor, body piece) Cursor {
	word := len(body.s)
	for word > 0 && isWordByte(body.s[word-1]) {
		word--
	}
	before := body.sub(0, word).trim()
	cursor.Replace = body.sub(word, len(body.s)).span()
	_, _, assigned := before.assign()
	switch cursor.Directive.Word.Text {
	case "test":
		cursor.Part = NewNamePart
	case "shared":
		cursor.Part = DeclPart
		if assigned {
			cursor.Part = ValuePart
		}
	case "init":
		items := before.split(',')
		cursor.Part = ObjectPart
		if _, _, ok := items[len(items)-1].assign(); ok {
			cursor.Part = ValuePart
		}
		c.member(&cursor, before)
	case "thread":
		cursor.Part = threadPart(before.s)
	case "never", "always", "sometimes", "exists", "~exists", "forall":
		cursor.Part = ExprPart
		c.member(&cursor, before)
	case "allow":
		cursor.Part = FlagPart
		cursor.Replace = body.sub(len(body.s)-len(strings.TrimLeft(body.s, " \t")), len(body.s)).span()
		cursor.Proposals = []Proposal{{Label: dataRace, Detail: "report no data races", Snippet: dataRace,
			Doc: "Data races between plain accesses are no finding of this test."}}
	case "ignore":
		cursor.Part = FunctionPart
	case "with":
		cursor.Part = FilePart
		path := len(body.s)
		for path > 0 && strings.IndexByte(" \t\"'", body.s[path-1]) < 0 {
			path--
		}
		cursor.Replace = body.sub(path, len(body.s)).span()
	case "stub":
		cursor.Part = DeclPart
	case "define":
		cursor.Part = MacroPart
		if assigned {
			cursor.Part = ValuePart
		}
	case "unroll":
		cursor.Part = NumberPart
	case "model":
		cursor.Part = ModelPart
	}
	return cursor
}

// threadPart tells where in `[LABEL =] CALL` the text before a word ends.
func threadPart(before string) PartKind {
	open := strings.IndexByte(before, '(')
	switch {
	case open < 0 && (before == "" || strings.HasSuffix(before, "=") || strings.HasSuffix(before, "::")):
		return CallPart
	case open >= 0 && isOpen(before[:open+1]) && isOpen(before):
		return ArgPart
	default:
		return NoPart
	}
}

// member looks for a dot or an arrow before the word that is typed.
func (c *completer) member(cursor *Cursor, before piece) {
	s, ok := strings.CutSuffix(before.s, "->")
	if !ok {
		if s, ok = strings.CutSuffix(before.s, "."); !ok {
			return
		}
	}
	cursor.Part = MemberPart
	if base := before.sub(baseStart(s), len(s)); base.s != "" {
		cursor.Base, _ = ParseExpr(base.span(), true)
	}
}

// baseStart returns where the object begins that a text ends with: `a[1].b` of
// `x + a[1].b`.
func baseStart(s string) int {
	i, depth := len(s), 0
	for i > 0 {
		switch b := s[i-1]; {
		case b == ')' || b == ']':
			depth++
		case b == '(' || b == '[':
			if depth--; depth < 0 {
				return i
			}
		case depth > 0 || isWordByte(b) || b == '.' || b == ':':
		case b == '>' && i > 1 && s[i-2] == '-':
			i--
		default:
			return i
		}
		i--
	}
	return i
}

// betweenDirectives looks at a place in a comment that is in no directive: a line
// that begins one, or an empty one in a run that has some.
func (c *completer) betweenDirectives(comments []source.Span, found []Directive) Cursor {
	text := c.file.Text()
	for run, lines := range runs(c.file, comments) {
		for i, l := range lines {
			comment := comments[l.comment]
			if c.offset < l.start || c.offset > comment.End {
				continue
			}
			if i+1 < len(lines) && c.offset >= lines[i+1].start || !c.beforeEnd(comment) ||
				strings.Contains(text[l.start:c.offset], "\n") {
				continue
			}
			typed := text[l.start:c.offset]
			switch {
			case typed != "" && strings.HasPrefix(mark, typed) && l.end <= c.offset:
				return c.marks(l.start, c.testAt(run, c.offset))
			case strings.TrimSpace(typed) == "" && l.end <= c.offset && hasRun(found, run):
				return c.marks(c.offset, c.testAt(run, c.offset))
			}
		}
	}
	return c.none()
}

// beforeEnd reports whether the place is not behind the end of a comment.
func (c *completer) beforeEnd(comment source.Span) bool {
	text := comment.Text()
	if strings.HasPrefix(text, "/*") && strings.HasSuffix(text, "*/") {
		return c.offset <= comment.End-len("*/")
	}
	return true
}

func hasRun(found []Directive, run int) bool {
	for _, d := range found {
		if d.Run == run {
			return true
		}
	}
	return false
}

// marks proposes whole directives, from the mark on.
func (c *completer) marks(start int, test *Test) Cursor {
	cursor := Cursor{Part: MarkPart, Test: test, Replace: c.file.Span(start, c.offset)}
	if test == nil {
		prefix := "\n" + escape(c.furtherPrefix(start))
		cursor.Proposals = append(cursor.Proposals, Proposal{
			Label: mark + " test …", Detail: "a test of two threads",
			Doc: "A whole test: its name, the shared object, two threads, and what must never be.",
			Snippet: mark + " test ${1:name}" + prefix + mark + " shared ${2:int x}" + prefix + mark + " thread ${3:producer}(${4:&x})" +
				prefix + mark + " thread ${5:consumer}(${6:&x})" + prefix + mark + " never ${7:consumer.return == 0}",
		})
	}
	for _, w := range c.words(test, "") {
		w.Label, w.Snippet = mark+" "+w.Label, mark+" "+w.Snippet
		cursor.Proposals = append(cursor.Proposals, w)
	}
	return cursor
}

// furtherPrefix returns what further lines of a snippet begin with. Editors indent
// them as the line of the place.
func (c *completer) furtherPrefix(start int) string {
	text := c.file.Text()
	line := text[strings.LastIndexByte(text[:start], '\n')+1 : start]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	return strings.TrimPrefix(linePrefix(text, start), indent)
}

// escape writes text so that it stands for itself in a snippet.
func escape(s string) string { return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(s) }

// words proposes the directives that can stand in a test: `test` alone where there
// is none. What a test has once is proposed only if it is not there, or is the word
// at the place.
func (c *completer) words(test *Test, typed string) []Proposal {
	var list []Proposal
	for _, a := range Words() {
		taken := false
		switch {
		case test == nil:
			taken = a.Word != "test"
		case a.Word == "allow":
			taken = test.AllowRace
		case a.Word == "unroll":
			taken = test.Unroll != 0
		case a.Word == "model":
			taken = test.Model.Text != ""
		}
		if !taken || a.Word == typed {
			list = append(list, Proposal{Label: a.Word, Detail: a.Brief, Doc: a.Markdown(), Snippet: a.Snippet})
		}
	}
	return list
}

// Markdown describes the directive for a hover or beside a proposal.
func (a About) Markdown() string {
	return "```\n" + mark + " " + a.Form + "\n```\n\n" + a.Doc
}

// DirectiveAt returns the directive whose mark, word or text is at an offset, or
// nil.
func DirectiveAt(directives []Directive, offset int) *Directive {
	for i := range directives {
		if d := &directives[i]; d.Span.Start <= offset && offset <= d.Span.End {
			return d
		}
	}
	return nil
}
