package verify

import (
	"encoding/binary"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// paths is one combination of thread paths with what can be computed from it.
// The specialised models of its address assignments are kept.
type paths struct {
	test   *test
	layout *exec.Layout
	// sources gives, for each read in layout.Reads, the events (IDs) that it may
	// read from; exec.Wild is among them if its address may be no location.
	sources [][]int
	// tried are the sources that the native engine tries, made when first needed.
	tried  [][]int
	cut    bool
	frames map[string]*frame
	// fixed is the only frame when no address is computed.
	fixed *frame
}

// frame is a model specialised to paths and addresses.
type frame struct {
	paths *paths
	in    *theory.Instance
	// structure is what the evaluator of package cat sees, without rf.
	structure *cat.Structure
	rf        *rel.Rel
	values    []int
	// cellOf gives the location class of each cell, locWrites the executed memory
	// writes of each location class, by number.
	locWrites map[int][]int
	// dead is set when the frame alone breaks an axiom.
	dead bool
	// flags are the flags that the frame does not rule out.
	flags []string
	// addr are the addresses of the executed events.
	addr []prog.Value
}

// newPaths returns the combination of the given paths.
func newPaths(t *test, list []*event.Path) *paths {
	p := &paths{test: t, layout: exec.NewLayout(t.g, list), frames: map[string]*frame{}}
	for _, x := range list {
		p.cut = p.cut || x.Cut
	}
	for _, r := range p.layout.Reads {
		p.sources = append(p.sources, p.mayRead(r))
	}
	return p
}

// term returns the address term of an executed event, or the constant address
// of an initial write.
func (p *paths) constAddr(i int) (prog.Value, bool) {
	l := p.layout
	id := l.Events[i]
	if id < len(l.G.Cells) {
		return l.G.Cells[id].Addr, true
	}
	path := l.Paths[l.Thread[i]]
	return l.G.Const(path.Addr[path.Position(id)])
}

// mayRead lists the writes that read r may read from as far as addresses that
// are known or bounded tell. It may not read from a write that its own
// instruction makes out of it.
func (p *paths) mayRead(r int) []int {
	l := p.layout
	id := l.Events[r]
	path := l.Paths[l.Thread[r]]
	pos := path.Position(id)
	addr, known := p.constAddr(r)
	var out []int
	for _, src := range p.test.dom.Sources[id] {
		w := l.Index[src]
		if w < 0 || known && !l.G.IsPlace(addr) {
			continue
		}
		if l.Thread[w] == l.Thread[r] {
			wpos := path.Position(src)
			if path.SameInstance.Has(pos, wpos) && path.PO.Has(pos, wpos) {
				continue
			}
		}
		if other, knownW := p.constAddr(w); known && knownW && addr != other {
			continue
		}
		out = append(out, src)
	}
	if p.test.dom.Wild[id] && (!known || !l.G.IsPlace(addr)) {
		out = append(out, exec.Wild)
	}
	return out
}

// frameFor returns the specialised model for the addresses that v has now.
func (p *paths) frameFor(v *exec.Values) (*frame, error) {
	if p.fixed != nil {
		return p.fixed, nil
	}
	l := p.layout
	key := make([]byte, 0, len(l.Dynamic)*13)
	for _, i := range l.Dynamic {
		a, _ := v.Address(l.Events[i])
		key = appendValue(key, a)
	}
	if f, ok := p.frames[string(key)]; ok {
		return f, nil
	}
	f, err := p.newFrame(v)
	if err != nil {
		return nil, err
	}
	p.frames[string(key)] = f
	if len(l.Dynamic) == 0 {
		p.fixed = f
	}
	return f, nil
}

func appendValue(key []byte, v prog.Value) []byte {
	key = append(key, byte(v.Kind))
	key = binary.LittleEndian.AppendUint32(key, uint32(v.Base))
	return binary.LittleEndian.AppendUint64(key, uint64(v.N))
}

// bare returns a frame without the specialised model.
func (p *paths) bare(v *exec.Values) *frame {
	l := p.layout
	n := len(l.Events)
	f := &frame{paths: p, rf: rel.New(n), values: make([]int, n), locWrites: map[int][]int{}}
	f.addr = make([]prog.Value, n)
	f.structure = l.Structure(func(i int) prog.Value {
		f.addr[i], _ = v.Address(l.Events[i])
		return f.addr[i]
	})
	loc := f.structure.Loc
	for _, w := range l.Writes {
		f.locWrites[loc[w]] = append(f.locWrites[loc[w]], w)
	}
	return f
}

func (p *paths) newFrame(v *exec.Values) (*frame, error) {
	// A frame takes as long as many steps of a search, so it does not wait for one
	// of them to notice.
	if err := p.test.ctx.Err(); err != nil {
		return nil, err
	}
	f, l, n := p.bare(v), p.layout, len(p.layout.Events)
	loc := f.structure.Loc
	may, must := rel.New(n), rel.New(n)
	for k, r := range l.Reads {
		only := -1
		for _, w := range p.sources[k] {
			if w == exec.Wild || loc[l.Index[w]] != loc[r] {
				continue
			}
			may.Add(l.Index[w], r)
			if only == -1 {
				only = l.Index[w]
			} else {
				only = -2
			}
		}
		if a, ok := v.Address(l.Events[r]); only >= 0 && ok && a.Kind == prog.Addr && l.G.IsPlace(a) {
			must.Add(only, r)
		}
	}
	observed := map[int]bool{}
	for c := range l.G.Cells {
		if p.test.observed[c] {
			observed[loc[c]] = true
		}
	}
	in, err := theory.Compile(p.test.model, &theory.Frame{
		Structure: f.structure, RFMay: may, RFMust: must, Thread: l.Thread,
		Located: len(l.Dynamic) > 0, Fixed: p.fixedPaths(), Observed: observed, Threads: len(l.Paths), Present: p.test.present,
	})
	if err == nil {
		err = in.Endless()
	}
	if err != nil {
		return nil, err
	}
	if len(in.Orders) == 0 {
		for _, list := range f.locWrites {
			if len(list) > 1 {
				return nil, errNoOrder
			}
		}
	}
	f.in = in
	f.dead = in.Impossible() || !in.Consistent(theory.AtFrame)
	if !f.dead {
		for name, state := range in.FlagNames() {
			if state != theory.Off {
				f.flags = append(f.flags, name)
			}
		}
	}
	return f, nil
}

// fixedPaths reports whether no other paths and no computed addresses exist.
func (p *paths) fixedPaths() bool {
	for _, list := range p.layout.G.Paths {
		if len(list) > 1 {
			return false
		}
	}
	return len(p.layout.Dynamic) == 0
}

// load gives the specialised model the candidate's reads-from relation and
// values.
func (f *frame) load(v *exec.Values, rf []int) {
	f.loadBare(v, rf)
	f.in.SetRF(f.rf, f.values)
}

// loadBare sets the frame's own copy of the reads-from relation and the values.
func (f *frame) loadBare(v *exec.Values, rf []int) {
	l := f.paths.layout
	f.rf.Clear()
	for _, r := range l.Reads {
		if w := rf[l.Events[r]]; w >= 0 {
			f.rf.Add(l.Index[w], r)
		}
	}
	classes := map[prog.Value]int{}
	for i, id := range l.Events {
		f.values[i] = -1
		if !l.G.Events[id].Kind.HasValue() {
			continue
		}
		x, ok := v.Value(id)
		if !ok {
			continue
		}
		c, seen := classes[x]
		if !seen {
			c = len(classes)
			classes[x] = c
		}
		f.values[i] = c
	}
}

// state is the final state of a candidate: registers from the values, memory
// from the last writes as far as they are known.
type state struct {
	f *frame
	v *exec.Values
	p *paths
	// last gives the last write of each location class, -1 where it is not known.
	last map[int]int
}

// Reg returns the final value of a register.
func (s *state) Reg(thread, reg int) (prog.Value, bool) {
	return s.v.Term(s.p.layout.Paths[thread].Regs[reg])
}

// Cell returns the final value of a memory cell.
func (s *state) Cell(global, index int) (prog.Value, bool) {
	if s.f == nil {
		return prog.Value{}, false
	}
	c, ok := s.p.test.cells[[2]int{global, index}]
	if !ok {
		return prog.Value{}, false
	}
	loc := s.f.structure.Loc[c]
	w := s.f.lastWrite(loc)
	if x, set := s.last[loc]; set {
		w = x
	}
	if w < 0 {
		return prog.Value{}, false
	}
	return s.v.Value(s.p.layout.Events[w])
}

// lastWrite returns the last write of a location if it has but one or two (the
// initial write is never last when there is another), else -1.
func (f *frame) lastWrite(loc int) int {
	switch list := f.locWrites[loc]; len(list) {
	case 1:
		return list[0]
	case 2:
		return list[1]
	default:
		return -1
	}
}
