package enum

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// TestRMWForms lists the events of read-modify-writes in the current and in the
// earlier form, one path a line.
func TestRMWForms(t *testing.T) {
	tests := []struct {
		e      prog.Expr
		fenced bool
		want   []string
	}{
		{&prog.Xchg{Addr: addr(0), Value: con(1), Tag: "MB"}, false, []string{"R*[MB] W*[MB]"}},
		{&prog.Xchg{Addr: addr(0), Value: con(1), Tag: "mb"}, true, []string{"F[mb] R*[once] W*[once] F[mb]"}},
		{&prog.Xchg{Addr: addr(0), Value: con(1), Tag: "acquire"}, true, []string{"R*[acquire] W*[once]"}},
		{&prog.Xchg{Addr: addr(0), Value: con(1), Tag: "release"}, true, []string{"R*[once] W*[release]"}},
		{&prog.Xchg{Addr: addr(0), Value: con(1), Tag: "once"}, true, []string{"R*[once] W*[once]"}},
		{&prog.AtomicOp{Addr: addr(0), Operand: con(1), Tag: "NORETURN", NoReturn: true}, false, []string{"R*[NORETURN] W*[NORETURN]"}},
		{&prog.AtomicOp{Addr: addr(0), Operand: con(1), Tag: "noreturn", NoReturn: true}, true, []string{"R*[noreturn] W*[once]"}},
		{&prog.CmpXchg{Addr: addr(0), Old: con(0), New: con(1), Tag: "ACQUIRE"}, false, []string{"R*[ACQUIRE] W*[ACQUIRE]", "R*[ACQUIRE]"}},
		{&prog.CmpXchg{Addr: addr(0), Old: con(0), New: con(1), Tag: "mb"}, true, []string{"F[mb] R*[once] W*[once] F[mb]", "R*[once]"}},
		{&prog.CmpXchg{Addr: addr(0), Old: con(0), New: con(1), Tag: "acquire"}, true, []string{"R*[acquire] W*[once]", "R*[once]"}},
		{&prog.OpenSrcu{Addr: addr(0), Tag: "srcu-lock"}, true, []string{"SRCU[srcu-lock]"}},
		{&prog.AddUnless{Addr: addr(0), Amount: con(1), Limit: con(0), Tag: "mb"}, true, []string{"F[mb] R*[once] W*[once] F[mb]", "R*[once]"}},
	}
	for _, test := range tests {
		low := &lowering{prog: &prog.Program{FencedRMW: test.fenced}, limit: 10}
		paths, err := low.paths(&prog.Thread{Body: []prog.Stmt{&prog.Eval{Value: test.e}}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range paths {
			var events []string
			for _, n := range p.nodes {
				star := ""
				if n.atomic {
					star = "*"
				}
				events = append(events, fmt.Sprintf("%s%s[%s]", n.kind, star, n.tag))
			}
			got = append(got, strings.Join(events, " "))
			po := p.deps().po
			for i := range p.nodes {
				for j := range i {
					if !po.Has(j, i) {
						t.Errorf("%s: event %d is not before %d", got[len(got)-1], j, i)
					}
				}
			}
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("fenced %v, %T: got %q, want %q", test.fenced, test.e, got, test.want)
		}
	}
}
