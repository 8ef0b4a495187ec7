package enum

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// The constructors below keep the programs of the tests short. Global 0 is x,
// global 1 is y.

func con(n int64) prog.Expr { return &prog.Const{Value: prog.IntValue(n)} }
func addr(g int) prog.Expr  { return &prog.Const{Value: prog.AddrValue(g, 0)} }
func reg(r int) prog.Expr   { return &prog.RegRef{Reg: r} }

func set(r int, v prog.Expr) prog.Stmt { return &prog.Assign{Reg: r, Value: v} }

func read(tag prog.Tag, g int) prog.Expr { return &prog.Load{Addr: addr(g), Tag: tag} }

func write(tag prog.Tag, g int, v prog.Expr) prog.Stmt {
	return &prog.Store{Addr: addr(g), Value: v, Tag: tag}
}

func fence(tag prog.Tag) prog.Stmt { return &prog.Fence{Tag: tag} }

// test returns a program over x and y whose threads have three registers each,
// with the condition that the listed registers (thread, register, value) hold.
func test(atoms [][3]int, threads ...[]prog.Stmt) *prog.Program {
	p := &prog.Program{Name: "test"}
	for _, name := range []string{"x", "y"} {
		p.Globals = append(p.Globals, &prog.Global{Name: name, Init: []prog.Value{{}}})
	}
	for i, body := range threads {
		t := &prog.Thread{ID: i, Name: "P", Body: body}
		for _, name := range []string{"r0", "r1", "r2"} {
			t.Regs = append(t.Regs, &prog.Reg{Name: name})
		}
		p.Threads = append(p.Threads, t)
	}
	var prop prog.Prop = &prog.PropConst{Value: true}
	for _, a := range atoms {
		prop = &prog.AndProp{X: prop, Y: &prog.Atom{
			Left:   prog.Place{Thread: a[0], Reg: a[1]},
			Values: []prog.Value{prog.IntValue(int64(a[2]))},
		}}
	}
	p.Cond = &prog.Condition{Prop: prop}
	return p
}

// answer is what a test expects of a run.
type answer struct {
	observation        string
	positive, negative int
	flags              []string
	loop               bool
}

