package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// The types of the programs below.
func u32() prog.Type { return prog.Type{Name: "u32", Bits: 32, Unsigned: true, Exact: true} }
func ptr() prog.Type { return prog.Type{Name: "node", Bits: 64, Pointer: true, Exact: true} }

// writer makes strict programs over four objects: u32 x; u32 a[2]; an uninitialised
// u32 u; struct { u32 data; spinlock_t lock; struct node *next } m; and a pointer p.
// Each node is a line of a text of its own.
type writer struct {
	text  *source.File
	lines int
	p     *prog.Program
}

// The objects.
const (
	objX = iota
	objA
	objU
	objM
	objP
)

func newWriter() *writer {
	w := &writer{text: source.NewFile("t.c", strings.Repeat("\n", 1000))}
	w.p = &prog.Program{Name: "t", Lang: "c", Strict: true, Globals: []*prog.Global{
		objX: {Name: "x", Type: u32(), Init: make([]prog.Value, 1)},
		objA: {Name: "a", Type: u32(), Len: 2, Init: make([]prog.Value, 2)},
		objU: {Name: "u", Type: u32(), Init: make([]prog.Value, 1), Uninit: true},
		objM: {Name: "m", Init: make([]prog.Value, 3), Members: []prog.Member{
			{Name: ".data", Type: u32()}, {Name: ".lock", Offset: 4}, {Name: ".next", Offset: 8, Type: ptr()},
		}},
		objP: {Name: "p", Type: ptr(), Init: make([]prog.Value, 1)},
	}}
	return w
}

func (w *writer) at() prog.At {
	w.lines++
	return prog.At{Place: w.text.Span(w.lines, w.lines+1)}
}

// thread adds a thread with three registers.
func (w *writer) thread(body ...prog.Stmt) *writer {
	t := &prog.Thread{ID: len(w.p.Threads), Name: fmt.Sprintf("t%d", len(w.p.Threads)), Span: w.at().Place, Body: body}
	for i := range 3 {
		t.Regs = append(t.Regs, &prog.Reg{Name: fmt.Sprintf("r%d", i), Type: prog.Type{Name: "u64", Bits: 64, Unsigned: true, Exact: true}})
	}
	w.p.Threads = append(w.p.Threads, t)
	return w
}

func (w *writer) num(n int64) prog.Expr {
	return &prog.Const{At: w.at(), Value: prog.Value{N: n}}
}

func (w *writer) addr(object int, offset int64) prog.Expr {
	return &prog.Const{At: w.at(), Value: prog.AddrValue(object, offset)}
}

func (w *writer) reg(r int) prog.Expr { return &prog.RegRef{At: w.at(), Reg: r} }

func (w *writer) op(op prog.Op, x, y prog.Expr) prog.Expr {
	return &prog.Binary{At: w.at(), Op: op, X: x, Y: y}
}

func (w *writer) load(tag prog.Tag, t prog.Type, addr prog.Expr) prog.Expr {
	return &prog.Load{At: w.at(), Addr: addr, Tag: tag, Type: t}
}

func (w *writer) set(r int, value prog.Expr) prog.Stmt {
	return &prog.Assign{At: w.at(), Reg: r, Value: value}
}

func (w *writer) store(tag prog.Tag, t prog.Type, addr, value prog.Expr) prog.Stmt {
	return &prog.Store{At: w.at(), Addr: addr, Value: value, Tag: tag, Type: t}
}

// free ends the object m.
func (w *writer) free() []prog.Stmt {
	return []prog.Stmt{
		w.store(prog.TagFree, u32(), w.addr(objM, 0), w.num(0x6b)),
		w.store(prog.TagFree, prog.Type{}, w.addr(objM, 4), w.num(0x6b)),
		w.store(prog.TagFree, ptr(), w.addr(objM, 8), w.num(0x6b)),
	}
}

func (w *writer) when(cond prog.Expr, body ...prog.Stmt) prog.Stmt {
	return &prog.If{At: w.at(), Cond: cond, Then: body}
}

// property adds one over a register.
func (w *writer) property(kind prog.PropertyKind, thread, reg int, value int64) *writer {
	w.p.Props = append(w.p.Props, &prog.Property{
		Name: fmt.Sprintf("p%d", len(w.p.Props)), Kind: kind, Span: w.at().Place,
		Prop: &prog.Atom{Left: prog.Place{Thread: thread, Reg: reg, Index: -1}, Values: []prog.Value{{N: value}}},
	})
	return w
}

