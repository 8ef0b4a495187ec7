package ide

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
)

// body proposes what can stand in a thread: primitives, registers, the shared
// variables that the thread is given, and words of the language.
func (c *completer) body(test, thread int) {
	ch, at := c.before()
	if isWord(ch) && c.afterType(at) {
		return // the name of a new register
	}
	statement := c.atStatement(ch, at)
	if !statement && (ch == ')' || ch == ']' || isWord(ch) && c.wordAt(at).Text() != "return") {
		return // an operator must come first
	}
	if call := c.callAround(c.offset); call != nil {
		if row := c.tools.Primitives.Lookup(call.Name); row != nil && c.argument(test, thread, row, call) {
			return
		}
	}
	c.registers(test, thread, orderGood)
	for _, s := range c.sharedOf(test, thread) {
		c.shared(s, c.asValue(s), orderFair)
	}
	for i := range c.tools.Primitives.Rows() {
		row := &c.tools.Primitives.Rows()[i]
		order := orderFair
		switch {
		case row.Kind == kernel.Proc && !statement:
			continue
		case isVariant(row.Name):
			// The forms with another order are many, and each is wanted rarely.
		case row.Kind == kernel.Proc || !statement:
			order = orderGood
		}
		c.primitive(test, thread, row, statement, order)
	}
	if statement {
		for _, w := range []string{"int", "if", "else", "while"} {
			c.keyword(w, "", orderRare)
		}
	}
}

// isVariant reports whether a primitive is a form of another one, with another
// order.
func isVariant(name string) bool {
	for _, suffix := range []string{"_relaxed", "_acquire", "_release", "_expedited"} {
		if strings.HasSuffix(name, suffix) && !strings.HasPrefix(name, "smp_") {
			return true
		}
	}
	return false
}

// afterType reports whether the word that ends at an offset is a type, so that a
// name follows which is not there yet.
func (c *completer) afterType(at int) bool {
	if t, ok := c.tokenAt(at); ok && t.Class == outline.Type {
		return true
	}
	switch c.wordAt(at).Text() {
	case "int", "long", "short", "char", "unsigned", "struct", "atomic_t", "spinlock_t":
		return true // of a declaration that is not there yet
	default:
		return false
	}
}

// atStatement reports whether a statement begins at the prefix.
func (c *completer) atStatement(ch byte, at int) bool {
	switch ch {
	case '{', '}', ';', ':':
		return true
	case ')':
		// Behind the condition of an if or a loop.
		depth := 0
		text := c.File.Text()
		for i := at; i > 0; i-- {
			switch text[i] {
			case ')':
				depth++
			case '(':
				depth--
			}
			if depth == 0 {
				word := c.wordBefore(i)
				return word == "if" || word == "while" || word == "for"
			}
		}
		return false
	default:
		word := c.wordBefore(c.prefix.Start)
		return word == "else" || word == "do"
	}
}

// sharedOf returns the shared variables that a thread is given, in the order of
// its parameters.
func (c *completer) sharedOf(test, thread int) []*outline.Symbol {
	key := [2]int{test, thread}
	if list, ok := c.given[key]; ok {
		return list
	}
	type placed struct {
		s  *outline.Symbol
		at int
	}
	var list []placed
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Shared || s.Test != test {
			continue
		}
		for _, r := range s.Refs {
			if r.Kind == outline.Param && r.Thread == thread {
				list = append(list, placed{s, r.Span.Start})
				break
			}
		}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return a.at - b.at })
	out := make([]*outline.Symbol, len(list))
	for i, p := range list {
		out[i] = p.s
	}
	c.given[key] = out
	return out
}

// asValue spells a shared variable where its value is wanted.
func (c *completer) asValue(s *outline.Symbol) string {
	if ch, at := c.before(); ch == '*' && at == c.prefix.Start-1 {
		return s.Name // the star is there
	}
	return "*" + s.Name
}

// shared proposes a shared variable in some spelling.
func (c *completer) shared(s *outline.Symbol, text string, order int) {
	if slices.ContainsFunc(c.list, func(p Completion) bool { return p.Label == text }) || s.Decl == c.prefix {
		return
	}
	detail := "shared variable"
	if s.Type != "" {
		detail += ", " + s.Type
	}
	c.add(Completion{Kind: CompleteShared, Label: text, Detail: detail, Order: order})
}

