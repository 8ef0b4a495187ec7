package order

import (
	"fmt"
	"strings"
)

// String prints what the thread orders, a line for each pair of accesses that run
// one after the other: "always", "sometimes" (on some paths), "perhaps" (for some
// values), "one cell" (unordered, at one location) or "never".
func (t *Thread) String() string {
	var b strings.Builder
	for i := range t.Accesses {
		a := &t.Accesses[i]
		fmt.Fprintf(&b, "%d line %d %s%s\n", i, a.Span.Position().Line, quote(a.Span), a.traits())
	}
	for i := range t.Accesses {
		for j := range t.Accesses {
			if t.Together(i, j) {
				fmt.Fprintf(&b, "  %d %d %s\n", i, j, t.describe(i, j))
			}
		}
	}
	for i := range t.Fences {
		f := &t.Fences[i]
		fmt.Fprintf(&b, "fence line %d %s between %v and %v\n", f.Span.Position().Line, quote(f.Span), f.Before, f.After)
	}
	return b.String()
}

// traits describes an access in a few words.
func (a *Access) traits() string {
	text := ""
	for _, x := range []struct {
		set  bool
		word string
	}{{a.Reads, "reads"}, {a.Writes, "writes"}, {a.Plain, "plain"}, {a.Lock, "lock"}} {
		if x.set {
			text += " " + x.word
		}
	}
	if a.Cell != "" {
		text += " " + a.Cell
	}
	return text
}

// describe says what is known of a pair.
func (t *Thread) describe(i, j int) string {
	o := t.Find(i, j)
	switch {
	case o == nil && t.Coherent(i, j):
		return "one cell"
	case o == nil:
		return "never"
	}
	text := "perhaps"
	if o.Always {
		text = "always"
	} else if len(o.Ways) > 0 {
		text = "sometimes"
	}
	if o.OnlyRead {
		text += ", from its read"
	}
	if o.OnlyWrite {
		text += ", to its write"
	}
	for k, steps := range o.Ways {
		if k > 0 {
			text += "; or"
		}
		for _, s := range steps {
			text += fmt.Sprintf("; %s by %s", s.Relation, s.Text)
		}
	}
	return text
}
