package litmus

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxProblems bounds the errors, and apart from them the warnings and hints,
// that one file gets. More of them help nobody.
const maxProblems = 100

// reporter collects the problems of one reading of a file. It drops repetitions
// (a body that is lowered twice reports twice) and what exceeds the bound.
type reporter struct {
	list   diag.List
	seen   map[seenKey]bool
	counts [2]int // errors; warnings and hints
	// mute is set where only the tree is wanted: nothing is collected.
	mute bool
}

type seenKey struct {
	code       diag.Code
	start, end int
}

func newReporter() *reporter {
	return &reporter{seen: make(map[seenKey]bool)}
}

// errorf reports an error. The result is never nil, so that related places can
// be added.
func (r *reporter) errorf(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	return r.add(diag.Error, code, span, format, args)
}

// warnf reports a warning.
func (r *reporter) warnf(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	return r.add(diag.Warning, code, span, format, args)
}

// rejected reports that herd7 rejects the text in span, which is accepted here.
func (r *reporter) rejected(span source.Span, format string, args ...any) *diag.Problem {
	return r.add(diag.Hint, NotPortable, span, "herd7 rejects this: "+format, args)
}

func (r *reporter) add(s diag.Severity, code diag.Code, span source.Span, format string, args []any) *diag.Problem {
	if r.mute {
		return &diag.Problem{}
	}
	var all diag.List
	kind := 0
	if s != diag.Error {
		kind = 1
	}
	key := seenKey{code, span.Start, span.End}
	switch {
	case r.seen[key] || r.counts[kind] > maxProblems:
		return all.Errorf(code, span, format, args...)
	case r.counts[kind] == maxProblems:
		format, args = "too many problems: the others are not shown", nil
		code = TooMany
	}
	r.counts[kind]++
	r.seen[key] = true
	switch s {
	case diag.Error:
		return r.list.Errorf(code, span, format, args...)
	case diag.Warning:
		return r.list.Warnf(code, span, format, args...)
	case diag.Hint:
		return r.list.Hintf(code, span, format, args...)
	default:
		panic("litmus: unhandled severity " + s.String())
	}
}

// full reports whether no more problems of this severity are shown, so that work
// on their messages is wasted.
func (r *reporter) full(s diag.Severity) bool {
	if s == diag.Error {
		return r.counts[0] > maxProblems
	}
	return r.counts[1] > maxProblems
}

// has reports whether there is a problem of this code at or behind an offset.
func (r *reporter) has(code diag.Code, from int) bool {
	for _, p := range r.list.Problems {
		if p.Code == code && p.Span.Start >= from {
			return true
		}
	}
	return false
}

// accepted reports whether herd7 would accept the text too: there are no errors
// and nothing was called not portable.
func (r *reporter) accepted() bool {
	for _, p := range r.list.Problems {
		if p.Severity == diag.Error || p.Code == NotPortable {
			return false
		}
	}
	return true
}

// shown returns s for use in a message, cut if it is long.
func shown(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
