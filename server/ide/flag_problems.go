package ide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// flags adds the flags of an answer at the accesses that they are about: races at
// a plain access, with the others related to it.
func (d *Document) flags(l *diag.List, r *TestResult) {
	for i := range r.Verify.Flags {
		f := &r.Verify.Flags[i]
		pairs := d.flaggedPairs(f)
		switch {
		case len(pairs) == 0:
			d.flag(l, r, f.Name, d.header(r))
		case f.Name == DataRaceFlag:
			d.races(l, r, pairs)
		case f.Name == sleepFlag:
			d.sleeps(l, r, f)
		case f.Name == finalFlag && d.askedFinal(r, pairs[0][0]).IsValid():
			d.flag(l, r, f.Name, d.askedFinal(r, pairs[0][0])).Relate(pairs[0][0].span, "the %s", pairs[0][0].role())
		default:
			for _, p := range pairs {
				blamed, other := blame(f.Name, p)
				q := d.flag(l, r, f.Name, blamed.span)
				if other.span != blamed.span {
					q.Relate(other.span, "the %s", other.role())
				}
			}
		}
	}
}

// flag adds one flag at a place.
func (d *Document) flag(l *diag.List, r *TestResult, name string, at source.Span) *diag.Problem {
	if !isFlagCode(name) {
		return l.Warnf(CodeModelFlag, at, "the memory model raises the flag `%s` here", name)
	}
	p := l.Warnf(diag.Code(name), at, "%s", FlagMeaning(name, r.Program))
	p.Severity = r.FlagSeverity(name)
	return p
}

// sleepFlag is a wait inside an RCU read-side critical section. Its pairs are the
// ends of the sections.
const sleepFlag = "invalid-sleep"

// finalFlag is a question about the final state of a lock or an SRCU structure.
const finalFlag = "lock-final"

// askedFinal returns the first place that asks for the final value of what an
// access accesses.
func (d *Document) askedFinal(r *TestResult, a flagged) source.Span {
	if a.event.Addr.Kind != prog.Addr {
		return source.Span{}
	}
	for _, q := range exec.Asked(r.Program, r.Program.Locations) {
		if !q.IsReg() && q.Global == int(a.event.Addr.Base) {
			return d.local(q.Span)
		}
	}
	return source.Span{}
}

// blame returns the access of a pair at which a flag is shown, and the other one:
// the plain access, the ordinary one at a lock, the end of an SRCU section rather
// than its beginning.
func blame(flag string, pair [2]flagged) (blamed, other flagged) {
	first, second := pair[0], pair[1]
	swap := false
	switch flag {
	case "mixed-accesses":
		swap = !first.isPlain()
	case "mixed-lock-accesses":
		swap = !first.isOrdinary()
	case UseAfterFreeFlag:
		swap = first.isFree()
	case "srcu-bad-value-match", "multiple-srcu-matches":
		swap = true
	}
	if swap {
		return second, first
	}
	return first, second
}

// isOrdinary reports whether the access is one of a variable and no operation on a
// lock or an SRCU structure.
func (a flagged) isOrdinary() bool { return a.event.Kind.IsAccess() && !a.isSRCU() }

// isFree reports whether the access is the end of an object.
func (a flagged) isFree() bool { return a.event.Tag == prog.TagFree }

func (a flagged) isSRCU() bool { return strings.HasPrefix(string(a.event.Tag), "srcu-") }

// sleeps adds the waits inside sections at the waits, which is where to mend them.
func (d *Document) sleeps(l *diag.List, r *TestResult, f *verify.Flag) {
	x := f.Execution
	var seen []source.Span
	for _, p := range f.Pairs {
		for i, e := range x.Events {
			span := d.local(e.Span)
			if e.Kind != event.Sync || !x.PO.Has(p.From, i) || !x.PO.Has(i, p.To) || slices.Contains(seen, span) {
				continue
			}
			seen = append(seen, span)
			d.flag(l, r, f.Name, span).
				Relate(d.local(x.Events[p.From].Span), "the section begins here").
				Relate(d.local(x.Events[p.To].Span), "and ends here")
		}
	}
	if len(seen) == 0 {
		d.flag(l, r, f.Name, d.header(r))
	}
}

