package pp

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// cond is a conditional that is open.
type cond struct {
	// span is the directive that began it.
	span source.Span
	// live is set if the text around it is read, active if the branch is, taken
	// once a branch was.
	live, active, taken bool
	otherwise           bool // #else was met
	// doubt is set if names without a meaning decide which branch is taken.
	doubt *doubt
	// tokens is the count of tokens where the branch began; code is set if one of
	// the branches has tokens beside directives.
	tokens int
	code   bool
}

// doubt is why a conditional is undecided.
type doubt struct {
	// names are those that nothing defines, at is the directive.
	names []string
	at    source.Span
}

// doubt returns the innermost undecided conditional around the place that is read,
// or nil.
func (x *expander) doubt() *doubt {
	for i := len(x.lexers) - 1; i >= 0; i-- {
		conds := x.lexers[i].conds
		for j := len(conds) - 1; j >= 0; j-- {
			if conds[j].doubt != nil {
				return conds[j].doubt
			}
		}
	}
	return nil
}

// openCond reads #if, #ifdef or #ifndef, whose name is t.
func (x *expander) openCond(l *lexer, hash int, t *token) {
	c := cond{span: l.file.Span(hash, int(t.end)), live: true, tokens: x.count}
	x.decide(l, hash, t, &c)
	l.conds = append(l.conds, c)
	if !c.active {
		x.skip(l)
	}
}

// decide reads the condition of a branch, t being the name of the directive.
func (x *expander) decide(l *lexer, hash int, t *token, c *cond) {
	var v truth
	var names []string
	guard := ""
	switch t.text {
	case "if", "elif":
		v, names, guard = x.evaluate(l, hash)
	default:
		negated := t.text[len(t.text)-4] == 'n' // ifndef, elifndef
		word := *t
		l.next(t)
		if t.kind != Identifier {
			x.errorf(BadDirective, x.at(&word), "#%s needs a name", word.text)
			v = yes
			break
		}
		if m := x.lookup(t.text); m != nil {
			x.use(m, t)
		}
		if v = x.defined(t.text); v == maybe {
			names = []string{t.text}
		}
		if negated {
			guard = t.text
			if v != maybe {
				v = yes - v
			}
		}
	}
	c.active = v != no
	c.taken = c.taken || c.active
	if v == maybe {
		x.undecided(l, hash, names, guard, c)
	}
}

// undecided decides a branch that hangs on names that nothing defines: it is taken,
// unless it begins with #error. guard is the name that must not be defined, if the
// condition is no more than that.
func (x *expander) undecided(l *lexer, hash int, names []string, guard string, c *cond) {
	end := trimBlank(l.text, hash, x.lineEnd(l))
	l.endLine()
	word, name := nextDirective(l)
	if guard != "" && word == "define" && name == guard {
		return // an include guard or a default
	}
	fails := word == "error" // then it is not meant to be so
	if fails {
		c.active, c.taken = false, false
	}
	if len(names) == 1 && !strings.HasSuffix(names[0], "()") {
		x.assume(names[0], (guard == "") != fails)
	}
	if fails {
		return
	}
	c.doubt = &doubt{at: l.file.Span(hash, end)}
	for _, name := range names {
		if !slices.Contains(c.doubt.names, name) {
			c.doubt.names = append(c.doubt.names, name)
		}
	}
	if len(c.doubt.names) == 0 {
		panic("pp: an undecided condition without names")
	}
}

// nextDirective returns the name of the directive that is the next thing in the
// text, and the word after it.
func nextDirective(l *lexer) (name, word string) {
	probe := *l
	probe.sink, probe.quiet, probe.conds = nil, true, nil
	var t token
	probe.next(&t)
	if t.op != '#' {
		return "", ""
	}
	probe.directive = true
	probe.next(&t)
	name = t.text
	probe.next(&t)
	return name, t.text
}

// assume remembers what the branch that was taken says of a name, so that later
// conditionals on it agree.
func (x *expander) assume(name string, value bool) {
	if x.assumed == nil {
		x.assumed = make(map[string]bool)
	}
	if _, ok := x.assumed[name]; !ok {
		x.assumed[name] = value
	}
}

// turnCond reads #elif, #else or #endif, whose name is t, at the end of a branch
// that is read.
func (x *expander) turnCond(l *lexer, hash int, t *token) {
	if len(l.conds) == 0 {
		x.errorf(BadDirective, l.file.Span(hash, int(t.end)), "#%s has no #if", t.text)
		return
	}
	c := &l.conds[len(l.conds)-1]
	c.code = c.code || x.count > c.tokens
	x.branch(l, hash, t)
	if n := len(l.conds); n > 0 && &l.conds[n-1] == c && !c.active {
		x.skip(l)
	}
}