// registers proposes the registers of a thread.
func (c *completer) registers(test, thread, order int) {
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Register || s.Test != test || s.Thread != thread || !c.isReal(s) {
			continue
		}
		detail := "register"
		if s.Type != "" {
			detail += ", " + s.Type
		}
		c.add(Completion{Kind: CompleteRegister, Label: s.Name, Detail: detail, Order: order})
	}
}

// isReal reports whether a register is declared or written somewhere else than at
// the place. Other words may be names that are half typed.
func (c *completer) isReal(s *outline.Symbol) bool {
	return slices.ContainsFunc(s.Refs, func(r outline.Ref) bool {
		return (r.Writes || r.Kind == outline.Declared) && r.Span.Start != c.prefix.Start
	})
}

// isBeingTyped reports whether the only place of a symbol is the one that is being
// completed.
func (c *completer) isBeingTyped(s *outline.Symbol) bool {
	return len(s.Refs) == 1 && s.Refs[0].Span.Start == c.prefix.Start && c.prefix.Start < c.offset
}

// primitive proposes a call with a tab stop for each argument.
func (c *completer) primitive(test, thread int, row *kernel.Row, statement bool, order int) {
	p := Completion{
		Kind: CompletePrimitive, Label: row.Name, Detail: rowSignature(row), Markdown: primitiveMarkdown(row), Order: order,
	}
	rest := strings.TrimLeft(c.File.Text()[c.offset:], " \t")
	if !strings.HasPrefix(rest, "(") {
		s := (&snippet{}).text(row.Name + "(")
		for i, v := range c.arguments(test, thread, row) {
			if i > 0 {
				s.text(", ")
			}
			s.stop(v)
		}
		s.text(")")
		if statement && row.Kind == kernel.Proc && (rest == "" || rest[0] == '\n' || rest[0] == '\r' || rest[0] == '}') {
			s.text(";")
		}
		p.Insert, p.Snippet = s.String(), true
	}
	c.add(p)
}

// arguments returns a likely text for each argument of a call.
func (c *completer) arguments(test, thread int, row *kernel.Row) []string {
	var list []string
	shared := c.sharedOf(test, thread)
	for i, p := range params(row) {
		fits := c.fitting(shared, row, i)
		switch use := useOf(row, i); {
		case use == objectUse && len(fits) > 0:
			list = append(list, "*"+fits[0].Name)
		case use == pointerUse && len(fits) > 0:
			list = append(list, fits[0].Name)
		case use == objectUse:
			list = append(list, "*x")
		case use == pointerUse:
			list = append(list, p.name)
		case strings.HasPrefix(row.Name, "srcu_") && c.srcuIndex(test, thread) != "":
			list = append(list, c.srcuIndex(test, thread))
		case strings.Contains(p.decl, "*") && len(fits) > 0:
			list = append(list, fits[0].Name)
		case p.name == "old" || p.name == "u":
			list = append(list, "0")
		case p.name == "idx":
			list = append(list, p.name)
		default:
			list = append(list, "1")
		}
	}
	return list
}

// srcuIndex returns the register that srcu_read_lock or srcu_down_read sets in a
// thread, or "".
func (c *completer) srcuIndex(test, thread int) string {
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Register || s.Test != test || s.Thread != thread {
			continue
		}
		for _, r := range s.Refs {
			if text := c.statementAt(r.Span); r.Writes && (strings.Contains(text, "srcu_read_lock") || strings.Contains(text, "srcu_down_read")) {
				return s.Name
			}
		}
	}
	return ""
}

// use is what a primitive takes an argument for.
type use uint8

const (
	// valueUse is a value.
	valueUse use = iota
	// objectUse is an object that is accessed, written *x.
	objectUse
	// pointerUse is a pointer to such an object.
	pointerUse
)

// useOf says what a primitive takes its argument i for.
func useOf(row *kernel.Row, i int) use {
	list := params(row)
	if i < 0 || i >= len(list) {
		return valueUse
	}
	if row.Doc.Signature == "" { // only the body can tell
		switch name := list[i].name; {
		case strings.Contains(row.Body, "(*"+name) || i == 0 && !strings.Contains(row.Body, "__load") && !strings.Contains(row.Body, "__store"):
			return pointerUse
		case i == 0:
			return objectUse
		}
		return valueUse
	}
	switch p := list[i]; {
	case p.name == "lvalue":
		return objectUse
	case strings.Contains(p.decl, "*") && p.name != "v" || strings.Contains(p.decl, "atomic_t"):
		return pointerUse
	default:
		return valueUse
	}
}

