package ide

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// The functions below fix the façade's form and give no answers yet; each moves
// into a file of its own with its feature, until this file is gone.

// Definition returns where the name at a place is declared.
func (d *Document) Definition(offset int) []source.Span { return nil }

// References returns the places of the name at a place.
func (d *Document) References(offset int, declaration bool) []source.Span { return nil }

// Highlights returns the places of the name at a place, with what happens there.
func (d *Document) Highlights(offset int) []Highlight { return nil }

// PrepareRename returns the span of the name at a place, or an error that says why
// it cannot be renamed.
func (d *Document) PrepareRename(offset int) (source.Span, error) {
	return source.Span{}, errors.New("nothing here can be renamed")
}

// Rename returns the edits that give the name at a place another name.
func (d *Document) Rename(offset int, name string) ([]Edit, error) {
	return nil, errors.New("nothing here can be renamed")
}

// Symbols returns the table of contents.
func (d *Document) Symbols() []Symbol { return nil }

// Folds returns what can be folded away.
func (d *Document) Folds() []Fold { return nil }

// Tokens returns the classified tokens.
func (d *Document) Tokens() []outline.Token { return d.Outline.Tokens }

// Format returns the edits that lay the text out, none if it is laid out already,
// or an error that says why it cannot be.
func (d *Document) Format() ([]Edit, error) { return nil, errors.New("cannot format yet") }
