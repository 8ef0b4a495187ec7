package ide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// symbolHover says what a name stands for, and at an access what orders it. In
// the condition the verdict follows.
func (d *Document) symbolHover(ctx context.Context, offset int, results []TestResult) *Hover {
	s, ref := d.Outline().SymbolAt(offset)
	if s == nil {
		return nil
	}
	var text string
	switch s.Kind {
	case outline.Shared:
		text = d.sharedMarkdown(s, results)
	case outline.Register:
		text = d.registerMarkdown(s, results)
	default:
		panic(fmt.Sprintf("ide: unhandled symbol kind %d", s.Kind))
	}
	more := ""
	switch {
	case ref.Kind == outline.Asked:
		if t := d.Outline().Tests[s.Test]; holds(t.Condition, offset) {
			more = d.verdictLine(s.Test, results)
		}
	case s.Kind == outline.Shared && ref.Thread >= 0 && ref.Kind != outline.Param:
		if h := d.accessHover(ctx, offset); h != nil {
			more = h.Markdown
		}
	}
	return &Hover{Span: ref.Span, Markdown: joined(text, more)}
}

// sharedMarkdown describes a shared variable: what it is, and who does what to it.
func (d *Document) sharedMarkdown(s *outline.Symbol, results []TestResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: shared variable", code(s.Name))
	if s.Type != "" {
		fmt.Fprintf(&b, ", %s", code(s.Type))
	}
	if p := d.program(s.Test); p != nil {
		if g := p.GlobalIndex(s.Name); g >= 0 && !isLockType(s.Type) {
			b.WriteString(initially(p, p.Globals[g]))
		}
	}
	b.WriteString("\n")
	var reads, writes, both, asked []outline.Ref
	for _, r := range s.Refs {
		switch r.Kind {
		case outline.Read:
			reads = append(reads, r)
		case outline.Write:
			writes = append(writes, r)
		case outline.ReadWrite:
			both = append(both, r)
		case outline.Asked:
			asked = append(asked, r)
		case outline.Declared, outline.Param, outline.Address:
		default:
			panic(fmt.Sprintf("ide: unhandled reference %d", r.Kind))
		}
	}
	d.places(&b, s.Test, "Written", writes)
	d.places(&b, s.Test, "Read", reads)
	d.places(&b, s.Test, "Read and written", both)
	if len(writes)+len(reads)+len(both) == 0 {
		b.WriteString("\nNo thread accesses it by this name.\n")
	}
	if values := d.finalValues(s.Test, "["+s.Name+"]", s.Name, results); len(asked) > 0 && values != "" {
		fmt.Fprintf(&b, "\nIn the end: %s\n", values)
	}
	return b.String()
}

// isLockType reports whether a type is that of a lock or an SRCU structure, whose
// value means nothing to a reader.
func isLockType(name string) bool {
	return strings.Contains(name, "spinlock") || strings.Contains(name, "srcu_struct")
}

// initially spells the initial value of a variable.
func initially(p *prog.Program, g *prog.Global) string {
	if !g.IsCompound() && len(g.Init) == 1 {
		return ", initially " + code(g.Init[0].Format(p))
	}
	const most = 8
	var values []string
	for i, v := range g.Init {
		if i == most {
			values = append(values, "…")
			break
		}
		text := v.Format(p)
		if g.Members != nil {
			text = g.Members[i].Name + " = " + text
		}
		values = append(values, text)
	}
	if g.Members != nil {
		return ", initially " + code("{"+strings.Join(values, ", ")+"}")
	}
	return fmt.Sprintf(", %d elements, initially %s", g.Elems(), code("{"+strings.Join(values, ", ")+"}"))
}

// maxPlaces is how many places a hover lists under one heading.
const maxPlaces = 8