// flagged is an access that a flag names.
type flagged struct {
	prog  *prog.Program
	event exec.Event
	span  source.Span
}

// flaggedPairs returns the accesses of a flag by pairs, each pair once and in the
// order of the text; an access that is flagged alone is a pair with itself. What
// has no place in the text, as initial writes, is left out.
func (d *Document) flaggedPairs(f *verify.Flag) [][2]flagged {
	if f.Execution == nil {
		return nil
	}
	var pairs [][2]flagged
	at := func(i int) flagged {
		e := f.Execution.Events[i]
		return flagged{f.Execution.Prog, e, d.local(e.Span)}
	}
	for _, p := range f.Pairs {
		a, b := at(p.From), at(p.To)
		switch {
		case !a.inText() && !b.inText():
			continue
		case !a.inText():
			a = b
		case !b.inText():
			b = a
		}
		if b.span.Start < a.span.Start {
			a, b = b, a
		}
		same := func(q [2]flagged) bool { return q[0].span == a.span && q[1].span == b.span }
		if !slices.ContainsFunc(pairs, same) {
			pairs = append(pairs, [2]flagged{a, b})
		}
	}
	slices.SortStableFunc(pairs, func(p, q [2]flagged) int {
		if p[0].span.Start != q[0].span.Start {
			return p[0].span.Start - q[0].span.Start
		}
		return p[1].span.Start - q[1].span.Start
	})
	return pairs
}

// inText reports whether the access stands in the text of a thread.
func (a flagged) inText() bool { return a.span.IsValid() && a.event.Thread >= 0 }

// isPlain reports whether the access is unmarked.
func (a flagged) isPlain() bool {
	plain := a.event.Tag == "" || a.event.Tag == prog.TagRacy || a.isFree()
	return a.event.Kind.IsAccess() && plain && !a.event.Atomic
}

// role says in words what the access is: "plain write to x in P0".
func (a flagged) role() string {
	mark := "marked "
	if a.isPlain() {
		mark = "plain "
	}
	var what string
	if a.isSRCU() {
		return "`" + strings.Join(strings.Fields(a.span.Text()), " ") + "` in " + a.thread()
	}
	switch a.event.Kind {
	case event.Read:
		what = mark + "read of "
	case event.Write:
		what = mark + "write to "
		if a.isFree() {
			what = "freeing of "
		}
	case event.LockRead, event.LockWrite:
		what = "acquisition of "
	case event.Unlock:
		what = "release of "
	case event.LockFail, event.IsLocked, event.NotLocked:
		what = "look at "
	case event.Sync, event.Section:
		what = "SRCU operation on "
	case event.Fence, event.Init:
		return "`" + strings.Join(strings.Fields(a.span.Text()), " ") + "` in " + a.thread()
	default:
		panic(fmt.Sprintf("ide: unhandled kind %v", a.event.Kind))
	}
	if a.event.Atomic && (a.event.Kind == event.Read || a.event.Kind == event.Write) {
		what = "read-modify-write of "
	}
	return what + "`" + nameOfCell(a.prog, a.event.Addr) + "` in " + a.thread()
}

func (a flagged) thread() string { return nameOfThread(a.prog, a.event.Thread) }

// nameOfThread returns the name of the thread with an index.
func nameOfThread(p *prog.Program, i int) string {
	if i < 0 || i >= len(p.Threads) {
		return fmt.Sprintf("thread %d", i)
	}
	if name := p.Threads[i].Name; name != "" {
		return name
	}
	return fmt.Sprintf("P%d", p.Threads[i].ID)
}

// nameOfCell returns the name of what an address points to: "x", "a[1]".
func nameOfCell(p *prog.Program, at prog.Value) string {
	g, index, ok := p.CellAt(at)
	if !ok {
		return at.Format(p)
	}
	return p.Globals[g].CellName(index)
}

