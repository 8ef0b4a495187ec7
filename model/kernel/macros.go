package kernel

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Codes of the problems in a macro file.
const (
	// MacroSyntax is a definition that is not of the form NAME(X,Y) body.
	MacroSyntax diag.Code = "macro-syntax"
	// MacroRedefined is a second definition of a name; it replaces the first.
	MacroRedefined diag.Code = "macro-redefined"
)

// ParseMacros reads a macro file as herd7 takes it. A definition is
//
//	NAME(X,Y) expression
//	NAME(X,Y) { statements }
//
// The first is an Expr, the second a Proc. A body in braces may have several
// lines; so may an expression that is not complete at the end of its line.
// Comments are //, # to the end of the line, /* */, and between definitions
// (* *), which in a body would be a dereference in parentheses.
//
// Bodies are not looked into: they may use the words of the macro language and
// other macros, and are judged where they are used. Every definition that is in
// order is in the table even if others are not.
//
// Whether the table is of the form before lkmmv2 is up to the variants of the
// model. The caller who knows them sets it; until then the form is the earlier
// one if a body has a read-modify-write with the tag mb.
func ParseMacros(f *source.File) (*Table, diag.List) {
	p := &macroParser{file: f, text: f.Text(), places: make(map[string]source.Span)}
	for p.nextDefinition() {
		if len(p.problems.Problems) >= maxMacroProblems {
			p.errorf(p.pos, p.pos, "too many problems: the rest of the file is not read")
			break
		}
		p.definition()
	}
	t := NewTable(p.rows)
	t.FencedRMW = slices.ContainsFunc(p.rows, hasFencedRMW)
	return t, p.problems
}

// hasFencedRMW reports whether a body has a word for read-modify-writes with the
// tag mb.
func hasFencedRMW(r Row) bool {
	for rest := r.Body; ; {
		word, after, ok := strings.Cut(rest, "{mb}")
		if !ok {
			return false
		}
		if word = strings.TrimRight(word, " \t\r\n"); !strings.HasSuffix(word, "__fence") {
			return true
		}
		rest = after
	}
}

// maxMacroProblems is where ParseMacros gives up on a file. Reading goes on
// behind each error, so it also bounds how often a text is read.
const maxMacroProblems = 20

// macroParser reads definitions from text, of which pos is the next byte.
type macroParser struct {
	file     *source.File
	text     string
	pos      int
	rows     []Row
	places   map[string]source.Span // of the names defined so far
	problems diag.List
}

// nextDefinition moves to the name of the next definition and reports whether
// there is one.
func (p *macroParser) nextDefinition() bool {
	for {
		p.skip(true)
		switch {
		case p.pos >= len(p.text):
			return false
		case isLetter(p.text[p.pos]):
			return true
		}
		p.errorf(p.pos, p.pos+1, "expected the name of a macro, found %s", p.found())
		p.recover(p.pos)
	}
}

// definition reads one definition. After an error it leaves the parser before
// the next line that may begin one.
func (p *macroParser) definition() {
	start := p.pos
	name, place := p.name()
	params, ok := p.params(name)
	if !ok {
		p.recover(start)
		return
	}
	row := Row{Name: name, Params: params}
	body, end := p.bodyStart(name), 0
	if body < 0 {
		return
	}
	if p.text[body] == '{' {
		row.Kind = Proc
		end, ok = p.block(body)
	} else {
		row.Kind = Expr
		end, ok = p.expression(body)
	}
	if !ok {
		p.recover(body)
		return
	}
	row.Body = blankComments(p.text[body:end])
	row.Place = p.file.Span(body, end)
	if first, ok := p.places[name]; ok {
		p.problems.Warnf(MacroRedefined, place, "macro %s is defined again", name).Relate(first, "defined here first")
	}
	p.places[name] = place
	p.rows = append(p.rows, row)
}

// name reads the identifier at pos.
func (p *macroParser) name() (string, source.Span) {
	start := p.pos
	for p.pos < len(p.text) && isWord(p.text[p.pos]) {
		p.pos++
	}
	return p.text[start:p.pos], p.file.Span(start, p.pos)
}

