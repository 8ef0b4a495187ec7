package ide

import (
	"sync"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// CodeOldModel is C under a model of the form before lkmmv2.
const CodeOldModel diag.Code = "old-model"

// C returns the language of C with tests in its comments, and of programs with
// threads of their own, for a model that goes with the given primitives.
func C(primitives *kernel.Table) Language {
	prelude := sync.OnceValue(func() *c.Prelude {
		// Problems would be faults of ours; a test of the prelude looks for them.
		p, _ := c.NewPrelude(kernel.Prelude())
		return p
	})
	return Language{
		Name:       "c",
		Extensions: CExts(),
		Optional:   true,
		MayTest:    MayTestC,
		Primitives: sync.OnceValue(preludeTable),
		Outline:    c.Outline,
		Parse: func(f *source.File, s Surroundings) *Input {
			o := c.Options{Read: s.Read, Prelude: prelude()}
			if s.Defines != nil {
				o.Defines = s.Defines()
			}
			in := inputOfC(c.Parse(f, o))
			if primitives != nil && primitives.FencedRMW {
				in.refuse(CodeOldModel, "C is checked with models of the form lkmmv2 only: this one would not know the tags of its events, and its verdict would be too weak")
			}
			return in
		},
	}
}

// preludeTable returns the primitives that C has: LKMM's own and the derived ones.
func preludeTable() *kernel.Table {
	var rows []kernel.Row
	for _, e := range kernel.PreludeEntries() {
		rows = append(rows, kernel.Row{Name: e.Name, Doc: e.Doc})
	}
	return kernel.NewTable(rows)
}

// CExts are the extensions of C files.
func CExts() []string { return []string{".c", ".h"} }

// MayTestC reports whether a text can have tests: directives, or a main that
// starts threads. It costs next to nothing, for the many files that have neither.
func MayTestC(text string) bool {
	return c.MayTest(text)
}

// inputOfC returns what the front end found, in the form of all front ends.
func inputOfC(found *c.Input) *Input {
	in := &Input{Problems: found.Problems, Files: found.Files}
	for _, t := range found.Tests {
		in.Tests = append(in.Tests, Test{Name: t.Name, Span: t.Span, Program: t.Program, Problems: t.Problems})
	}
	return in
}

// refuse gives each test an error, so that none is checked.
func (in *Input) refuse(code diag.Code, message string) {
	for i := range in.Tests {
		in.Tests[i].Problems.Errorf(code, in.Tests[i].Span, "%s", message)
	}
}
