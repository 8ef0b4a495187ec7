package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// spawn is a thread that the code creates. Who creates it sets a flag, behind a full
// barrier and as a release, and the thread reads that flag as an acquire before it
// does anything. If the creation is in every execution of its creator, the thread
// assumes that the flag is set; otherwise it does nothing where it is not, and the
// filter of the program drops the executions in which it could have run and did not.
type spawn struct {
	// number is its index among the created threads.
	number int
	fn     *function
	args   []val
	call   *syntax.Call
	flag   *object
	// always is set if the creation is in every execution of the creator; otherwise
	// made is the register of the creator that is 1 once it was made.
	always bool
	made   int
	t      *thread
	ran    int
}

// spawnThread evaluates __lkmm_spawn(f, args…): the number of the new thread, from 1.
func (t *thread) spawnThread(e *syntax.Call) val {
	at := t.place(e)
	var ops []*operand
	for _, a := range e.Args {
		ops = append(ops, t.operand(t.place(a), func() val { return t.rvalue(a) }))
	}
	t.joinHeld(ops...)
	fn := ops[0].v.fn
	if fn == nil || fn.def == nil {
		t.errorf(NotModelled, at, "the function of a new thread must be known from the text")
		return zero(at)
	}
	if !t.onlyOnce(at) {
		return zero(at)
	}
	s := &spawn{fn: fn, call: e, always: t.always, number: len(t.spawned)}
	t.spawned = append(t.spawned, s)
	n := len(t.spawned)
	s.flag = t.private(fmt.Sprintf("start.%d", n), ctype.IntType(), at)
	for i, o := range ops[1:] {
		s.args = append(s.args, t.handOver(o, fn, i, n))
	}
	t.fence("MB", at)
	t.emit(&prog.Store{
		At: prog.At{Place: at}, Addr: t.objectLocAt(s.flag, at).addr, Value: number(1, at), Tag: "RELEASE", Type: accessType(ctype.IntType()),
	})
	t.started = append(t.started, s)
	if !s.always {
		s.made = t.reg("started", ctype.IntType(), at, true)
		t.kept[s.made] = true
		t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: s.made, Value: number(1, at)})
	}
	return val{typ: ctype.IntType(), x: number(int64(n), at)}
}

// handOver makes an argument one that another thread can take: what is known is, and
// anything else goes through memory.
func (t *thread) handOver(o *operand, fn *function, i, n int) val {
	v := o.v
	if i < len(fn.typ.Params) {
		t.frame.env.Meet(fn.typ.Params[i], v.typ, o.at)
		v = t.as(v, fn.typ.Params[i], o.at)
	}
	if v.ref != nil {
		v = val{typ: v.typ, x: t.scalar(v, o.at)}
	}
	if v.isConst() {
		return v
	}
	if !v.typ.IsScalar() {
		t.errorf(NotModelled, o.at, "a new thread takes integers and pointers, not %s", v.typ)
		return zero(o.at)
	}
	p := t.objectLocAt(t.private(fmt.Sprintf("start.%d.%d", n, i+1), v.typ, o.at), o.at)
	t.emit(&prog.Store{At: prog.At{Place: o.at}, Addr: p.addr, Value: v.x, Type: accessType(v.typ)})
	return val{typ: v.typ, target: v.target, x: &prog.Load{At: prog.At{Place: o.at}, Addr: p.addr, Type: accessType(v.typ)}}
}

// objectLocAt returns the place of a whole object.
func (l *Lowerer) objectLocAt(o *object, at source.Span) loc {
	return loc{typ: o.typ, addr: &prog.Const{At: prog.At{Place: at}, Value: prog.AddrValue(o.global, 0)}}
}

// onlyOnce reports whether what is lowered is executed at most once; the loops
// around are written out in the next round if it is not.
func (t *thread) onlyOnce(at source.Span) bool {
	if t.loops == 0 {
		return true
	}
	for _, n := range t.around {
		t.expanded[n] = true
	}
	return false
}

// joinThread lowers __lkmm_join(h): it waits for the flag that the thread sets, as a
// release, when it ends.
func (t *thread) joinThread(e *syntax.Call) {
	at := t.place(e)
	v := t.rvalue(e.Args[0])
	index := binary(prog.Sub64, t.convert(t.scalar(v, at), v.typ, ctype.LongType(), at), number(1, at), at)
	t.waitFor(index, at)
}

// joinMine waits for all threads that this one has created so far.
func (t *thread) joinMine(at source.Span) {
	for _, s := range t.started {
		wait := func() { t.waitFor(number(int64(s.number), at), at) }
		if s.always {
			wait()
			continue
		}
		t.branch(truth(regRef(s.made, at)), at, wait, nil)
	}
}

