// Package diag holds the problems that are found in an input: coded, placed,
// and written for a person.
package diag

import (
	"fmt"
	"sort"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Severity says what a problem means for the input it is found in.
type Severity int

const (
	// Error means that the input cannot be checked.
	Error Severity = iota
	// Warning means that the input is checked but is likely a mistake.
	Warning
	// Hint means that the input is right and could be more portable or clearer.
	Hint
)

// String returns the severity as it is printed before a message.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Hint:
		return "hint"
	default:
		panic(fmt.Sprintf("diag: unhandled severity %d", int(s)))
	}
}

// Code names a kind of problem. It is stable: settings and suppressions use it.
type Code string

// Problem is one thing that is wrong in an input.
type Problem struct {
	Code     Code
	Severity Severity
	Span     source.Span
	// Message says what is wrong and what would be right; it starts in lower
	// case and has no full stop.
	Message string
	Related []Related
	Fixes   []Fix
}

// Related is another place that explains a problem.
type Related struct {
	Span    source.Span
	Message string
}

// Fix is a change of the text that would mend a problem.
type Fix struct {
	Title string
	Edits []Edit
}

// Edit replaces the text in a span.
type Edit struct {
	Span source.Span
	Text string
}

// Relate adds a related place and returns the problem for chaining.
func (p *Problem) Relate(span source.Span, format string, args ...any) *Problem {
	p.Related = append(p.Related, Related{span, fmt.Sprintf(format, args...)})
	return p
}

// Fix adds a fix that replaces span by text and returns the problem.
func (p *Problem) Fix(title string, span source.Span, text string) *Problem {
	p.Fixes = append(p.Fixes, Fix{title, []Edit{{span, text}}})
	return p
}

// String returns "file:line:column: severity: message [code]".
func (p *Problem) String() string {
	return fmt.Sprintf("%s: %s: %s [%s]", p.Span, p.Severity, p.Message, p.Code)
}

// Error returns the problem as String does, so that a Problem is an error.
func (p *Problem) Error() string { return p.String() }

// List collects problems. The zero List is empty and ready to use.
type List struct {
	Problems []*Problem
}

// Errorf adds an error and returns it, so that related places can be added.
func (l *List) Errorf(code Code, span source.Span, format string, args ...any) *Problem {
	return l.add(Error, code, span, format, args)
}

// Warnf adds a warning and returns it.
func (l *List) Warnf(code Code, span source.Span, format string, args ...any) *Problem {
	return l.add(Warning, code, span, format, args)
}

// Hintf adds a hint and returns it.
func (l *List) Hintf(code Code, span source.Span, format string, args ...any) *Problem {
	return l.add(Hint, code, span, format, args)
}

func (l *List) add(s Severity, code Code, span source.Span, format string, args []any) *Problem {
	p := &Problem{Code: code, Severity: s, Span: span, Message: fmt.Sprintf(format, args...)}
	l.Problems = append(l.Problems, p)
	return p
}

// Append adds all problems of m.
func (l *List) Append(m List) { l.Problems = append(l.Problems, m.Problems...) }

// HasErrors reports whether one of the problems is an Error.
func (l *List) HasErrors() bool { return l.FirstError() != nil }

// FirstError returns the first Error of the list, or nil.
func (l *List) FirstError() *Problem {
	for _, p := range l.Problems {
		if p.Severity == Error {
			return p
		}
	}
	return nil
}

// Sort orders the problems by place, keeping the order of those at one place.
func (l *List) Sort() {
	sort.SliceStable(l.Problems, func(i, j int) bool {
		a, b := l.Problems[i].Span, l.Problems[j].Span
		if a.File != b.File {
			return a.File != nil && b.File != nil && a.File.Name < b.File.Name
		}
		return a.Start < b.Start
	})
}

// String returns one problem a line.
func (l *List) String() string {
	var b strings.Builder
	for _, p := range l.Problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}
