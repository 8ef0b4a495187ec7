package ide

import (
	"path/filepath"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// LitmusExt is the extension of the files of litmus tests.
const LitmusExt = ".litmus"

// Litmus returns the language of litmus tests with the given primitives.
func Litmus(primitives *kernel.Table) Language {
	// A test without a name is called like its file.
	options := func(f *source.File) litmus.Options {
		return litmus.Options{Primitives: primitives, Name: strings.TrimSuffix(filepath.Base(f.Name), LitmusExt)}
	}
	return Language{
		Name:       "litmus",
		Extensions: []string{LitmusExt},
		Parse: func(f *source.File, _ Surroundings) *Input {
			p, problems := litmus.Parse(f, options(f))
			if p == nil {
				return WholeInput(nil, problems)
			}
			return WholeInput([]*prog.Program{p}, problems)
		},
		Outline: func(f *source.File) *outline.Outline { return litmus.Outline(f, options(f)) },
		Format:  func(f *source.File) (string, bool) { return litmus.Format(f, options(f)) },
	}
}
