package progen

import (
	"fmt"
	"strings"
)

// thread is a thread while it is being made.
type thread struct {
	*builder
	id int
	// ints and ptrs are the registers that hold integers and addresses.
	ints, ptrs []string
	// tops are declarations at the top of the body; a register that is first
	// assigned in a nested block has to be declared there to be valid C.
	tops []string
	// inits are this thread's items of the init block.
	inits []string
	// inline declares registers where they are first assigned.
	inline bool
	// next numbers registers.
	next  int
	depth int
	// loops counts the enclosing while statements.
	loops int
	body  []string
	// tokens are the integer registers that hold an srcu index.
	tokens []string
	// missing is a location that the parameters lack, so that its name is just a
	// register that holds zero.
	missing string
}

func (b *builder) drawThread(id int) *thread {
	th := &thread{builder: b, id: id}
	th.inline = b.oneIn("inline", 2)
	if b.oneIn("initial register", 25) {
		r := th.name()
		th.inits = append(th.inits, fmt.Sprintf("%d:%s=%d;", id, r, b.intIn("value", 0, 2)))
		th.ints = append(th.ints, r)
		th.tops = append(th.tops, "int "+r+";")
	}
	for range 1 + b.weighted("statements", take([]int{2, 5, 6, 4, 2, 2, 1, 1}, b.cfg.MaxStatements)...) {
		th.body = append(th.body, th.attempt(func() ([]string, footprint) { return th.statement() })...)
	}
	if len(th.body) == 0 {
		// A thread without a statement is a syntax error for herd7.
		th.body = []string{"barrier();"}
	}
	return th
}

func take(w []int, n int) []int {
	if n < len(w) {
		return w[:n]
	}
	return w
}

// attempt makes a statement and takes it back if the program gets too large.
func (th *thread) attempt(make func() ([]string, footprint)) []string {
	ints, ptrs, tops, tokens := len(th.ints), len(th.ptrs), len(th.tops), len(th.tokens)
	clear(th.updated)
	lines, cost := make()
	if total := th.spent.plus(cost); total.fits(th.cfg, th.names(data)) {
		// Inside a block the cost is the block's to charge.
		if th.depth == 0 {
			th.spent = total
		}
		return lines
	}
	th.ints, th.ptrs, th.tops, th.tokens = th.ints[:ints], th.ptrs[:ptrs], th.tops[:tops], th.tokens[:tokens]
	return nil
}

// block makes the statements of a nested block, at least one.
func (th *thread) block(most int) ([]string, footprint) {
	th.depth++
	defer func() { th.depth-- }()
	// The statements of a condition and of its branch are different instances.
	outer := th.updated
	defer func() { th.updated = outer }()
	var lines []string
	var sum footprint
	for range 1 + th.weighted("block", take([]int{5, 3, 1}, most)...) {
		th.builder.updated = map[string]bool{}
		more, cost := th.statement()
		lines, sum = append(lines, more...), sum.plus(cost)
	}
	return lines, sum
}

// name returns a fresh register name.
func (th *thread) name() string {
	th.next++
	return fmt.Sprintf("r%d", th.next-1)
}

// assign returns the statement that gives an integer register, mostly a new one,
// the value of an expression.
func (th *thread) assign(expr string) string {
	if len(th.ints) > 0 && th.oneIn("reuse register", 6) {
		return th.anyInt() + " = " + expr + ";"
	}
	r := th.name()
	text := th.declare("int ", r) + " = " + expr + ";"
	th.ints = append(th.ints, r)
	return text
}

// assignPointer is assign for a register that holds an address.
func (th *thread) assignPointer(expr string) string {
	r := th.name()
	text := th.declare("int *", r) + " = " + expr + ";"
	th.ptrs = append(th.ptrs, r)
	return text
}

// declare returns what to write before the "=" of a register's first assignment.
func (th *thread) declare(typ, r string) string {
	if th.depth == 0 && th.inline {
		return typ + r
	}
	if !th.mistake("undeclared", 40) {
		th.tops = append(th.tops, typ+r+";")
	}
	return r
}

// last returns the integer register that was assigned last.
func (th *thread) last() string { return th.ints[len(th.ints)-1] }

func (th *thread) anyInt() string { return th.choose("register", th.ints...) }

// statement makes one statement of a kind that the theme favours and that the
// program has locations for.
func (th *thread) statement() ([]string, footprint) {
	w := th.theme.weights()
	if len(th.names(pointer)) == 0 {
		w[kPointerLoad], w[kPointerStore], w[kThroughPointer] = 0, 0, 0
	}
	if th.depth >= th.cfg.MaxDepth {
		w[kIf], w[kWhile], w[kLockSection], w[kRCUSection], w[kSRCUSection] = 0, 0, 0, 0, 0
	}
	if th.loops > 0 && !th.oneIn("loop in loop", 10) {
		w[kWhile] = 0
	}
	switch kind(th.weighted("statement", w[:]...)) {
	case kLoad:
		e, cost := th.load()
		return one(th.assign(e), cost)
	case kStore:
		return th.store()
	case kFence:
		return one(th.fence(), footprint{})
	case kLocal:
		e, cost := th.value(2)
		return one(th.assign(e), cost)
	case kIf:
		return th.ifStatement()
	case kRMW:
		e, cost := th.rmw()
		return one(th.assign(e), cost)
	case kVoidRMW:
		return th.voidRMW()
	case kCmpxchg:
		e, cost := th.cmpxchg()
		return one(th.assign(e), cost)
	case kAddUnless:
		e, cost := th.addUnless()
		return one(th.assign(e), cost)
	case kDiscard:
		return th.discard()
	case kWhile:
		return th.whileStatement()
	case kCopy:
		return th.copyStatement()
	case kLockSection:
		return th.lockSection()
	case kTrylock:
		return th.trylock()
	case kIsLocked:
		l := th.anyOf(spinlock)
		return one(th.assign("spin_is_locked("+l+")"), footprint{reads: map[string]int{l: 1}, choices: 1})
	case kRCUSection:
		return th.rcuSection()
	case kRCUSync:
		return one(th.choose("grace period", "synchronize_rcu();", "synchronize_rcu_expedited();"), footprint{})
	case kSRCUSection:
		return th.srcuSection()
	case kSRCUSync:
		s := th.anyOf(srcu)
		return one(th.choose("grace period", "synchronize_srcu", "synchronize_srcu_expedited")+"("+s+");", footprint{})
	case kSRCUHandOver:
		return th.srcuHandOver()
	case kPointerLoad:
		return th.pointerLoad()
	case kPointerStore:
		return th.pointerStore()
	case kThroughPointer:
		return th.throughPointer()
	default:
		panic("progen: unhandled kind of statement")
	}
}

func one(line string, cost footprint) ([]string, footprint) { return []string{line}, cost }

// indent indents lines by one level.
func indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = "\t" + l
	}
	return out
}

// text renders the thread.
func (th *thread) text(params string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "P%d(%s)\n{\n", th.id, params)
	for _, l := range indent(append(append([]string{}, th.tops...), th.body...)) {
		out.WriteString(l + "\n")
	}
	out.WriteString("}\n")
	return out.String()
}
