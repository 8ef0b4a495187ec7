package order

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxParts bounds the alternatives of ppo that are told apart.
const maxParts = 256

// model is what is read off a memory model once: the scope in which ppo is
// defined, and the alternatives that it is the union of.
type model struct {
	variants map[string]bool
	coherent bool
	// count is the number of definitions.
	count int
	// marked and plain are the definitions of Marked and fence that ppo sees, nil
	// if it sees none.
	marked, fence *scope
	parts         []part
}

// part is one alternative of ppo: core, restricted by the wraps from the last
// one to the first.
type part struct {
	// name is the innermost relation that people have a name for.
	name string
	core cat.Expr
	in   *scope
	wrap []wrap
	// fenced is set for what fences, acquires and releases order, which holds for
	// plain accesses too; addr for address dependencies.
	fenced, addr bool
}

// wrap is a restriction of a relation: [set] ; r, r ; [set], or r & other.
type wrap struct {
	kind wrapKind
	expr cat.Expr
	in   *scope
}

type wrapKind uint8

const (
	before wrapKind = iota
	after
	within
)

// read returns what is known of a model, or nil if it has no ppo.
func read(m *cat.Model) *model {
	t := &text{variants: m.Variants}
	end := t.instrs(m.Instrs, nil)
	ppo := end.lookup("ppo")
	if ppo == nil {
		return nil
	}
	out := &model{variants: m.Variants, coherent: m.Coherent(), count: t.count}
	ref := &cat.Name{Name: "ppo"}
	if ppo.kind == defined && ppo.param == nil {
		seen := ppo.in
		if ppo.group != nil {
			seen = ppo.group.in
		}
		out.marked, out.fence = seen.lookup("Marked"), seen.lookup("fence")
	}
	d := &decomposer{fence: out.fence}
	d.expr(ref, end, part{name: "ppo"})
	if out.parts = d.parts; len(d.parts) > maxParts {
		out.parts = []part{{name: "ppo", core: ref, in: end}}
	}
	return out
}

// decomposer splits ppo into alternatives.
type decomposer struct {
	fence *scope
	parts []part
}

// expr splits an expression in the context of p.
func (d *decomposer) expr(x cat.Expr, s *scope, p part) {
	if len(d.parts) > maxParts {
		return
	}
	switch x := x.(type) {
	case *cat.Name:
		d.name(x, s, p)
		return
	case *cat.Binary:
		_, leftID := x.X.(*cat.IdentityExpr)
		_, rightID := x.Y.(*cat.IdentityExpr)
		switch {
		case x.Op == cat.UnionOp:
			d.expr(x.X, s, p)
			d.expr(x.Y, s, p)
			return
		case x.Op == cat.SeqOp && leftID:
			d.expr(x.Y, s, p.wrapped(before, x.X, s))
			return
		case x.Op == cat.SeqOp && rightID:
			d.expr(x.X, s, p.wrapped(after, x.Y, s))
			return
		case x.Op == cat.InterOp:
			d.expr(x.X, s, p.wrapped(within, x.Y, s))
			return
		}
	}
	p.core, p.in = x, s
	d.parts = append(d.parts, p)
}

// name follows a name to its definition, unless it is one of those that the
// execution brings along.
func (d *decomposer) name(x *cat.Name, s *scope, p part) {
	def := s.lookup(x.Name)
	switch x.Name {
	case "rf", "co", "fr", "po":
		def = nil
	case "addr", "data", "ctrl":
		p.name = x.Name
		p.addr = x.Name == "addr"
		if def != nil && isCarried(def, x.Name) {
			def = nil
		}
	}
	if def == nil || def.kind != defined || def.group != nil || def.param != nil || cat.InLibrary(def.expr.Span()) {
		if p.name == "ppo" {
			p.name = x.Name
		}
		p.core, p.in = x, s
		d.parts = append(d.parts, p)
		return
	}
	p.name = x.Name
	p.fenced = p.fenced || def == d.fence
	d.expr(def.expr, def.in, p)
}

// isCarried reports whether a definition restates the relation of its own name,
// as in addr := carry-dep ; addr.
func isCarried(def *scope, name string) bool {
	seq, ok := def.expr.(*cat.Binary)
	if !ok || seq.Op != cat.SeqOp {
		return false
	}
	y, ok := seq.Y.(*cat.Name)
	return ok && y.Name == name
}

func (p part) wrapped(kind wrapKind, x cat.Expr, s *scope) part {
	p.wrap = append(p.wrap[:len(p.wrap):len(p.wrap)], wrap{kind, x, s})
	return p
}

// part evaluates an alternative of ppo between events of the path.
func (e *eval) part(p *part) *bounds {
	b := e.relOf(e.expr(p.core, p.in))
	for i := len(p.wrap) - 1; i >= 0 && !b.isEmpty(); i-- {
		w := &p.wrap[i]
		y := e.relOf(e.expr(w.expr, w.in))
		switch w.kind {
		case before:
			b = e.binary(cat.SeqOp, y, b)
		case after:
			b = e.binary(cat.SeqOp, b, y)
		case within:
			b = e.binary(cat.InterOp, b, y)
		}
	}
	return b
}

// markedSet returns the events that are surely, and those that may be, marked.
func (e *eval) markedSet(m *model) (must, may *rel.Set) {
	if m.marked == nil {
		all := rel.FullSet(e.n)
		return all, all
	}
	b := e.setOf(e.name("Marked", m.marked))
	return b.must.Domain(), b.may.Domain()
}
