package litmus

import "strings"

// planner goes through the tokens of the threads and plans what is before each of
// them. It follows the grammar of statements; within one, spacing decides.
type planner struct {
	*pieces
	toks []int
	pos  int
	// first is set behind an opening brace, where no blank line stands.
	first bool
}

// planCode plans the threads.
func (l *pieces) planCode() {
	p := &planner{pieces: l, toks: l.code}
	for p.more() {
		p.thread()
	}
}

func (p *planner) more() bool { return p.pos < len(p.toks) }

// at reports whether the text of the next token is one of those given.
func (p *planner) at(texts ...string) bool {
	if !p.more() {
		return false
	}
	text := p.textOf(p.toks[p.pos])
	for _, t := range texts {
		if t == text {
			return true
		}
	}
	return false
}

// plan sets the plan of the next token and consumes it.
func (p *planner) plan(x plan) {
	p.all[p.toks[p.pos]].plan = x
	p.pos++
}

// line begins a line with the next token.
func (p *planner) line(indent int) {
	most := 1
	if p.first {
		most = 0
	}
	p.first = false
	p.plan(plan{kind: planLine, indent: indent, most: most})
}

// inline consumes the next token as a part of what is before.
func (p *planner) inline(indent int) {
	kind := planGlue
	if p.pos > 0 && p.space(p.pos) {
		kind = planSpace
	}
	p.plan(plan{kind: kind, indent: indent})
}

// thread plans a thread from its first word to its closing brace.
func (p *planner) thread() {
	if p.at(";") {
		p.inline(0)
		return
	}
	p.plan(plan{kind: planLine, least: 1, most: 1})
	for p.more() && !p.at("{") {
		if p.at("P") || p.pos > 0 && p.textOf(p.toks[p.pos-1]) == "}" {
			return
		}
		p.inline(0)
	}
	if p.more() {
		p.plan(plan{kind: planLine})
		p.block(0)
	}
}

// block plans the statements behind an opening brace, and the closing brace.
func (p *planner) block(indent int) {
	p.first = true
	for p.more() && !p.at("}") {
		before := p.pos
		p.statement(indent + 1)
		if p.pos == before {
			p.inline(indent)
		}
	}
	p.first = true
	if p.more() {
		p.line(indent)
	}
	p.first = false
}

// statement plans one statement.
func (p *planner) statement(indent int) {
	switch {
	case p.at("{"):
		p.line(indent)
		p.block(indent)
	case p.at("if"):
		p.line(indent)
		p.branch(indent)
	case p.at("while", "for"):
		p.line(indent)
		p.head(indent)
		p.sub(indent)
	case p.at("do"):
		p.line(indent)
		p.sub(indent)
		if p.at("while") {
			p.behindBlock(indent)
			p.pos--
			p.simple(indent)
		}
	default:
		p.line(indent)
		p.pos--
		p.simple(indent)
	}
}

// branch plans what is behind the word `if`.
func (p *planner) branch(indent int) {
	for {
		p.head(indent)
		p.sub(indent)
		if !p.at("else") {
			return
		}
		p.behindBlock(indent)
		if !p.at("if") {
			p.sub(indent)
			return
		}
		p.inline(indent)
	}
}

// behindBlock plans a word that goes on behind a block, on the line of its brace,
// or else on a line of its own.
func (p *planner) behindBlock(indent int) {
	if p.textOf(p.toks[p.pos-1]) == "}" {
		p.inline(indent)
		return
	}
	p.first = true
	p.line(indent)
}

// head plans the condition of an `if` or a loop.
func (p *planner) head(indent int) {
	if !p.at("(") {
		for p.at("*") {
			p.inline(indent)
		}
		if p.more() {
			p.inline(indent)
		}
		return
	}
	depth := 0
	for p.more() {
		switch {
		case p.at("("):
			depth++
		case p.at(")"):
			depth--
		}
		p.inline(indent)
		if depth == 0 {
			return
		}
	}
}

// sub plans the statement that an `if` or a loop is about.
func (p *planner) sub(indent int) {
	if p.at("{") {
		p.inline(indent)
		p.block(indent)
		return
	}
	p.first = true
	if p.more() && !p.at("}") {
		p.statement(indent + 1)
	}
}

