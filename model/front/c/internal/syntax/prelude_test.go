package syntax_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// prelude returns the prelude's macros and its texts.
func prelude() (*pp.Macros, []*syntax.Unit) {
	var macros *pp.Macros
	var units []*syntax.Unit
	isType := func(name string) bool {
		for _, u := range units {
			if u.HasTypedef(name) {
				return true
			}
		}
		return false
	}
	for _, f := range kernel.Prelude() {
		text := pp.Expand(source.NewFile(f.Name, f.Text), pp.Options{Prelude: macros, InPrelude: true})
		macros = text.Macros
		u := syntax.NewUnit(text)
		u.IsType = isType
		units = append(units, u)
	}
	return macros, units
}

// TestPrelude reads all of the prelude: it has no mistakes.
func TestPrelude(t *testing.T) {
	_, units := prelude()
	functions := 0
	for _, u := range units {
		everything(u)
		for _, d := range u.Decls() {
			if d.Kind == syntax.FuncDecl {
				functions++
			}
			if d.Kind == syntax.OtherDecl {
				t.Errorf("%v: what does this declare?", d.Span)
			}
		}
		noProblems(t, u)
	}
	if functions == 0 {
		t.Error("the prelude has no function")
	}
}
