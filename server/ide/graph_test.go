package ide_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// TestGraph shows all graphs of a test: the most telling one in full, of the
// others what they are.
func TestGraph(t *testing.T) {
	testkit.Run(t, "testdata/graph", func(c *testkit.Case) {
		r := decide(c.Context(), c.File("in.litmus"), 0)
		g := r.Graph("")
		c.Golden("graph", printGraph(g))
		var others strings.Builder
		for _, which := range append([]string{"positive", "negative", "flag:gone", "best"}, g.Available...) {
			told := strings.Contains(others.String(), which+": ")
			if o := r.Graph(which); which != g.Which && !told {
				fmt.Fprintf(&others, "%s: %s%s\n", which, o.Title, o.Note)
			}
		}
		c.Golden("others", others.String())
	})
}

// decide checks a test with the native engine, which looks for executions in a
// fixed order.
func decide(ctx context.Context, f *source.File, limit time.Duration) *ide.TestResult {
	checker := &ide.Checker{
		Parse:     (&ide.Tools{Languages: []ide.Language{ide.Litmus(kernel.Builtin())}}).Parse,
		NewEngine: func() ide.Engine { return verify.New(lkmm.Model(), true) },
		Options:   verify.Options{Engine: verify.Native, Timeout: limit},
	}
	defer checker.Close()
	return &checker.Check(ctx, f)[0]
}

func printGraph(g *ide.Graph) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s%s\n%s\n", g.Observation, g.Which, g.Title, g.Note, g.Condition)
	for _, t := range g.Threads {
		fmt.Fprintf(&b, "thread %d %s\n", t.ID, t.Name)
		for _, e := range g.Events {
			if e.Thread != t.ID {
				continue
			}
			mark := ""
			if e.Marked {
				mark = " (marked)"
			}
			fmt.Fprintf(&b, "  %d %-3s line %d  %s: %s%s\n", e.Row, e.ID, e.Line, e.Text, e.Effect, mark)
		}
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&b, "%s → %s %s\n", e.From, e.To, e.Label)
	}
	for _, s := range g.Coherence {
		fmt.Fprintf(&b, "order %s\n", s)
	}
	fmt.Fprintf(&b, "final %s\n", g.Final)
	return b.String()
}

// eachGraph calls f with every graph of every test that ships, and of the tests
// of the reference corpus if it lies beside the project and the run is not short.
func eachGraph(t *testing.T, f func(t *testing.T, r *ide.TestResult, g *ide.Graph)) {
	tests, graphs := 0, 0
	for _, path := range litmusFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r := decide(t.Context(), source.NewFile(filepath.Base(path), string(text)), time.Second)
		tests++
		for _, which := range r.Graph("").Available {
			graphs++
			f(t, r, r.Graph(which))
		}
	}
	t.Logf("%d graphs of %d tests", graphs, tests)
	if graphs < 100 {
		t.Errorf("only %d graphs", graphs)
	}
}

// litmusFiles returns the tests that graphs are made of.
func litmusFiles(t *testing.T) []string {
	var paths []string
	for _, dir := range []string{"litmus", "hostile", "bounded"} {
		list, err := filepath.Glob("../../testdata/" + dir + "/*.litmus")
		if err != nil || len(list) == 0 {
			t.Fatalf("no litmus tests in %s (%v)", dir, err)
		}
		paths = append(paths, list...)
	}
	if testing.Short() {
		return paths
	}
	for _, dir := range []string{"manual", "tree"} {
		err := filepath.WalkDir("../../../shared/corpus/litmus/"+dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".litmus") {
				paths = append(paths, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

func TestGraphIsDeterministic(t *testing.T) {
	text := "C many\n{}\n"
	for i := range 3 {
		text += fmt.Sprintf("P%d(int *x, int *y) { int r0 = xchg(x, %d); int r1 = READ_ONCE(*y); WRITE_ONCE(*y, r1+1); }\n", i, i+1)
	}
	text += "exists (0:r0=0)\n"
	f := source.NewFile("many.litmus", text)
	want := decide(t.Context(), f, 0).Graph("")
	for range 5 {
		if got := decide(t.Context(), f, 0).Graph(""); !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%s\nthen\n%s", printGraph(want), printGraph(got))
		}
	}
}

// TestGraphOfNothing asks for graphs where there is no answer.
func TestGraphOfNothing(t *testing.T) {
	unread := ide.Unreadable("a.litmus", "cannot read: gone")
	stopped := ide.Interrupted("a.litmus")
	late := decide(t.Context(), source.NewFile("a.litmus", "C a\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=1)\n"), 1)
	for want, r := range map[string]*ide.TestResult{
		"The test was not checked: a.litmus:1:1: cannot read: gone": &unread,
		"The test is undecided: cancelled":                          &stopped,
		"The test is undecided: timeout":                            late,
	} {
		for _, which := range []string{"", "positive", "flag:data-race", "best"} {
			g := r.Graph(which)
			if !strings.HasPrefix(g.Note, want) || len(g.Events)+len(g.Edges)+len(g.Available) > 0 || r.Answering() != "" {
				t.Errorf("%q: got note %q, %d events, available %q, want only the note %q", which, g.Note, len(g.Events), g.Available, want)
			}
		}
	}
}

// TestGraphTextIsBounded draws a statement of a megabyte.
func TestGraphTextIsBounded(t *testing.T) {
	text := "C a\n{}\nP0(int *x) { WRITE_ONCE(*x, 1" + strings.Repeat(" ", 1<<19) + strings.Repeat("\u2003", 1) + "); }\nexists (x=1)\n"
	long := "C a\n{}\nP0(int *x) { WRITE_ONCE(*x, 1" + strings.Repeat(" + 0", 5000) + "); }\nexists (x=1)\n"
	for _, text := range []string{text, long} {
		for _, e := range decide(t.Context(), source.NewFile("a.litmus", text), 0).Graph("").Events {
			if len(e.Text) > 1010 || strings.Contains(e.Text, "  ") {
				t.Errorf("%d bytes of text: %.100q", len(e.Text), e.Text)
			}
		}
	}
}