// branch begins the next branch of the innermost conditional, or ends it.
func (x *expander) branch(l *lexer, hash int, t *token) {
	c := &l.conds[len(l.conds)-1]
	c.tokens = x.count
	c.active = false
	if t.text == "endif" {
		x.hintBranch(c)
		l.conds = l.conds[:len(l.conds)-1]
		return
	}
	if c.otherwise {
		x.errorf(BadDirective, l.file.Span(hash, int(t.end)), "#%s comes after #else", t.text).Relate(c.span, "of this conditional")
	}
	c.otherwise = c.otherwise || t.text == "else"
	switch {
	case !c.live || c.taken:
	case t.text == "else":
		c.active, c.taken = true, true
	default:
		x.decide(l, hash, t, c)
	}
}

// skip goes over branches that are not taken, up to the directive after which text
// is read again.
func (x *expander) skip(l *lexer) {
	outer := len(l.conds)
	l.endLine()
	start := l.pos
	l.quiet, l.inactive = true, true
	defer func() { l.quiet, l.inactive = false, false }()
	var t token
	for {
		l.next(&t)
		if t.kind == endOfText {
			x.inactive(l, start, len(l.text))
			return
		}
		if t.op != '#' || t.flags&lined == 0 {
			x.count++
			continue
		}
		hash := int(t.start)
		l.directive = true
		l.next(&t)
		c := &l.conds[len(l.conds)-1]
		switch {
		case t.kind != Identifier:
		case strings.HasPrefix(t.text, "if"):
			if t.text == "if" || t.text == "ifdef" || t.text == "ifndef" {
				l.conds = append(l.conds, cond{span: l.file.Span(hash, int(t.end)), tokens: x.count})
			}
		case t.text == "endif", t.text == "else", strings.HasPrefix(t.text, "elif"):
			if len(l.conds) > outer {
				if t.text == "endif" {
					l.conds = l.conds[:len(l.conds)-1]
				}
				break
			}
			c.code = c.code || x.count > c.tokens
			l.quiet, l.inactive = false, false
			x.branch(l, hash, &t)
			if len(l.conds) < outer || l.conds[outer-1].active {
				x.inactive(l, start, hash)
				return
			}
			l.quiet, l.inactive = true, true
		}
		l.endLine()
	}
}

// inactive notes text that is not read.
func (x *expander) inactive(l *lexer, start, end int) {
	if l.index != 0 {
		return
	}
	text := l.text
	if start < end && text[start] == '\n' {
		start++
	}
	if n := strings.LastIndexByte(text[:end], '\n'); n >= start {
		end = n
	}
	if start < end {
		x.text.Inactive = append(x.text.Inactive, l.file.Span(start, end))
	}
}

// closeConds ends a file.
func (x *expander) closeConds(l *lexer) {
	for i := range l.conds {
		c := &l.conds[i]
		x.errorf(Unclosed, c.span, "this conditional has no #endif")
		c.code = true
		x.hintBranch(c)
	}
	l.conds = nil
}

// hintBranch tells of a branch that was taken for want of knowledge, if one of the
// branches has more than directives. For the macros that it defines, their use
// tells.
func (x *expander) hintBranch(c *cond) {
	if c.doubt != nil && c.code {
		x.hint(c.doubt)
	}
}

// hint tells of a doubt, once.
func (x *expander) hint(d *doubt) {
	if x.told[d] {
		return
	}
	if x.told == nil {
		x.told = make(map[*doubt]bool)
	}
	x.told[d] = true
	x.problems.Hintf(PreprocessorBranch, d.at, "nothing here defines %s: the first branch is taken; %s", strings.Join(d.names, ", "), howToDecide(d.names))
}

// howToDecide says which directives would decide a condition on names.
func howToDecide(names []string) string {
	var ways []string
	for _, name := range names {
		switch {
		case strings.HasSuffix(name, "()"): // a directive cannot define it
		case strings.HasPrefix(name, "CONFIG_"):
			ways = append(ways, "`@lkmm define "+name+"` or `@lkmm define "+name+"=n`")
		default:
			ways = append(ways, "`@lkmm define "+name+"`")
		}
	}
	switch len(ways) {
	case 0:
		return "a #define in the file decides it"
	case 1:
		return ways[0] + " decides it"
	}
	return strings.Join(ways, ", ") + " decide it"
}
