package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func printed(f Format, opts Options, r *ide.TestResult) (out, errs string) {
	var o, e bytes.Buffer
	New(f, opts).Print(&o, &e, r)
	return o.String(), e.String()
}

func TestText(t *testing.T) {
	tests := []struct {
		name string
		opts Options
		make func() *ide.TestResult
	}{
		{"text-reachable", Options{}, func() *ide.TestResult {
			f, res := messagePassing()
			return f.result(res)
		}},
		{"text-narrow", Options{Width: 50}, func() *ide.TestResult {
			f, res := messagePassing()
			return f.result(res)
		}},
		{"text-colour", Options{Colour: true}, func() *ide.TestResult {
			f, res := messagePassing()
			return f.result(res)
		}},
		{"text-listed", Options{States: true, Witnesses: true}, func() *ide.TestResult {
			f, res := messagePassing()
			res.Enumeration = verify.Partial
			res.Bounded = true
			return f.result(res)
		}},
		{"text-missed", Options{}, func() *ide.TestResult {
			f, res := messagePassing()
			f.prog.Expect = &prog.Expectation{Word: "Never"}
			return f.result(res)
		}},
		{"text-expected-race", Options{}, func() *ide.TestResult {
			f, res := messagePassing()
			f.prog.Expect = &prog.Expectation{Word: "Sometimes", DataRace: true}
			return f.result(res)
		}},
		{"text-never", Options{}, func() *ide.TestResult {
			f, _ := messagePassing()
			r := f.result(&verify.Result{Observation: verify.Never})
			r.Problems.Warnf("unused", f.span("int *y", 1), "parameter y is never used")
			return r
		}},
		{"text-timeout", Options{}, func() *ide.TestResult {
			f, _ := messagePassing()
			return f.result(&verify.Result{Status: verify.Timeout, Reason: "10s are over"})
		}},
		{"text-error", Options{}, func() *ide.TestResult {
			f, _ := messagePassing()
			r := &ide.TestResult{File: f.file, Outcome: ide.Faulty}
			r.Problems.Errorf("unknown-primitive", f.span("READ_ONCE(*y)", 0), "unknown primitive READ_ONCE").
				Relate(f.span("C MP", 0), "in this test").
				Fix("use smp_load_acquire", f.span("READ_ONCE", 0), "smp_load_acquire")
			return r
		}},
		{"text-locks", Options{}, lockResult},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, errs := printed(FormatText, tt.opts, tt.make())
			if errs != "" {
				t.Errorf("unexpected on standard error: %s", errs)
			}
			golden(t, tt.name, out)
		})
	}
}

const lockText = `C locks

{}

P0(spinlock_t *s, int *x)
{
	spin_lock(s);
	WRITE_ONCE(*x, 1);
	spin_unlock(s);
	smp_mb();
}

P1(spinlock_t *s, int *x)
{
	spin_lock(s);
	int r0 = xchg(x, 2);
	int r1 = spin_trylock(s);
	spin_unlock(s);
}

exists (x=2 /\ ~1:r0=0)
`

// lockResult covers what message passing does not: locks, fences, a
// read-modify-write, coherence.
func lockResult() *ide.TestResult {
	f := newFixture("locks.litmus", lockText, "locks")
	f.globals("s", "x")
	f.prog.Threads = []*prog.Thread{{ID: 0}, {ID: 1, Regs: []*prog.Reg{{Name: "r0"}}}}
	zero := []prog.Value{prog.IntValue(0)}
	f.prog.Cond = &prog.Condition{Text: `exists ([x]=2 /\ not (1:r0=0))`, Prop: &prog.AndProp{
		X: &prog.Atom{Left: prog.Place{Thread: -1, Global: 1, Index: -1}, Values: zero},
		Y: &prog.Not{X: &prog.Atom{Left: prog.Place{Thread: 1}, Values: zero}},
	}}
	f.x = &exec.Execution{Prog: f.prog}
	is := f.event(-1, event.Init, source.Span{}, 0, 0)
	f.event(-1, event.Init, source.Span{}, 1, 0)
	lock, unlock, xchg := "spin_lock(s)", "spin_unlock(s)", f.span("xchg(x, 2)", 0)
	r0 := f.event(0, event.LockRead, f.span(lock, 0), 0, 0)
	f.event(0, event.LockWrite, f.span(lock, 0), 0, 1)
	wx := f.event(0, event.Write, f.span("WRITE_ONCE(*x, 1)", 0), 1, 1)
	u0 := f.event(0, event.Unlock, f.span(unlock, 0), 0, 0)
	f.event(0, event.Fence, f.span("smp_mb()", 0), -1, 0)
	r1 := f.event(1, event.LockRead, f.span(lock, 1), 0, 0)
	w1 := f.event(1, event.LockWrite, f.span(lock, 1), 0, 1)
	xr := f.event(1, event.Read, xchg, 1, 1)
	xw := f.event(1, event.Write, xchg, 1, 2)
	lf := f.event(1, event.LockFail, f.span("spin_trylock(s)", 0), 0, 0)
	f.event(1, event.Unlock, f.span(unlock, 1), 0, 0)
	f.relate([]rel.Pair{{From: is, To: r0}, {From: u0, To: r1}, {From: wx, To: xr}, {From: w1, To: lf}},
		[]rel.Pair{{From: wx, To: xw}})
	f.x.Regs = [][]prog.Value{{}, {prog.IntValue(1)}}
	f.x.Memory = [][]prog.Value{{prog.IntValue(0)}, {prog.IntValue(2)}}
	return f.result(&verify.Result{Observation: verify.Sometimes, Holds: true, Positive: f.x})
}

