package verify_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// TestEndlessRecursion has a recursive definition that reaches a fixpoint in some
// candidates only: r is empty if a read reads from a thread, and else turns from
// one initial write to another for ever. No verdict may come of that.
func TestEndlessRecursion(t *testing.T) {
	const test = "C endless\n{}\nP0(int *x, int *y) { WRITE_ONCE(*x, 1); WRITE_ONCE(*y, 1); }\n" +
		"P1(int *x, int *y) { int r0; int r1; r0 = READ_ONCE(*y); r1 = READ_ONCE(*x); }\nexists (1:r0=0 /\\ 1:r1=0)\n"
	const model = `"endless"
include "cos.cat"
let z = rf \ (IW * R)
let c = IW * IW \ id
`
	const rec = `let rec r = (r ; c) | ([IW] \ ((_ * _) ; (r | z) ; (_ * _)))
`
	for name, c := range map[string]struct {
		text  string
		fails bool
	}{
		"wanted empty":       {model + rec + "empty r", true},
		"wanted not empty":   {model + rec + "~empty r", true},
		"a flag":             {model + rec + "flag ~empty r as odd", true},
		"ruled out before":   {model + "~empty z\n" + rec + "empty r", false},
		"ruled out behind":   {model + rec + "empty r\n~empty z", true},
		"of no consequence":  {model + rec + "~empty z", false},
		"in every candidate": {model + "let rec r = (r ; c) | ([IW] \\ ((_ * _) ; r ; (_ * _)))\nempty r", true},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "endless.cat")
			if err := os.WriteFile(file, []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			config, problems := cat.Open(file)
			if problems.HasErrors() {
				t.Fatal(problems.String())
			}
			for _, engine := range []verify.Engine{verify.Native, verify.SMT, verify.Auto} {
				v := verify.New(config.Model, false)
				r, err := v.Verify(t.Context(), parse(t, test), verify.Options{Engine: engine, States: true})
				v.Close()
				var p *diag.Problem
				switch {
				case c.fails && (!errors.As(err, &p) || !p.Span.IsValid()):
					t.Errorf("%s: no error with a place, but %v and %+v", engine, err, r)
				case !c.fails && (err != nil || r.Status != verify.Decided || r.Observation != verify.Never):
					t.Errorf("%s: %v, %+v", engine, err, r)
				}
			}
		})
	}
}