// strictCase is a program with what the engines say about it: the run-time error,
// the properties, the flags.
type strictCase struct {
	name  string
	build func(w *writer)
	want  string
}

// said writes what the result says of a program.
func said(r *verify.Result) string {
	var out []string
	if r.Problem != nil {
		out = append(out, r.Problem.Message)
	}
	for _, q := range r.Properties {
		word := "violated"
		switch {
		case q.UpToBound(r):
			word = "bounded"
		case q.Holds:
			word = "holds"
		}
		out = append(out, q.Property.Name+" "+word)
	}
	for _, f := range r.Flags {
		out = append(out, f.Name)
	}
	return strings.Join(out, "; ")
}

// runStrict checks cases with both engines and compares them with the oracle.
func runStrict(t *testing.T, cases []strictCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWriter()
			c.build(w)
			o := newComparison(t, lkmm.Model(), kernel.Builtin(), true)
			diff, err := o.checkProgram(t.Context(), w.p)
			if err != nil || diff != "" {
				t.Fatalf("%v%s\n%s", err, diff, prog.Print(w.p))
			}
			for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
				r, err := o.verifier.Verify(t.Context(), w.p, verify.Options{Engine: engine, Paranoid: true})
				if err != nil {
					t.Fatal(err)
				}
				if got := said(r); got != c.want {
					t.Errorf("%s:\n got %s\nwant %s\n%s", engine, got, c.want, prog.Print(w.p))
				}
				if (r.Problem != nil) != (r.ProblemExecution != nil) {
					t.Errorf("%s: the error and its execution do not go together", engine)
				}
				if r.Problem != nil && strings.Contains(r.Problem.Message, " through ") && len(r.ProblemExecution.Faults) == 0 {
					t.Errorf("%s: the execution does not tell which event is the error", engine)
				}
			}
		})
	}
}

func TestStrictAccesses(t *testing.T) {
	runStrict(t, []strictCase{
		{"null", func(w *writer) {
			w.thread(w.set(0, w.load("", ptr(), w.addr(objP, 0))), w.set(1, w.load("", u32(), w.reg(0))))
		}, "reads through NULL"},
		{"write through null", func(w *writer) {
			w.thread(w.set(0, w.load("", ptr(), w.addr(objP, 0))), w.store("ONCE", u32(), w.reg(0), w.num(1)))
		}, "writes through NULL"},
		{"lock through null", func(w *writer) {
			w.thread(&prog.Lock{At: w.at(), Addr: w.op(prog.Add64, w.load("", ptr(), w.addr(objP, 0)), w.num(4))})
		}, "locks through 4, which is not the address of an object"},
		{"null is checked", func(w *writer) {
			w.thread(w.set(0, w.load("", ptr(), w.addr(objP, 0))), w.when(w.reg(0), w.set(1, w.load("", u32(), w.reg(0)))))
			w.property(prog.AlwaysKind, 0, 1, 0)
		}, "p0 holds"},
		{"behind an array", func(w *writer) {
			w.thread(w.set(0, w.load("", u32(), w.addr(objA, 8))))
		}, "reads at a+8, which is outside of a"},
		{"inside of a member", func(w *writer) {
			w.thread(w.set(0, w.load("", u32(), w.addr(objM, 10))))
		}, "reads at m+10, where no part of m begins"},
		{"wrong size", func(w *writer) {
			w.thread(w.store("", u32(), w.addr(objM, 8), w.num(1)))
		}, "writes 4 bytes at m.next, which has 8 bytes"},
		{"a lock has no type", func(w *writer) {
			w.thread(&prog.Lock{At: w.at(), Addr: w.addr(objM, 4)}, &prog.Unlock{At: w.at(), Addr: w.addr(objM, 4)})
		}, ""},
		{"never written", func(w *writer) {
			w.thread(w.set(0, w.load("ONCE", u32(), w.addr(objU, 0))))
		}, "reads u, which was never written"},
		{"written before", func(w *writer) {
			w.thread(w.store("ONCE", u32(), w.addr(objU, 0), w.num(1)), w.set(0, w.load("ONCE", u32(), w.addr(objU, 0))))
			w.property(prog.AlwaysKind, 0, 0, 1)
		}, "p0 holds"},
		{"a division beside an access", func(w *writer) {
			w.thread(w.set(0, w.op(prog.UDiv, w.num(1), w.load("ONCE", u32(), w.addr(objX, 0)))))
		}, "division by zero"},
	})
}

