package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openFake stands in for openModel: a front end that sees just enough of a
// test, and an engine that knows the answers to the tests of the scripts. The
// scripts say nothing that the real ones would not answer the same.
func openFake(model string) (*toolchain, diag.List) {
	var l diag.List
	if model != builtinModel {
		l.Errorf("unreadable", source.NewFile(model, "").Span(0, 0), "cannot read the model")
		return nil, l
	}
	return &toolchain{Model: model, Parse: parseFake, NewEngine: func() ide.Engine { return fakeEngine{} }}, l
}

func parseFake(f *source.File) ([]*prog.Program, diag.List) {
	var l diag.List
	text := f.Text()
	name, ok := strings.CutPrefix(f.Line(1), "C ")
	if !ok {
		l.Errorf("bad-header", f.Span(0, 1), "expected `C name`")
		return nil, l
	}
	if i := strings.Index(text, "READ_TWICE("); i >= 0 {
		l.Errorf("unknown-primitive", f.Span(i, i+len("READ_TWICE")), "unknown primitive READ_TWICE")
		return nil, l
	}
	p := &prog.Program{Name: name, Lang: "litmus", Span: f.Span(0, len(f.Line(1))), Hash: strings.Repeat("0", 32)}
	if m := regexp.MustCompile(`(?m)^[( ]\* Result: (\w+)( DATARACE)?`).FindStringSubmatch(text); m != nil {
		p.Expect = &prog.Expectation{Word: m[1], DataRace: m[2] != ""}
	}
	p.Globals = []*prog.Global{{Name: "x"}, {Name: "y"}}
	for i := range 2 {
		p.Threads = append(p.Threads, &prog.Thread{ID: i, Name: fmt.Sprintf("P%d", i), Regs: []*prog.Reg{{Name: "r0"}, {Name: "r1"}}})
	}
	cond := regexp.MustCompile(`(?m)^(exists|~exists|forall) .*$`).FindString(text)
	p.Cond = &prog.Condition{Text: cond, Prop: &prog.PropConst{Value: true}}
	if strings.HasPrefix(cond, "~") {
		p.Cond.Quant = prog.NotExists
	}
	for _, m := range regexp.MustCompile(`(\d):r(\d)=`).FindAllStringSubmatch(cond, -1) {
		p.Cond.Prop = &prog.AndProp{X: p.Cond.Prop, Y: &prog.Atom{Left: prog.Place{Thread: int(m[1][0] - '0'), Reg: int(m[2][0] - '0')}}}
	}
	return []*prog.Program{p}, l
}

type fakeEngine struct{}

// SMT2 prints something of the right form.
func (fakeEngine) SMT2(_ context.Context, _ *prog.Program, w io.Writer) error {
	_, err := fmt.Fprintln(w, "(check-sat)")
	return err
}

// Verify knows MP and MP+plain, which can happen, and that the rest cannot.
func (fakeEngine) Verify(_ context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error) {
	if opts.Timeout > 0 && opts.Timeout < time.Microsecond {
		return &verify.Result{Status: verify.Timeout, Reason: opts.Timeout.String()}, nil
	}
	res := &verify.Result{Observation: verify.Never, Holds: p.Cond.Quant == prog.NotExists}
	states := []string{"1:r0=0; 1:r1=0;", "1:r0=0; 1:r1=1;", "1:r0=1; 1:r1=1;"}
	if p.Name == "MP" || p.Name == "MP+plain" {
		x := weakMP(p)
		res.Observation, res.Positive, res.Holds = verify.Sometimes, x, !res.Holds
		states = append(states[:2], "1:r0=1; 1:r1=0;", states[2])
		res.Positives = 1
		if p.Name == "MP+plain" {
			res.Flags = []verify.Flag{{Name: "data-race", Execution: x, Pairs: []rel.Pair{{From: 2, To: 5}}}}
		}
	}
	if opts.States || opts.Witnesses {
		res.Enumeration, res.States, res.Negatives = verify.Complete, states, 3
	}
	return res, nil
}

// weakMP is the execution of message passing in which the flag overtakes the
// data.
func weakMP(p *prog.Program) *exec.Execution {
	at := func(words ...string) source.Span {
		text := p.Span.File.Text()
		for _, w := range words {
			if i := strings.Index(text, w); i >= 0 {
				return p.Span.File.Span(i, i+len(w))
			}
		}
		return source.Span{}
	}
	one := prog.IntValue(1)
	ev := func(thread int, k event.Kind, g int, v prog.Value, s source.Span) exec.Event {
		return exec.Event{Event: &event.Event{Thread: thread, Kind: k, Span: s}, Addr: prog.AddrValue(g, 0), Value: v}
	}
	return &exec.Execution{
		Prog: p,
		Events: []exec.Event{
			ev(-1, event.Init, 0, prog.Value{}, source.Span{}),
			ev(-1, event.Init, 1, prog.Value{}, source.Span{}),
			ev(0, event.Write, 0, one, at("WRITE_ONCE(*x, 1)", "*x = 1")),
			ev(0, event.Write, 1, one, at("WRITE_ONCE(*y, 1)")),
			ev(1, event.Read, 1, one, at("READ_ONCE(*y)")),
			ev(1, event.Read, 0, prog.Value{}, at("READ_ONCE(*x)", "*x;")),
		},
		RF:     rel.Of(6, rel.Pair{From: 3, To: 4}, rel.Pair{From: 0, To: 5}),
		CO:     rel.Of(6, rel.Pair{From: 0, To: 2}, rel.Pair{From: 1, To: 3}),
		Regs:   [][]prog.Value{{{}, {}}, {one, {}}},
		Memory: [][]prog.Value{{one}, {one}},
	}
}
