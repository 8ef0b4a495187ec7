package main

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openModel opens a memory model with the real front end and engines.
func openModel(model string) (*ide.Tools, diag.List) {
	if model == builtinModel {
		return newTools(model, lkmm.Model(), true, kernel.Builtin()), diag.List{}
	}
	config, problems := cat.Open(model)
	primitives := kernel.Builtin()
	switch {
	case problems.HasErrors():
		return nil, problems
	case config.Macros != nil:
		table, bad := kernel.ParseMacros(config.Macros)
		table.FencedRMW = !slices.Contains(config.Variants, cat.LKMMv2)
		primitives = table
		problems.Append(bad)
	case !slices.Contains(config.Variants, cat.LKMMv2):
		// The built-in primitives have the tags of today's model. This one would
		// not know them and would give verdicts that are too weak.
		problems.Errorf(codeNoMacros, source.NewFile(model, "").Span(0, 0),
			"this model is of the form before lkmmv2, which needs a macro file of its own: give the .cfg file that names both")
	}
	return newTools(model, config.Model, config.Model.Coherent(), primitives), problems
}

// codeNoMacros is a model whose primitives are not known.
const codeNoMacros diag.Code = "no-macros"

// newTools wires the stages. A coherent model implies coherence and atomicity,
// which the engines then use before they evaluate it.
func newTools(name string, model *cat.Model, coherent bool, primitives *kernel.Table) *ide.Tools {
	return &ide.Tools{
		Model:      name,
		Primitives: primitives,
		Languages:  []ide.Language{ide.Litmus(primitives), ide.C(primitives)},
		Orders:     order.NewReader(model).Of,
		NewEngine:  func() ide.Engine { return verify.New(model, coherent) },
	}
}
