package ide_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// An ordering is what an RMW of the prelude promises to order.
type ordering struct{ acquire, release, full bool }

// The orderings that there are.
func full() ordering      { return ordering{true, true, true} }
func acquire() ordering   { return ordering{acquire: true} }
func release() ordering   { return ordering{release: true} }
func both() ordering      { return ordering{acquire: true, release: true} }
func unordered() ordering { return ordering{} }

// rmw is a primitive of the prelude with what it is to do.
type rmw struct {
	// call is a statement; `old` is a local of the type of the cell with the value
	// that v holds before.
	call string
	// before and after are the values of v.
	before, after int64
	order         ordering
}

// rmws are primitives that work on objects of one type.
type rmws struct {
	// decl declares v, cell is the scalar in it, typ that one's type.
	decl, cell, typ string
	list            []rmw
}

// TestPreludeOrders asks of each RMW of the prelude the three questions that tell
// the orderings apart, so that it promises neither less nor more than it says:
//
//   - message passing in which it sends: release;
//   - message passing in which it receives: acquire;
//   - store buffering in which it is the only barrier of one thread: full.
func TestPreludeOrders(t *testing.T) {
	tools := testTools()
	for name, family := range map[string]rmws{
		"atomic":      atomicRMWs("atomic", "int"),
		"atomic64":    atomicRMWs("atomic64", "s64"),
		"atomic_long": atomicRMWs("atomic_long", "long"),
		"int":         exchanges("int"),
		"u8":          exchanges("u8"),
		"u64":         exchanges("u64"),
		"bits":        bitRMWs(),
		"refcount":    refcountRMWs(),
		"sync":        syncRMWs(),
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile(name+".c", family.source())
			d := tools.NewDocument(f)
			if got := len(d.Input.Tests); got != 3*len(family.list) {
				t.Errorf("%d tests are read, want %d", got, 3*len(family.list))
			}
			c := &ide.Checker{NewEngine: tools.NewEngine, Options: verify.Options{Engine: verify.Native, Timeout: time.Minute}}
			defer c.Close()
			wants, faults := wantsOf(f)
			for _, fault := range append(faults, unmet(f, wants, factsOf(d, c.CheckDocument(t.Context(), d)))...) {
				t.Error(fault)
			}
		})
	}
}

// source returns the C of the three questions for each primitive.
func (r rmws) source() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s;\nint x, y;\n", r.decl)
	b.WriteString("static void sender(int n) { WRITE_ONCE(x, 1); smp_store_release(&" + r.cell + ", n); }\n")
	b.WriteString("static void receiver(void) { " + r.typ + " r0 = smp_load_acquire(&" + r.cell + "); int r1 = READ_ONCE(x); }\n")
	b.WriteString("static void fenced(void) { WRITE_ONCE(y, 1); smp_mb(); int r1 = READ_ONCE(x); }\n")
	for i, p := range r.list {
		local := ""
		if strings.Contains(p.call, "old") {
			local = fmt.Sprintf("%s old = %d; ", r.typ, p.before)
		}
		fmt.Fprintf(&b, "/* %s\n * @lkmm test sends-%d\n", p.call, i)
		fmt.Fprintf(&b, " * @lkmm init %s = %d\n * @lkmm thread sends%d()\n * @lkmm thread receiver()\n", r.cell, p.before, i)
		fmt.Fprintf(&b, " * @lkmm never receiver.r0 == %d && receiver.r1 == 0 %s */\n", p.after, verdict(p.order.release))
		fmt.Fprintf(&b, "static void sends%d(void) { %sWRITE_ONCE(x, 1); %s; }\n", i, local, p.call)

		fmt.Fprintf(&b, "/* %s\n * @lkmm test receives-%d\n", p.call, i)
		fmt.Fprintf(&b, " * @lkmm init %s = 100\n * @lkmm thread sender(%d)\n * @lkmm thread receives%d()\n", r.cell, p.before, i)
		fmt.Fprintf(&b, " * @lkmm never %s == %d && receives%d.r1 == 0 %s */\n", r.cell, p.after, i, verdict(p.order.acquire))
		fmt.Fprintf(&b, "static void receives%d(void) { %s%s; int r1 = READ_ONCE(x); }\n", i, local, p.call)

		fmt.Fprintf(&b, "/* %s\n * @lkmm test fences-%d\n", p.call, i)
		fmt.Fprintf(&b, " * @lkmm init %s = %d\n * @lkmm thread fences%d()\n * @lkmm thread fenced()\n", r.cell, p.before, i)
		fmt.Fprintf(&b, " * @lkmm never fences%d.r1 == 0 && fenced.r1 == 0 %s */\n", i, verdict(p.order.full))
		fmt.Fprintf(&b, "static void fences%d(void) { %sWRITE_ONCE(x, 1); %s; int r1 = READ_ONCE(y); }\n", i, local, p.call)
	}
	return b.String()
}

// verdict is what is wanted of the property of a question.
func verdict(ordered bool) string {
	if ordered {
		return wantMark + "holds"
	}
	return wantMark + "violated"
}

// A suffix is one of the four orders that most RMWs come in.
type suffix struct {
	text  string
	order ordering
}

func suffixes() []suffix {
	return []suffix{{"", full()}, {"_acquire", acquire()}, {"_release", release()}, {"_relaxed", unordered()}}
}

// An operation changes 6 by 3, or by 1 where it takes no number.
type operation struct {
	name  string
	after int64
}

func operations() []operation {
	return []operation{{"add", 9}, {"sub", 3}, {"and", 2}, {"andnot", 4}, {"or", 7}, {"xor", 5}}
}