// Executions with a run-time error count for assertions only.
func TestPropertiesBesideErrors(t *testing.T) {
	runStrict(t, []strictCase{
		{"an assertion in front of the error", func(w *writer) {
			w.thread(
				w.set(0, w.load("", ptr(), w.addr(objP, 0))),
				w.set(2, w.op(prog.Eq, w.reg(0), w.num(0))),
				w.set(1, w.load("", u32(), w.reg(0))))
			w.property(prog.AssertKind, 0, 2, 0).property(prog.NeverKind, 0, 2, 1)
		}, "reads through NULL; p0 violated; p1 holds"},
		{"another thread's error", func(w *writer) {
			w.thread(w.set(0, &prog.Choose{At: w.at(), N: 2}), w.when(w.reg(0), w.set(1, w.load("", u32(), w.num(0)))))
			w.thread(w.set(0, &prog.Choose{At: w.at(), N: 3}))
			w.property(prog.NeverKind, 1, 0, 2).property(prog.NeverKind, 0, 0, 1).property(prog.SometimesKind, 1, 0, 3)
		}, "reads through NULL; p0 violated; p1 holds; p2 violated"},
	})
}

func TestFreed(t *testing.T) {
	list := func(s ...prog.Stmt) []prog.Stmt { return s }
	runStrict(t, []strictCase{
		{"read after free", func(w *writer) {
			w.thread(append(w.free(), w.set(0, w.load("", u32(), w.addr(objM, 0))))...)
		}, "use-after-free"},
		{"what follows from a read after free is no other error", func(w *writer) {
			w.thread(append(w.free(),
				w.set(0, w.load("", ptr(), w.addr(objM, 8))), w.set(1, w.load("", u32(), w.reg(0))))...)
		}, "use-after-free"},
		{"write after free", func(w *writer) {
			w.thread(append(w.free(), w.store("", u32(), w.addr(objM, 0), w.num(1)))...)
		}, "use-after-free"},
		{"lock after free", func(w *writer) {
			w.thread(append(w.free(), &prog.Lock{At: w.at(), Addr: w.addr(objM, 4)})...)
		}, "use-after-free"},
		{"looking at a lock after free", func(w *writer) {
			w.thread(append(w.free(), w.set(0, &prog.IsLocked{At: w.at(), Addr: w.addr(objM, 4)}))...)
		}, "use-after-free"},
		{"freed in its own critical section", func(w *writer) {
			body := append(list(&prog.Lock{At: w.at(), Addr: w.addr(objM, 4)}), w.free()...)
			w.thread(append(body, &prog.Unlock{At: w.at(), Addr: w.addr(objM, 4)})...)
		}, "use-after-free"},
		{"freed after its own critical section", func(w *writer) {
			body := list(&prog.Lock{At: w.at(), Addr: w.addr(objM, 4)}, &prog.Unlock{At: w.at(), Addr: w.addr(objM, 4)})
			w.thread(append(body, w.free()...)...)
			w.property(prog.SometimesKind, 0, 0, 0)
		}, "p0 holds"},
		{"freed twice", func(w *writer) {
			w.thread(append(w.free(), w.free()...)...)
		}, "double-free"},
		{"freed while another reads", func(w *writer) {
			w.thread(w.free()...)
			w.thread(w.set(0, w.load("ONCE", u32(), w.addr(objM, 0))))
		}, "data-race; use-after-free"},
		{"freed after a grace period", func(w *writer) {
			w.p.Globals[objP].Init[0] = prog.AddrValue(objM, 0)
			w.thread(append(list(
				w.store("ONCE", ptr(), w.addr(objP, 0), w.num(0)), &prog.Fence{At: w.at(), Tag: "sync-rcu"}), w.free()...)...)
			w.thread(
				&prog.Fence{At: w.at(), Tag: "rcu-lock"},
				w.set(0, w.load("ONCE", ptr(), w.addr(objP, 0))),
				w.when(w.reg(0), w.set(1, w.load("", u32(), w.reg(0)))),
				&prog.Fence{At: w.at(), Tag: "rcu-unlock"})
			w.property(prog.AlwaysKind, 1, 1, 0)
		}, "p0 holds"},
		{"freed without a grace period", func(w *writer) {
			w.p.Globals[objP].Init[0] = prog.AddrValue(objM, 0)
			w.thread(append(list(w.store("ONCE", ptr(), w.addr(objP, 0), w.num(0))), w.free()...)...)
			w.thread(
				w.set(0, w.load("ONCE", ptr(), w.addr(objP, 0))),
				w.when(w.reg(0), w.set(1, w.load("", u32(), w.reg(0)))))
			w.property(prog.AlwaysKind, 1, 1, 0)
		}, "p0 violated; data-race; use-after-free"},
		{"on one path of the only thread", func(w *writer) {
			w.thread(append(list(w.set(0, &prog.Choose{At: w.at(), N: 4})), append(w.free(),
				w.when(w.op(prog.Eq, w.reg(0), w.num(2)), w.store("ONCE", u32(), w.addr(objM, 0), w.num(1))))...)...)
		}, "use-after-free"},
	})
}

