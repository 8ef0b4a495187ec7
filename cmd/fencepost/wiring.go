package main

import (
	"path/filepath"
	"strings"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openModel opens a memory model with the real front end and engines.
func openModel(model string) (*toolchain, diag.List) {
	var problems diag.List
	m, coherent := (*cat.Model)(nil), false
	if model != builtinModel {
		problems.Errorf("unsupported", source.NewFile(model, "").Span(0, 0), "only the built-in model can be used so far")
		return nil, problems
	}
	m, coherent = lkmm.Model(), true
	return &toolchain{
		Model:     model,
		Parse:     parser(kernel.Builtin()),
		NewEngine: func() ide.Engine { return verify.New(m, coherent) },
	}, problems
}

// parser returns the front end for litmus files with the given primitives.
func parser(primitives *kernel.Table) ide.Frontend {
	return func(f *source.File) ([]*prog.Program, diag.List) {
		name := strings.TrimSuffix(filepath.Base(f.Name), ".litmus")
		p, problems := litmus.Parse(f, litmus.Options{Primitives: primitives, Name: name})
		if p == nil {
			return nil, problems
		}
		return []*prog.Program{p}, problems
	}
}
