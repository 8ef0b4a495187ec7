package litmus

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
)

// suggestPrimitive returns the primitive whose name is most like name, or "".
func (u *unit) suggestPrimitive(name string) string {
	if other := kernelName(name); other != "" && u.opts.Primitives.Lookup(other) != nil {
		return other
	}
	var names []string
	for _, row := range u.opts.Primitives.Rows() {
		names = append(names, row.Name)
	}
	return diag.Closest(name, names)
}

// kernelName returns the primitive that does what a name of C11 or of an older
// or wider kernel interface says, or "".
func kernelName(name string) string {
	switch name {
	case "ACCESS_ONCE", "atomic_load_explicit", "rcu_access_pointer":
		return "READ_ONCE"
	case "atomic_store_explicit", "RCU_INIT_POINTER":
		return "WRITE_ONCE"
	case "atomic_load":
		return "atomic_read"
	case "atomic_store":
		return "atomic_set"
	case "atomic_exchange_explicit", "atomic_exchange":
		return "xchg"
	case "atomic_thread_fence", "mb", "__sync_synchronize":
		return "smp_mb"
	case "rmb":
		return "smp_rmb"
	case "wmb":
		return "smp_wmb"
	case "load_acquire":
		return "smp_load_acquire"
	case "store_release":
		return "smp_store_release"
	}
	return ""
}

// markup reports whether name is one of the kernel's macros that mark a plain access
// for its tools and leave it plain. Every other access means something else, so
// none is suggested.
func markup(name string) bool { return name == "data_race" }

// suggestShared returns the shared variable whose name is most like that of a
// register without a declaration, or "". Short names are alike by chance, and who
// declares a register means it.
func (u *unit) suggestShared(th *thread, name string) string {
	const shortest, most = 3, 1000
	if i, ok := th.regs[name]; len(name) < shortest || ok && th.info[i].typed {
		return ""
	}
	var names []string
	for _, g := range u.prog.Globals[:min(len(u.prog.Globals), most)] {
		names = append(names, g.Name)
	}
	best := diag.Closest(name, names)
	if 2*diag.Distance(name, best) >= len(name) {
		return "" // as different as alike
	}
	return best
}

// count returns "1 argument", "2 arguments".
func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "1 " + noun
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}
