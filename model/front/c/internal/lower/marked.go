package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Between __lkmm_marked(1) and __lkmm_marked(0) plain accesses are marked ones: the
// sections of sequence counters, whose data the kernel accesses plainly and its race
// detector takes for marked. Sections nest. Where a thread can come to a place both
// inside and outside of a section, that is an error.

// The tags of the fences that stand for the ends of sections until they are settled.
const (
	markBegin prog.Tag = "marked-begin"
	markEnd   prog.Tag = "marked-end"
)

// mark lowers __lkmm_marked(n).
func (t *thread) mark(e *syntax.Call) {
	begins, ok := t.known(e.Args[0])
	switch {
	case !ok:
		t.errorf(BadIntrinsic, t.place(e), "this must be 1 or 0")
	case begins:
		t.fence(markBegin, t.place(e))
	default:
		t.fence(markEnd, t.place(e))
	}
	t.marks = true
}

// marker goes through the statements of a thread with the number of sections around.
type marker struct {
	*thread
	labels map[string]int
}

// nowhere is the number of sections where control does not come to.
const nowhere = -1

// settleMarks gives the accesses in sections their tags and drops the fences that
// stand for the sections' ends.
func (t *thread) settleMarks() {
	if t.marks {
		m := &marker{thread: t, labels: map[string]int{}}
		t.prog.Body, _ = m.list(t.prog.Body, 0)
	}
}

func (m *marker) list(list []prog.Stmt, depth int) (out []prog.Stmt, end int) {
	for _, s := range list {
		if f, ok := s.(*prog.Fence); ok && depth != nowhere {
			switch {
			case f.Tag == markBegin:
				depth++
				continue
			case f.Tag == markEnd && depth == 0:
				m.errorf(BadIntrinsic, s.Span(), "this ends a section of a sequence counter that has not begun")
				continue
			case f.Tag == markEnd:
				depth--
				continue
			}
		}
		depth = m.stmt(s, depth)
		out = append(out, s)
	}
	return out, depth
}

// meet returns the number of sections around a place to which two ways lead.
func (m *marker) meet(a, b int, at source.Span) int {
	switch {
	case a == nowhere:
		return b
	case b == nowhere || a == b:
		return a
	default:
		m.errorf(NotModelled, at, "some ways through this are in the section of a sequence counter and others are not")
		return a
	}
}

func (m *marker) stmt(s prog.Stmt, depth int) int {
	exprs, _ := parts(s)
	for _, e := range exprs {
		m.expr(e, depth)
	}
	switch s := s.(type) {
	case *prog.Store:
		if s.Tag == "" && depth > 0 {
			s.Tag = "ONCE"
		}
	case *prog.If:
		var a, b int
		s.Then, a = m.list(s.Then, depth)
		s.Else, b = m.list(s.Else, depth)
		return m.meet(a, b, s.Span())
	case *prog.While:
		var end int
		s.Body, end = m.list(s.Body, depth)
		m.meet(end, depth, s.Span())
		if n, ok := integer(s.Cond); ok && n != 0 {
			return nowhere
		}
	case *prog.Block:
		var end int
		m.labels[s.Label] = nowhere
		s.Body, end = m.list(s.Body, depth)
		return m.meet(end, m.labels[s.Label], s.Span())
	case *prog.Break:
		m.labels[s.Label] = m.meet(m.labels[s.Label], depth, s.Span())
		return nowhere
	case *prog.Cut:
		return nowhere
	case *prog.Assume:
		if n, ok := integer(s.Cond); ok && n == 0 {
			return nowhere
		}
	case *prog.Assign, *prog.Together, *prog.Eval, *prog.Fence, *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu:
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
	return depth
}

func (m *marker) expr(e prog.Expr, depth int) {
	if depth <= 0 {
		return
	}
	someExpr(e, func(e prog.Expr) bool {
		if l, ok := e.(*prog.Load); ok && l.Tag == "" {
			l.Tag = "ONCE"
		}
		return false
	})
}
