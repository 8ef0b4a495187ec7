package enum

import (
	"slices"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// typedProgram has one global of each way of printing, and two registers.
func typedProgram() *prog.Program {
	global := func(name string, t prog.Type, n int) *prog.Global {
		g := &prog.Global{Name: name, Type: t, Len: n}
		for range g.Elems() {
			g.Init = append(g.Init, prog.Value{})
		}
		return g
	}
	return &prog.Program{
		Globals: []*prog.Global{
			global("plain", prog.Type{}, 0),
			global("atomic", prog.Type{Name: "atomic_t", Unsigned: true}, 0),
			global("u8", prog.Type{Name: "uint8_t", Bits: 8, Unsigned: true}, 0),
			global("s8", prog.Type{Name: "int8_t", Bits: 8}, 0),
			global("s16", prog.Type{Name: "int16_t", Bits: 16}, 0),
			global("list", prog.Type{Name: "int", Bits: 32}, 2),
			global("pte_a", prog.Type{}, 0),
		},
		Threads: []*prog.Thread{{Regs: []*prog.Reg{{Name: "r2"}, {Name: "r10"}}}},
	}
}

// stateOf returns a final state with the value v in every cell and register.
func stateOf(p *prog.Program, v prog.Value) *final {
	f := &final{prog: p, memory: map[prog.Value]prog.Value{}}
	for g := range p.Globals {
		for _, c := range cellsOf(p, prog.Place{Thread: -1, Global: g, Index: -1}) {
			f.memory[c] = v
		}
	}
	for _, t := range p.Threads {
		f.regs = append(f.regs, slices.Repeat([]prog.Value{v}, len(t.Regs)))
	}
	return f
}

func allPlaces(p *prog.Program) []prog.Place {
	places := []prog.Place{{Thread: -1, Global: 5, Index: 1, Cell: true}}
	for g := range p.Globals {
		places = append(places, prog.Place{Thread: -1, Global: g, Index: -1})
	}
	return append(places, prog.Place{Reg: 0}, prog.Place{Reg: 1})
}

func TestStateSpelling(t *testing.T) {
	p := typedProgram()
	p.Locations = allPlaces(p)
	tests := []struct {
		v    prog.Value
		want string
	}{
		{prog.IntValue(-1), "0:r10=-1; 0:r2=-1; [atomic]=4294967295; list={-1,-1}; [plain]=-1; [s16]=-1; [s8]=-1; [u8]=255; [PTE(a)]=-1; list[1]=-1;"},
		{prog.IntValue(300), "0:r10=300; 0:r2=300; [atomic]=300; list={300,300}; [plain]=300; [s16]=300; [s8]=44; [u8]=44; [PTE(a)]=300; list[1]=300;"},
		{prog.AddrValue(5, 4), "0:r10=list+4; 0:r2=list+4; [atomic]=list+4; list={list+4,list+4}; [plain]=list+4; [s16]=list+4; [s8]=list+4; [u8]=list+4; [PTE(a)]=list+4; list[1]=list+4;"},
		{prog.SymbolValue(7), "0:r10=S0; 0:r2=S0; [atomic]=S0; list={S0,S0}; [plain]=S0; [s16]=S0; [s8]=S0; [u8]=S0; [PTE(a)]=S0; list[1]=S0;"},
	}
	for _, test := range tests {
		if got := stateOf(p, test.v).line().text; got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestValueOrder(t *testing.T) {
	p := typedProgram()
	want := []prog.Value{
		prog.SymbolValue(0), prog.IntValue(-5), prog.IntValue(9), prog.IntValue(10),
		prog.AddrValue(1, 0), prog.AddrValue(5, 0), prog.AddrValue(5, 4), prog.AddrValue(0, 0),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b prog.Value) int { return compareValues(p, a, b) })
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPropositions(t *testing.T) {
	p := typedProgram()
	at := func(global int, v prog.Value, ne bool) prog.Prop {
		return &prog.Atom{Left: prog.Place{Thread: -1, Global: global, Index: -1}, Ne: ne, Values: []prog.Value{v}}
	}
	f := stateOf(p, prog.IntValue(300))
	f.memory[p.CellAddr(0, 0)] = p.CellAddr(5, 1)
	f.regs[0][1] = prog.SymbolValue(3)
	plain, list, r2, r10 := prog.Place{Thread: -1, Global: 0, Index: -1}, prog.Place{Thread: -1, Global: 5, Index: -1}, prog.Place{}, prog.Place{Reg: 1}
	tests := []struct {
		name string
		x    prog.Prop
		want bool
	}{
		{"a narrow place is compared in its width", at(2, prog.IntValue(44), false), true},
		{"both sides are cut", at(2, prog.IntValue(556), false), true},
		{"a wide one is not cut", at(4, prog.IntValue(44), false), false},
		{"unequal", at(4, prog.IntValue(44), true), true},
		{"an address is no number", at(0, prog.IntValue(0), false), false},
		{"an address", at(0, p.CellAddr(5, 1), false), true},
		{"an array", &prog.Atom{Left: list, Values: []prog.Value{prog.IntValue(300), prog.IntValue(300)}}, true},
		{"an array of another length", &prog.Atom{Left: list, Values: []prog.Value{prog.IntValue(300)}}, false},
		{"through a pointer", &prog.Atom{Left: r2, Deref: &plain}, true},
		{"through what is none", &prog.Atom{Left: r2, Deref: &r10}, false},
		{"an open value equals itself", &prog.Atom{Left: r10, Right: &r10}, true},
		{"and nothing else", &prog.Atom{Left: r10, Right: &r2}, false},
		{"not a number", &prog.Atom{Left: r10, Values: []prog.Value{prog.IntValue(3)}}, false},
		{"implication", &prog.Implies{X: at(4, prog.IntValue(44), false), Y: &prog.PropConst{}}, true},
		{"disjunction", &prog.OrProp{X: &prog.PropConst{}, Y: &prog.Not{X: &prog.PropConst{}}}, true},
	}
	for _, test := range tests {
		if got := f.holds(test.x); got != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
	}
}