// params reads "(X,Y)".
func (p *macroParser) params(macro string) ([]string, bool) {
	p.skip(false)
	if !p.accept('(') {
		p.errorf(p.pos, p.pos+1, "expected ( and the parameters of macro %s, found %s", macro, p.found())
		return nil, false
	}
	p.skip(false)
	if p.accept(')') {
		return nil, true
	}
	var params []string
	for {
		p.skip(false)
		if p.pos >= len(p.text) || !isLetter(p.text[p.pos]) {
			p.errorf(p.pos, p.pos+1, "expected a parameter of macro %s, found %s", macro, p.found())
			return nil, false
		}
		name, place := p.name()
		for _, other := range params {
			if other == name {
				p.problems.Errorf(MacroSyntax, place, "macro %s has two parameters called %s", macro, name)
				return nil, false
			}
		}
		params = append(params, name)
		p.skip(false)
		switch {
		case p.accept(')'):
			return params, true
		case !p.accept(','):
			p.errorf(p.pos, p.pos+1, "expected , or ) after parameter %s of macro %s, found %s", name, macro, p.found())
			return nil, false
		}
	}
}

// bodyStart returns where the body of the macro starts, or -1 if there is none.
// A line that begins with a name is the next definition, not a body.
func (p *macroParser) bodyStart(macro string) int {
	end := p.pos
	p.skip(false)
	atMargin := p.text[p.pos-1] == '\n'
	if p.pos >= len(p.text) || atMargin && p.text[p.pos] != '{' {
		p.errorf(end, end, "macro %s has no body: expected an expression, or statements in { }", macro)
		return -1
	}
	return p.pos
}

// block reads statements in braces from start and returns where they end.
func (p *macroParser) block(start int) (end int, ok bool) {
	p.pos = start
	var open brackets
	for p.pos < len(p.text) {
		if !p.bracket(&open) {
			return 0, false
		}
		p.pos++
		if len(open) == 0 {
			return p.pos, true
		}
		p.skip(false)
	}
	return 0, p.unclosed(open)
}

// expression reads an expression from start and returns where it ends: at the
// end of the first line at which it is complete.
func (p *macroParser) expression(start int) (end int, ok bool) {
	p.pos = start
	var open brackets
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		if c == ';' && len(open) == 0 {
			p.errorf(p.pos, p.pos+1, "unexpected ; in an expression: statements stand in { }")
			return 0, false
		}
		if !p.bracket(&open) {
			return 0, false
		}
		p.pos++
		end = p.pos
		p.skip(false)
		if len(open) == 0 && endsOperand(c) && p.startsDefinition(end) {
			return end, true
		}
	}
	if len(open) > 0 {
		return 0, p.unclosed(open)
	}
	p.errorf(end, end, "the expression is not complete: it ends with %q", p.text[end-1])
	return 0, false
}

// startsDefinition reports whether what stands at pos, behind an expression that
// is complete at end, is no part of it: it stands on a later line and does not
// continue with an operator.
func (p *macroParser) startsDefinition(end int) bool {
	if p.pos >= len(p.text) {
		return true
	}
	if !strings.Contains(p.text[end:p.pos], "\n") {
		return false
	}
	return isLetter(p.text[p.pos]) || strings.HasPrefix(p.text[p.pos:], "(*")
}

// opening is an open bracket and where it is.
type opening struct {
	char byte
	at   int
}

// brackets are the open ones, the innermost last.
type brackets []opening

// bracket notes the character at pos in open. It reports whether it may stand
// there.
func (p *macroParser) bracket(open *brackets) bool {
	c := p.text[p.pos]
	switch c {
	case '(', '{', '[':
		*open = append(*open, opening{c, p.pos})
		return true
	case ')', '}', ']':
		if len(*open) == 0 {
			p.errorf(p.pos, p.pos+1, "unexpected %c", c)
			return false
		}
		last := (*open)[len(*open)-1]
		if closing(last.char) != c {
			p.errorf(p.pos, p.pos+1, "expected %c, found %c", closing(last.char), c).
				Relate(p.file.Span(last.at, last.at+1), "to close this %c", last.char)
			return false
		}
		*open = (*open)[:len(*open)-1]
		return true
	}
	if c < ' ' || c >= 0x7f || strings.IndexByte("\\\"@`$", c) >= 0 {
		p.errorf(p.pos, p.pos+1, "unexpected character %s in the body of a macro", p.found())
		return false
	}
	return true
}