// waitFor waits until the thread with an index, from 0, has ended.
func (t *thread) waitFor(index prog.Expr, at source.Span) {
	t.joins = true
	done := t.objectLocAt(t.doneFlags(at), at)
	addr := binary(prog.Add64, done.addr, binary(prog.Mul64, index, number(4, at), at), at)
	ended := t.hold(&prog.Load{At: prog.At{Place: at}, Addr: addr, Tag: "ACQUIRE", Type: accessType(ctype.IntType())}, ctype.IntType())
	t.assume(truth(ended), at)
	if t.aborts {
		t.branch(binary(prog.Eq, ended, number(hasAborted, at), at), at, func() { t.abort(at) }, nil)
	}
}

// What the flag of a thread that has ended holds.
const (
	hasEnded = 1 + iota
	// hasAborted is for one that ended the program: who waits for it waits for ever.
	// An assertion that fails elsewhere may have failed before, so that the execution
	// counts.
	hasAborted
)

// stop ends the thread.
func (t *thread) stop(at source.Span) {
	for fr := t.frame; fr != nil; fr = fr.outer {
		if fr.own && fr.end != nil {
			t.leave(fr.end, at)
			return
		}
	}
	t.errorf(NotModelled, at, "nothing is executed here that could end")
}

// abort ends the program: this thread, and with it those that wait for it.
func (t *thread) abort(at source.Span) {
	if t.dead {
		return
	}
	t.aborts = t.aborts || t.created
	if t.aborted >= 0 {
		t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: t.aborted, Value: number(1, at)})
	}
	t.stop(at)
}

// doneFlags returns the array of the flags that threads set when they end.
func (l *Lowerer) doneFlags(at source.Span) *object {
	if l.done == nil {
		l.done = l.private("ended", ctype.ArrayOf(ctype.IntType(), 1), at)
	}
	return l.done
}

// finishSpawns lowers the threads that the code creates, those that such threads
// create included.
func (l *Lowerer) finishSpawns() {
	for n := 0; n < len(l.spawned); n++ {
		if n == maxSpawned {
			l.errorf(TooLarge, l.spawned[n].call.Span(), "more than %d threads are created", maxSpawned)
			return
		}
		l.lowerSpawn(l.spawned[n], n)
	}
	if l.done != nil {
		l.done.typ = ctype.ArrayOf(ctype.IntType(), max(len(l.spawned), 1))
	}
	for _, s := range l.spawned {
		if s.always {
			continue
		}
		flag := prog.Place{Thread: -1, Global: s.flag.global, Index: -1}
		ran := prog.Place{Thread: s.t.prog.ID, Reg: s.ran, Index: -1}
		var p prog.Prop = &prog.OrProp{
			X: &prog.Atom{Left: flag, Values: []prog.Value{{}}},
			Y: &prog.Atom{Left: ran, Values: []prog.Value{{N: 1}}},
		}
		if l.prog.Filter != nil {
			p = &prog.AndProp{X: l.prog.Filter, Y: p}
		}
		l.prog.Filter = p
	}
}

// maxSpawned bounds the threads that the code creates.
const maxSpawned = 64

func (l *Lowerer) lowerSpawn(s *spawn, n int) {
	label, at := s.fn.name, s.call.Span()
	for k := 2; l.threads[label] != nil; k++ {
		label = fmt.Sprintf("%s.%d", s.fn.name, k)
	}
	t := l.newThread(label, at)
	s.t, t.created = t, true
	t.always = s.always
	t.run(func() {
		flag := truth(&prog.Load{
			At: prog.At{Place: at}, Addr: l.objectLocAt(s.flag, at).addr, Tag: "ACQUIRE", Type: accessType(ctype.IntType()),
		})
		if s.always {
			t.assume(flag, at)
			t.spawnBody(s, n, at)
			return
		}
		s.ran = t.reg("ran", ctype.IntType(), at, true)
		t.observed[s.ran] = true // the filter names it
		t.branch(flag, at, func() {
			t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: s.ran, Value: number(1, at)})
			t.spawnBody(s, n, at)
		}, nil)
	})
}

// spawnBody lowers the call of the function of a new thread.
func (t *thread) spawnBody(s *spawn, n int, at source.Span) {
	var ops []*operand
	for _, v := range s.args {
		ops = append(ops, &operand{at: at, v: v})
	}
	if t.aborts {
		t.aborted = t.reg("aborted", ctype.IntType(), at, true)
		t.kept[t.aborted] = true
	}
	t.inlineWith(s.fn, s.call.Args[1:], ops, s.call, true)
	if !t.joins {
		return
	}
	value := number(hasEnded, at)
	if t.aborts {
		value = binary(prog.Add, value, regRef(t.aborted, at), at)
	}
	done := t.objectLocAt(t.doneFlags(at), at)
	addr := binary(prog.Add64, done.addr, number(int64(4*n), at), at)
	t.emit(&prog.Store{At: prog.At{Place: at}, Addr: addr, Value: value, Tag: "RELEASE", Type: accessType(ctype.IntType())})
}
