package cat

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Limits of what the parser accepts. They keep the trees shallow enough for
// every recursive function over them and the work on wrong inputs small.
const (
	// maxText is the largest file in bytes.
	maxText = 4 << 20
	// maxNesting bounds how deep brackets and bodies nest.
	maxNesting = 1000
	// maxChain bounds the operators of one instruction that make the tree
	// deeper without nesting: a long chain of `|` or of applications.
	maxChain = 10000
	// maxProblems is the number of problems after which the rest of a file is
	// left unread.
	maxProblems = 50
)

// Tree is a parsed file, before its includes are resolved.
type Tree struct {
	// Title is the title string at the start, if there is one.
	Title string
	// Instrs are the instructions that could be parsed. The Instrs of each
	// Include among them are nil.
	Instrs []Instr
}

// Parse parses one file of the cat or the bell language. It returns a tree also
// when it reports problems; the tree then lacks the instructions that have them.
func Parse(file *source.File) (*Tree, diag.List) {
	var diags diag.List
	if file.Len() > maxText {
		diags.Errorf(CodeSyntax, file.Span(0, 0), "file is too large: %d bytes, at most %d can be read", file.Len(), maxText)
		return &Tree{}, diags
	}
	p := &parser{file: file, diags: &diags}
	p.toks = lex(file, &diags)
	t := &Tree{Title: p.title()}
	t.Instrs = p.instrs()
	for p.peek().kind != tokEOF {
		// A stray `end` or `else` ended the list.
		p.want("an instruction")
		p.recover(p.pos)
		t.Instrs = append(t.Instrs, p.instrs()...)
	}
	diags.Sort()
	return t, diags
}

// parser is a recursive descent parser. After a problem it is bad: it sees
// nothing but the end of the file, so that all functions return at once, until
// the list of instructions recovers.
type parser struct {
	file *source.File
	toks []token
	pos  int
	bad  bool
	// done is set when the rest of the file is given up; nothing more is
	// reported then.
	done  bool
	diags *diag.List
	// depth counts open brackets and bodies, chain the operators of the current
	// instruction.
	depth, chain int
}

// peek returns the next token.
func (p *parser) peek() token { return p.peekAt(0) }

// peekAt returns the token n after the next.
func (p *parser) peekAt(n int) token {
	if p.bad || p.pos+n >= len(p.toks) {
		return p.toks[len(p.toks)-1]
	}
	return p.toks[p.pos+n]
}

// next consumes a token.
func (p *parser) next() token {
	t := p.peek()
	if !p.bad && t.kind != tokEOF {
		p.pos++
	}
	return t
}

// is reports whether the next token is the given keyword or symbol.
func (p *parser) is(word string) bool { return p.isAt(0, word) }

func (p *parser) isAt(n int, word string) bool {
	t := p.peekAt(n)
	return (t.kind == tokKeyword || t.kind == tokSymbol) && t.text == word
}

// accept consumes the given keyword or symbol if it comes next.
func (p *parser) accept(word string) bool {
	if p.is(word) {
		p.next()
		return true
	}
	return false
}

// expect consumes the given keyword or symbol or reports that it is missing.
func (p *parser) expect(word string) {
	if !p.accept(word) {
		p.want("`" + word + "`")
	}
}

// want reports that something else comes next.
func (p *parser) want(what string) {
	t := p.peek()
	p.fail(p.file.Span(t.start, t.end), "expected %s, found %s", what, t)
}

// fail reports a problem unless the parser is bad already.
func (p *parser) fail(span source.Span, format string, args ...any) {
	if !p.bad && !p.done {
		p.diags.Errorf(CodeSyntax, span, format, args...)
		p.done = len(p.diags.Problems) >= maxProblems
	}
	p.bad = true
}

// giveUp reports a problem and leaves the rest of the file unread.
func (p *parser) giveUp(format string, args ...any) {
	t := p.peek()
	p.fail(p.file.Span(t.start, t.end), format, args...)
	p.done = true
}

// name consumes a name.
func (p *parser) name(what string) string {
	if p.peek().kind != tokName {
		p.want(what)
		return ""
	}
	return p.next().text
}

// start returns where the next token begins.
func (p *parser) start() int { return p.peek().start }

// at returns the place from start to the last consumed token.
func (p *parser) at(start int) At {
	end := start
	if p.pos > 0 {
		end = max(end, p.toks[p.pos-1].end)
	}
	return At{p.file.Span(start, end)}
}

// enter counts one level of nesting; leave undoes it.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxNesting {
		p.giveUp("nesting is too deep: at most %d levels", maxNesting)
	}
}

func (p *parser) leave() { p.depth-- }

// link counts one operator of a chain.
func (p *parser) link() {
	p.chain++
	if p.chain > maxChain {
		p.giveUp("instruction is too long: at most %d operators", maxChain)
	}
}

// title parses the title: a string, or a name with or without a string. A name
// is what older models begin with.
func (p *parser) title() string {
	title := ""
	if p.peek().kind == tokName {
		title = p.next().text
	}
	if t := p.peek(); t.kind == tokString || t.kind == tokName && title != "" {
		title = p.next().text
	}
	return title
}

// instrs parses instructions up to `end`, `else` or the end of the file.
func (p *parser) instrs() []Instr {
	p.enter()
	defer p.leave()
	var list []Instr
	for !p.bad && p.peek().kind != tokEOF && !p.is("end") && !p.is("else") {
		first := p.pos
		p.chain = 0
		if in := p.instr(); !p.bad {
			list = append(list, in)
			continue
		}
		p.recover(first)
	}
	return list
}

// recover continues after a problem in the instruction that began at token
// first: at the next token that begins an instruction or ends the body.
func (p *parser) recover(first int) {
	p.bad = false
	if p.done {
		p.pos = len(p.toks) - 1
		return
	}
	indent := p.toks[first].column
	for p.pos = max(p.pos, first+1); p.peek().kind != tokEOF; p.pos++ {
		t := p.peek()
		if t.kind != tokKeyword {
			continue
		}
		outer := t.lineStart && t.column <= indent
		switch t.text {
		case "acyclic", "irreflexive", "empty", "flag", "undefined_unless", "assert",
			"include", "show", "unshow", "procedure", "call", "forall", "enum", "instructions":
			return
		case "let", "with", "if", "default":
			// These also stand inside expressions, or end a wrong one.
			if outer {
				return
			}
		case "end", "else":
			if outer && p.depth > 1 {
				return
			}
		}
	}
}
