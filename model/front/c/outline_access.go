package c

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// access says what happens to the object that token i names, as far as the text
// around it tells.
func (r *resolver) access(i int) (kind outline.RefKind, writes bool) {
	behind := i + 1
	for r.op(behind) == '[' || r.op(behind) == '.' {
		if r.op(behind) == '[' {
			behind = r.closing(behind) + 1
		} else {
			behind += 2
		}
	}
	if r.punct(behind) == "->" {
		return outline.Read, false // of the pointer
	}
	before := i - 1
	for r.punct(before) == "." || r.punct(before) == "->" {
		if before -= 2; r.word(before+1) == "" {
			return outline.Read, false // a member of something longer
		}
	}
	address := r.op(before) == '&' && !r.endsOperand(before-1)
	if address {
		before--
	}
	if kind, ok := r.argument(before, behind, address); ok {
		return kind, kind != outline.Read && kind != outline.Address
	}
	switch op := r.punct(behind); {
	case address:
		return outline.Address, false
	case op == "=":
		return outline.Write, true
	case op == "++", op == "--", r.punct(before) == "++", r.punct(before) == "--":
		return outline.ReadWrite, true
	case len(op) > 1 && strings.HasSuffix(op, "=") && !strings.Contains("== != <= >=", op):
		return outline.ReadWrite, true
	}
	return outline.Read, false
}

// endsOperand reports whether an operand ends with token i, so that an & behind it
// has two.
func (r *resolver) endsOperand(i int) bool {
	switch r.op(i) {
	case ')', ']':
		return true
	}
	return r.word(i) != "" && r.word(i) != "return" || i >= 0 && i < len(r.code) && r.punct(i) == ""
}

// argument says what a primitive does to the object that is its whole first argument,
// between the tokens before and behind it; ok is false for anything else.
func (r *resolver) argument(before, behind int, address bool) (kind outline.RefKind, ok bool) {
	if r.op(before) != '(' || r.op(behind) != ',' && r.op(behind) != ')' {
		return 0, false
	}
	switch name := r.word(before - 1); {
	case name == "":
		return 0, false
	case name == "READ_ONCE", name == "data_race" && !address:
		return outline.Read, !address
	case name == "WRITE_ONCE", name == "rcu_assign_pointer", name == "RCU_INIT_POINTER":
		return outline.Write, !address
	case strings.HasPrefix(name, "rcu_dereference"), name == "rcu_access_pointer":
		return outline.Read, !address
	case !address:
		return 0, false
	case name == "smp_load_acquire", strings.HasPrefix(name, "smp_cond_load"), name == "test_bit":
		return outline.Read, true
	case name == "smp_store_release", name == "smp_store_mb":
		return outline.Write, true
	case strings.HasPrefix(name, "atomic"):
		switch {
		case strings.Contains(name, "_read"), strings.Contains(name, "_cond_read"):
			return outline.Read, true
		case strings.HasSuffix(name, "_set"), strings.HasSuffix(name, "_set_release"):
			return outline.Write, true
		}
		return outline.ReadWrite, true
	case strings.Contains(name, "xchg"), strings.HasSuffix(name, "_bit"), strings.Contains(name, "lock"), strings.HasPrefix(name, "refcount_"):
		return outline.ReadWrite, true
	}
	return 0, false
}
