package lower

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Options are what a test is lowered with.
type Options struct {
	// Ignored says of a function that its calls have no effect on ordering. Nil
	// ignores none.
	Ignored func(name string) bool
	// Stub returns the declaration of a function of which only is known that it
	// returns any value, nil if there is none. It may be nil.
	Stub func(name string) *syntax.Var
	// Unroll is how deep a recursion is followed; 0 means 2, as for loops.
	Unroll int
}

const (
	// defaultUnroll is that of package event.
	defaultUnroll = 2
	// maxRounds bounds how often a test is lowered until nothing new is learned.
	maxRounds = 40
)

// Run lowers a test. build says what it consists of, by calls of the Lowerer's
// methods; it is called again for each round and has to do the same each time. The
// program and the problems are those of the last round; the program is to be used
// only if there is no error among them.
func Run(env *ctype.Env, o Options, build func(*Lowerer)) (*prog.Program, diag.List) {
	if o.Unroll <= 0 {
		o.Unroll = defaultUnroll
	}
	known := &knowledge{
		escaped:   map[*syntax.Var]bool{},
		modified:  map[*syntax.Func]map[string]bool{},
		literals:  map[*syntax.CompoundLit]*syntax.Var{},
		expanded:  map[syntax.Node]bool{},
		asked:     map[askedFor]bool{},
		heapTypes: map[*syntax.Call]*ctype.Type{},
	}
	for round := 0; ; round++ {
		before := known.state(env)
		l := newLowerer(env, o, known)
		build(l)
		l.finish()
		if known.state(env) == before {
			return l.prog, l.problems
		}
		if round == maxRounds {
			l.errorf(TooLarge, l.prog.Span, "the types of this test do not settle; declare the records that it uses")
			return l.prog, l.problems
		}
	}
}

// knowledge is what one round leaves to the next.
type knowledge struct {
	// escaped are the locals that need an address.
	escaped map[*syntax.Var]bool
	// modified are the names that a function assigns or takes the address of.
	modified map[*syntax.Func]map[string]bool
	// literals are the declarations that stand for compound literals.
	literals map[*syntax.CompoundLit]*syntax.Var
	// threadCount is the number of the test's threads, without those that the code
	// creates.
	threadCount int
	// joins is set if some thread waits for another one to end.
	joins bool
	// aborts is set if a thread that the code creates may end the program.
	aborts bool
	// taken are the functions whose address is a value.
	taken []*function
	// asked are the registers that properties name.
	asked map[askedFor]bool
	// expanded are the loops that are written out, since something in them is another
	// thing in each iteration.
	expanded map[syntax.Node]bool
	// heapTypes are the types of what is allocated by size.
	heapTypes map[*syntax.Call]*ctype.Type
}

// askedFor is a register of a thread.
type askedFor struct{ thread, reg string }

// state is what has to be the same before and after a round for its program to be
// the final one.
type state struct {
	lessons, escaped, expanded, threads, asked, taken int
	joins, aborts                                     bool
}

func (k *knowledge) state(env *ctype.Env) state {
	return state{env.Lessons(), len(k.escaped), len(k.expanded), k.threadCount, len(k.asked), len(k.taken), k.joins, k.aborts}
}

// Lowerer makes one program.
type Lowerer struct {
	*knowledge
	opts     Options
	env      *ctype.Env
	prog     *prog.Program
	problems diag.List
	// reported tells problems apart: a function is inlined again and again.
	reported map[problemKey]bool
	// objects are those at the top level, by declaration; order is that in which
	// they were made, one for each Global of the program.
	objects map[*syntax.Var]*object
	named   map[string]*object
	order   []*object
	// functions are the objects that stand for functions whose address is a value.
	functions map[*syntax.Func]*object

	threads map[string]*thread
	// directive is the call of the first thread, as its directive has it.
	directive source.Span
	lowered   []*thread
	spawned   []*spawn
	// done has the flags of the threads that have ended.
	done *object
	// perThread are the objects of which each thread has a copy.
	perThread map[*syntax.Var]*copies
	// heapCount counts the allocations.
	heapCount int
	asserts   []*assertion
	// cur is the thread that is being lowered.
	cur *thread
	// racy counts the __lkmm_racy around.
	racy int
	// size counts what was made, against maxSize.
	size int
}

type problemKey struct {
	code    diag.Code
	span    source.Span
	message string
}

func newLowerer(env *ctype.Env, o Options, known *knowledge) *Lowerer {
	l := &Lowerer{
		knowledge: known,
		opts:      o,
		prog:      &prog.Program{Strict: true},
		reported:  map[problemKey]bool{},
		objects:   map[*syntax.Var]*object{},
		named:     map[string]*object{},
		functions: map[*syntax.Func]*object{},
		threads:   map[string]*thread{},
		perThread: map[*syntax.Var]*copies{},
	}
	l.env = env.WithTypeOf(l.typeOf)
	return l
}

// Program returns the program that is being made, for what is not this package's
// matter: its name, its properties.
func (l *Lowerer) Program() *prog.Program { return l.prog }

// Env returns the types of the test, as expressions see them.
func (l *Lowerer) Env() *ctype.Env { return l.env }

// Problems are those found so far in this round.
func (l *Lowerer) Problems() *diag.List { return &l.problems }

// report adds a problem unless it is known already; it returns one that can be
// added to in either case.
func (l *Lowerer) report(s diag.Severity, code diag.Code, at source.Span, format string, args []any) *diag.Problem {
	var one diag.List
	var p *diag.Problem
	switch s {
	case diag.Error:
		p = one.Errorf(code, at, format, args...)
	case diag.Warning:
		p = one.Warnf(code, at, format, args...)
	case diag.Hint:
		p = one.Hintf(code, at, format, args...)
	default:
		panic("lower: unhandled severity")
	}
	key := problemKey{code, at, p.Message}
	if !l.reported[key] {
		l.reported[key] = true
		l.problems.Append(one)
	}
	return p
}

func (l *Lowerer) errorf(code diag.Code, at source.Span, format string, args ...any) *diag.Problem {
	return l.report(diag.Error, code, at, format, args)
}

func (l *Lowerer) warnf(code diag.Code, at source.Span, format string, args ...any) *diag.Problem {
	return l.report(diag.Warning, code, at, format, args)
}

func (l *Lowerer) hintf(code diag.Code, at source.Span, format string, args ...any) *diag.Problem {
	return l.report(diag.Hint, code, at, format, args)
}

// finish lays out the objects and adds what the threads left to be said about the
// whole program.
func (l *Lowerer) finish() {
	l.threadCount = len(l.prog.Threads)
	l.finishSpawns()
	l.finishThreads()
	l.layOut()
	l.finishAsserts()
	l.problems.Append(l.env.Problems())
}

// finishThreads settles what hangs on all of a thread, and on what properties ask.
func (l *Lowerer) finishThreads() {
	for _, t := range l.lowered {
		t.settleMarks()
		t.settleAnys()
		t.tidy()
	}
}
