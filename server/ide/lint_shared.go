package ide

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// sharedProblems returns what looks like a mistake about shared variables. While
// the text has errors it says nothing: what is missing may just not be typed yet.
func (d *Document) sharedProblems() diag.List {
	var l diag.List
	if d.Problems.HasErrors() || d.hosted() {
		return l
	}
	names, unresolved := d.symbolNames(), d.unresolved()
	for _, s := range d.Outline().Symbols {
		if len(l.Problems) >= maxShared {
			break
		}
		switch s.Kind {
		case outline.Shared:
			if !unresolved[s.Test] {
				d.unusedShared(&l, s, names)
			}
		case outline.Register:
			d.shadowing(&l, s, names)
			d.neverWritten(&l, s)
		default:
			panic("ide: unhandled kind of a symbol")
		}
	}
	return l
}

// unresolved returns the tests that read a name of which nobody knows what it is.
// Perhaps a shared variable is meant, so that none can be called unused.
func (d *Document) unresolved() map[int]bool {
	tests := make(map[int]bool)
	for _, p := range d.Problems.Problems {
		if p.Code != "read-before-write" && p.Code != "not-a-parameter" {
			continue
		}
		for i, t := range d.Outline().Tests {
			if holds(t.Span, p.Span.Start) {
				tests[i] = true
			}
		}
	}
	return tests
}

// maxShared bounds how much is said about the shared variables of a text.
const maxShared = 100

// symbolName is a name in a test.
type symbolName struct {
	test int
	name string
}

// symbolNames holds the shared variables by name, and which names registers have.
type symbolNames struct {
	shared    map[symbolName]*outline.Symbol
	registers map[symbolName]bool
}

func (d *Document) symbolNames() symbolNames {
	n := symbolNames{shared: make(map[symbolName]*outline.Symbol), registers: make(map[symbolName]bool)}
	for _, s := range d.Outline().Symbols {
		key := symbolName{s.Test, s.Name}
		if s.Kind == outline.Shared {
			n.shared[key] = s
		} else {
			n.registers[key] = true
		}
	}
	return n
}

// uses counts the places of a shared variable by what happens there.
type uses struct {
	inits, params, reads, writes, asked int
	// address is set where the address is used by itself, so that accesses through
	// pointers may follow.
	address bool
}

func usesOf(s *outline.Symbol) uses {
	var u uses
	for _, r := range s.Refs {
		switch r.Kind {
		case outline.Declared:
			u.inits++
		case outline.Param:
			u.params++
		case outline.Read:
			u.reads++
		case outline.Write:
			u.writes++
		case outline.ReadWrite:
			u.reads++
			u.writes++
		case outline.Address:
			u.address = true
		case outline.Asked:
			u.asked++
		default:
			panic("ide: unhandled kind of a reference")
		}
	}
	return u
}

// unusedShared adds that a variable is not used, in a thread or at all, or that
// nobody can see what is written to it.
func (d *Document) unusedShared(l *diag.List, s *outline.Symbol, names symbolNames) {
	u := usesOf(s)
	switch {
	case u.params == 0 && names.registers[symbolName{s.Test, s.Name}]:
		// That is what is said about it, at the register.
	case u.inits > 0 && u.params == 0 && !u.address && u.asked == 0:
		l.Warnf(CodeUnusedVariable, s.Decl, "no thread uses the shared variable `%s`", s.Name)
	case u.inits > 0 && u.params == 0 && !u.address:
		l.Warnf(CodeUnusedVariable, s.Decl, "no thread uses the shared variable `%s`, so it keeps its initial value", s.Name)
	case u.writes > 0 && u.reads == 0 && u.asked == 0 && !u.address:
		l.Hintf(CodeNeverRead, firstOf(s, outline.Write), "`%s` is written, but no thread reads it and the condition does not ask for it", s.Name)
	}
	used := make(map[int]bool)
	for _, r := range s.Refs {
		used[r.Thread] = used[r.Thread] || r.Kind != outline.Param
	}
	for _, r := range s.Refs {
		if r.Kind == outline.Param && !used[r.Thread] && len(l.Problems) < maxShared {
			d.unusedParameter(l, s, r)
		}
	}
}

