package litmus_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func outlineOf(text string) *outline.Outline {
	return litmus.Outline(source.NewFile("in.litmus", text), litmus.Options{Primitives: kernel.Builtin()})
}

// TestOutline compares the outlines of whole, broken and half-written texts.
func TestOutline(t *testing.T) {
	testkit.Run(t, "testdata/outline", func(c *testkit.Case) {
		c.Golden("outline", outlineOf(c.Text("in.litmus")))
	})
}

func BenchmarkOutline(b *testing.B) {
	text, err := os.ReadFile("../../../testdata/litmus/rcu-remove-and-free.litmus")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for range b.N {
		outlineOf(string(text))
	}
}

// TestOutlineAgreesWithParse compares the names and threads of outlines with those
// of programs, for all tests of the project and of the corpus if it is there.
func TestOutlineAgreesWithParse(t *testing.T) {
	for _, file := range corpusFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := parseText(string(text))
		o := outlineOf(string(text))
		checkOutline(t, o)
		if len(o.Tests) != 1 || o.Tests[0].Name != p.Name || len(o.Tests[0].Threads) != len(p.Threads) || !o.Tests[0].Condition.IsValid() {
			t.Errorf("%s: another test, other threads or no condition", file)
			continue
		}
		if !strings.HasPrefix(p.Cond.Span.Text(), o.Tests[0].Condition.Text()[:5]) || o.Tests[0].Condition.Start != p.Cond.Span.Start {
			t.Errorf("%s: the condition is %q", file, o.Tests[0].Condition.Text())
		}
		var want []string
		for _, g := range p.Globals {
			want = append(want, g.Name)
		}
		for _, th := range p.Threads {
			for _, r := range th.Regs {
				if !r.Hidden && !r.Param && r.Name != "true" && r.Name != "false" { // these are meant as constants
					want = append(want, fmt.Sprintf("%d:%s", th.ID, r.Name))
				}
			}
		}
		var got []string
		for _, s := range o.Symbols {
			name := s.Name
			if s.Kind == outline.Register {
				name = fmt.Sprintf("%d:%s", s.Thread, s.Name)
			}
			got = append(got, name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s: the names are %v and not %v", file, got, want)
		}
	}
}

// TestOutlineOfLargeTexts makes outlines of texts that no person writes. The time is
// bounded so loosely that only work that grows faster than the text exceeds it.
func TestOutlineOfLargeTexts(t *testing.T) {
	n := 60_000
	if testing.Short() { // with the race detector
		n = 15_000
	}
	for name, text := range map[string]string{
		"statements":      "C t\n{}\nP0(int *x)\n{\n" + strings.Repeat("\tr0 = READ_ONCE(*x) + r1; // a comment that is long enough for one\n", n) + "}\nexists (0:r0=1)\n",
		"threads":         "C t\n{}\n" + strings.Repeat("P0(int *x)\n{\n\tr0 = 1;\n}\n", n),
		"open threads":    "C t\n{}\n" + strings.Repeat("P0(int *x)\n{\n\tr0 = f(\n", n),
		"open params":     "C t\n{}\n" + strings.Repeat("P0(int *x\n", n),
		"open calls":      "C t\n{}\nP0(int *x)\n{\n" + strings.Repeat("f(", n),
		"open call lines": "C t\n{}\nP0(int *x)\n{\n" + strings.Repeat("f(x, \n", n),
		"items":           "C t\n{" + strings.Repeat("int x = 1;\n", n) + "}\nP0(int *x) { r0 = 1; }\n",
		"no items":        "C t\n{" + strings.Repeat("int \n", n),
		"condition":       "C t\n{}\nP0(int *x) { r0 = 1; }\nexists (" + strings.Repeat("0:r0=1 /\\ x=1 \\/\n", n) + ")",
		"comments":        "C t\n{}\nP0(int *x) { r0 = 1; }\n" + strings.Repeat("/* (* // */ (* *) \n", n),
		"open comments":   "C t\n{}\n" + strings.Repeat("(* /* \n", n),
		"locations":       "C t\n{}\nP0(int *x) { r0 = 1; }\nlocations [" + strings.Repeat("x int; ", n),
		"macro words":     "C t\n{}\nP0(int *x) { " + strings.Repeat("__load{a-b-c", n),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			o := outlineOf(text)
			took := time.Since(start)
			// A bound for faults, not a measure: what is not linear takes far longer.
			if took > 30*time.Second {
				t.Errorf("%d bytes take %v", len(text), took)
			}
			t.Logf("%d bytes in %v, %d tokens", len(text), took, len(o.Tokens))
			end := 0
			for _, k := range o.Tokens {
				if k.Span.Start < end {
					t.Fatalf("the token at %s overlaps the one before it", k.Span)
				}
				end = k.Span.End
			}
		})
	}
}

// TestOutlineHeaderLine has line ends of both kinds: none belongs to the line that
// begins a test.
func TestOutlineHeaderLine(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		text := strings.Join([]string{"C name", "{}", "P0(int *x) { WRITE_ONCE(*x, 1); }", "exists (x=1)", ""}, end)
		o := outlineOf(text)
		if h := o.Tests[0].Header; text[h.Start:h.End] != "C name" {
			t.Errorf("the header is %q", text[h.Start:h.End])
		}
	}
}
