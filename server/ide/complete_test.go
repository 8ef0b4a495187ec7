package ide_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestComplete shows the first proposals at the marks of each case, and the call
// around them. If a case has a section of lines that are typed, each of them in turn
// stands in the place of @@.
func TestComplete(t *testing.T) {
	testkit.Run(t, "testdata/complete", func(c *testkit.Case) {
		if !c.Has("in.typed") {
			f, offsets := cursors(c, "in.litmus")
			for i, offset := range offsets {
				c.Golden(fmt.Sprintf("complete %d", i+1), proposals(f, offset))
			}
			return
		}
		for i, typed := range strings.Split(strings.TrimSuffix(c.Text("in.typed"), "\n"), "\n") {
			before, after, ok := strings.Cut(strings.Replace(c.Text("in.litmus"), "@@", typed, 1), "‸")
			if !ok {
				c.Fatalf("no mark in the line %q", typed)
			}
			c.Golden(fmt.Sprintf("complete %d", i+1), proposals(source.NewFile("in.litmus", before+after), len(before)))
		}
	})
}

// proposals lists the first proposals at a place, and the call around it.
func proposals(f *source.File, offset int) string {
	d := testTools().NewDocument(f)
	list := d.Complete(offset)
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", f.Span(offset, offset), lineWithMark(f, offset))
	const most = 12
	for k, p := range list {
		if k == most {
			fmt.Fprintf(&b, "  and %d more\n", len(list)-most)
			break
		}
		fmt.Fprintf(&b, "  %d %s | %s", p.Order, p.Label, p.Detail)
		if p.Insert != p.Label && p.Kind != ide.CompleteTest {
			fmt.Fprintf(&b, " | %q", p.Insert)
		}
		if p.Replace.Text() != "" {
			fmt.Fprintf(&b, " for %s", quoted(p.Replace))
		}
		b.WriteByte('\n')
	}
	if len(list) == 0 {
		b.WriteString("  nothing\n")
	}
	if s := d.Signature(offset); s != nil {
		active := "no parameters"
		if len(s.Params) > 0 {
			active = s.Label[s.Params[s.Active][0]:s.Params[s.Active][1]]
		}
		fmt.Fprintf(&b, "  in the call %s at %s\n", s.Label, active)
	}
	return b.String()
}

// lineWithMark returns the line of an offset with a mark there.
func lineWithMark(f *source.File, offset int) string {
	p := f.Position(offset)
	line := []rune(f.Line(p.Line))
	return strings.TrimSpace(string(line[:p.Column-1]) + "‸" + string(line[p.Column-1:]))
}

// stopPattern finds tab stops, with escapes inside.
var stopPattern = regexp.MustCompile(`\$\{\d+:((?:[^\\}]|\\.)*)\}`)

// expand returns what a snippet inserts if nothing is typed at its tab stops.
func expand(snippet string) string {
	text := stopPattern.ReplaceAllString(snippet, "$1")
	return strings.NewReplacer(`\\`, `\`, `\$`, `$`, `\}`, `}`).Replace(text)
}

// TestCompleteClassics expands each of the classic tests and verifies it: nothing
// may be said about its text, and the verdict must be the one that it documents.
func TestCompleteClassics(t *testing.T) {
	proposals := testTools().NewDocument(source.NewFile("new.litmus", "")).Complete(0)
	var names []string
	for _, p := range proposals {
		if p.Kind != ide.CompleteTest {
			t.Errorf("%s is proposed for an empty file", p.Label)
			continue
		}
		names = append(names, p.Label)
		text := expand(p.Insert)
		if strings.ContainsAny(text, "$«»") {
			t.Errorf("%s: a tab stop is left:\n%s", p.Label, text)
		}
		d, results := checkDocument(t, source.NewFile("new.litmus", text))
		if l := d.Diagnostics(results); len(l.Problems) > 0 {
			t.Errorf("%s:\n%s", p.Label, l.String())
		}
		switch r := results[0]; {
		case r.Outcome != ide.Passed || r.Judgement.Expected == "":
			t.Errorf("%s: %s %s, expected %q", p.Label, r.Outcome, r.Judgement.Reason, r.Judgement.Expected)
		case "C "+r.Program.Name != p.Label:
			t.Errorf("%s is called %s", p.Label, r.Program.Name)
		}
	}
	for _, want := range []string{"C MP", "C SB", "C LB", "C IRIW", "C RCU"} {
		if !strings.Contains(strings.Join(names, "\n")+"\n", want+"\n") {
			t.Errorf("%s is not proposed, but %v", want, names)
		}
	}
}

// TestCompleteClassicsNeedTheirOrder takes the order out of each classic test,
// which must change its verdict: a test whose tab stop makes no difference teaches
// nothing.
func TestCompleteClassicsNeedTheirOrder(t *testing.T) {
	weaker := strings.NewReplacer(
		"smp_store_release(y, 1)", "WRITE_ONCE(*y, 1)", "smp_load_acquire(y)", "READ_ONCE(*y)",
		"rcu_assign_pointer(*p, new)", "WRITE_ONCE(*p, new)", "smp_mb()", "barrier()", "synchronize_rcu()", "barrier()",
	)
	for _, p := range testTools().NewDocument(source.NewFile("new.litmus", "")).Complete(0) {
		_, results := checkDocument(t, source.NewFile("new.litmus", weaker.Replace(expand(p.Insert))))
		if results[0].Outcome != ide.Missed {
			t.Errorf("%s without its order is %s", p.Label, results[0].Outcome)
		}
	}
}

// TestCompletePrimitives inserts every primitive that is proposed at the start of a
// statement and in an expression, with what its tab stops propose. The result must
// have no error.
func TestCompletePrimitives(t *testing.T) {
	const before = "C t\n\n{ atomic_t a; int *p = x; }\n\nP0(int *x, int *y, atomic_t *a, int **p, spinlock_t *l, struct srcu_struct *s)\n{\n\tint r0;\n\tr0 = srcu_read_lock(s);\n\t"
	const after = "\n\tsrcu_read_unlock(s, r0);\n}\n\nexists (x=1)\n"
	for _, lead := range []string{"", "int r1 = "} {
		text := before + lead + after
		at := len(before) + len(lead)
		d := testTools().NewDocument(source.NewFile("t.litmus", text))
		n := 0
		for _, p := range d.Complete(at) {
			if p.Kind != ide.CompletePrimitive {
				continue
			}
			n++
			insert := expand(p.Insert)
			if !strings.HasSuffix(insert, ";") {
				insert += ";"
			}
			f := source.NewFile("t.litmus", text[:at]+insert+text[at:])
			if l := testTools().NewDocument(f).Problems; l.HasErrors() {
				t.Errorf("%s%s:\n%s", lead, insert, l.String())
			}
		}
		if n < 10 {
			t.Errorf("after %q only %d primitives are proposed", lead, n)
		}
	}
}
