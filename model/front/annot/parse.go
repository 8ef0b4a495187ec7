package annot

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Parse finds the directives in the comments of a file, in their order. comments
// are the spans of the comments with their delimiters. Directives before the first
// `test` of a run of comments are a problem, as are unknown, repeated and
// contradictory ones. A test with such an error is Broken.
func Parse(f *source.File, comments []source.Span) (tests []*Test, problems diag.List) {
	s := &scanner{f: f}
	s.scan(comments)
	p := s.parse()
	return p.tests, p.problems
}

// parse makes tests of what was found.
func (s *scanner) parse() *parser {
	p := &parser{file: s.f, names: make(map[string]*Test), run: -1}
	for _, at := range s.misplaced {
		p.add(diag.Warning, MisplacedDirective, at, "this is prose, no directive: a directive begins a line of its comment")
	}
	for _, d := range s.found {
		if d.Run != p.run {
			p.endTest()
			p.run, p.stray = d.Run, false
		}
		p.directive(d)
	}
	p.endTest()
	for _, m := range s.misspelt {
		p.misspelt(m)
	}
	p.problems.Sort()
	return p
}

// parser makes tests of directives.
type parser struct {
	file     *source.File
	tests    []*Test
	problems diag.List
	// names are the tests by name.
	names map[string]*Test
	// cur is the test that directives belong to, nil above the first one of a run.
	cur *Test
	run int
	// said is what the current test says already, by the kind of directive and what
	// it is about.
	said map[string]statement
	// runs are the numbers of the runs of tests.
	runs []int
	// stray is set once a directive of this run without a test was reported.
	stray bool
}

// statement is what a directive says of something: its text and its place.
type statement struct {
	text string
	span source.Span
}

// say notes what a directive says about something. If the test says something of it
// already, it returns that.
func (p *parser) say(directive, about, text string, span source.Span) (earlier statement, ok bool) {
	key := directive + " " + about
	earlier, ok = p.said[key]
	if !ok {
		p.said[key] = statement{text, span}
	}
	return earlier, ok
}

// errorf reports an error. The test that the directive belongs to is broken by it.
func (p *parser) errorf(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	if p.cur != nil {
		p.cur.Broken = true
	}
	return p.add(diag.Error, code, span, format, args...)
}

// repeated reports a directive that says nothing new.
func (p *parser) repeated(d Directive, span, first source.Span, format string, args ...any) {
	problem := p.add(diag.Warning, RepeatedDirective, span, format, args...).Relate(first, "it stands here already")
	if span == d.Body || span == d.Word.Span {
		problem.Fix("Remove the directive", removal(d), "")
	}
}

func (p *parser) add(s diag.Severity, code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	list := &p.problems
	switch n := len(list.Problems); {
	case n > maxProblems:
		list = &diag.List{}
	case n == maxProblems:
		s, code, format, args = diag.Error, TooMany, "too many problems: the others are not shown", nil
	}
	if s == diag.Error {
		return list.Errorf(code, span, format, args...)
	}
	return list.Warnf(code, span, format, args...)
}

// directive takes one directive into the current test.
func (p *parser) directive(d Directive) {
	about, known := Lookup(d.Word.Text)
	switch {
	case !known:
		p.unknown(d)
		return
	case d.Word.Text != "test" && p.cur == nil:
		p.beforeTest(d)
		return
	}
	if p.cur != nil && d.Word.Text != "test" {
		p.cur.Span = p.cur.Span.To(d.Span)
	}
	body := piece{p.file, d.Body.Start, Text(d.Body)}
	if at := strings.Index(body.s, mark); at >= 0 && isMark(body.s[at:]) {
		p.startTest(d)
		p.errorf(BadDirective, body.sub(at, at+len(mark)).span(), "another directive begins in this one: each has a line of its own")
		return
	}
	if s, ok := strings.CutSuffix(body.s, ";"); ok {
		body = body.sub(0, len(s)).trim()
	}
	if body.s == "" {
		p.startTest(d)
		p.errorf(BadDirective, d.Word.Span, "`%s` says nothing: write `%s %s`", about.Word, mark, about.Form)
		return
	}
	switch d.Word.Text {
	case "test":
		p.test(d, body)
	case "shared":
		p.shared(body)
	case "init":
		p.init(body)
	case "thread":
		p.thread(d, body)
	case "never", "always", "sometimes", "exists", "~exists", "forall":
		p.property(d, body)
	case "allow":
		p.allow(d, body)
	case "ignore":
		p.ignore(d, body)
	case "with":
		p.with(d, body)
	case "stub":
		p.stub(body)
	case "define":
		p.define(d, body)
	case "unroll":
		p.unroll(d, body)
	case "model":
		p.model(d, body)
	default:
		panic(fmt.Sprintf("annot: unhandled directive %q", d.Word.Text))
	}
}

// unknown reports a word that is no directive.
func (p *parser) unknown(d Directive) {
	if p.cur != nil {
		p.cur.Span = p.cur.Span.To(d.Span)
	}
	word := d.Word
	if word.Text == "" {
		p.errorf(UnknownDirective, d.Span, "a directive is missing behind `%s`: %s", mark, wordsInProse())
		return
	}
	if word.Text == "filter" || word.Text == "locations" {
		p.errorf(UnknownDirective, word.Span, "litmus tests have `%s`, annotations don't", word.Text)
		return
	}
	problem := p.errorf(UnknownDirective, word.Span, "there is no directive `%s`: %s", shown(word.Text), wordsInProse())
	if best := diag.Closest(word.Text, wordList()); best != "" {
		problem.Message = fmt.Sprintf("there is no directive `%s`: is `%s` meant?", shown(word.Text), best)
		problem.Fix("Write `"+best+"`", word.Span, best)
	}
}

