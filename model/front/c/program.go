package c

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/lower"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// mainName is the function that a program begins with, and the label of its thread.
const mainName = "main"

// mayRun reports whether a text may be a program that is checked without
// annotations, as verification benchmarks are: one with a main that starts threads
// or speaks to a verifier. Other programs with a main are nobody's test.
func mayRun(text string) bool {
	return strings.Contains(text, mainName) &&
		(strings.Contains(text, "pthread_create") || strings.Contains(text, "__VERIFIER_"))
}

// program makes the test of a text whose main starts the threads. What must hold
// are its assertions.
func (r *reader) program(text *pp.Text) {
	if !mayRun(r.file.Text()) {
		return
	}
	out := Test{Name: mainName}
	a := r.newAssembly(text, &out)
	f := a.units[0].Func(mainName)
	if f == nil {
		r.opts.Prelude.give(a.prelude)
		return
	}
	out.Span = f.Name.Span()
	guard(&out.Problems, out.Span, func() {
		a.program(f)
		r.opts.Prelude.give(a.prelude)
	})
	if out.Problems.HasErrors() {
		out.Program = nil
	}
	r.in.Tests = append(r.in.Tests, out)
}

func (a *assembly) program(f *syntax.Func) {
	at := syntax.At{Place: f.Name.Span()}
	call := &syntax.Call{At: at, Fun: &syntax.Name{At: at, Name: mainName}}
	for _, p := range f.Type.Params {
		if uses(f, p.Name.Name) {
			a.out.Problems.Errorf(BadMain, p.Name.Span(), "the arguments of a program are not modelled; %s cannot be used", p.Name.Name)
			return
		}
		if t, ok := p.Type.(*syntax.BasicType); !ok || t.Name != "void" {
			call.Args = append(call.Args, &syntax.Int{At: at, Decimal: true})
		}
	}
	a.run(lower.Options{Ignored: ignored(nil)}, func(l *lower.Lowerer) *asker {
		l.Program().Name, l.Program().Span = mainName, f.Name.Span()
		l.Thread(mainName, call)
		return nil
	})
}

// uses reports whether a name stands in the body of a function.
func uses(f *syntax.Func, name string) bool {
	if name == "" {
		return false
	}
	text := f.Body.Span().Text()
	for i := strings.Index(text, name); i >= 0; {
		end := i + len(name)
		if (i == 0 || !isWord(text[i-1])) && (end == len(text) || !isWord(text[end])) {
			return true
		}
		next := strings.Index(text[end:], name)
		if next < 0 {
			return false
		}
		i = end + next
	}
	return false
}

// isWord reports whether a byte can be part of a name.
func isWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
