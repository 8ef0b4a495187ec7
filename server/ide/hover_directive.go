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
	return d.runBy(offset)
}

// directives returns those of a text with tests in its comments.
func (d *Document) directives() []annot.Directive {
	if len(d.Outline.Tests) == 0 {
		return nil
	}
	return annot.Directives(d.File, c.Comments(d.File))
}

// directiveHover explains a directive, or the name in it at a place.
func (d *Document) directiveHover(at *annot.Directive, offset int, results []TestResult) *Hover {
	word := d.wordAt(offset)
	if about, ok := annot.Lookup(at.Word.Text); ok && offset <= at.Word.Span.End {
		return &Hover{Span: d.File.Span(at.Span.Start, at.Word.Span.End), Markdown: joined(d.propertyVerdict(at, results), about.Markdown())}
	}
	if s, ref := d.Outline.SymbolAt(offset); s != nil {
		return &Hover{Span: ref.Span, Markdown: joined(d.directiveName(s, results), d.propertyVerdict(at, results))}
	}
	for i, t := range d.Outline.Tests {
		if holds(t.NameSpan, offset) {
			return &Hover{Span: t.NameSpan, Markdown: d.testSummary(i, t, results)}
		}
		for _, th := range t.Threads {
			if word.Text() == th.Name && within(at.Span, t.Span) {
				return &Hover{Span: word, Markdown: joined(d.threadSummary(t, th), d.propertyVerdict(at, results))}
			}
		}
	}
	if text := d.propertyVerdict(at, results); text != "" {
		return &Hover{Span: at.Span, Markdown: text}
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
		fmt.Fprintf(&b, "- line %d, %s: %s\n", p.Property.Span.Position().Line, code(p.Property.Text), propertySentence(p, r.Verify))
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

// directiveName describes a name of a test: a shared object or a thread's local.
func (d *Document) directiveName(s *outline.Symbol, results []TestResult) string {
	var b strings.Builder
	label, other := "["+s.Name+"]", s.Name
	if s.Kind != outline.Register {
		fmt.Fprintf(&b, "%s: shared object", code(s.Name))
		typ := s.Type
		if typ == "" {
			typ = d.globalType(s.Name)
		}
		if typ != "" {
			fmt.Fprintf(&b, ", %s", code(typ))
		}
		if p := d.program(s.Test); p != nil {
			if g := p.GlobalIndex(s.Name); g >= 0 && !isLockType(typ) {
				b.WriteString(initially(p, p.Globals[g]))
			}
		}
	} else {
		th := d.Outline.Tests[s.Test].Threads[s.Thread]
		label = th.Name + "." + s.Name
		other = label
		if s.Name == "return" {
			fmt.Fprintf(&b, "what %s returns", code(th.Name))
		} else {
			fmt.Fprintf(&b, "%s: local of %s", code(s.Name), code(th.Name))
		}
		if s.Decl.Start < th.Span.End && th.Span.Start <= s.Decl.Start {
			fmt.Fprintf(&b, ", line %d: %s", s.Decl.Position().Line, code(d.statementAt(s.Decl)))
		}
	}
	if values := d.finalValues(s.Test, label, other, results); values != "" {
		fmt.Fprintf(&b, "\n\nIn the end: %s", values)
	}
	return b.String()
}

// globalType returns the type of a variable of the file, "" if there is none.
func (d *Document) globalType(name string) string {
	for _, o := range d.Outline.Objects {
		if o.Name == name {
			return o.Type
		}
	}
	return ""
}

// runBy says which threads run the function whose name is at a place, or nil.
func (d *Document) runBy(offset int) *Hover {
	var at source.Span
	var list []string
	for _, t := range d.Outline.Tests {
		for _, th := range t.Threads {
			if f := d.functionAt(offset); f != nil && f.Span == th.Span {
				at = f.NameSpan
				list = append(list, fmt.Sprintf("- thread %s of test %s, line %d", code(th.Name), code(t.Name), t.NameSpan.Position().Line))
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return &Hover{Span: at, Markdown: "Checked as\n\n" + strings.Join(list, "\n")}
}

// functionAt returns the function whose name is at a place, or nil.
func (d *Document) functionAt(offset int) *outline.Function {
	for _, f := range d.Outline.Functions {
		if holds(f.NameSpan, offset) {
			return f
		}
	}
	return nil
}
