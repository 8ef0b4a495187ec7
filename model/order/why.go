package order

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/source"
)

// steps tells a shortest chain from x to y, without steps inside one operation.
func (c *collector) steps(e *eval, g *graph, x, y int) []Step {
	var out []Step
	chain := g.shortest(x, y)
	for k := 1; k < len(chain); k++ {
		a, b := chain[k-1], chain[k]
		if g.owner[a] >= 0 && g.owner[a] == g.owner[b] {
			continue
		}
		out = append(out, c.best(e, g, a, b))
	}
	return out
}

// best tells a step by the first part of ppo that gives it.
func (c *collector) best(e *eval, g *graph, a, b int) Step {
	best := -1
	for i, must := range g.parts {
		if must.Has(a, b) && (best < 0 || c.m.parts[best].name == overwrite) {
			best = i
		}
	}
	return c.word(e, g, best, a, b)
}

// word puts the step that a part of ppo gives into words.
func (c *collector) word(e *eval, g *graph, part, a, b int) Step {
	key := [3]int{part, a, b}
	s, ok := g.told[key]
	if !ok {
		s = e.step(&c.m.parts[part], a, b)
		g.told[key] = s
	}
	return s
}

// overwrite is the relation that is named last: who looks for an order between
// accesses of one variable rather wants to know of a fence.
const overwrite = "overwrite"

// step puts a step into words.
func (e *eval) step(p *part, x, y int) Step {
	s := Step{Relation: p.name, To: e.event(y).Span}
	at := e.by(p, x, y)
	s.By = e.event(at).Span
	line := s.By.Position().Line
	switch {
	case p.name == "addr" || p.name == "data" || p.name == "ctrl":
		s.By = e.event(x).Span
		kind := map[string]string{"addr": "address", "data": "data", "ctrl": "control"}[p.name]
		s.Text = fmt.Sprintf("%s dependency on %s on line %d", kind, quote(s.By), s.By.Position().Line)
	case p.name == overwrite:
		s.By = e.event(y).Span
		s.Text = fmt.Sprintf("%s overwrites the same variable", quote(s.By))
	default:
		s.Text = fmt.Sprintf("%s on line %d", quote(s.By), line)
	}
	return s
}

// maxQuote is how much of an operation's text is shown.
const maxQuote = 60

// quote returns a piece of the text as code, on one line.
func quote(s source.Span) string {
	text := []rune(strings.Join(strings.Fields(s.Text()), " "))
	if len(text) > maxQuote {
		text = append(text[:maxQuote-1], '…')
	}
	return "`" + strings.ReplaceAll(string(text), "`", "'") + "`"
}

// by returns the event that gives the order between x and y: a fence or the like
// between them if there is one, else the end that the relation asks something of
// besides being an access.
func (e *eval) by(p *part, x, y int) int {
	if e.notes == nil {
		e.notes = &notes{values: map[site]*bounds{}, calls: map[site]*scope{}}
	}
	w := &witness{e: e, notes: e.notes}
	for i := range p.wrap {
		r := &p.wrap[i]
		switch r.kind {
		case before:
			w.walk(r.expr, r.in, x, x)
		case after:
			w.walk(r.expr, r.in, y, y)
		case within:
			w.walk(r.expr, r.in, x, y)
		}
	}
	w.walk(p.core, p.in, x, y)
	rank := func(i int) int {
		switch k := e.event(i).Kind; {
		case i != x && i != y && (k == event.Fence || k == event.Sync):
			return 0
		case i != x && i != y:
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(w.seen, func(a, b int) int { return rank(a) - rank(b) })
	if len(w.seen) == 0 {
		return x
	}
	return w.seen[0]
}

// witness goes down the derivation of a sure pair and notes the events that it
// goes through, and the ends of which a kind or tag is asked.
type witness struct {
	e *eval
	*notes
	seen []int
}

// notes keep what expressions mean, for one pair is explained after another.
type notes struct {
	values map[site]*bounds
	calls  map[site]*scope
}

// site is an expression where it is read.
type site struct {
	x cat.Expr
	s *scope
}

// value returns what an expression means.
func (w *witness) value(x cat.Expr, s *scope) *bounds {
	b, ok := w.values[site{x, s}]
	if !ok {
		b = w.e.relOf(w.e.expr(x, s))
		w.values[site{x, s}] = b
	}
	return b
}

// call returns the body of the function that is applied and the scope in which it
// is read, nil if that is not known.
func (w *witness) call(x *cat.Apply, s *scope) (cat.Expr, *scope) {
	f, ok := w.e.expr(x.Fun, s).(*function)
	if !ok {
		return nil, nil
	}
	in, ok := w.calls[site{x, s}]
	if !ok {
		in = bindParam(f.in, f.param, w.e.expr(x.Arg, s))
		w.calls[site{x, s}] = in
	}
	return f.body, in
}

func (w *witness) note(i int) {
	if !slices.Contains(w.seen, i) {
		w.seen = append(w.seen, i)
	}
}

func (w *witness) has(x cat.Expr, s *scope, i, j int) bool {
	return w.value(x, s).must.Has(i, j)
}

func (w *witness) walk(x cat.Expr, s *scope, i, j int) {
	switch x := x.(type) {
	case *cat.Name:
		if d := s.lookup(x.Name); d != nil && d.kind == defined && d.group == nil && d.param == nil {
			w.walk(d.expr, d.in, i, j)
		}
	case *cat.IdentityExpr:
		if !isAnyAccess(x.X) {
			w.note(i)
		}
	case *cat.Unary:
		if x.Op == cat.OptOp && i != j {
			w.walk(x.X, s, i, j)
		}
	case *cat.Apply:
		if body, in := w.call(x, s); body != nil {
			w.walk(body, in, i, j)
		}
	case *cat.Binary:
		w.binary(x, s, i, j)
	}
}

func (w *witness) binary(x *cat.Binary, s *scope, i, j int) {
	switch x.Op {
	case cat.UnionOp:
		if w.has(x.X, s, i, j) {
			w.walk(x.X, s, i, j)
		} else if w.has(x.Y, s, i, j) {
			w.walk(x.Y, s, i, j)
		}
	case cat.InterOp:
		w.walk(x.X, s, i, j)
		w.walk(x.Y, s, i, j)
	case cat.DiffOp:
		w.walk(x.X, s, i, j)
	case cat.ProductOp:
		if !isAnyAccess(x.X) {
			w.note(i)
		}
		if !isAnyAccess(x.Y) {
			w.note(j)
		}
	case cat.SeqOp:
		a, b := w.value(x.X, s).must, w.value(x.Y, s).must
		for k := range w.e.n {
			if !a.Has(i, k) || !b.Has(k, j) {
				continue
			}
			w.walk(x.X, s, i, k)
			w.walk(x.Y, s, k, j)
			if k != i && k != j {
				w.note(k)
			}
			return
		}
	case cat.AddOp:
	}
}

// isAnyAccess reports whether a set's expression asks nothing of an access but
// what everybody sees: that it reads or writes, that it is marked.
func isAnyAccess(x cat.Expr) bool {
	switch x := x.(type) {
	case *cat.Universe:
		return true
	case *cat.Name:
		switch x.Name {
		case "M", "R", "W", "Marked", "Plain", "R4rmb", "Exp":
			return true
		}
	}
	return false
}