// unclosed reports the innermost open bracket at the end of the file. It returns
// false for the caller to hand on.
func (p *macroParser) unclosed(open brackets) bool {
	last := open[len(open)-1]
	p.errorf(last.at, last.at+1, "%c is not closed: expected %c before the end of the file", last.char, closing(last.char))
	return false
}

func closing(c byte) byte {
	switch c {
	case '(':
		return ')'
	case '{':
		return '}'
	default:
		return ']'
	}
}

// skip moves over space and comments, which between definitions include (* *).
func (p *macroParser) skip(between bool) {
	for p.pos < len(p.text) {
		switch rest := p.text[p.pos:]; {
		case rest[0] == ' ', '\t' <= rest[0] && rest[0] <= '\r':
			p.pos++
		case strings.HasPrefix(rest, "\\\n"), strings.HasPrefix(rest, "\\\r\n"):
			p.pos++
		case rest[0] == '#', strings.HasPrefix(rest, "//"):
			p.pos += lineLength(rest)
		case strings.HasPrefix(rest, "/*"):
			p.skipComment("*/")
		case between && strings.HasPrefix(rest, "(*"):
			p.skipComment("*)")
		default:
			return
		}
	}
}

// skipComment moves over the comment at pos, which ends with end.
func (p *macroParser) skipComment(end string) {
	n := strings.Index(p.text[p.pos+2:], end)
	if n < 0 {
		p.errorf(p.pos, p.pos+2, "the comment is not closed: expected %s before the end of the file", end)
		p.pos = len(p.text)
		return
	}
	p.pos += 2 + n + len(end)
}

// recover moves behind the line of from, to the next one that begins with a
// name. An error may have taken the parser further: what it passed is read
// again, so that one lost bracket does not hide the rest of the file.
func (p *macroParser) recover(from int) {
	p.pos = from
	for p.pos < len(p.text) {
		p.pos += lineLength(p.text[p.pos:])
		if p.pos < len(p.text) {
			p.pos++
		}
		if p.pos < len(p.text) && isLetter(p.text[p.pos]) {
			return
		}
	}
}

func (p *macroParser) accept(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// found describes what stands at pos for a message.
func (p *macroParser) found() string {
	if p.pos >= len(p.text) {
		return "the end of the file"
	}
	for _, r := range p.text[p.pos:] {
		return fmt.Sprintf("%q", r)
	}
	return ""
}

func (p *macroParser) errorf(start, end int, format string, args ...any) *diag.Problem {
	return p.problems.Errorf(MacroSyntax, p.file.Span(start, end), format, args...)
}

// blankComments replaces the comments of a body by spaces, so that places in it
// stay what they are.
func blankComments(body string) string {
	b := []byte(body)
	for i := 0; i < len(body); i++ {
		n := 0
		switch rest := body[i:]; {
		case rest[0] == '#', strings.HasPrefix(rest, "//"):
			n = lineLength(rest)
		case strings.HasPrefix(rest, "/*"):
			n = 4 + strings.Index(rest[2:], "*/")
		case rest[0] == '\\' || rest[0] == '\r':
			n = 1
		}
		for j := i; j < i+n; j++ {
			if b[j] != '\n' {
				b[j] = ' '
			}
		}
		i += max(n-1, 0)
	}
	return string(b)
}

// lineLength returns the length of the first line of s without its line end.
func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

func isLetter(c byte) bool { return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }

// endsOperand reports whether an expression may end with c.
func endsOperand(c byte) bool { return isWord(c) || c == ')' || c == '}' || c == ']' }
