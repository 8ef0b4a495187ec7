package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// thread is a thread while it is lowered.
type thread struct {
	*Lowerer
	prog  *prog.Thread
	label string
	frame *frame
	// out is the list that statements are added to. dead is set where control does
	// not come to; nothing is added there.
	out  *[]prog.Stmt
	dead bool
	// always is set as long as what is added is executed in every execution of the
	// thread.
	always bool
	// loops counts the loops of the program around out: what is added there may be
	// executed several times.
	loops int
	// around are the loops around in the text that are not written out.
	around []syntax.Node
	// quiet counts the calls of ignored functions around: unknown functions in their
	// arguments are ignored too.
	quiet int
	// sink counts the expressions around whose value nothing depends on.
	sink  int
	depth int
	temps int
	// labels and names make names unique.
	labels map[string]int
	names  map[string]int
	// ends are the labels at the ends of calls, with the numbers of their frames.
	ends map[string]int
	// locals are the variables of the thread's own function, by name.
	locals map[string]*variable
	// result is where the value of the thread's function goes, nil for none.
	result *variable
	// fails has the register of each assertion in this thread.
	fails map[*assertion]int
	// unset are the registers that have no value before they are assigned, with the
	// variables that they are of.
	unset map[int]*variable
	// variables are those that the registers belong to; made counts them.
	variables map[int]*variable
	made      int
	// copied are the reads of registers as parts of records, which need no value.
	copied map[*prog.RegRef]bool
	// anys are the values that are not known; observed are the registers that
	// properties name.
	anys     []*anyValue
	observed map[int]bool
	// created is set for a thread that the code creates; aborted is the register that
	// tells whether it has ended the program, -1 if there is none.
	created bool
	aborted int
	// marks is set if there are sections of sequence counters.
	marks bool
	// started are the threads that this one creates, in the order of the text.
	started []*spawn
	// kept are registers that are read where they were not set.
	kept map[int]bool
}

func (l *Lowerer) newThread(label string, at source.Span) *thread {
	t := l.emptyThread()
	t.prog.ID, t.prog.Name, t.prog.Span = len(l.prog.Threads), label, at
	t.label = label
	l.prog.Threads = append(l.prog.Threads, t.prog)
	l.lowered = append(l.lowered, t)
	l.threads[label] = t
	return t
}

// emptyThread returns a thread that is no part of the program yet.
func (l *Lowerer) emptyThread() *thread {
	t := &thread{
		Lowerer:   l,
		prog:      &prog.Thread{},
		always:    true,
		labels:    map[string]int{},
		names:     map[string]int{},
		ends:      map[string]int{},
		locals:    map[string]*variable{},
		fails:     map[*assertion]int{},
		unset:     map[int]*variable{},
		variables: map[int]*variable{},
		copied:    map[*prog.RegRef]bool{},
		observed:  map[int]bool{},
		kept:      map[int]bool{},
		aborted:   -1,
	}
	t.out = &t.prog.Body
	return t
}

// Thread adds a thread that makes a call. Its locals are known as LABEL.local.
func (l *Lowerer) Thread(label string, call syntax.Expr) {
	t := l.newThread(label, call.Span())
	if !l.directive.IsValid() {
		l.directive = call.Span()
	}
	t.run(func() { t.startCall(call) })
}

// run lowers the body of a thread.
func (t *thread) run(body func()) {
	t.frame = &frame{env: t.env, scope: newScope(nil)}
	t.within(body)
	t.checkUnset()
}

// startCall lowers the call of a thread's directive: the function's frame is the
// thread's own.
func (t *thread) startCall(call syntax.Expr) {
	c, ok := call.(*syntax.Call)
	if !ok {
		t.errorf(BadCall, call.Span(), "a thread is a call of a function, such as f(&x)")
		return
	}
	fn, pointer := t.callee(c)
	if pointer != nil {
		t.errorf(BadCall, call.Span(), "a thread is a call of a function by its name")
	}
	if fn == nil {
		return
	}
	if fn.def == nil {
		t.errorf(BadCall, call.Span(), "a thread must be a function with a body; %s has none here", fn.name)
		return
	}
	t.inline(fn, c, true)
}

