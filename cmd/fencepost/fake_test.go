package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openFake gives the commands something to command: a front end that sees just
// enough of a test, and an engine that has one answer.
func openFake(model string) (*ide.Tools, diag.List) {
	var l diag.List
	if model != builtinModel {
		l.Errorf("unreadable", source.NewFile(model, "").Span(0, 0), "cannot read the model")
		return nil, l
	}
	return &ide.Tools{
		Model: model, Languages: []ide.Language{{Parse: parseFake}},
		NewEngine: func() ide.Engine { return fakeEngine{} },
	}, l
}

func parseFake(f *source.File, _ ide.Surroundings) *ide.Input {
	var l diag.List
	name, ok := strings.CutPrefix(f.Line(1), "C ")
	if !ok {
		l.Errorf("bad-header", f.Span(0, 1), "expected `C name`")
		return ide.WholeInput(nil, l)
	}
	p := &prog.Program{Name: name, Lang: "litmus", Span: f.Span(0, len(f.Line(1))), Hash: strings.Repeat("0", 32)}
	p.Threads = []*prog.Thread{{ID: 0, Name: "P0", Regs: []*prog.Reg{{Name: "r0"}}}}
	cond := regexp.MustCompile(`(?m)^(exists|~exists|forall) .*$`).FindString(f.Text())
	p.Cond = &prog.Condition{Text: cond, Prop: &prog.PropConst{Value: true}}
	return ide.WholeInput([]*prog.Program{p}, l)
}

type fakeEngine struct{}

// SMT2 prints something of the right form.
func (fakeEngine) SMT2(_ context.Context, _ *prog.Program, w io.Writer) error {
	_, err := fmt.Fprintln(w, "(check-sat)")
	return err
}

// Verify answers that nothing can happen.
func (fakeEngine) Verify(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
	return never()
}
