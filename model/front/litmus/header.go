package litmus

import (
	"path"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// header is the first line of a test: `C name (texname) "doc"`.
type header struct {
	// arch and name are the offsets of these words; name is empty if it is
	// missing.
	arch, archEnd int
	name, nameEnd int
	// end is behind all that belongs to the header.
	end int
}

// readHeader reads the header at offset i. It fails if it is not that of a C
// test.
func readHeader(text string, i int) (header, bool) {
	h := header{arch: i, archEnd: i}
	for h.archEnd < len(text) && isNameByte(text[h.archEnd]) {
		h.archEnd++
	}
	h.name = skipBlanks(text, h.archEnd)
	h.nameEnd = h.name
	for h.nameEnd < len(text) && isHeaderName(text[h.nameEnd]) {
		h.nameEnd++
	}
	h.end = headerRest(text, h.nameEnd)
	return h, text[i:h.archEnd] == "C" && h.name > h.archEnd && h.nameEnd > h.name
}

// isHeaderName reports whether c may occur in the name of a test.
func isHeaderName(c byte) bool {
	return isNameByte(c) || strings.IndexByte("/.+:[]-", c) >= 0
}

// headerRest returns where the header ends: behind the TeX name, the doc string
// on this line or at the start of the next, and a semicolon. Other text on the
// line counts for nothing.
func headerRest(text string, i int) int {
	i = skipBlanks(text, i)
	if i < len(text) && text[i] == '(' {
		if n := strings.IndexAny(text[i:], ")\n"); n >= 0 && text[i+n] == ')' {
			i = skipBlanks(text, i+n+1)
		}
	}
	doc := i
	if !hasAt(text, doc, `"`) {
		doc = lineEnd(text, i) + 1
	}
	if hasAt(text, doc, `"`) {
		if n := strings.IndexByte(text[doc+1:], '"'); n >= 0 {
			i = doc + n + 2
			if j := skipBlanks(text, i); hasAt(text, j, ";") {
				i = j + 1
			}
		}
	}
	return lineEnd(text, min(i, len(text)))
}

// readHeader sets what the header and the lines behind it say.
func (u *unit) readHeader() {
	text := u.file.Text()
	h, _ := readHeader(text, u.at.header)
	u.prog.Span = u.file.Span(h.arch, max(h.nameEnd, h.archEnd))
	u.prog.Name = u.testName(h)
	u.readInfo(h.end, u.at.open)
	u.prog.Expect = u.expectation()
}

// testName returns the name that the header gives the test, or the one of the file.
func (u *unit) testName(h header) string {
	name := strings.TrimSuffix(u.file.Text()[h.name:h.nameEnd], ".litmus")
	if name == "--" || name == "" {
		name = u.opts.Name
	}
	if name == "" {
		name = strings.TrimSuffix(path.Base(u.file.Name), ".litmus")
	}
	return name
}

// readInfo reads the lines KEY=VALUE between the header and the init block,
// where herd7 finds them.
func (u *unit) readInfo(i, open int) {
	text := u.file.Text()[:open]
	known := comments{text: text}
	for i < open {
		if isHerdComment(text, i) {
			if end, ok := known.skipNested(i); ok {
				i = end
				continue
			}
		}
		key, value, end, ok := infoAt(text, i)
		if ok {
			u.info(key, value, i, end)
		}
		i = lineEnd(text, max(i, end)) + 1
	}
}

// info takes one KEY=VALUE line.
func (u *unit) info(key, value string, start, end int) {
	span := u.file.Span(start, end)
	switch {
	case strings.EqualFold(key, "Unroll"):
		n, err := strconv.Atoi(value)
		switch {
		case err != nil || n < 0:
			u.rep.errorf(BadInfo, span, "Unroll needs a number of iterations, as in `Unroll=3`")
		case n == 0:
			u.rep.warnf(Ignored, span, "Unroll=0 is ignored: a loop needs a bound of at least 1")
		default:
			u.prog.Unroll = n
		}
	case strings.EqualFold(key, "Hash"):
		u.prog.Hash = value
	}
}

// expectation finds what a comment predicts, by the rule of the kernel's
// scripts: the first line that starts with `*` behind a blank or parenthesis and
// the word Result:.
func (u *unit) expectation() *prog.Expectation {
	text := u.file.Text()
	const mark = "* Result: "
	for from := 0; ; {
		n := strings.Index(text[from:], mark)
		if n < 0 {
			return nil
		}
		at := from + n
		from = at + len(mark)
		// One character, a blank or a parenthesis, stands before the mark.
		if at == 0 || text[at-1] != ' ' && text[at-1] != '(' || at > 1 && text[at-2] != '\n' {
			continue
		}
		line := text[at:lineEnd(text, at)]
		fields := strings.Fields(text[at-1 : at+len(line)])
		// The scripts take the third blank-separated field of the line.
		if len(fields) < 3 {
			return nil
		}
		start := at + len(mark)
		return &prog.Expectation{
			Span:     u.file.Span(start, at+len(strings.TrimRight(line, " \t\r"))),
			Word:     fields[2],
			DataRace: strings.Contains(line[len(mark):], "DATARACE"),
		}
	}
}