// reg makes a register.
func (t *thread) reg(name string, typ *ctype.Type, at source.Span, hidden bool) int {
	if n := t.names[name]; n > 0 {
		// The first of a name is the one that properties mean.
		hidden = true
		t.names[name]++
		name = fmt.Sprintf("%s.%d", name, n+1)
	} else {
		t.names[name] = 1
	}
	t.prog.Regs = append(t.prog.Regs, &prog.Reg{Name: name, Span: at, Type: typ.Prog(), Hidden: hidden})
	return len(t.prog.Regs) - 1
}

// temp makes a register for a value in between.
func (t *thread) temp(typ *ctype.Type, at source.Span) int {
	t.temps++
	return t.reg(fmt.Sprintf("_%d", t.temps), typ, at, true)
}

// wordTemp makes a register for a value of any scalar type.
func (t *thread) wordTemp(at source.Span) int { return t.temp(ctype.LongType(), at) }

// maxSize bounds the statements of a test.
const maxSize = 50000

// emit adds a statement.
func (t *thread) emit(s prog.Stmt) {
	if t.dead {
		return
	}
	t.size++
	if t.size > maxSize {
		t.errorf(TooLarge, t.prog.Span, "%s becomes too large when its calls and loops are written out", t.label)
		t.dead = true
		return
	}
	*t.out = append(*t.out, s)
}

// list runs f and returns the statements that it adds, apart from the others.
func (t *thread) list(f func()) []prog.Stmt {
	outer := t.out
	var list []prog.Stmt
	t.out = &list
	f()
	t.out = outer
	return list
}

// label is a place at the end of a block that breaks can go to.
type label struct {
	name string
	uses int
}

// newLabel makes a label; labels of one thread have different names.
func (t *thread) newLabel(name string) *label {
	t.labels[name]++
	if n := t.labels[name]; n > 1 {
		name = fmt.Sprintf("%s.%d", name, n)
	}
	return &label{name: name}
}

// leave goes to a label.
func (t *thread) leave(l *label, at source.Span) {
	if t.dead {
		return
	}
	l.uses++
	t.emit(&prog.Break{At: prog.At{Place: at}, Label: l.name})
	t.dead, t.always = true, false
}

// block runs f, whose statements may leave to l.
func (t *thread) block(l *label, at source.Span, f func()) {
	if t.dead {
		f() // there may be labels in it
		return
	}
	body := t.list(f)
	t.close(l, at, body)
}

// close adds the statements of a block that ends at l.
func (t *thread) close(l *label, at source.Span, body []prog.Stmt) {
	for n := len(body) - 1; n >= 0; n-- {
		b, ok := body[n].(*prog.Break)
		if !ok || b.Label != l.name {
			break
		}
		// It goes to where it would come to anyway.
		body, t.dead = body[:n], false
		l.uses--
	}
	if l.uses > 0 && someStmt(body, func(s prog.Stmt) bool { b, ok := s.(*prog.Break); return ok && b.Label == l.name }) {
		*t.out = append(*t.out, &prog.Block{At: prog.At{Place: at}, Label: l.name, Body: body})
		t.dead = false
		return
	}
	*t.out = append(*t.out, body...)
}

// branch runs then where cond holds and els, which may be nil, where it does not.
// cond is the residual of a truth value.
func (t *thread) branch(cond prog.Expr, at source.Span, then, els func()) {
	if els == nil {
		els = func() {}
	}
	if c, ok := cond.(*prog.Const); ok {
		if c.Value != (prog.Value{}) {
			then()
		} else {
			els()
		}
		return
	}
	dead, always := t.dead, t.always
	t.always = false
	a := t.list(then)
	deadThen := t.dead
	t.dead = dead
	b := t.list(els)
	t.dead, t.always = dead || t.dead && deadThen, always && !deadThen && !t.dead
	if dead {
		return
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		if hasEvents(cond) {
			*t.out = append(*t.out, &prog.Eval{At: prog.At{Place: at}, Value: cond})
		}
	case len(a) == 0:
		*t.out = append(*t.out, &prog.If{At: prog.At{Place: at}, Cond: not(cond), Then: b})
	default:
		*t.out = append(*t.out, &prog.If{At: prog.At{Place: at}, Cond: cond, Then: a, Else: b})
	}
}
