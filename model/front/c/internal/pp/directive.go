package pp

import (
	"path"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// directive obeys the directive whose # was just read; hash is its place.
func (x *expander) directive(l *lexer, hash int) {
	l.directive = true
	var t token
	l.next(&t)
	switch {
	case t.kind == endOfLine, t.kind == Number: // nothing, or a line marker
	case t.kind != Identifier:
		x.errorf(BadDirective, x.at(&t), "the name of a directive belongs after #")
	default:
		x.named(l, hash, &t)
	}
	l.endLine()
}

func (x *expander) named(l *lexer, hash int, t *token) {
	switch t.text {
	case "define":
		x.define(l, hash)
	case "undef":
		x.undefine(l)
	case "include", "include_next", "import":
		x.include(l, t)
	case "if", "ifdef", "ifndef":
		x.openCond(l, hash, t)
	case "elif", "elifdef", "elifndef", "else", "endif":
		x.turnCond(l, hash, t)
	case "pragma":
		l.next(t)
		if t.text == "once" {
			x.readOnce(l.file)
		}
	case "error":
		x.problems.Hintf(PreprocessorError, l.file.Span(hash, x.lineEnd(l)), "a compiler would stop here; this check goes on, as headers and configuration may be missing")
	case "warning", "line", "ident", "sccs", "assert", "unassert":
	default:
		x.errorf(BadDirective, x.at(t), "there is no directive #%s", t.text)
	}
}

// lineEnd returns the end of the directive's line, and goes there.
func (x *expander) lineEnd(l *lexer) int {
	quiet, end := l.quiet, l.pos
	l.quiet = true
	var t token
	for l.next(&t); t.kind != endOfLine; l.next(&t) {
		end = int(t.end)
	}
	l.quiet = quiet
	return end
}

// include reads an #include and goes on with its file, if there is one.
func (x *expander) include(l *lexer, t *token) {
	name, angled, ok := x.header(l)
	if !ok {
		x.errorf(BadDirective, x.at(t), `#include needs a name, as in #include "x.h"`)
		return
	}
	if x.read == nil || x.spent {
		return
	}
	f, ok := x.read(name, l.file, angled)
	if !ok || f == nil {
		return
	}
	f, first := x.known(f)
	x.opened++
	if x.once[f.Name] {
		return
	}
	if len(x.lexers) > maxIncludes || x.opened > maxFiles || x.openTimes(f) > maxSelf {
		x.errorf(TooDeep, x.at(t), "%s is included too often: does it include itself?", path.Base(name))
		x.readOnce(f)
		x.spent = x.spent || x.opened > maxFiles
		return
	}
	if first {
		x.text.Included = append(x.text.Included, f)
	}
	x.steps += f.Len() / 8
	if x.steps > maxSteps {
		x.exhausted(t)
		return
	}
	l.endLine()
	x.lexers = append(x.lexers, x.newLexer(f))
}

// readOnce makes the next includes of a file do nothing.
func (x *expander) readOnce(f *source.File) {
	if x.once == nil {
		x.once = make(map[string]bool)
	}
	x.once[f.Name] = true
}

// openTimes returns how often a file is open.
func (x *expander) openTimes(f *source.File) int {
	n := 0
	for _, l := range x.lexers {
		n += one(l.file == f)
	}
	return n
}

// known returns the file of f's name and text that was read before, if there is
// one, so that one file is not taken for two.
func (x *expander) known(f *source.File) (_ *source.File, first bool) {
	for _, g := range x.text.files {
		if g == f || g.Name == f.Name && g.Text() == f.Text() {
			for _, h := range x.text.Included {
				if h == g {
					return g, false
				}
			}
			return g, g != x.text.File
		}
	}
	return f, true
}

// header reads the name after #include.
func (x *expander) header(l *lexer) (name string, angled, ok bool) {
	rest := l.text[l.pos:]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	rest = strings.TrimLeft(rest, " \t")
	if len(rest) > 0 && (rest[0] == '<' || rest[0] == '"') {
		end := byte('>')
		if rest[0] == '"' {
			end = '"'
		}
		n := strings.IndexByte(rest[1:], end)
		if n < 1 {
			return "", false, false
		}
		l.pos += strings.IndexByte(l.text[l.pos:], rest[0]) + n + 2
		return rest[1 : 1+n], end == '>', true
	}
	toks, _ := x.line(l)
	var b strings.Builder
	for i := range toks {
		if i > 0 && toks[i].flags&spaced != 0 {
			b.WriteByte(' ')
		}
		b.WriteString(toks[i].text)
	}
	s := b.String()
	switch {
	case len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"':
		return s[1 : len(s)-1], false, true
	case len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>':
		return s[1 : len(s)-1], true, true
	case len(toks) == 1 && toks[0].kind == Identifier:
		return s, false, true // a macro of a header that is not there
	}
	return "", false, false
}

// line returns the rest of a directive's line, expanded, and its place.
func (x *expander) line(l *lexer) ([]token, source.Span) {
	var raw, out []token
	var t token
	start := l.pos
	for l.next(&t); t.kind != endOfLine; l.next(&t) {
		raw = append(raw, t)
	}
	place := l.file.Span(start, start)
	if len(raw) > 0 {
		place = l.file.Span(int(raw[0].start), int(raw[len(raw)-1].end))
	}
	floor, closed := x.floor, x.closed
	x.floor, x.closed = len(x.frames), true
	x.push(frame{toks: raw, mark: len(x.toks), use: t})
	for x.next(&t) {
		if x.stays(&t) {
			out = append(out, t)
		}
	}
	x.floor, x.closed = floor, closed
	return out, place
}
