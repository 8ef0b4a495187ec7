package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// item is an element of a list of statements: a statement, a place that can be
// jumped to, or a part of the list that a goto backwards makes a loop.
type item struct {
	stmt syntax.Stmt
	// name is a label of goto, mark one of a switch.
	name string
	mark *label
	loop []item
	at   source.Span
	// from is the label in the text.
	from syntax.Node
}

// stmts lowers a list of statements.
func (t *thread) stmts(list []syntax.Stmt) { t.stmtsWithTail(list, func() {}) }

// stmtsWithTail lowers a list of statements and then what tail adds.
func (t *thread) stmtsWithTail(list []syntax.Stmt, tail func()) {
	t.items(t.itemsOf(list), nil, tail)
}

// itemsOf takes the labels off statements.
func (t *thread) itemsOf(list []syntax.Stmt) []item {
	var out []item
	for _, s := range list {
		for {
			l, ok := s.(*syntax.Label)
			if !ok {
				break
			}
			out = append(out, item{name: l.Name.Name, at: t.place(l), from: l})
			s = l.Stmt
		}
		switch c := s.(type) {
		case nil:
		case *syntax.Case:
			t.errorf(BadStatement, t.place(c), "a case must stand right inside of its switch")
			out = append(out, t.itemsOf(c.List)...)
		default:
			out = append(out, item{stmt: s, at: t.place(s)})
		}
	}
	return out
}

// items lowers a list. first adds what stands before it and can jump to its marks.
//
// A goto forwards is a break out of the block that ends at its label:
//
//	{ { first … goto b … } a: … goto b … } b: … tail
//
// A label that is jumped back to begins a loop, which goes on to the last statement
// that jumps there.
func (t *thread) items(list []item, first, tail func()) {
	if first == nil && !hasPlaces(list) {
		for _, i := range list {
			t.stmt(i.stmt)
		}
		tail()
		return
	}
	list = withLoops(list)
	outer := t.frame.gotos
	t.frame.gotos = map[string]*label{}
	for name, l := range outer {
		t.frame.gotos[name] = l
	}
	labels := make([]*label, len(list))
	for k, i := range list {
		switch {
		case i.name != "":
			labels[k] = t.newLabel(i.name)
			t.frame.gotos[i.name] = labels[k]
		case i.mark != nil:
			labels[k] = i.mark
		}
	}
	var upTo func(k int)
	upTo = func(k int) {
		from := k
		for from > 0 && labels[from-1] == nil {
			from--
		}
		// labels[from-1] is the last label before position k, or there is none.
		if from > 0 {
			l := labels[from-1]
			t.block(l, list[from-1].at, func() { upTo(from - 1) })
			if name := list[from-1].name; name != "" {
				delete(t.frame.gotos, name) // from here on it would be backwards
				if out := outer[name]; out != nil {
					t.frame.gotos[name] = out
				}
			}
			if inner := list[from-1].loop; inner != nil {
				t.gotoLoop(list[from-1], inner)
			}
		} else if first != nil {
			first()
		}
		for _, i := range list[from:k] {
			t.stmt(i.stmt)
		}
	}
	upTo(len(list))
	t.frame.gotos = outer
	tail()
}

// hasPlaces reports whether a list has labels.
func hasPlaces(list []item) bool {
	for _, i := range list {
		if i.name != "" || i.mark != nil {
			return true
		}
	}
	return false
}

// withLoops folds the parts of a list that begin with a label and go on to the last
// statement that jumps back to it.
func withLoops(list []item) []item {
	for k, i := range list {
		if i.name == "" || i.loop != nil {
			continue
		}
		last := -1
		for m := k; m < len(list); m++ {
			if list[m].stmt != nil && jumpsTo(list[m].stmt, i.name) || list[m].loop != nil && loopJumpsTo(list[m].loop, i.name) {
				last = m
			}
		}
		if last < 0 {
			continue
		}
		i.loop = withLoops(append([]item{}, list[k+1:last+1]...))
		out := append(append([]item{}, list[:k]...), i)
		return append(out, withLoops(list[last+1:])...)
	}
	return list
}

func loopJumpsTo(list []item, name string) bool {
	for _, i := range list {
		if i.stmt != nil && jumpsTo(i.stmt, name) || loopJumpsTo(i.loop, name) {
			return true
		}
	}
	return false
}

// jumpsTo reports whether there is a goto to a label in a statement.
func jumpsTo(s syntax.Stmt, name string) bool {
	return someSyntax(s, func(n syntax.Node) bool {
		g, ok := n.(*syntax.Goto)
		return ok && g.Label.Name == name
	})
}

// hasLabel reports whether something in a statement can be jumped to.
func hasLabel(s syntax.Stmt) bool {
	return someSyntax(s, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Label, *syntax.Case:
			return true
		}
		return false
	})
}

// gotoLoop lowers the loop that begins at a label.
func (t *thread) gotoLoop(i item, list []item) {
	again, out := t.newLabel(i.name+".again"), t.newLabel(i.name+".end")
	t.loop(i.from, out, func() {
		t.block(again, i.at, func() {
			outer := t.frame.gotos
			t.frame.gotos = map[string]*label{}
			for name, l := range outer {
				t.frame.gotos[name] = l
			}
			t.frame.gotos[i.name] = again
			t.items(list, nil, func() {})
			t.frame.gotos = outer
			t.leave(out, i.at)
		})
	})
}

// gotoStmt lowers goto.
func (t *thread) gotoStmt(s *syntax.Goto) {
	l := t.frame.gotos[s.Label.Name]
	if l != nil {
		t.leave(l, t.place(s))
		return
	}
	if fn := t.frame.fn; fn != nil && someSyntax(fn.Body, func(n syntax.Node) bool {
		l, ok := n.(*syntax.Label)
		return ok && l.Name.Name == s.Label.Name
	}) {
		t.errorf(NotModelled, t.place(s), "a goto into a block or a loop is not modelled")
		return
	}
	t.errorf(BadStatement, t.place(s), "there is no label %s in this function", s.Label.Name)
}
