package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// loop adds a loop whose iterations iteration makes; one that comes to its end goes
// around. The way out is to leave to out, or to a label further out.
func (t *thread) loop(n syntax.Node, out *label, iteration func()) {
	t.loopWithHead(n, out, func() {}, iteration)
}

// loopWithHead is loop with iterations that begin with head, which tests whether
// there is another one. An iteration that is cut off at the bound has gone through
// its head:
//
//	{ head; while 1 { rest; head } } out
func (t *thread) loopWithHead(n syntax.Node, out *label, head, rest func()) {
	at := t.place(n)
	if t.expanded[n] {
		t.writeOut(at, out, head, rest)
		return
	}
	if t.dead {
		head()
		rest()
		return
	}
	always := t.always
	t.always = false
	t.loops++
	t.around = append(t.around, n)
	since := loopStart{made: t.made, regs: len(t.prog.Regs)}
	first := t.list(head)
	second := t.list(rest)
	t.loops--
	t.around = t.around[:len(t.around)-1]
	if t.dead {
		// Nobody goes around.
		t.close(out, at, append(first, second...))
		return
	}
	t.dead, t.always = false, always
	t.size += len(first)
	if body, ok := t.reduce(first, second, since, out, at); ok {
		t.close(out, at, body)
		return
	}
	t.always = false
	body, ends := rounds(first, second, out, at)
	t.dead = !ends
	t.close(out, at, body)
}

// writeOut adds the iterations of a loop one after the other, up to the bound.
func (t *thread) writeOut(at source.Span, out *label, head, rest func()) {
	var round func(n int)
	round = func(n int) {
		head()
		if t.dead {
			return
		}
		if n == t.opts.Unroll {
			t.emit(&prog.Cut{At: prog.At{Place: at}})
			t.dead, t.always = true, false
			return
		}
		rest()
		if !t.dead {
			round(n + 1)
		}
	}
	t.block(out, at, func() { round(0) })
}

// rounds returns the statements of a loop; ends is set if it can end by itself, not
// only by a break.
func rounds(head, rest []prog.Stmt, out *label, at source.Span) (body []prog.Stmt, ends bool) {
	loop := &prog.While{At: prog.At{Place: at}, Cond: number(1, at), Body: rest}
	if len(head) == 0 {
		return []prog.Stmt{loop}, false
	}
	if test, ok := head[0].(*prog.If); ok && len(head) == 1 && len(test.Then) == 1 && len(test.Else) == 0 {
		if b, ok := test.Then[0].(*prog.Break); ok && b.Label == out.name {
			loop.Cond = not(test.Cond)
			return []prog.Stmt{loop}, true
		}
	}
	loop.Body = append(append([]prog.Stmt{}, rest...), clone(head)...)
	return append(append([]prog.Stmt{}, head...), loop), false
}

// loopBody lowers the body of a loop, in which continue leads to the end of it.
func (t *thread) loopBody(s syntax.Stmt, out *label) {
	fr := t.frame
	next := t.newLabel("continue")
	fr.breaks, fr.continues = append(fr.breaks, out), append(fr.continues, next)
	t.block(next, t.place(s), func() { t.scoped(func() { t.stmt(s) }) })
	fr.breaks, fr.continues = fr.breaks[:len(fr.breaks)-1], fr.continues[:len(fr.continues)-1]
}

func (t *thread) whileLoop(s *syntax.While) {
	out := t.newLabel("break")
	t.loopWithHead(s, out, func() { t.jump(s.Cond, false, out) }, func() { t.loopBody(s.Body, out) })
}

func (t *thread) doLoop(s *syntax.DoWhile) {
	out := t.newLabel("break")
	if holds, ok := t.known(s.Cond); ok && !holds {
		// `do { … } while (0)` is a block that break can leave.
		t.block(out, t.place(s), func() { t.loopBody(s.Body, out) })
		return
	}
	t.loop(s, out, func() {
		t.loopBody(s.Body, out)
		t.jump(s.Cond, false, out)
	})
}

func (t *thread) forLoop(s *syntax.For) {
	t.scoped(func() {
		if s.Init != nil {
			t.stmt(s.Init)
		}
		if v, first, ok := t.counter(s); ok && !t.dead {
			if values, ok := t.trips(v, first, s); ok {
				t.countedLoop(v, values, s)
				return
			}
		}
		out := t.newLabel("break")
		t.loopWithHead(s, out, func() {
			if s.Cond != nil {
				t.jump(s.Cond, false, out)
			}
		}, func() {
			t.loopBody(s.Body, out)
			if s.Post != nil && !t.dead {
				t.effect(s.Post)
			}
		})
	})
}
