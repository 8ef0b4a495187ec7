package report

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file below testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update rewrites it)\n--- got ---\n%s--- want ---\n%s", path, got, want)
	}
}

// mpText is message passing with a plain payload and no ordering.
const mpText = `C MP

{}

P0(int *x, int *y)
{
	*x = 1;
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0 = READ_ONCE(*y);
	int r1 = *x;
}

exists (1:r0=1 /\ 1:r1=0)
`

// fixture builds programs and executions over a text by hand, so that these
// tests need no other stage.
type fixture struct {
	file *source.File
	prog *prog.Program
	x    *exec.Execution
}

func newFixture(name, text, test string) *fixture {
	f := &fixture{file: source.NewFile(name, text)}
	f.prog = &prog.Program{Name: test, Lang: "litmus", Span: f.file.Span(0, 4), Hash: strings.Repeat("0", 32)}
	return f
}

// span returns the place of the nth (from 0) occurrence of s.
func (f *fixture) span(s string, nth int) source.Span {
	at := 0
	for {
		i := strings.Index(f.file.Text()[at:], s)
		if i < 0 {
			panic("fixture: no " + s)
		}
		at += i
		if nth == 0 {
			return f.file.Span(at, at+len(s))
		}
		nth--
		at += len(s)
	}
}

func (f *fixture) globals(names ...string) {
	for _, n := range names {
		f.prog.Globals = append(f.prog.Globals, &prog.Global{Name: n, Init: []prog.Value{{}}})
	}
}

// event adds an event on global g; g is -1 for an event without location.
func (f *fixture) event(thread int, k event.Kind, s source.Span, g int, v int64) int {
	e := exec.Event{Event: &event.Event{ID: len(f.x.Events), Thread: thread, Kind: k, Span: s}, Value: prog.IntValue(v)}
	if g >= 0 {
		e.Addr = prog.AddrValue(g, 0)
	}
	f.x.Events = append(f.x.Events, e)
	return len(f.x.Events) - 1
}

// relate fills in the relations once all events are there.
func (f *fixture) relate(rf, co []rel.Pair) {
	n := len(f.x.Events)
	f.x.RF, f.x.CO = rel.Of(n, rf...), rel.Of(n, co...)
}

// messagePassing returns the outcome of mpText that nobody wants.
func messagePassing() (*fixture, *verify.Result) {
	f := newFixture("mp.litmus", mpText, "MP")
	f.globals("x", "y")
	load := &prog.Load{At: prog.At{Place: f.span("READ_ONCE(*y)", 0)}, Addr: nil, Tag: "ONCE"}
	plain := &prog.Load{At: prog.At{Place: f.span("*x", 3)}}
	f.prog.Threads = []*prog.Thread{
		{ID: 0, Name: "P0"},
		{ID: 1, Name: "P1", Regs: []*prog.Reg{{Name: "r0"}, {Name: "r1"}}, Body: []prog.Stmt{
			&prog.Assign{At: prog.At{Place: f.span("int r0 = READ_ONCE(*y);", 0)}, Value: load},
			&prog.Assign{At: prog.At{Place: f.span("int r1 = *x;", 0)}, Value: plain},
		}},
	}
	reg := func(r int, v int64) prog.Prop {
		return &prog.Atom{Left: prog.Place{Thread: 1, Reg: r}, Values: []prog.Value{prog.IntValue(v)}}
	}
	f.prog.Cond = &prog.Condition{Prop: &prog.AndProp{X: reg(0, 1), Y: reg(1, 0)}, Text: `exists (1:r0=1 /\ 1:r1=0)`}

	f.x = &exec.Execution{Prog: f.prog}
	ix := f.event(-1, event.Init, source.Span{}, 0, 0)
	iy := f.event(-1, event.Init, source.Span{}, 1, 0)
	wx := f.event(0, event.Write, f.span("*x = 1", 0), 0, 1)
	wy := f.event(0, event.Write, f.span("WRITE_ONCE(*y, 1)", 0), 1, 1)
	ry := f.event(1, event.Read, load.Place, 1, 1)
	rx := f.event(1, event.Read, plain.Place, 0, 0)
	f.relate([]rel.Pair{{From: wy, To: ry}, {From: ix, To: rx}}, []rel.Pair{{From: ix, To: wx}, {From: iy, To: wy}})
	f.x.Regs = [][]prog.Value{{}, {prog.IntValue(1), prog.IntValue(0)}}
	f.x.Memory = [][]prog.Value{{prog.IntValue(1)}, {prog.IntValue(1)}}

	return f, &verify.Result{
		Observation: verify.Sometimes,
		Holds:       true,
		Positive:    f.x,
		Flags:       []verify.Flag{{Name: "data-race", Execution: f.x, Pairs: []rel.Pair{{From: rx, To: wx}, {From: wx, To: rx}}}},
		Enumeration: verify.Complete,
		States:      []string{"1:r0=0; 1:r1=0;", "1:r0=0; 1:r1=1;", "1:r0=1; 1:r1=0;", "1:r0=1; 1:r1=1;"},
		Positives:   1,
		Negatives:   3,
		Stats:       verify.Stats{Elapsed: 1800 * time.Microsecond},
	}
}

// result judges an answer as the façade does.
func (f *fixture) result(res *verify.Result) *ide.TestResult {
	r := &ide.TestResult{File: f.file, Program: f.prog, Verify: res, Millis: 1.80004,
		Judgement: ide.Judge(f.prog, res)}
	switch {
	case res.Status != verify.Decided:
		r.Outcome = ide.Undecided
	case !r.Judgement.Pass:
		r.Outcome = ide.Missed
	}
	return r
}
