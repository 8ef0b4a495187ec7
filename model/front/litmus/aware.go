package litmus

import "strings"

// awareSplit cuts the text as a person does, who knows comments and strings for
// what they are. It reports what is missing and returns the best guess. Where
// herd7's splitter finds the same sections, it finds them too.
func (u *unit) awareSplit() (sections, bool) {
	text := u.file.Text()
	at := awareHeader(text)
	if !u.checkHeader(at) {
		return sections{header: at}, false
	}
	h, _ := readHeader(text, at)
	return u.awareParts(h)
}

// awareParts cuts what is behind the header.
func (u *unit) awareParts(h header) (sections, bool) {
	text := u.file.Text()
	s := sections{header: h.arch, headerEnd: h.end}
	nameEnd := max(h.nameEnd, h.archEnd)
	// A brace on the line of the header is only a slip.
	open, ok := awareOpen(text[:lineEnd(text, nameEnd)], nameEnd)
	if !ok {
		open, ok = awareOpen(text, h.end)
	}
	if line, isBody := threadBefore(text, h.end, open); !ok || isBody {
		if isBody {
			open = line
		}
		here := u.file.Span(open, open)
		u.rep.errorf(MissingInit, here, "a block { … } with the initial values must stand before the first thread; it may be empty").
			Fix("Add an empty block", here, "{}\n")
		s.open, s.close, s.code = open, open, open
		if open == len(text) {
			return s, false
		}
	} else {
		s.open = open
		s.close = u.awareClose(text, open)
		s.code = min(s.close+1, len(text))
	}
	s.final = u.awareFinal(text, s.code)
	s.end = finalEnd(text, s.final)
	return s, true
}

// awareHeader returns the offset of the header, behind blank lines and comments.
func awareHeader(text string) int {
	c := comments{text: text}
	i := 0
	if strings.HasPrefix(text, "\ufeff") {
		i = len("\ufeff")
	}
	for i < len(text) {
		end, ok := c.skip(i)
		switch {
		case ok:
			i = end
		case isSpace(text[i]):
			i++
		default:
			return i
		}
	}
	return i
}

// checkHeader reports a first line that is not that of a C test. It fails if
// the rest of the file then makes no sense.
func (u *unit) checkHeader(at int) bool {
	text := u.file.Text()
	h, ok := readHeader(text, at)
	if ok {
		return true
	}
	arch := text[h.arch:h.archEnd]
	line := u.file.Span(at, max(lineEnd(text, at), at))
	switch arch {
	case "C":
		u.rep.errorf(BadHeader, u.file.Span(h.arch, h.archEnd),
			"the test has no name: the first line must be `C name`")
		return true
	case "c":
		u.rep.errorf(BadHeader, u.file.Span(h.arch, h.archEnd),
			"the language is written `C`, in upper case").
			Fix("Write C", u.file.Span(h.arch, h.archEnd), "C")
		return true
	}
	if isOtherLanguage(arch) {
		u.rep.errorf(NotC, u.file.Span(h.arch, h.archEnd),
			"this is a litmus test in %s; only C tests, whose first word is `C`, can be checked", arch)
		return false
	}
	u.rep.errorf(NotC, line, "this is not a C litmus test: the first line must be `C name`")
	return false
}

// isOtherLanguage reports whether a header that starts with word is that of a
// test in another language than C.
func isOtherLanguage(word string) bool {
	switch word {
	case "LISA", "Bell", "AArch64", "ARM", "PPC", "X86", "X86_64", "MIPS", "RISCV", "JAVA", "BPF",
		"ASL", "CPP", "PTX", "VULKAN":
		return true
	}
	return false
}

// awareOpen returns the first brace from i on that is in no comment.
func awareOpen(text string, i int) (int, bool) {
	c := comments{text: text}
	for i < len(text) {
		switch text[i] {
		case '{':
			return i, true
		case '(', '/':
			if end, ok := c.skip(i); ok {
				i = end
				continue
			}
		}
		i++
	}
	return len(text), false
}

// awareSees reports whether the offset at is between the header and the init block
// and in no comment.
func (u *unit) awareSees(at int) bool {
	c := comments{text: u.file.Text()}
	for i := u.at.headerEnd; i <= at && i < u.at.open; i++ {
		if i == at {
			return true
		}
		if end, ok := c.skip(i); ok {
			i = end - 1
		}
	}
	return false
}

// threadBefore reports whether the brace at open starts the body of a thread,
// and where the line of that thread starts.
func threadBefore(text string, from, open int) (int, bool) {
	before := text[min(from, open):open]
	from = open - len(before)
	end := strings.LastIndexByte(before, ')')
	start := strings.LastIndexByte(before[:max(end, 0)], '(')
	if start < 0 || open == len(text) || awareHeader(before[end+1:]) != len(before)-(end+1) {
		return open, false // no parameters, or more than comments behind them
	}
	line := strings.LastIndexByte(before[:start], '\n') + 1
	return from + line, startsThread(before[line:])
}

