package enum

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// spell writes a relation with the names of the nodes: their kind and index.
func spell(p *path, r *rel.Rel) string {
	var out []string
	name := func(id int) string {
		n := p.nodes[id]
		if n.isReg() {
			return fmt.Sprintf("reg%d", id)
		}
		return fmt.Sprintf("%s%d", n.kind, id)
	}
	for _, pair := range r.Pairs() {
		out = append(out, name(pair.From)+"→"+name(pair.To))
	}
	return strings.Join(out, " ")
}

// TestDependencies lists addr, data and ctrl between all events of each path.
func TestDependencies(t *testing.T) {
	x := func() prog.Expr { return read("ONCE", 0) }
	store := func(a, v prog.Expr) prog.Stmt { return &prog.Store{Addr: a, Value: v, Tag: "ONCE"} }
	tests := []struct {
		name string
		body []prog.Stmt
		want []string
	}{
		{"through a register",
			[]prog.Stmt{set(0, x()), store(addr(1), reg(0))},
			[]string{"data R0→W3"}},
		{"direct", []prog.Stmt{store(addr(1), x())}, []string{"data R0→W1"}},
		{"address of a store", []prog.Stmt{set(0, x()), store(reg(0), con(1))}, []string{"addr R0→W3"}},
		{"address of a load", []prog.Stmt{set(0, &prog.Load{Addr: x()})}, []string{"addr R0→R1"}},
		{"arithmetic carries",
			[]prog.Stmt{set(0, x()), set(1, &prog.Binary{Op: prog.Xor, X: reg(0), Y: reg(0)}), store(addr(1), reg(1))},
			[]string{"data R0→W6"}},
		{"a control dependency ends at the join",
			[]prog.Stmt{set(0, x()), &prog.If{Cond: reg(0), Then: []prog.Stmt{fence("MB")}}, fence("wmb")},
			[]string{"ctrl R0→F3", ""}},
		{"a constant set in a branch carries no data",
			[]prog.Stmt{
				set(0, x()),
				&prog.If{Cond: reg(0), Then: []prog.Stmt{set(1, con(1))}, Else: []prog.Stmt{set(1, con(2))}},
				store(addr(1), reg(1)),
			},
			[]string{"", ""}},
		{"but control to a branch on it",
			[]prog.Stmt{
				set(0, x()),
				&prog.If{Cond: reg(0), Then: []prog.Stmt{set(1, con(1))}, Else: []prog.Stmt{set(1, con(1))}},
				&prog.If{Cond: reg(1), Then: []prog.Stmt{store(addr(1), con(1))}},
			},
			[]string{"ctrl R0→W5", "ctrl R0→W5"}},
		{"xchg",
			[]prog.Stmt{set(0, &prog.Xchg{Addr: x(), Value: x(), Tag: "MB"}), store(addr(1), reg(0))},
			[]string{"addr R0→R2 R0→W3 | data R1→W3 R2→W6"}},
		{"atomic operation",
			[]prog.Stmt{set(0, &prog.AtomicOp{Op: prog.Add, Addr: x(), Operand: x(), Tag: "MB"}), store(addr(1), reg(0))},
			[]string{"addr R0→R2 | data R1→W3 R1→W6 R2→W3 R2→W6"}},
		{"cmpxchg, done and failed",
			[]prog.Stmt{set(0, &prog.CmpXchg{Addr: x(), Old: x(), New: x(), Tag: "MB"}), store(addr(1), reg(0))},
			[]string{"addr R0→R3 R0→W4 | data R2→W4 R3→W7", "addr R0→R2 | data R2→W5"}},
		{"a cmpxchg that is done gives no dependency where it is used",
			[]prog.Stmt{store(addr(1), &prog.CmpXchg{Addr: addr(0), Old: con(0), New: con(1), Tag: "MB"})},
			[]string{"", "data R0→W1"}},
		{"add_unless, done and failed",
			[]prog.Stmt{set(0, &prog.AddUnless{Addr: addr(0), Amount: x(), Limit: x(), Tag: "MB"}), store(addr(1), reg(0))},
			[]string{"addr R0→W3 | data R1→W6 R2→W3 R2→W6", "data R0→W4 R1→W4"}},
		{"a trylock through a register, taken and not",
			[]prog.Stmt{set(0, &prog.TryLock{Addr: addr(0)}), store(addr(1), reg(0))},
			[]string{"", "data LF0→W3"}},
	}
	for _, test := range tests {
		low := &lowering{prog: &prog.Program{}, unroll: 2, limit: 100}
		paths, err := low.paths(&prog.Thread{Body: test.body, Regs: []*prog.Reg{{}, {}, {}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(paths) != len(test.want) {
			t.Errorf("%s: %d paths, want %d", test.name, len(paths), len(test.want))
			continue
		}
		for i, p := range paths {
			d := p.deps()
			var parts []string
			for _, r := range []struct {
				name string
				r    *rel.Rel
			}{{"addr", d.addr}, {"data", d.data}, {"ctrl", d.ctrl}} {
				if !r.r.IsEmpty() {
					parts = append(parts, r.name+" "+spell(p, r.r))
				}
			}
			if got := strings.Join(parts, " | "); got != test.want[i] {
				t.Errorf("%s, path %d: got %q, want %q", test.name, i, got, test.want[i])
			}
		}
	}
}