// simple plans the rest of a statement up to its `;`. Its first token has a plan.
func (p *planner) simple(indent int) {
	depth := 0
	for start := p.pos; p.more(); {
		switch {
		case p.at("(", "[", "{"):
			depth++
		case p.at(")", "]", "}"):
			if depth--; depth < 0 {
				return
			}
		}
		end := p.at(";") && depth == 0
		if p.pos == start {
			p.pos++
		} else {
			p.inline(indent)
		}
		if end {
			return
		}
	}
}

// text returns the text of the token n places from position pos, "" if there is
// none.
func (p *planner) around(pos, n int) string {
	if pos += n; pos < 0 || pos >= len(p.toks) {
		return ""
	}
	return p.textOf(p.toks[pos])
}

// space reports whether a blank stands between the token at pos and the one
// before it.
func (p *planner) space(pos int) bool {
	before, text := p.around(pos, -1), p.around(pos, 0)
	switch {
	case p.inTag(pos):
		return false
	case strings.HasPrefix(text, "//"):
		return true
	case text == ";" || text == "," || text == ")" || text == "]" || text == "." || text == "->" || text == "[":
		return false
	case before == "(" || before == "[" || before == "." || before == "->":
		return false
	case text == "(":
		return p.spaceBeforeParen(pos)
	case p.isPrefix(pos - 1):
		// Two signs must not become one.
		return isSign(text) && punctC(before+text) > len(before)
	case p.isPostfix(pos):
		return false
	case before == ")" && p.isCast(pos-1):
		return text == "{"
	}
	return true
}

// spaceBeforeParen is space for an opening parenthesis: none in a call.
func (p *planner) spaceBeforeParen(pos int) bool {
	before := p.around(pos, -1)
	switch {
	case p.isPrefix(pos-1) || before == ")" && p.isCast(pos-1) || before == "(" || before == "]" || before == "}":
		return false
	case isNameByte(before[0]):
		return isKeyword(before) && before != "sizeof"
	}
	return before != ")"
}

func isSign(text string) bool { return text != "" && punctC(text) == len(text) }

// inTag reports whether the token at pos is the brace of a tag or in the braces.
func (p *planner) inTag(pos int) bool {
	if p.around(pos, 0) == "{" {
		return isWord(p.around(pos, -1))
	}
	for n := pos - 1; n > 0 && n > pos-8; n-- {
		switch text := p.around(n, 0); {
		case text == "{":
			return isWord(p.around(n, -1))
		case !isNameByte(text[0]) && text != "-":
			return false
		}
	}
	return false
}

// isOperand reports whether an operand ends with the token at pos.
func (p *planner) isOperand(pos int) bool {
	text := p.around(pos, 0)
	switch {
	case text == "":
		return false
	case text == ")":
		return !p.isCast(pos)
	case text == "]" || (text == "++" || text == "--") && p.isPostfix(pos):
		return true
	case !isNameByte(text[0]):
		return text[0] == '"' || text[0] == '\''
	}
	return !isKeyword(text) && !p.isType(pos)
}

// isType reports whether the token at pos is a word of a type.
func (p *planner) isType(pos int) bool {
	return pos >= 0 && pos < len(p.toks) && p.types[p.all[p.toks[pos]].start]
}

// isCast reports whether the parenthesis that closes at pos holds a type.
func (p *planner) isCast(pos int) bool {
	n := pos - 1
	for p.around(n, 0) == "*" {
		n--
	}
	if !p.isType(n) {
		return false
	}
	for p.isType(n) || p.around(n, 0) == "*" {
		n--
	}
	return p.around(n, 0) == "(" && !isNameByte((p.around(n, -1) + " ")[0])
}

// isPrefix reports whether the token at pos is an operator that stands before its
// operand, or a star in a type.
func (p *planner) isPrefix(pos int) bool {
	switch p.around(pos, 0) {
	case "!", "~":
		return true
	case "*", "&", "-", "+", "++", "--", "%":
		return p.all[p.toks[pos]].plan.kind == planLine || !p.isOperand(pos-1)
	}
	return false
}

// isPostfix reports whether the token at pos is a step behind its operand.
func (p *planner) isPostfix(pos int) bool {
	text := p.around(pos, 0)
	return (text == "++" || text == "--") && !p.isPrefix(pos)
}
