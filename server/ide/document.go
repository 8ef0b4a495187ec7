package ide

import (
	"sync"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Document is one version of a text as an editor asks about it. It is immutable
// and can be asked by several goroutines. Questions whose answer depends on
// verdicts take the results of Checker.CheckDocument, nil if there are none yet.
type Document struct {
	File *source.File
	// Input is what the front end made of the text.
	Input *Input
	// Programs are those of the tests, nil for one without.
	Programs []*prog.Program
	// Problems are all of the front end, those of tests included, in the order of
	// the text.
	Problems diag.List

	tools    *Tools
	language *Language
	around   Surroundings
	orders   *orders
	outline  func() *outline.Outline
}

// Outline describes the text. It is made when it is first asked for: verdicts on
// tests in a large file don't wait for it.
func (d *Document) Outline() *outline.Outline { return d.outline() }

// NewDocument reads a text without surroundings. It runs no engine.
func (t *Tools) NewDocument(f *source.File) *Document { return t.NewDocumentIn(Surroundings{}, f) }

// NewDocumentIn reads a text in its surroundings. It runs no engine.
func (t *Tools) NewDocumentIn(s Surroundings, f *source.File) *Document {
	d := &Document{File: f, tools: t, language: t.LanguageOf(f.Name), around: s, orders: newOrders()}
	d.outline = sync.OnceValue(func() *outline.Outline {
		if d.language.Outline == nil {
			return &outline.Outline{File: f}
		}
		return d.language.Outline(f)
	})
	d.Input = (&Checker{Parse: t.Parser(s)}).parse(f)
	d.Problems = d.Input.all()
	for i := range d.Input.Tests {
		d.Programs = append(d.Programs, d.Input.Tests[i].Program)
	}
	return d
}