// atomicRMWs are those of one of the families of atomic counters.
func atomicRMWs(prefix, typ string) rmws {
	r := rmws{decl: prefix + "_t v", cell: "v.counter", typ: typ}
	add := func(order ordering, before, after int64, call string) {
		r.list = append(r.list, rmw{prefix + "_" + call, before, after, order})
	}
	for _, op := range operations() {
		add(unordered(), 6, op.after, op.name+"(3, &v)")
	}
	add(unordered(), 6, 7, "inc(&v)")
	add(unordered(), 6, 5, "dec(&v)")
	for _, s := range suffixes() {
		for _, op := range operations() {
			add(s.order, 6, op.after, "fetch_"+op.name+s.text+"(3, &v)")
		}
		for _, op := range operations()[:2] {
			add(s.order, 6, op.after, op.name+"_return"+s.text+"(3, &v)")
		}
		for _, op := range []operation{{"inc", 7}, {"dec", 5}} {
			add(s.order, 6, op.after, op.name+"_return"+s.text+"(&v)")
			add(s.order, 6, op.after, "fetch_"+op.name+s.text+"(&v)")
		}
		add(s.order, 6, 1, "xchg"+s.text+"(&v, 1)")
		add(s.order, 6, 1, "cmpxchg"+s.text+"(&v, 6, 1)")
		add(s.order, 6, 1, "try_cmpxchg"+s.text+"(&v, &old, 1)")
		add(s.order, 6, 9, "add_negative"+s.text+"(3, &v)")
	}
	add(full(), 6, 3, "sub_and_test(3, &v)")
	add(full(), 1, 0, "dec_and_test(&v)")
	add(full(), 6, 7, "inc_and_test(&v)")
	add(full(), 6, 9, "add_unless(&v, 3, 100)")
	add(full(), 6, 9, "fetch_add_unless(&v, 3, 100)")
	add(full(), 6, 7, "inc_not_zero(&v)")
	add(full(), 6, 7, "inc_unless_negative(&v)")
	add(full(), 6, 5, "dec_if_positive(&v)")
	add(full(), -6, -7, "dec_unless_positive(&v)")
	return r
}

// exchanges are those on any object, here of a type.
func exchanges(typ string) rmws {
	r := rmws{decl: typ + " v", cell: "v", typ: typ}
	for _, s := range suffixes() {
		for _, call := range []string{"xchg%s(&v, 1)", "cmpxchg%s(&v, 6, 1)", "try_cmpxchg%s(&v, &old, 1)"} {
			r.list = append(r.list, rmw{fmt.Sprintf(call, s.text), 6, 1, s.order})
		}
	}
	// They are atomic for one CPU alone.
	r.list = append(r.list, rmw{"cmpxchg_local(&v, 6, 1)", 6, 1, unordered()})
	return r
}

// bitRMWs are those on bits.
func bitRMWs() rmws {
	return rmws{decl: "unsigned long v", cell: "v", typ: "unsigned long", list: []rmw{
		{"set_bit(3, &v)", 1, 9, unordered()},
		{"clear_bit(3, &v)", 9, 1, unordered()},
		{"change_bit(3, &v)", 1, 9, unordered()},
		{"assign_bit(3, &v, 1)", 1, 9, unordered()},
		{"test_and_set_bit(3, &v)", 1, 9, full()},
		{"test_and_clear_bit(3, &v)", 9, 1, full()},
		{"test_and_change_bit(3, &v)", 1, 9, full()},
		{"test_and_set_bit_lock(3, &v)", 1, 9, acquire()},
		{"bit_spin_lock(3, &v)", 1, 9, acquire()},
		{"clear_bit_unlock(3, &v)", 9, 1, release()},
		{"__clear_bit_unlock(3, &v)", 9, 1, release()},
		{"bit_spin_unlock(3, &v)", 9, 1, release()},
		{"xor_unlock_is_negative_byte(8, &v)", 9, 1, release()},
	}}
}

// refcountRMWs are those of refcount_t.
func refcountRMWs() rmws {
	return rmws{decl: "refcount_t v", cell: "v.refs.counter", typ: "int", list: []rmw{
		{"refcount_inc(&v)", 2, 3, unordered()},
		{"refcount_add(2, &v)", 2, 4, unordered()},
		{"refcount_inc_not_zero(&v)", 2, 3, unordered()},
		{"refcount_add_not_zero(2, &v)", 2, 4, unordered()},
		{"refcount_inc_not_zero_acquire(&v)", 2, 3, acquire()},
		{"refcount_dec(&v)", 3, 2, release()},
		{"refcount_dec_and_test(&v)", 2, 1, release()},
		{"refcount_dec_and_test(&v)", 1, 0, both()},
		{"refcount_sub_and_test(2, &v)", 2, 0, both()},
		{"refcount_dec_if_one(&v)", 1, 0, release()},
		{"refcount_dec_not_one(&v)", 3, 2, release()},
		{"refcount_set(&v, 2)", 1, 2, unordered()},
		{"refcount_set_release(&v, 2)", 1, 2, release()},
	}}
}

// syncRMWs are the compiler's.
func syncRMWs() rmws {
	return rmws{decl: "int v", cell: "v", typ: "int", list: []rmw{
		{"__sync_fetch_and_add(&v, 3)", 6, 9, full()},
		{"__sync_sub_and_fetch(&v, 3)", 6, 3, full()},
		{"__sync_val_compare_and_swap(&v, 6, 1)", 6, 1, full()},
		{"__sync_bool_compare_and_swap(&v, 6, 1)", 6, 1, full()},
		{"__sync_lock_test_and_set(&v, 1)", 6, 1, acquire()},
		{"__sync_lock_release(&v)", 6, 0, release()},
	}}
}
