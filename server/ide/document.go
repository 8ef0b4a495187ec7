package ide

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Document is one version of a text as an editor asks about it. It is immutable
// and can be asked by several goroutines. Questions whose answer depends on
// verdicts take the results of Checker.CheckDocument, nil if there are none yet.
type Document struct {
	File     *source.File
	Outline  *outline.Outline
	Programs []*prog.Program
	// Problems are those of the front end, in the order of the text.
	Problems diag.List

	tools  *Tools
	orders *orders
}

// NewDocument reads a text. It runs no engine.
func (t *Tools) NewDocument(f *source.File) *Document {
	d := &Document{File: f, tools: t, orders: newOrders(), Outline: t.Outline(f)}
	d.Programs, d.Problems = (&Checker{Parse: t.Parse}).parse(f)
	d.Problems.Sort()
	return d
}