// fitting returns the shared variables that an argument can stand for, those whose
// type is the right one first. Of locks and SRCU structures only these fit.
func (c *completer) fitting(shared []*outline.Symbol, row *kernel.Row, i int) []*outline.Symbol {
	if list := params(row); i < len(list) {
		for _, special := range []string{"spinlock_t", "srcu_struct"} {
			if strings.Contains(list[i].decl, special) {
				return filterType(shared, special, true)
			}
		}
		others := filterType(filterType(shared, "spinlock_t", false), "srcu_struct", false)
		switch {
		case strings.Contains(list[i].decl, "atomic_t"):
			return append(filterType(others, "atomic_t", true), filterType(others, "atomic_t", false)...)
		case strings.HasPrefix(row.Name, "rcu_") && i > 0: // what is published
			return append(filterType(others, "*", false), filterType(others, "*", true)...)
		case strings.HasPrefix(row.Name, "rcu_"):
			return append(filterType(others, "*", true), filterType(others, "*", false)...)
		default:
			return others
		}
	}
	return nil
}

// filterType returns the variables whose type has, or has not, a word in it.
func filterType(list []*outline.Symbol, word string, has bool) []*outline.Symbol {
	var out []*outline.Symbol
	for _, s := range list {
		if strings.Contains(s.Type, word) == has {
			out = append(out, s)
		}
	}
	return out
}

// argument proposes what fits the argument that is being typed. It reports whether
// nothing else fits: an argument that is an object or a pointer is best a shared
// variable, or what a register points to.
func (c *completer) argument(test, thread int, row *kernel.Row, call *outline.Call) bool {
	i := call.ArgAt(c.offset)
	if len(params(row)) == 0 {
		return true
	}
	// Only the whole argument is the object or the pointer.
	ch, at := c.before()
	if at < call.Open || ch != '(' && ch != ',' && ch != '*' {
		return false
	}
	fits := c.fitting(c.sharedOf(test, thread), row, i)
	switch useOf(row, i) {
	case objectUse:
		for _, s := range fits {
			c.shared(s, c.asValue(s), orderBest)
		}
		c.pointers(test, thread, ch != '*')
	case pointerUse:
		for _, s := range fits {
			c.shared(s, s.Name, orderBest)
		}
		c.pointers(test, thread, false)
	case valueUse:
		if list := params(row); i < len(list) && strings.Contains(list[i].decl, "*") {
			for _, s := range fits {
				c.shared(s, s.Name, orderBest) // an address to be stored
			}
		}
		return false
	default:
		panic("ide: unhandled use of an argument")
	}
	return len(c.list) > 0
}

// pointers proposes the registers of a thread that are declared as pointers, with a
// star before them if what they point to is wanted.
func (c *completer) pointers(test, thread int, star bool) {
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Register || s.Test != test || s.Thread != thread || !strings.Contains(s.Type, "*") || !c.isReal(s) {
			continue
		}
		label := s.Name
		if star {
			label = "*" + label
		}
		c.add(Completion{Kind: CompleteRegister, Label: label, Detail: "register, " + s.Type, Order: orderGood})
	}
}

// tagPattern finds the words of the macro language with their tags.
var tagPattern = regexp.MustCompile(`(__\w+)\{([\w-]+)\}`)

// inTag proposes tags if the place is in the braces of a word of the macro
// language, and reports whether it is. The tags are those that the primitives of
// the table use with this word.
func (c *completer) inTag() bool {
	prefix := c.prefixBefore(func(b byte) bool { return isWord(b) || b == '-' })
	text := c.File.Text()
	if prefix.Start == 0 || text[prefix.Start-1] != '{' {
		return false
	}
	word := c.wordAt(prefix.Start - 1)
	if word.End != prefix.Start-1 || !strings.HasPrefix(word.Text(), "__") || c.inProse(c.offset) {
		return false
	}
	var tags []string
	for _, row := range c.tools.Primitives.Rows() {
		for _, m := range tagPattern.FindAllStringSubmatch(row.Body, -1) {
			if m[1] == word.Text() && !slices.Contains(tags, m[2]) {
				tags = append(tags, m[2])
			}
		}
	}
	for _, tag := range tags {
		p := Completion{Kind: CompleteTag, Label: tag, Replace: prefix, Detail: "tag of " + word.Text()}
		if c.tools.Model == builtinModel {
			p.Markdown = tagMeaning(tag)
		}
		c.add(p)
	}
	return true
}