// places lists accesses with their threads and lines.
func (d *Document) places(b *strings.Builder, test int, title string, refs []outline.Ref) {
	if len(refs) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for i, r := range refs {
		if i == maxPlaces {
			fmt.Fprintf(b, "- and at %s\n", counted(len(refs)-i, "more place", "more places"))
			return
		}
		text, plain := d.accessText(r)
		mark := ""
		if plain {
			mark = " (plain)"
		}
		fmt.Fprintf(b, "- %s, line %d: %s%s\n", d.threadName(test, r.Thread), r.Span.Position().Line, code(text), mark)
	}
}

// accessText returns the text that tells a reader what happens at a place: the
// call of the primitive, or of a plain access its statement.
func (d *Document) accessText(r outline.Ref) (text string, plain bool) {
	if c := d.Outline().CallAt(r.Span.Start); c != nil {
		return c.Span.Text(), false
	}
	return d.statementAt(r.Span), true
}

// statementAt returns the statement around a place, as far as it can be told by
// its line.
func (d *Document) statementAt(s source.Span) string {
	line := d.File.Line(s.Position().Line)
	column := s.Start - d.File.Offset(s.Position().Line-1, 0)
	start, end := 0, len(line)
	if i := strings.LastIndexAny(line[:min(column, len(line))], ";{}"); i >= 0 {
		start = i + 1
	}
	if i := strings.IndexAny(line[min(column, len(line)):], ";{}"); i >= 0 {
		end = column + i
	}
	return strings.TrimSpace(line[start:end])
}

// registerMarkdown describes a register: whose it is, where it gets its value, and
// what it can hold in the end.
func (d *Document) registerMarkdown(s *outline.Symbol, results []TestResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: register of %s", code(s.Name), d.threadName(s.Test, s.Thread))
	if s.Type != "" {
		fmt.Fprintf(&b, ", %s", code(s.Type))
	}
	b.WriteString("\n")
	var sets []string
	for _, r := range s.Refs {
		if r.Writes {
			sets = append(sets, fmt.Sprintf("- line %d: %s", r.Span.Position().Line, code(d.statementAt(r.Span))))
		}
	}
	switch n := len(sets); {
	case n == 0:
		b.WriteString("\nNothing is written to it; it holds 0.\n")
	default:
		if n > maxPlaces {
			sets = append(sets[:maxPlaces:maxPlaces], fmt.Sprintf("- and at %s", counted(n-maxPlaces, "more place", "more places")))
		}
		fmt.Fprintf(&b, "\nSet:\n%s\n", strings.Join(sets, "\n"))
	}
	label := fmt.Sprintf("%d:%s", s.Thread, s.Name)
	if values := d.finalValues(s.Test, label, label, results); values != "" {
		fmt.Fprintf(&b, "\nIn the end: %s\n", values)
	}
	return b.String()
}

// program returns the program of a test, or nil if it could not be read.
func (d *Document) program(test int) *prog.Program {
	if test < 0 || test >= len(d.Programs) {
		return nil
	}
	return d.Programs[test]
}

// finalValues lists what a place can hold in the end, if all final states are
// known and show it. Its label in a state is one of two.
func (d *Document) finalValues(test int, label, other string, results []TestResult) string {
	r := d.resultOf(test, results)
	if r == nil {
		return ""
	}
	res := r.Decided()
	if res == nil || res.Enumeration != verify.Complete {
		return ""
	}
	var values []string
	for _, state := range res.States {
		for _, item := range strings.Split(state, ";") {
			name, value, ok := strings.Cut(strings.TrimSpace(item), "=")
			if ok && (name == label || name == other) && !slices.Contains(values, code(value)) {
				values = append(values, code(value))
			}
		}
	}
	if len(values) > maxPlaces {
		values = append(values[:maxPlaces:maxPlaces], "…")
	}
	tail := ""
	if res.Bounded {
		tail = " (up to the loop bound)"
	}
	if len(values) == 1 {
		return "always " + values[0] + tail
	}
	if len(values) == 0 {
		return ""
	}
	return strings.Join(values, ", ") + tail
}
