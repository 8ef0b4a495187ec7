package litmus

import (
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// threadPrefix reads `0:` or `P0:`, which stands before the name of a register.
func (p *stateParser) threadPrefix() (int, bool) {
	t := p.cur()
	text := p.text(t)
	if !p.isPunct(p.peek(1), ":") || t.kind != tokNumber && !(t.kind == tokName && isProcessor(text)) {
		return 0, false
	}
	id, err := strconv.Atoi(strings.TrimPrefix(text, "P"))
	if err != nil || id < 0 || id > 1<<20 {
		return 0, false
	}
	p.pos += 2
	return id, true
}

// noThread reports a thread that does not exist.
func (u *unit) noThread(id int, span source.Span) {
	if len(u.threads) == 0 {
		return
	}
	u.rep.errorf(UnknownThread, span, "there is no thread P%d; the last one is P%d", id, len(u.threads)-1)
}

// atRegister reports whether a register stands next.
func (p *stateParser) atRegister() bool {
	t := p.cur()
	return p.isPunct(p.peek(1), ":") && (t.kind == tokNumber || t.kind == tokName && isProcessor(p.text(t)))
}

// register reads 0:r0.
func (p *stateParser) register() (prog.Place, bool) {
	start := p.cur()
	id, ok := p.threadPrefix()
	if !ok || p.cur().kind != tokName {
		p.unexpected("a register, such as `0:r0`")
		return prog.Place{}, false
	}
	name := p.text(p.next())
	span := p.since(start.start)
	if id >= len(p.u.threads) {
		p.u.noThread(id, span)
		return prog.Place{}, false
	}
	th := p.u.threads[id]
	if _, known := th.regs[name]; !known {
		q := p.rep.warnf(UnknownRegister, span, "%s has no register `%s`; its value is 0", th.Name, name)
		if !p.rep.full(diag.Warning) {
			if best := diag.Closest(name, registerNames(th)); best != "" {
				q.Message += "; did you mean `" + best + "`?"
			}
		}
	}
	return prog.Place{Span: span, Thread: id, Reg: th.reg(name, span), Index: -1}, true
}

// registerNames returns the names of the registers that the author wrote.
func registerNames(th *thread) []string {
	var names []string
	for _, r := range th.Regs {
		if !r.Hidden {
			names = append(names, r.Name)
		}
	}
	return names
}

// where says which variables a name may stand for.
type where uint8

const (
	// inCondition allows the variables of the init block and the threads.
	inCondition where = iota
	// inLocations and inFilter make a variable that does not exist.
	inLocations
	inFilter
)

// variable returns the index of a shared variable. In a condition it must
// exist; elsewhere a new name makes a new variable.
func (p *stateParser) variable(t token, in where) (int, bool) {
	name, span := p.text(t), p.span(t)
	if !p.checkName(t) {
		return 0, false
	}
	i, ok := p.u.globals[name]
	switch in {
	case inCondition:
		if !ok || i >= p.u.declared {
			p.unknownVariable(name, span)
			return 0, false
		}
	case inLocations, inFilter:
		if !ok {
			p.rep.warnf(FreshVariable, span, "no thread and no initial value names `%s`%s; it is a variable of its own with the value 0", name, p.didYouMean(name))
			i = p.u.global(name, span)
		}
	default:
		panic("litmus: unhandled section")
	}
	return i, true
}

// unknownVariable reports a name that the condition must not use.
func (p *stateParser) unknownVariable(name string, span source.Span) {
	if name == "NULL" {
		p.rep.errorf(UnknownVariable, span, "`NULL` is no constant; write 0").Fix("Write 0", span, "0")
		return
	}
	q := p.rep.errorf(UnknownVariable, span, "there is no shared variable `%s`", shown(name))
	if p.rep.full(diag.Error) {
		return
	}
	for _, th := range p.u.threads {
		if _, ok := th.regs[name]; ok {
			q.Message += "; the register is written `" + strconv.Itoa(th.ID) + ":" + name + "`"
			q.Fix("Write the register", span, strconv.Itoa(th.ID)+":"+name)
			return
		}
	}
	q.Message += p.didYouMean(name)
}

// didYouMean returns a suggestion for a variable, or "".
func (p *stateParser) didYouMean(name string) string {
	var names []string
	if p.rep.full(diag.Warning) {
		return ""
	}
	for _, g := range p.u.prog.Globals[:min(len(p.u.prog.Globals), 1000)] {
		names = append(names, g.Name)
	}
	if best := diag.Closest(name, names); best != "" {
		return "; did you mean `" + best + "`?"
	}
	return ""
}

// cell reads x, [x] or a[1].
func (p *stateParser) cell(in where) (prog.Place, bool) {
	start := p.cur()
	bracket := p.accept("[")
	t := p.cur()
	if t.kind != tokName {
		p.unexpected("a shared variable or a register, such as `x` or `0:r0`")
		return prog.Place{}, false
	}
	p.next()
	g, ok := p.variable(t, in)
	place := prog.Place{Thread: -1, Global: g, Index: -1}
	switch {
	case bracket:
		if !p.expect("]", "after the name") {
			return place, false
		}
	case p.at("[") && p.peek(1).kind == tokNumber && p.isPunct(p.peek(2), "]"):
		n := p.peek(1)
		place.Index, place.Cell = int(stateNumber(p.rep, p.span(n), p.text(n))), true
		p.pos += 3
		if ok && (place.Index < 0 || place.Index >= p.u.prog.Globals[g].Elems()) {
			p.rep.errorf(BadIndex, p.since(t.start), "`%s` has no element %d", p.text(t), place.Index)
			place.Index, ok = 0, false
		}
	}
	place.Span = p.since(start.start)
	return place, ok
}