func check(t *testing.T, p *prog.Program, want answer) *Result {
	t.Helper()
	res, err := Run(context.Background(), p, lkmm.Model(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Err != nil {
		t.Fatalf("run-time error: %v", res.Err)
	}
	got := answer{res.Observation, res.Positive, res.Negative, res.Flags, res.Loop}
	if got.observation != want.observation || got.positive != want.positive || got.negative != want.negative ||
		got.loop != want.loop || !slices.Equal(got.flags, want.flags) {
		t.Errorf("got %+v, want %+v; states %q", got, want, res.States)
	}
	return res
}

// storeBuffering returns the test in which each thread writes one variable and
// then reads the other, with the given statements between.
func storeBuffering(between ...prog.Stmt) *prog.Program {
	thread := func(w, r int) []prog.Stmt {
		body := []prog.Stmt{write("ONCE", w, con(1))}
		return append(append(body, between...), set(0, read("ONCE", r)))
	}
	return test([][3]int{{0, 0, 0}, {1, 0, 0}}, thread(0, 1), thread(1, 0))
}

func TestStoreBuffering(t *testing.T) {
	check(t, storeBuffering(), answer{"Sometimes", 1, 3, nil, false})
	check(t, storeBuffering(fence("wmb")), answer{"Sometimes", 1, 3, nil, false})
	check(t, storeBuffering(fence("MB")), answer{"Never", 0, 3, nil, false})
}

// messagePassing returns the test in which P0 writes x, then y, and P1 reads y,
// then x.
func messagePassing(w1, w2, r1, r2 prog.Tag) *prog.Program {
	return test([][3]int{{1, 0, 1}, {1, 1, 0}},
		[]prog.Stmt{write(w1, 0, con(1)), write(w2, 1, con(1))},
		[]prog.Stmt{set(0, read(r1, 1)), set(1, read(r2, 0))})
}

func TestMessagePassing(t *testing.T) {
	check(t, messagePassing("ONCE", "ONCE", "ONCE", "ONCE"), answer{"Sometimes", 1, 3, nil, false})
	check(t, messagePassing("ONCE", "RELEASE", "ACQUIRE", "ONCE"), answer{"Never", 0, 3, nil, false})
	check(t, messagePassing("ONCE", "RELEASE", "ONCE", "ONCE"), answer{"Sometimes", 1, 3, nil, false})
	check(t, messagePassing("", "RELEASE", "ACQUIRE", ""), answer{"Never", 0, 3, []string{"data-race"}, false})
}

// TestLoadBuffering has dependencies that only a register carries.
func TestLoadBuffering(t *testing.T) {
	thread := func(r, w int, v prog.Expr) []prog.Stmt {
		return []prog.Stmt{set(0, read("ONCE", r)), write("ONCE", w, v)}
	}
	atoms := [][3]int{{0, 0, 1}, {1, 0, 1}}
	check(t, test(atoms, thread(0, 1, con(1)), thread(1, 0, con(1))), answer{"Sometimes", 1, 3, nil, false})
	zero := &prog.Binary{Op: prog.Mul, X: reg(0), Y: con(0)}
	one := &prog.Binary{Op: prog.Add, X: zero, Y: con(1)}
	check(t, test(atoms, thread(0, 1, one), thread(1, 0, con(1))), answer{"Sometimes", 1, 3, nil, false})
	check(t, test(atoms, thread(0, 1, one), thread(1, 0, one)), answer{"Never", 0, 3, nil, false})
}

func TestLocks(t *testing.T) {
	body := []prog.Stmt{&prog.Lock{Addr: addr(0)}, set(0, read("", 1)), write("", 1, con(1)), &prog.Unlock{Addr: addr(0)}}
	check(t, test([][3]int{{0, 0, 1}}, body, body), answer{"Sometimes", 1, 1, nil, false})
	self := []prog.Stmt{&prog.Lock{Addr: addr(0)}, &prog.Lock{Addr: addr(0)}}
	check(t, test(nil, self), answer{"Never", 0, 0, nil, false})
}

func TestLoop(t *testing.T) {
	wait := &prog.While{
		Cond: &prog.Binary{Op: prog.Eq, X: read("ACQUIRE", 0), Y: con(0)},
		Body: []prog.Stmt{fence("MB")},
	}
	check(t, test(nil, []prog.Stmt{wait}, []prog.Stmt{write("ONCE", 0, con(1))}),
		answer{"Always", 3, 0, nil, true})
}

// TestOutOfThinAir has a cycle of copies, whose value is open, and one of
// computations, which no execution has.
func TestOutOfThinAir(t *testing.T) {
	copies := func(v prog.Expr) *prog.Program {
		return test([][3]int{{0, 0, 1}},
			[]prog.Stmt{set(0, read("", 0)), write("", 1, v)},
			[]prog.Stmt{set(0, read("", 1)), write("", 0, reg(0))})
	}
	p := copies(reg(0))
	p.Locations = []prog.Place{{Thread: 1, Reg: 0}}
	res := check(t, p, answer{"Never", 0, 4, []string{"data-race"}, false})
	if want := []string{"0:r0=S0; 1:r0=S0;", "0:r0=0; 1:r0=0;"}; !slices.Equal(res.States, want) {
		t.Errorf("got %q, want %q", res.States, want)
	}
	times := &prog.Binary{Op: prog.Mul, X: reg(0), Y: con(0)}
	check(t, copies(times), answer{"Never", 0, 3, []string{"data-race"}, false})
}

// TestRuntimeErrors has faults that count and faults that no execution has.
func TestRuntimeErrors(t *testing.T) {
	wild := &prog.Load{Addr: con(0), Tag: "ONCE"}
	ratio := &prog.Binary{Op: prog.Div, X: con(1), Y: read("ONCE", 0)}
	beyond := &prog.Load{Addr: &prog.Const{Value: prog.AddrValue(0, 4)}}
	tests := []struct {
		body []prog.Stmt
		want diag.Code
	}{
		{[]prog.Stmt{set(0, wild)}, CodeAddress},
		{[]prog.Stmt{set(0, ratio)}, CodeOperation},
		{[]prog.Stmt{set(0, beyond)}, CodeBounds},
		{[]prog.Stmt{set(0, read("ONCE", 0)), &prog.If{Cond: reg(0), Then: []prog.Stmt{set(1, wild)}}}, ""},
		{[]prog.Stmt{write("ONCE", 0, con(1)), set(0, ratio)}, ""},
		{[]prog.Stmt{&prog.Store{Addr: con(0), Value: con(1)}}, ""},
	}
	for i, c := range tests {
		res, err := Run(context.Background(), test(nil, c.body), lkmm.Model(), Options{})
		switch {
		case err != nil:
			t.Errorf("%d: %v", i, err)
		case c.want == "" && res.Err != nil, c.want != "" && (res.Err == nil || res.Err.Code != c.want):
			t.Errorf("%d: got %v, want %q", i, res.Err, c.want)
		}
	}
}

func TestLimits(t *testing.T) {
	_, err := Run(context.Background(), storeBuffering(), lkmm.Model(), Options{MaxCandidates: 3})
	if !errors.Is(err, ErrLimit) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, storeBuffering(), lkmm.Model(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