// misspelt reports a mark with a mistake. The test above it lacks what it says.
func (p *parser) misspelt(m misspelt) {
	for i := len(p.tests) - 1; i >= 0; i-- {
		if t := p.tests[i]; p.runs[i] == m.run && t.Span.Start < m.at.Start {
			t.Broken = true
			break
		}
	}
	p.errorf(UnknownDirective, m.at, "directives begin with `%s`, not `%s`", mark, shown(m.at.Text())).Fix("Write `"+mark+"`", m.at, mark)
}

// wordsInProse lists the directives.
func wordsInProse() string {
	return "directives are " + strings.Join(wordList(), ", ")
}

// beforeTest reports a directive that belongs to no test, once in a run.
func (p *parser) beforeTest(d Directive) {
	if p.stray {
		return
	}
	p.stray = true
	name := "name"
	if d.Word.Text == "thread" {
		if head, _, ok := strings.Cut(d.Body.Text(), "("); ok && validLabel(strings.TrimSpace(head)) {
			name = strings.TrimSpace(head)
		}
	}
	p.errorf(BeforeTest, d.Span, "this belongs to no test: above it in the same comment must be `%s test NAME`", mark).
		Fix("Begin a test here", p.file.Span(d.Span.Start, d.Span.Start), mark+" test "+name+"\n"+linePrefix(p.file.Text(), d.Span.Start))
}

// linePrefix returns what a further line of the comment that an offset is in begins
// with.
func linePrefix(text string, offset int) string {
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	prefix := text[start:offset]
	if at := strings.LastIndex(prefix, "/*"); at >= 0 {
		indent := prefix[:len(prefix)-len(strings.TrimLeft(prefix, " \t"))]
		return indent + " * "
	}
	if at := strings.LastIndex(prefix, "//"); at > 0 && strings.TrimSpace(prefix[:at]) != "" {
		return prefix[at:]
	}
	return prefix
}

// startTest begins a test without a name if d is a `test` directive whose text
// cannot be read, so that what follows belongs to something.
func (p *parser) startTest(d Directive) {
	if d.Word.Text == "test" {
		p.begin(d, Word{Span: p.file.Span(d.Word.Span.End, d.Word.Span.End)})
	}
}

func (p *parser) begin(d Directive, name Word) {
	p.endTest()
	p.cur = &Test{Name: name.Text, Span: d.Span, NameSpan: name.Span}
	p.said = make(map[string]statement)
	p.tests = append(p.tests, p.cur)
	p.runs = append(p.runs, d.Run)
}

// test begins a test.
func (p *parser) test(d Directive, body piece) {
	n := strings.IndexAny(body.s, " \t")
	name := body
	if n >= 0 {
		name = body.sub(0, n)
	}
	p.begin(d, name.word())
	switch other := p.names[name.s]; {
	case n >= 0:
		p.errorf(BadDirective, body.sub(n, len(body.s)).trim().span(), "the name of a test is one word").
			Fix("Join the words", body.span(), strings.Join(strings.Fields(body.s), "-"))
	case !validTestName(name.s):
		p.errorf(BadDirective, name.span(), "the name of a test has letters, digits and signs such as `-`, `_`, `+` or `.`")
	case other != nil:
		p.errorf(DuplicateTest, name.span(), "there is a test `%s` already: give each one a name of its own", shown(name.s)).
			Relate(other.NameSpan, "the other test is here").
			Fix("Rename this one", name.span(), unused(name.s, func(s string) bool { return p.names[s] != nil }))
	default:
		p.names[name.s] = p.cur
	}
}

// unused returns a name like base that is not taken.
func unused(base string, taken func(string) bool) string {
	for n := 2; ; n++ {
		if name := fmt.Sprintf("%s%d", base, n); !taken(name) {
			return name
		}
	}
}

// endTest checks the current test as a whole and ends it.
func (p *parser) endTest() {
	if p.cur != nil && len(p.cur.Threads) == 0 && !p.cur.Broken {
		p.errorf(NoThreads, p.cur.NameSpan, "the test has no thread: add `%s thread f(…)` for each function that runs at the same time", mark)
	}
	p.cur = nil
}

// removal returns the text that goes with a directive: its lines, if nothing else
// is on them.
func removal(d Directive) source.Span {
	f := d.Span.File
	text := f.Text()
	start := strings.LastIndexByte(text[:d.Span.Start], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[d.lineEnd:], '\n'); n >= 0 {
		end = d.lineEnd + n + 1
	}
	before, after := text[start:d.Span.Start], text[d.lineEnd:end]
	if strings.Trim(before, " \t*") == "" && strings.TrimSpace(after) == "" ||
		strings.Trim(before, " \t/") == "" && strings.TrimSpace(after) == "" {
		return f.Span(start, end)
	}
	return f.Span(d.Span.Start, d.lineEnd)
}
