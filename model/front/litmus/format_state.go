package litmus

import "strings"

// widest is how wide an init block on one line may be.
const widest = 80

// statePlanner plans the tokens of the init block or the final section.
type statePlanner struct {
	*pieces
	toks []int
}

func (p *statePlanner) around(n, by int) string {
	if n += by; n < 0 || n >= len(p.toks) {
		return ""
	}
	return p.textOf(p.toks[n])
}

// planInit plans the init block. One that the author has on a line stays there if
// it is short.
func (l *pieces) planInit() {
	p := &statePlanner{l, l.init}
	if len(l.init) == 0 {
		return
	}
	last := len(p.toks) - 1
	lines := p.brokenInit()
	for n, i := range p.toks {
		x := plan{state: true, kind: planGlue, indent: 1}
		item := n > 1 && p.around(n, -1) == ";"
		switch {
		case n == 0:
			x = plan{state: true, kind: planLine, most: 1}
		case n == last && lines:
			x.kind, x.indent = planLine, 0
		case n == last || n == 1:
			x.kind = planSpace
			if last == 1 {
				x.kind = planGlue
			}
			if lines {
				x.kind = planLine
			}
		case lines && l.all[i].breaks() > 0:
			x.kind, x.most = planLine, 1
			if !item {
				x.indent, x.most = 2, 0
			}
		case lines && item && !p.hasBreaks():
			x.kind = planLine
		case p.space(n):
			x.kind = planSpace
		}
		l.all[i].plan = x
	}
}

// hasBreaks reports whether the author has line ends in the init block.
func (p *statePlanner) hasBreaks() bool {
	first, last := p.toks[0], p.toks[len(p.toks)-1]
	for i := first + 1; i <= last; i++ {
		if p.all[i].breaks() > 0 || p.all[i].comment && strings.Contains(p.textOf(i), "\n") {
			return true
		}
	}
	return false
}

// brokenInit reports whether the init block is to take several lines.
func (p *statePlanner) brokenInit() bool {
	width := 0
	for n := range p.toks {
		width += len(p.around(n, 0)) + 1
		if !p.space(n) {
			width--
		}
	}
	last := p.toks[len(p.toks)-1]
	comments := last-p.toks[0] >= len(p.toks)
	if comments && strings.HasPrefix(p.textOf(last-1), "//") {
		return true
	}
	return p.hasBreaks() || width > widest
}

// planFinal plans the final section: the author's lines, and one for each part.
func (l *pieces) planFinal() {
	p := &statePlanner{l, l.final}
	depth := 0
	for n, i := range p.toks {
		x := plan{state: true, kind: planGlue}
		switch {
		case n == 0:
			x = plan{state: true, kind: planLine, least: 1, most: 1}
		case l.all[i].breaks() > 0:
			x.kind, x.most = planKeep, 1
		case depth == 0 && p.beginsPart(n):
			x.kind = planLine
		case p.space(n):
			x.kind = planSpace
		}
		switch p.around(n, 0) {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		l.all[i].plan = x
	}
}

// beginsPart reports whether a part of the final section begins at token n.
func (p *statePlanner) beginsPart(n int) bool {
	word := p.around(n, 0)
	switch {
	case word == "~" || word == "not" || word == "!":
		return p.around(n, 1) == "exists"
	case !isFinalWord(word):
		return false
	}
	before := p.around(n, -1)
	return before != "~" && before != "not" && before != "!"
}

// space reports whether a blank stands between token n and the one before it.
func (p *statePlanner) space(n int) bool {
	before, text := p.around(n, -1), p.around(n, 0)
	glued := p.all[p.toks[n]].gap == ""
	switch {
	case before == "" || text == ";" || text == "," || text == ")" || text == "]" || text == ":" || text == "}":
		return false
	case before == "(" && text == "*":
		return !glued // `(*` can begin a comment
	case before == "(" || before == "[" || before == ":" || before == "{":
		return false
	case before == "~" || before == "!" || before == "&" || before == "*":
		return false
	case isEqual(before):
		return p.airy(n - 1)
	case isEqual(text):
		return p.airy(n)
	case text == "(":
		return before != "ATOMIC_INIT"
	case text == "[":
		return before == "locations" || !isNameByte(before[len(before)-1])
	}
	return true
}

func isEqual(text string) bool {
	switch text {
	case "=", "==", "!=", "<>":
		return true
	}
	return false
}

// airy reports whether the author has a blank on a side of token n.
func (p *statePlanner) airy(n int) bool {
	after := n+1 < len(p.toks) && p.all[p.toks[n+1]].gap != ""
	return p.all[p.toks[n]].gap != "" || after
}