// races adds the data races, one problem for each access that is to blame: the
// plain one of a pair, or the first if both are.
func (d *Document) races(l *diag.List, r *TestResult, pairs [][2]flagged) {
	type blame struct {
		access flagged
		others []flagged
	}
	var list []*blame
	for _, p := range pairs {
		a, b := p[0], p[1]
		// Who frees is rarely the one to mend.
		if a.isFree() || !a.isPlain() && !b.isFree() {
			a, b = b, a
		}
		i := slices.IndexFunc(list, func(x *blame) bool { return x.access.span == a.span })
		if i < 0 {
			i = len(list)
			list = append(list, &blame{access: a})
		}
		list[i].others = append(list[i].others, b)
	}
	// A race that the comment announces is nothing to act upon. One that it does not
	// announce misses the expectation, which is an error of its own.
	expected := knownRacy(r.Program)
	for _, x := range list {
		var with []string
		for _, o := range x.others {
			with = append(with, fmt.Sprintf("the %s on line %d", o.role(), o.span.Position().Line))
		}
		tail := ""
		if expected {
			tail = ", as expected"
		}
		if slices.ContainsFunc(x.others, flagged.isFree) {
			tail += " with the end of the object"
		}
		p := l.Warnf(DataRaceFlag, x.access.span, "data race%s: this %s can happen at the same time as %s",
			tail, x.access.role(), enumerate(with))
		if p.Severity = r.FlagSeverity(DataRaceFlag); !r.hasProperties() && !expected {
			p.Severity = diag.Warning // what differs from the expectation has its own problem
		}
		for _, o := range x.others {
			p.Relate(o.span, "the other access: %s", o.role())
		}
		if fix, ok := d.markAccesses(append([]flagged{x.access}, x.others...)); ok && !expected {
			p.Fixes = append(p.Fixes, fix)
		}
	}
}

// markAccesses returns the fix that marks the plain ones of some accesses, as far
// as they have a simple form.
func (d *Document) markAccesses(list []flagged) (diag.Fix, bool) {
	var fix diag.Fix
	names := map[string]bool{}
	for _, a := range list {
		name, text, ok := markedForm(a.span.Text())
		overlaps := func(e diag.Edit) bool { return e.Span.Start < a.span.End && a.span.Start < e.Span.End }
		if !ok || !a.isPlain() || d.tools.Primitives.Lookup(name) == nil || slices.ContainsFunc(fix.Edits, overlaps) {
			continue
		}
		names[name] = true
		fix.Edits = append(fix.Edits, diag.Edit{Span: a.span, Text: text})
		fix.Title = fmt.Sprintf("Mark the access with `%s`", name)
	}
	if len(fix.Edits) > 1 && len(names) > 1 {
		fix.Title = "Mark the accesses with `READ_ONCE` and `WRITE_ONCE`"
	} else if len(fix.Edits) > 1 {
		fix.Title = strings.Replace(fix.Title, "access", "accesses", 1)
	}
	return fix, len(fix.Edits) > 0
}

// markedForm returns the marked form of a plain access, `*x` as a value or the
// statement `*x = v`, and the primitive that marks it. It fails for other forms.
func markedForm(text string) (primitive, marked string, ok bool) {
	target, value, isWrite := strings.Cut(text, "=")
	target, value = strings.TrimSpace(target), strings.TrimSpace(value)
	switch {
	case !isPointee(target), isWrite && (value == "" || strings.HasPrefix(value, "=")):
		return "", "", false
	case isWrite:
		return "WRITE_ONCE", "WRITE_ONCE(" + target + ", " + value + ")", true
	default:
		return "READ_ONCE", "READ_ONCE(" + target + ")", true
	}
}

// isPointee reports whether an expression is `*name`.
func isPointee(text string) bool {
	name := strings.TrimLeft(text, "* ")
	if name == text || name == "" {
		return false
	}
	for i := range len(name) {
		if !isWord(name[i]) {
			return false
		}
	}
	return true
}

// maxListed is how many items of a list a message names.
const maxListed = 4

// enumerate joins items as a sentence does: "a, b and c".
func enumerate(items []string) string {
	if len(items) > maxListed {
		items = append(items[:maxListed:maxListed], fmt.Sprintf("%d more", len(items)-maxListed))
	}
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}
