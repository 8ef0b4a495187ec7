package order

import (
	"context"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// places tells which addresses may be, and which surely are, the same.
type places struct {
	g   *event.Graph
	dom *event.Domains
}

// same reports whether two address terms of one path surely are one address.
// Terms are expressions over what the path's reads return, so equal terms have
// equal values.
func (p places) same(a, b event.TermID) bool { return a == b && a != event.NoTerm }

// near reports whether two address terms may be one address.
func (p places) near(a, b event.TermID) bool {
	switch {
	case a == event.NoTerm || b == event.NoTerm:
		return false
	case a == b || p.dom.Open[a] || p.dom.Open[b]:
		return true
	}
	for _, v := range p.dom.Values[a] {
		for _, w := range p.dom.Values[b] {
			if v == w {
				return true
			}
		}
	}
	return false
}

// newEval returns an evaluator for one path.
func newEval(ctx context.Context, m *model, where places, p *event.Path) *eval {
	n := len(p.Events)
	e := &eval{
		ctx: ctx, g: where.g, path: p, n: n, coherent: m.coherent, variants: m.variants,
		none: rel.New(n), full: rel.Full(n), same: rel.ID(n),
		sets: map[string]*rel.Set{}, tags: map[string]*rel.Set{},
		values: make([]value, m.count+1), busy: make([]bool, m.count+1),
	}
	e.baseSets()
	e.baseRels(where)
	return e
}

// event returns the event at a position.
func (e *eval) event(i int) *event.Event { return e.g.Events[e.path.Events[i]] }

func (e *eval) baseSets() {
	in := func(sets map[string]*rel.Set, name string, i int) {
		if sets[name] == nil {
			sets[name] = rel.NewSet(e.n)
		}
		sets[name].Add(i)
	}
	for i := range e.n {
		x := e.event(i)
		in(e.sets, x.Kind.String(), i)
		if x.Kind.IsAccess() {
			in(e.sets, "M", i)
		}
		if x.Atomic {
			in(e.sets, "RMW", i)
			in(e.sets, "X", i)
		}
		if x.Tag != "" {
			in(e.tags, string(x.Tag), i)
		}
	}
	e.sets["Exp"] = rel.FullSet(e.n)
}

// baseRels sets the relations that the language predefines. Locations are known
// as far as addresses are; reads-from is bounded by them.
func (e *eval) baseRels(where places) {
	p, n := e.path, e.n
	surely, maybe := rel.New(n), rel.New(n)
	rf := rel.New(n)
	e.overwritten, e.replaced = rel.New(n), rel.New(n)
	for i := range n {
		for j := range n {
			if !where.near(p.Addr[i], p.Addr[j]) {
				continue
			}
			maybe.Add(i, j)
			same := where.same(p.Addr[i], p.Addr[j])
			if same {
				surely.Add(i, j)
			}
			x, y := e.event(i).Kind, e.event(j).Kind
			if x == event.Write && y == event.Read {
				rf.Add(i, j)
			}
			if !same || y != event.Write || !p.PO.Has(i, j) {
				continue
			}
			switch x {
			case event.Read:
				e.overwritten.Add(i, j)
			case event.Write:
				e.replaced.Add(i, j)
			}
		}
	}
	e.near = maybe.Minus(e.same)
	if e.coherent {
		e.near.MinusInto(e.near, p.PO.Inverse())
		e.writers = e.set("W").Union(e.set("LKW")).Union(e.set("UL"))
		rf = rf.Inter(e.near)
		// Nor is anything read that the thread itself has overwritten.
		rf.MinusInto(rf, p.PO.Inter(maybe).Seq(rel.Identity(e.set("W"))).Seq(p.PO.Inter(surely)))
	}
	e.rels = map[string]*bounds{
		"po": exact(p.PO, false), "addr": exact(p.Addrs, false), "data": exact(p.Data, false), "ctrl": exact(p.Ctrl, false),
		"same-instance": exact(p.SameInstance, false), "iico_data": exact(p.IicoData, false), "iico_ctrl": exact(p.IicoCtrl, false),
		"int": exact(e.full, false), "id": exact(e.same, false),
		"ext": {must: e.none, may: e.none},
		"loc": {must: surely, may: maybe},
		"rf":  {must: e.none, may: rf, has: hasRF},
	}
}

func (e *eval) set(name string) *rel.Set {
	if s := e.sets[name]; s != nil {
		return s
	}
	return rel.NewSet(e.n)
}

// predefined returns what a name means that the model does not define.
func (e *eval) predefined(name string) value {
	if b, ok := e.rels[name]; ok {
		return b
	}
	switch name {
	case "M", "R", "W", "IW", "F", "RMW", "X", "LKR", "LKW", "UL", "LF", "RL", "RU", "SRCU", "Exp", "NExp":
		return exact(rel.Identity(e.set(name)), true)
	case "FW":
		return &bounds{must: e.none, may: rel.Identity(e.set("W")), inside: true, set: true}
	case "domain", "range", "different-values":
		return builtin{name}
	}
	return anything{}
}