// startsThread reports whether s starts with `P0 (` or `void P0 (`.
func startsThread(s string) bool {
	s = s[:min(len(s), 64)]
	if rest, ok := strings.CutPrefix(s, "void"); ok {
		s = strings.TrimLeft(rest, " \t*")
	}
	n := strings.IndexAny(s, " \t(")
	return n > 0 && isProcessor(s[:n]) && strings.HasPrefix(strings.TrimLeft(s[n:], " \t"), "(")
}

// awareClose returns the brace that closes the init block that starts at open.
// A line that starts a thread shows that it is missing.
func (u *unit) awareClose(text string, open int) int {
	c := comments{text: text}
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return i
			}
		case '(', '/':
			if isWordByte(text[i-1]) && text[i] == '/' && !hasAt(text, i, "/*") {
				continue // part of a name
			}
			if end, ok := c.skip(i); ok {
				i = end - 1
			}
		case '\n':
			if startsThread(text[i+1:]) {
				u.unclosedInit(open)
				return i
			}
		}
	}
	u.unclosedInit(open)
	return len(text)
}

func (u *unit) unclosedInit(open int) {
	u.rep.errorf(Unclosed, u.file.Span(open, open+1), "the init block that starts here has no end: `}` is missing")
}

// awareFinal returns where the final section starts: at the first keyword that
// is neither in a comment, nor in a string, nor in the body of a thread. In a
// body that lacks its brace, a line that starts like a condition counts.
func (u *unit) awareFinal(text string, i int) int {
	known := comments{text: text}
	depth := 0
	for i < len(text) {
		c := text[i]
		if c == '/' {
			if end, ok := known.skipC(i); ok {
				i = end
				continue
			}
		}
		switch {
		case c == '(' && depth == 0 && hasAt(text, i, "(*"):
			if end, ok := known.skipNested(i); ok {
				i = end
				continue
			}
			i++
		case c == '"':
			end := strings.IndexAny(text[i+1:], "\"\n")
			if end >= 0 && text[i+1+end] == '"' {
				i += end + 1
			}
			i++
		case c == '{':
			depth++
			i++
		case c == '}':
			depth = max(depth-1, 0)
			i++
		case isLetter(c):
			end := awareWordEnd(text, i)
			if isFinalWord(text[i:end]) && (depth == 0 && !isIdentifierPart(text, i) || startsCondition(text, i, end)) {
				return i
			}
			i = end
		case c == '~' && notExists(text, i) && (depth == 0 || startsCondition(text, i, wordEnd(text, skipBlanks(text, i+1)))):
			return i
		default:
			i++
		}
	}
	return i
}

// isIdentifierPart reports whether the word at i follows an underscore, which
// herd7 does not count as a part of a word although C does.
func isIdentifierPart(text string, i int) bool { return i > 0 && text[i-1] == '_' }

// awareWordEnd is wordEnd, except that a comment ends the word.
func awareWordEnd(text string, i int) int {
	for i < len(text) && isWordByte(text[i]) && !hasAt(text, i, "//") && !hasAt(text, i, "/*") {
		i++
	}
	return i
}

// startsCondition reports whether the keyword from start to end begins its line
// and is followed by the parenthesis or bracket of a condition.
func startsCondition(text string, start, end int) bool {
	for start > 0 && isBlank(text[start-1]) {
		start--
	}
	if start > 0 && text[start-1] != '\n' {
		return false
	}
	end = skipBlanks(text, end)
	return hasAt(text, end, "(") || hasAt(text, end, "[")
}

// explainSplit adds hints for the places where herd7's splitter goes wrong
// although the text is clear.
func (u *unit) explainSplit(herd sections, failed stage, at int) {
	text := u.file.Text()
	switch {
	case failed == stageHeader:
		u.rep.rejected(u.prog.Span, "the header must be the first line, without a blank line, a blank or a comment before it")
	case failed == stageComment && u.awareSees(at):
		u.rep.errorf(Unclosed, u.file.Span(at, at+2), "this comment has no end: `*)` is missing")
	case failed == stageComment:
		u.rep.rejected(u.file.Span(at, at+2), "it takes this for a comment without an end")
	case herd.open != u.at.open:
		u.rep.rejected(u.file.Span(herd.open, herd.open+1), "it takes this brace for the start of the init block")
	case herd.close != u.at.close:
		u.rep.rejected(u.file.Span(u.at.open, u.at.open+1), "it counts the braces in the comments of the init block")
	case failed == stageString:
		u.rep.rejected(u.file.Span(at, at+1), "it takes this quote for the start of a string, even in a comment")
	case herd.final != u.at.final:
		end := max(wordEnd(text, skipBlanks(text, min(herd.final, len(text)))), herd.final)
		u.rep.rejected(u.file.Span(herd.final, end), "it takes this word for the start of the final section, wherever it stands")
	}
}
