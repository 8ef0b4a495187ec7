package ide

import (
	"context"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// hostedHover is the hover in a text of another language with our tests in its
// comments. In the code it speaks of primitives and accesses only: what names mean
// there other tools know better.
func (d *Document) hostedHover(ctx context.Context, offset int, results []TestResult) *Hover {
	if t, ok := d.tokenAt(offset); ok && (t.Class == outline.Comment || t.Class == outline.String) && t.Span.Start < offset {
		return nil
	}
	if at := annot.DirectiveAt(d.directives(), offset); at != nil {
		return d.directiveHover(at, offset, results)
	}
	if h := d.primitiveHover(ctx, offset); h != nil {
		return h
	}
	if h := d.accessHover(ctx, offset); h != nil {
		return h
	}
	return d.codeHover(offset)
}

// codeHover describes the name at a place in the code of a file with tests.
func (d *Document) codeHover(offset int) *Hover {
	s, ref := d.Outline().SymbolAt(offset)
	if s == nil || len(d.Input.Tests) == 0 {
		return nil
	}
	runs := ""
	if s.Kind == outline.Func {
		runs = d.runBy(s)
	}
	return &Hover{Span: ref.Span, Markdown: joined(d.nameInCode(s), runs)}
}

// directives returns those of a text with tests in its comments.
func (d *Document) directives() []annot.Directive {
	if len(d.Outline().Tests) == 0 {
		return nil
	}
	return annot.Directives(d.File, c.Comments(d.File))
}

// directiveHover explains a directive, or the name in it at a place.
func (d *Document) directiveHover(at *annot.Directive, offset int, results []TestResult) *Hover {
	if about, ok := annot.Lookup(at.Word.Text); ok && offset <= at.Word.Span.End {
		return &Hover{Span: d.File.Span(at.Span.Start, at.Word.Span.End), Markdown: joined(d.propertyVerdict(at, results), about.Markdown())}
	}
	for i, t := range d.Outline().Tests {
		if holds(t.NameSpan, offset) {
			return &Hover{Span: t.NameSpan, Markdown: d.testSummary(i, t, results)}
		}
		if th := d.threadAt(t, at, offset); th != nil {
			return &Hover{Span: d.wordAt(offset), Markdown: joined(d.threadSummary(t, th), d.propertyVerdict(at, results))}
		}
	}
	if s, ref := d.Outline().SymbolAt(offset); s != nil {
		return &Hover{Span: ref.Span, Markdown: joined(d.directiveName(s, ref.Span, results), d.propertyVerdict(at, results))}
	}
	if text := d.propertyVerdict(at, results); text != "" {
		return &Hover{Span: at.Span, Markdown: text}
	}
	return nil
}

// threadAt returns the thread of a test whose label, or whose call, is at a place in
// one of its directives, or nil.
func (d *Document) threadAt(t *outline.Test, at *annot.Directive, offset int) *outline.Thread {
	tok, ok := d.wordTokenAt(offset)
	if !ok || tok.Class != outline.ThreadName || !within(at.Span, t.Span) {
		return nil
	}
	for _, th := range t.Threads {
		if th.Name == tok.Span.Text() || within(th.NameSpan, at.Span) {
			return th
		}
	}
	return nil
}

// propertyVerdict says what was found out about the property of a directive, "" for
// any other directive.
func (d *Document) propertyVerdict(at *annot.Directive, results []TestResult) string {
	for i := range d.Input.Tests {
		r := d.resultOf(i, results)
		if r == nil || r.Verify == nil {
			continue
		}
		for _, p := range r.Verify.Properties {
			if s := d.local(p.Property.Span); s.File == d.File && within(s, at.Span) {
				return "**" + propertySentence(p, r.Verify) + "**"
			}
		}
	}
	return ""
}

// propertySentence says what an answer means for its property.
func propertySentence(p verify.PropertyResult, res *verify.Result) string {
	text := ""
	switch p.Property.Kind {
	case prog.NeverKind:
		text = either(p.Holds, "Holds: no execution ends like this", "Violated: an execution can end like this")
	case prog.AlwaysKind:
		text = either(p.Holds, "Holds: every execution ends like this", "Violated: an execution can end otherwise")
	case prog.SometimesKind:
		text = either(p.Holds, "Holds: an execution can end like this", "Violated: no execution ends like this")
	case prog.AssertKind:
		text = either(p.Holds, "Holds in every execution", "Fails in some execution")
	default:
		panic(fmt.Sprintf("ide: unhandled property kind %d", p.Property.Kind))
	}
	if p.UpToBound(res) {
		text += ", up to the loop bound"
	}
	return text + "."
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// testSummary says what a test runs and what was found out about it.
func (d *Document) testSummary(index int, t *outline.Test, results []TestResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: test with %s\n", code(t.Name), counted(len(t.Threads), "thread", "threads"))
	r := d.resultOf(index, results)
	switch {
	case index >= len(d.Input.Tests):
		return b.String()
	case d.Input.Tests[index].Problems.HasErrors():
		return b.String() + "\n**Not verified**: the test has " + counted(errorsIn(d.Input.Tests[index].Problems), "error", "errors") + ".\n"
	case r == nil || r.Verify == nil:
		return b.String() + "\n**Not checked yet.**\n"
	}
	for _, p := range r.Verify.Properties {
		fmt.Fprintf(&b, "- line %d, %s: %s\n", p.Property.Span.Position().Line, code(PropertyText(p.Property)), propertySentence(p, r.Verify))
	}
	if r.Decided() == nil {
		b.WriteString("\n**" + r.Verdict() + "**\n")
		return b.String()
	}
	if len(r.Verify.Flags) > 0 {
		b.WriteString("\n" + d.flagLines(r, r.Verify))
	}
	fmt.Fprintf(&b, "\n%s\n", effort(r, r.Verify))
	return b.String()
}

// threadSummary says what a thread runs.
func (d *Document) threadSummary(t *outline.Test, th *outline.Thread) string {
	text := fmt.Sprintf("%s: thread of %s", code(th.Name), code(t.Name))
	if th.Body.IsValid() {
		head := d.File.Span(th.Span.Start, th.Body.Start).Text()
		text += fmt.Sprintf("\n\n```c\n%s\n```\n\nline %d", strings.TrimSpace(head), th.Span.Position().Line)
	}
	return text
}

// directiveName describes a name in a directive: a shared object, a thread's local, or
// another name of the file.
func (d *Document) directiveName(s *outline.Symbol, at source.Span, results []TestResult) string {
	test := d.testAt(at.Start)
	if th := d.labelBefore(test, at); th != nil {
		return d.localOf(s, test, th, results)
	}
	if s.Kind != outline.Shared && s.Kind != outline.Global {
		return d.nameInCode(s)
	}
	var b strings.Builder
	what := either(s.Kind == outline.Shared, "shared object", "variable of the file, which the threads share")
	fmt.Fprintf(&b, "%s: %s", code(s.Name), what)
	if s.Type != "" {
		fmt.Fprintf(&b, ", %s", code(s.Type))
	}
	if p := d.program(test); p != nil {
		if g := p.GlobalIndex(s.Name); g >= 0 && !isLockType(s.Type) {
			b.WriteString(initially(p, p.Globals[g]))
		}
	}
	if values := d.finalValues(test, "["+s.Name+"]", s.Name, results); values != "" {
		fmt.Fprintf(&b, "\n\nIn the end: %s", values)
	}
	return b.String()
}

// labelBefore returns the thread whose label and a dot stand before a name, or nil.
func (d *Document) labelBefore(test int, name source.Span) *outline.Thread {
	if test < 0 || !strings.HasSuffix(d.File.Text()[:name.Start], ".") {
		return nil
	}
	label := d.wordAt(name.Start - 1).Text()
	for _, th := range d.Outline().Tests[test].Threads {
		if th.Name == label {
			return th
		}
	}
	return nil
}

// localOf describes a local of a thread, or what it returns.
func (d *Document) localOf(s *outline.Symbol, test int, th *outline.Thread, results []TestResult) string {
	var b strings.Builder
	if s.Name == "return" {
		fmt.Fprintf(&b, "what %s returns", code(th.Name))
	} else {
		fmt.Fprintf(&b, "%s: local of %s", code(s.Name), code(th.Name))
	}
	if s.Type != "" {
		fmt.Fprintf(&b, ", %s", code(s.Type))
	}
	if s.Kind == outline.Local {
		fmt.Fprintf(&b, ", declared in line %d", s.Decl.Position().Line)
	}
	label := th.Name + "." + s.Name
	if values := d.finalValues(test, label, label, results); values != "" {
		fmt.Fprintf(&b, "\n\nIn the end: %s", values)
	}
	return b.String()
}

// nameInCode describes a name of the file in short: how it is declared, and what the
// comment above says.
func (d *Document) nameInCode(s *outline.Symbol) string {
	declared := s.Text
	if declared == "" {
		declared = strings.TrimSpace(s.Type + " " + s.Name)
	}
	doc := s.Doc
	if doc != "" {
		doc = "\n\n" + doc
	}
	return fmt.Sprintf("```c\n%s\n```\n\nline %d%s", declared, s.Decl.Position().Line, doc)
}

// globalType returns the type of a variable of the file, "" if there is none.
func (d *Document) globalType(name string) string {
	for _, o := range d.Outline().Objects {
		if o.Name == name {
			return o.Type
		}
	}
	return ""
}

// runBy says which threads run a function, "" if none does.
func (d *Document) runBy(s *outline.Symbol) string {
	var list []string
	for _, t := range d.Outline().Tests {
		for _, th := range t.Threads {
			if f := d.Outline().Function(s.Name); f != nil && f.Span == th.Span {
				list = append(list, fmt.Sprintf("- thread %s of test %s, line %d", code(th.Name), code(t.Name), t.NameSpan.Position().Line))
			}
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "Checked as\n\n" + strings.Join(list, "\n")
}