func TestRacy(t *testing.T) {
	writes := func(w *writer, tag prog.Tag) {
		w.thread(w.store("", u32(), w.addr(objX, 0), w.num(1)))
		w.thread(w.set(0, w.load(tag, u32(), w.addr(objX, 0))))
	}
	runStrict(t, []strictCase{
		{"plain", func(w *writer) { writes(w, "") }, "data-race"},
		{"marked", func(w *writer) { writes(w, "ONCE") }, "data-race"},
		{"racy", func(w *writer) { writes(w, prog.TagRacy) }, ""},
	})
}

// A choice has all of its outcomes, and a cut bounds what is known.
func TestChoicesAndCuts(t *testing.T) {
	runStrict(t, []strictCase{
		{"choice", func(w *writer) {
			w.thread(w.set(0, &prog.Choose{At: w.at(), N: 3}))
			w.property(prog.SometimesKind, 0, 0, 0).property(prog.SometimesKind, 0, 0, 2).property(prog.NeverKind, 0, 0, 3)
		}, "p0 holds; p1 holds; p2 holds"},
		{"registers change places", func(w *writer) {
			w.thread(w.set(0, w.num(1)), w.set(1, w.num(2)), &prog.Together{At: w.at(), Assigns: []*prog.Assign{
				{At: w.at(), Reg: 0, Value: w.reg(1)}, {At: w.at(), Reg: 1, Value: w.reg(0)},
			}})
			w.property(prog.AlwaysKind, 0, 0, 2).property(prog.AlwaysKind, 0, 1, 1)
		}, "p0 holds; p1 holds"},
		{"cut", func(w *writer) {
			w.thread(w.set(0, &prog.Choose{At: w.at(), N: 3}),
				w.when(w.op(prog.Eq, w.reg(0), w.num(2)), &prog.Cut{At: w.at()}))
			w.property(prog.NeverKind, 0, 0, 2).property(prog.NeverKind, 0, 0, 1).property(prog.SometimesKind, 0, 0, 2)
		}, "p0 bounded; p1 violated; p2 bounded"},
	})
}

// A model of the user's knows nothing of freed memory or intended races. The tags do
// no harm, and what follows from freed memory is an error by itself.
func TestTagsUnknownToModel(t *testing.T) {
	cfg, diags := cat.Open("../../testdata/models/restated.cfg")
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	w := newWriter()
	w.thread(append(w.free(),
		w.set(0, w.load(prog.TagRacy, ptr(), w.addr(objM, 8))),
		w.set(1, w.load("", u32(), w.reg(0))))...)
	v := verify.New(cfg.Model, false)
	defer v.Close()
	for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
		r, err := v.Verify(t.Context(), w.p, verify.Options{Engine: engine})
		if err != nil {
			t.Fatal(err)
		}
		if got := said(r); got != "reads through 107, which is not the address of an object" || !r.FreeUnchecked {
			t.Errorf("%s: %s, unchecked %v", engine, got, r.FreeUnchecked)
		}
	}
}

// The constraints of a program with properties, of one with a run-time error, and of
// one that asks nothing can be written.
func TestSMT2OfProperties(t *testing.T) {
	v := verify.New(lkmm.Model(), true)
	defer v.Close()
	for _, asks := range []int{0, 1, 2} {
		w := newWriter()
		w.thread(w.set(0, w.load("", ptr(), w.addr(objP, 0))), w.set(1, w.load("", u32(), w.reg(0))))
		w.thread(w.store("ONCE", u32(), w.addr(objX, 0), w.num(1)))
		for range asks {
			w.property(prog.NeverKind, 0, 1, 7)
		}
		var b strings.Builder
		if err := v.SMT2(t.Context(), w.p, &b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "(check-sat") {
			t.Errorf("with %d properties there is no question:\n%s", asks, b.String())
		}
	}
}