// firstOf returns the first place of a kind, else the declaration.
func firstOf(s *outline.Symbol, kind outline.RefKind) source.Span {
	for _, r := range s.Refs {
		if r.Kind == kind {
			return r.Span
		}
	}
	return s.Decl
}

// unusedParameter adds a hint on a parameter without a use, with the fix to remove
// it. If the variable stands nowhere else the parameter is what makes it exist.
func (d *Document) unusedParameter(l *diag.List, s *outline.Symbol, r outline.Ref) {
	p := l.Hintf(CodeUnusedParameter, r.Span, "%s does not use its parameter `%s`", d.threadName(s.Test, r.Thread), s.Name)
	if span, ok := d.parameterSpan(s.Test, r); ok && len(s.Refs) > 1 {
		p.Fix("Remove the parameter", span, "")
	}
}

// threadName returns the name of a thread by its number.
func (d *Document) threadName(test, id int) string {
	if t := d.outlineThread(test, id); t != nil && t.Name != "" {
		return t.Name
	}
	return "the thread"
}

func (d *Document) outlineThread(test, id int) *outline.Thread {
	if test < 0 || test >= len(d.Outline().Tests) {
		return nil
	}
	for _, t := range d.Outline().Tests[test].Threads {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// parameterSpan returns the text of a parameter with the comma that goes with it.
func (d *Document) parameterSpan(test int, r outline.Ref) (source.Span, bool) {
	t := d.outlineThread(test, r.Thread)
	if t == nil || r.Span.End > t.ParamsEnd {
		return source.Span{}, false
	}
	text := d.File.Text()
	start := r.Span.Start
	for start > t.NameSpan.End && text[start-1] != '(' && text[start-1] != ',' {
		start--
	}
	end := r.Span.End
	for end < t.ParamsEnd && text[end] != ',' {
		end++
	}
	switch {
	case end < t.ParamsEnd: // the comma behind it, and the blank behind that
		end++
		for end < t.ParamsEnd && text[end] == ' ' {
			end++
		}
		for start < r.Span.Start && text[start] == ' ' {
			start++
		}
	case start > 0 && text[start-1] == ',':
		start--
	}
	return d.File.Span(start, end), true
}

// neverWritten adds that the condition asks for a register that its thread declares
// and never writes. The front end warns of registers that the thread does not have,
// and of those that it reads.
func (d *Document) neverWritten(l *diag.List, s *outline.Symbol) {
	declared, asked := false, source.Span{}
	for _, r := range s.Refs {
		switch {
		case r.Writes || r.Kind == outline.Read || r.Kind == outline.ReadWrite || r.Kind == outline.Address:
			return
		case r.Kind == outline.Declared && r.Thread == s.Thread:
			declared = true
		case r.Kind == outline.Asked && !asked.IsValid():
			asked = r.Span
		}
	}
	if declared && asked.IsValid() {
		l.Warnf(CodeNeverWritten, asked, "%s never writes its register `%s`, so it is 0 in the end", d.threadName(s.Test, s.Thread), s.Name).
			Relate(s.Decl, "declared here")
	}
}

// shadowing adds that a register hides a shared variable that its thread is not
// given. The front end warns of those that are read before they are written.
func (d *Document) shadowing(l *diag.List, s *outline.Symbol, names symbolNames) {
	shared := names.shared[symbolName{s.Test, s.Name}]
	if shared == nil {
		return
	}
	for _, r := range shared.Refs {
		if r.Thread == s.Thread {
			return // a parameter, or used some other way
		}
	}
	gets := false
	for _, r := range s.Refs {
		gets = gets || r.Thread == s.Thread && (r.Kind == outline.Declared || r.Kind == outline.Write)
		for _, p := range d.Problems.Problems {
			if p.Code == "not-a-parameter" && p.Span == r.Span {
				return
			}
		}
	}
	if gets {
		l.Warnf(CodeShadowed, s.Decl, "this register of %s has the name of the shared variable `%s`, which is no parameter of %s: what is done with it stays in the thread",
			d.threadName(s.Test, s.Thread), s.Name, d.threadName(s.Test, s.Thread)).
			Relate(shared.Decl, "the shared variable")
	}
}
