package c

import (
	"slices"
	"strings"
)

// ignoredByDefault reports whether calls of a function have no effect on ordering
// in any test: those that only log, trace, check or give a hint to the processor.
// What logs and has a condition that must not hold (WARN_ON) is no such function.
func ignoredByDefault(name string) bool {
	for _, prefix := range []string{"pr_", "dev_", "netdev_", "netif_", "pci_", "wiphy_", "drm_", "ibdev_", "vdev_"} {
		if level, ok := strings.CutPrefix(name, prefix); ok && isLogLevel(level) {
			return true
		}
	}
	for _, prefix := range []string{"trace_", "lockdep_assert", "kasan_", "kmsan_", "instrument_", "kmemleak_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return slices.Contains(ignoredNames(), name)
}

// isLogLevel reports whether the rest of a name, after pr_ or dev_, is a level of
// logging.
func isLogLevel(s string) bool {
	for _, suffix := range []string{"_once", "_ratelimited", "_deferred"} {
		s = strings.TrimSuffix(s, suffix)
	}
	return slices.Contains([]string{
		"emerg", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "dbg", "debug", "devel", "cont",
		"printk", "vdbg", "dbg_kms", "dbg_driver",
	}, s)
}

// ignoredNames are the names that have no common beginning.
func ignoredNames() []string {
	return []string{
		"printk", "_printk", "printk_once", "printk_ratelimited", "printk_deferred", "vprintk", "no_printk",
		"trace_printk", "early_printk", "dump_stack", "show_stack", "print_hex_dump", "print_hex_dump_debug",
		"netdev_printk", "dev_printk", "hex_dump_to_buffer",
		"might_sleep", "might_sleep_if", "might_fault", "might_resched", "might_lock", "might_lock_read",
		"might_alloc", "cant_sleep", "cant_migrate", "non_block_start", "non_block_end",
		"lockdep_init_map", "lockdep_set_class", "lockdep_set_novalidate_class", "lockdep_register_key",
		"lockdep_unregister_key", "lock_acquire", "lock_release", "lock_acquired", "lock_contended",
		"lock_map_acquire", "lock_map_release", "debug_check_no_locks_held",
		"cpu_relax", "cond_resched", "touch_nmi_watchdog", "touch_softlockup_watchdog",
		"prefetch", "prefetchw", "prefetch_range", "__builtin_prefetch",
		"printf", "puts", "putchar", "fprintf", "fflush", "perror",
	}
}
