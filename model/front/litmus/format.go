package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Format returns the text of a test in the usual layout. It fails, and returns
// the text as it is, if the test cannot be read.
//
// The layout is the kernel's: bodies are indented by tabs, the brace of a thread
// has a line of its own, a blank line stands between the parts. It only changes
// blanks and line ends. What an author arranges on purpose stays: lines of
// comments, the groups of items of an init block, the lines of a condition,
// whether there are blanks around `=` in these two, a blank line between
// statements.
//
// What comes out is read again. If it were another program, had other characters
// than blanks added or lost, or had problems that the text did not have, the text
// would be left alone.
func Format(f *source.File, opts Options) (string, bool) {
	text := f.Text()
	before, problems := Parse(f, opts)
	if before == nil || !canFormat(problems) {
		return text, false
	}
	plain := f
	if strings.Contains(text, "\r") {
		plain = source.NewFile(f.Name, strings.ReplaceAll(text, "\r\n", "\n"))
	}
	out := layOut(plain, opts)
	if strings.Contains(text, "\r\n") {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	after, found := Parse(source.NewFile(f.Name, out), opts)
	if after == nil || withoutBlanks(text) != withoutBlanks(out) || !samePrograms(before, after) || worse(problems, found) {
		return text, false
	}
	return out, true
}

// canFormat reports whether a text with these problems is understood well enough
// to be laid out: its form is right, whatever it means.
func canFormat(problems diag.List) bool {
	for _, p := range problems.Problems {
		if p.Severity != diag.Error {
			continue
		}
		switch p.Code {
		case BadInfo, BadNumber, UnknownPrimitive, BadCall, BadPrimitive, BadThread, UnknownThread,
			UnknownType, DuplicateInit, BadInit, UnknownVariable, BadIndex:
		default:
			return false
		}
	}
	return true
}

// samePrograms compares programs without their fingerprints, which are made from
// the text of the bodies.
func samePrograms(a, b *prog.Program) bool {
	x, y := *a, *b
	x.Hash, y.Hash = "", ""
	return prog.Print(&x) == prog.Print(&y)
}

// withoutBlanks returns a text without its white space.
func withoutBlanks(text string) string {
	return strings.Join(strings.Fields(text), "")
}

// worse reports whether there are more problems of a kind than before.
func worse(before, after diag.List) bool {
	count := make(map[diag.Code]int)
	for _, p := range before.Problems {
		count[p.Code]++
	}
	for _, p := range after.Problems {
		if count[p.Code]--; count[p.Code] < 0 {
			return true
		}
	}
	return false
}

// layOut lays a text out that can be read.
func layOut(f *source.File, opts Options) string {
	o := newOutliner(f, opts)
	if !o.split() {
		return f.Text()
	}
	o.readCode()
	o.sortTokens()
	w := &layout{}
	w.preamble(o)
	l := &pieces{o: o, text: f.Text()}
	l.read()
	l.planInit()
	l.planCode()
	l.planFinal()
	l.write(w)
	rest := f.Text()[o.at.end:]
	if strings.TrimSpace(rest) != "" {
		w.newline(1)
		w.write(strings.TrimRight(rest, " \t\n"))
	}
	w.newline(1)
	return w.b.String()
}

// layout is the text that is being written.
type layout struct {
	b strings.Builder
	// column is the width of the last line, with tabs to every eighth column.
	column int
	// breaks is how many line ends the text ends with.
	breaks int
}

// write adds a text.
func (w *layout) write(s string) {
	w.b.WriteString(s)
	for _, r := range s {
		switch r {
		case '\n':
			w.column = 0
			w.breaks++
			continue
		case '\t':
			w.column += tabWidth - w.column%tabWidth
		default:
			w.column++
		}
		w.breaks = 0
	}
}

// tabWidth is how wide a tab is.
const tabWidth = 8

// newline ends the line so that n line ends stand at the end of the text. At its
// beginning there are none.
func (w *layout) newline(n int) {
	for w.b.Len() > 0 && w.breaks < n {
		w.write("\n")
	}
}

// preamble writes what is before the init block, line by line. Blanks at the end
// of a line go, and of several blank lines one stays; within comments all stay.
func (w *layout) preamble(o *outliner) {
	text := o.file.Text()
	inside := func(at int) bool {
		for _, t := range o.out.Tokens {
			if t.Class == outline.Comment || t.Class == outline.String {
				if t.Span.Start < at && at < t.Span.End {
					return true
				}
			}
			if t.Span.Start >= at {
				break
			}
		}
		return false
	}
	for at := 0; at < o.at.open; {
		end := min(lineEnd(text, at), o.at.open)
		line := strings.TrimRight(text[at:end], " \t\r")
		switch {
		case line != "" || inside(at):
			w.write(line)
			if end < o.at.open {
				w.write("\n")
			}
		case w.breaks < 2:
			w.newline(2)
		}
		at = end + 1
	}
}
