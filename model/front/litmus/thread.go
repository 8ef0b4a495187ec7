package litmus

import (
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// thread is what the front end knows of a thread beside the program's part.
type thread struct {
	*prog.Thread
	regs map[string]int
	info []regInfo
	// params and body are the texts that go into the hash.
	params []string
	body   string
	// paramsEnd is the offset of the parenthesis behind the parameters.
	paramsEnd int
	// temps counts the registers that the front end made up.
	temps int
	// unwritten are the first reads of registers that nothing was written to.
	unwritten []regRead
	// pending are such reads inside a loop, where a later statement of the
	// loop may still write; loops is the number of loops around.
	pending []regRead
	loops   int
	// locks and unlocks are the registers that spin_lock and spin_unlock take.
	locks   []regRead
	unlocks map[int]bool
}

// regInfo is what is known of a register.
type regInfo struct {
	typ     ctype
	typed   bool
	written bool
	// reported is set when a read of it is in unwritten.
	reported bool
}

// regRead is a read of a register at a place.
type regRead struct {
	reg  int
	span source.Span
}

// reg returns the index of the register called name, and makes it if need be.
func (th *thread) reg(name string, span source.Span) int {
	if i, ok := th.regs[name]; ok {
		return i
	}
	i := len(th.Regs)
	th.regs[name] = i
	th.Regs = append(th.Regs, &prog.Reg{Name: name, Span: span})
	th.info = append(th.info, regInfo{})
	return i
}

// read notes that a register is read.
func (th *thread) read(reg int, span source.Span) {
	info := &th.info[reg]
	switch {
	case info.written || info.reported:
	case th.loops > 0:
		th.pending = append(th.pending, regRead{reg, span})
	default:
		info.reported = true
		th.unwritten = append(th.unwritten, regRead{reg, span})
	}
}

// enterLoop notes that what follows is repeated.
func (th *thread) enterLoop() { th.loops++ }

// leaveLoop notes the end of a loop. At the end of the outermost one it is known
// which of the pending reads can never see a write.
func (th *thread) leaveLoop() {
	th.loops--
	if th.loops > 0 {
		return
	}
	pending := th.pending
	th.pending = nil
	for _, r := range pending {
		th.read(r.reg, r.span)
	}
}
