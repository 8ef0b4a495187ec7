package ide

import "strings"

// architectures says what the architectures make of a marked access beyond what
// the memory model promises, or "" if there is nothing to say about a name.
//
// Sources: include/asm-generic/rwonce.h for most architectures,
// arch/alpha/include/asm/rwonce.h, arch/arm64/include/asm/rwonce.h, and
// arch/ia64/include/asm/barrier.h of kernels before 6.7, which removed Itanium.
func architectures(name string) string {
	var rows [][2]string
	switch name {
	case "READ_ONCE":
		rows = [][2]string{
			{"Alpha", "a full barrier after the load, because the hardware may reorder even loads that depend on each other's address (`arch/alpha/include/asm/rwonce.h`)"},
			{"arm64 with LTO", "an acquire load (`ldapr`, or `ldar` where that is missing), because optimising the whole program at link time makes it likelier that the compiler turns an address dependency into a branch (`arch/arm64/include/asm/rwonce.h`)"},
			{"Itanium", "an acquire load, as the compiler makes one of every volatile load (`arch/ia64/include/asm/barrier.h`, up to Linux 6.6)"},
		}
	case "rcu_dereference":
		rows = [][2]string{
			{"Alpha", "a full barrier after the load, which is what keeps the dependency there (`arch/alpha/include/asm/rwonce.h`, by way of `READ_ONCE`)"},
			{"arm64 with LTO", "an acquire load, so that the order survives if the compiler breaks the dependency (`arch/arm64/include/asm/rwonce.h`, by way of `READ_ONCE`)"},
			{"Itanium", "an acquire load, as every volatile load (`arch/ia64/include/asm/barrier.h`, up to Linux 6.6)"},
		}
	case "WRITE_ONCE":
		rows = [][2]string{
			{"Alpha", "nothing: the barrier there goes with loads only"},
			{"arm64 with LTO", "nothing: the acquire there goes with loads only"},
			{"Itanium", "a release store, as the compiler makes one of every volatile store (`arch/ia64/include/asm/barrier.h`, up to Linux 6.6)"},
		}
	case "volatile":
		rows = [][2]string{
			{"Alpha", "nothing: the barrier is in `READ_ONCE`, a volatile load alone does not have it (`arch/alpha/include/asm/rwonce.h`)"},
			{"arm64 with LTO", "nothing: the acquire is in `READ_ONCE`, a volatile load alone does not have it (`arch/arm64/include/asm/rwonce.h`)"},
			{"Itanium", "acquire loads and release stores, made by the compiler (`arch/ia64/include/asm/barrier.h`, up to Linux 6.6)"},
		}
	default:
		return ""
	}
	var b strings.Builder
	b.WriteString("**On hardware.** One volatile access (`include/asm-generic/rwonce.h`), and beyond that:\n")
	if name == "volatile" {
		b.Reset()
		b.WriteString("**On hardware.** One access as the source has it, and beyond that:\n")
	}
	for _, r := range rows {
		b.WriteString("\n- " + r[0] + ": " + r[1])
	}
	b.WriteString("\n\nPortable code must not count on any of these; the model does not.")
	return b.String()
}