func TestTextQuiet(t *testing.T) {
	f, res := messagePassing()
	if out, _ := printed(FormatText, Options{Quiet: true}, f.result(res)); out == "" {
		t.Error("a data race that nobody expects is worth a report")
	}
	f.prog.Expect = &prog.Expectation{Word: "Sometimes", DataRace: true}
	if out, _ := printed(FormatText, Options{Quiet: true}, f.result(res)); out != "" {
		t.Errorf("a test that went as expected is not worth a report:\n%s", out)
	}
}

// TestSnippetWindow checks that long and odd lines stay readable and bounded.
func TestSnippetWindow(t *testing.T) {
	long := strings.Repeat("aaaa ", 2_000_000)
	tests := []struct {
		name, text string
		at, length int
	}{
		{"long line, far in", long + "ERR" + long, len(long), 3},
		{"long span", long, 5, len(long) - 5},
		{"end of file", "abc", 3, 0},
		{"end of line", "abc\ndef", 3, 1},
		{"tabs", "\t\tx\ty", 2, 1},
		{"carriage return", "abc\r\n", 1, 4},
		{"control characters", "a\x1b[31mb\xff", 1, 2},
		{"byte order mark", "\ufeffC x", 3, 1},
		{"several lines", "a b\nc d\n", 2, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			f := source.NewFile("f", tt.text)
			style{width: 60}.snippet(&out, f.Span(tt.at, tt.at+tt.length), red)
			lines := strings.Split(out.String(), "\n")
			if len(lines) != 3 {
				t.Fatalf("want two lines, got:\n%s", out.String())
			}
			for _, l := range lines {
				if width(l) > 60 || strings.ContainsAny(l, "\x1b\t\r") {
					t.Errorf("bad line %q", l)
				}
			}
			if !strings.Contains(lines[1], "^") {
				t.Errorf("no caret in %q", lines[1])
			}
			// The first caret stands below the first marked character.
			if want := tt.text[tt.at:min(len(tt.text), tt.at+1)]; strings.TrimSpace(want) != "" && want >= " " {
				if got := []rune(lines[0])[strings.Index(lines[1], "^")]; string(got) != want {
					t.Errorf("caret below %q, want %q:\n%s", got, want, out.String())
				}
			}
		})
	}
}

func TestTableManyThreads(t *testing.T) {
	f, res := messagePassing()
	for i := 2; i < 9; i++ {
		f.prog.Threads = append(f.prog.Threads, &prog.Thread{ID: i})
		f.event(i, event.Fence, f.span("READ_ONCE(*y)", 0), -1, 0)
		f.event(i, event.Write, f.span("WRITE_ONCE(*y, 1)", 0), 1, int64(i))
	}
	f.relate(nil, nil)
	out, _ := printed(FormatText, Options{Width: 80}, f.result(res))
	for l := range strings.Lines(out) {
		if strings.HasPrefix(l, tableIndent) && width(strings.TrimRight(l, "\n")) > 80 {
			t.Errorf("too wide: %s", l)
		}
	}
	golden(t, "text-bands", out)
}
