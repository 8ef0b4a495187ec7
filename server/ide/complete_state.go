package ide

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// initBlock proposes types at the start of an item, names behind a type, and values
// behind an equals sign.
func (c *completer) initBlock(test int) {
	ch, at := c.before()
	switch {
	case ch == '=' || ch == '&' || ch == '(' || ch == ',':
		c.initValues(test)
	case isWord(ch) || ch == '*':
		if t, ok := c.tokenAt(at); ch == '*' || ok && t.Class == outline.Type {
			c.undeclared(test)
		}
	default:
		// Not those of locks and SRCU structures: herd7 wants them left out.
		for _, t := range []string{"int", "atomic_t", "int *"} {
			c.add(Completion{Kind: CompleteType, Label: t, Order: orderGood})
		}
		c.undeclared(test)
	}
}

// initValues proposes initial values: numbers and the addresses of variables.
func (c *completer) initValues(test int) {
	for _, s := range c.Outline().Symbols {
		if s.Kind == outline.Shared && s.Test == test && !c.isBeingTyped(s) {
			c.add(Completion{Kind: CompleteShared, Label: s.Name, Detail: "the address of " + s.Name, Order: orderFair})
		}
	}
	c.add(Completion{Kind: CompleteKeyword, Label: "ATOMIC_INIT", Insert: (&snippet{}).text("ATOMIC_INIT(").stop("0").text(")").String(), Snippet: true, Order: orderRare})
}

// undeclared proposes the variables that threads take as parameters and that have
// no item in the init block yet.
func (c *completer) undeclared(test int) {
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Shared || s.Test != test || c.isBeingTyped(s) {
			continue
		}
		declared := slices.ContainsFunc(s.Refs, func(r outline.Ref) bool { return r.Kind == outline.Declared && r.Span.Start != c.prefix.Start })
		if !declared {
			c.add(Completion{Kind: CompleteShared, Label: s.Name, Detail: "shared variable without an initial value", Order: orderBest})
		}
	}
}

// params proposes parameters: the shared variables that the thread is not given
// yet, with their types, and types.
func (c *completer) params(test int, r outline.Region) {
	ch, _ := c.before()
	own := c.sharedOf(test, r.Thread)
	for _, s := range c.Outline().Symbols {
		if s.Kind != outline.Shared || s.Test != test || slices.Contains(own, s) || c.isBeingTyped(s) {
			continue
		}
		label := s.Name
		switch {
		case ch == '(' || ch == ',':
			label = paramType(s.Type) + s.Name
		case ch != '*':
			continue
		}
		c.add(Completion{Kind: CompleteShared, Label: label, Detail: "shared variable", Order: orderBest})
	}
	if ch == '(' || ch == ',' {
		for _, t := range []string{"int *", "atomic_t *", "spinlock_t *", "struct srcu_struct *", "int **"} {
			c.add(Completion{Kind: CompleteType, Label: t, Order: orderFair})
		}
	}
}

// paramType spells the type of a parameter that points to an object of a type.
func paramType(object string) string {
	switch {
	case object == "":
		return "int *"
	case strings.HasSuffix(object, "*"):
		return object + "*"
	default:
		return object + " *"
	}
}

// between proposes what can stand outside of all parts: the next thread, and behind
// the threads the final section.
func (c *completer) between(test int) {
	if test >= len(c.Outline().Tests) {
		return
	}
	t := c.Outline().Tests[test]
	init, ok := c.region(outline.Init, test)
	switch {
	case !ok || c.offset <= init.Span.Start:
		if !ok {
			c.add(Completion{Kind: CompleteKeyword, Label: "{}", Detail: "the init block: variables with their initial values", Order: orderBest})
		}
		if c.lineStart() {
			c.add(Completion{Kind: CompleteKeyword, Label: "Unroll=", Insert: (&snippet{}).text("Unroll=").stop("3").String(), Snippet: true, Detail: "the number of iterations of loops", Order: orderFair})
		}
		return
	case t.Condition.IsValid() && c.offset > t.Condition.End:
		return
	}
	if len(t.Threads) > 0 && c.offset < t.Threads[len(t.Threads)-1].Span.End {
		return
	}
	c.nextThread(t)
	if len(t.Threads) == 0 {
		return
	}
	if ch, at := c.before(); ch == '~' && at == c.prefix.Start-1 {
		c.finalWord("exists", "holds if no execution ends so", orderBest)
		return
	}
	c.finalWord("exists", "holds if some execution ends so", orderBest)
	c.finalWord("~exists", "holds if no execution ends so", orderGood)
	c.finalWord("forall", "holds if every execution ends so", orderGood)
	c.finalWord("filter", "leaves out executions that do not end so", orderFair)
	c.add(Completion{
		Kind: CompleteKeyword, Label: "locations", Insert: (&snippet{}).text("locations [").stop("x").text("]").String(), Snippet: true,
		Detail: "more places to show in final states", Order: orderFair,
	})
}

// lineStart reports whether only the prefix is on the line before the place.
func (c *completer) lineStart() bool {
	return c.prefix.Start == 0 || c.File.Text()[c.prefix.Start-1] == '\n'
}

// nextThread proposes the thread with the next number.
func (c *completer) nextThread(t *outline.Test) {
	next := 0
	for _, th := range t.Threads {
		if th.Span.Start < c.prefix.Start {
			next = max(next, th.ID+1)
		}
	}
	name := fmt.Sprintf("P%d", next)
	s := (&snippet{}).text(name + "(").stop("int *x").text(")\n{\n\t").stop("WRITE_ONCE(*x, 1)").text(";\n}\n")
	c.add(Completion{Kind: CompleteKeyword, Label: name, Insert: s.String(), Snippet: true, Detail: "the next thread", Order: orderGood})
}

// finalWord proposes a word that takes a proposition in parentheses.
func (c *completer) finalWord(word, detail string, order int) {
	p := Completion{Kind: CompleteKeyword, Label: word, Detail: detail, Order: order}
	if !strings.HasPrefix(strings.TrimLeft(c.File.Text()[c.offset:], " \t"), "(") {
		s := (&snippet{}).text(word + " (").stop(c.likelyAtom()).text(")")
		p.Insert, p.Snippet = s.String(), true
	}
	c.add(p)
}

// likelyAtom is an atom to begin a proposition with: the last register that is
// written, else a shared variable.
func (c *completer) likelyAtom() string {
	atom := "x=1"
	for _, s := range c.Outline().Symbols {
		switch {
		case s.Kind == outline.Shared && atom == "x=1":
			atom = s.Name + "=1"
		case s.Kind == outline.Register && s.Thread >= 0:
			atom = fmt.Sprintf("%d:%s=1", s.Thread, s.Name)
		}
	}
	return atom
}

// final proposes what can stand in the final section: places, values behind an
// equals sign, and words.
func (c *completer) final(test int) {
	ch, at := c.before()
	switch {
	case ch == ':':
		if n := threadNumber(c.wordBefore(at)); n >= 0 {
			c.registers(test, n, orderBest)
		}
	case ch == '=':
		c.valuesFor(test, at)
	case ch == '(' || ch == '[' || ch == ';' || ch == '\\' || ch == '/' || ch == '~' || ch == '>':
		c.finalPlaces(test)
		if ch != '[' && ch != ';' {
			c.keyword("true", "", orderRare)
			c.keyword("false", "", orderRare)
			c.keyword("not", "the negation", orderRare)
		}
	case ch == ')':
		c.add(Completion{Kind: CompleteKeyword, Label: `/\`, Detail: "and", Order: orderFair})
		c.add(Completion{Kind: CompleteKeyword, Label: `\/`, Detail: "or", Order: orderFair})
	case ch == ']':
		c.finalWord("exists", "holds if some execution ends so", orderBest)
		c.finalWord("~exists", "holds if no execution ends so", orderGood)
		c.finalWord("forall", "holds if every execution ends so", orderGood)
		c.finalWord("filter", "leaves out executions that do not end so", orderFair)
	case isWord(ch):
		c.add(Completion{Kind: CompleteKeyword, Label: `/\`, Detail: "and", Order: orderFair})
		c.add(Completion{Kind: CompleteKeyword, Label: `\/`, Detail: "or", Order: orderFair})
	}
}

// finalPlaces proposes the registers of all threads, those that nothing asks for
// yet first, and the shared variables.
func (c *completer) finalPlaces(test int) {
	for _, s := range c.Outline().Symbols {
		if s.Test != test || c.isBeingTyped(s) {
			continue
		}
		asked := slices.ContainsFunc(s.Refs, func(r outline.Ref) bool { return r.Kind == outline.Asked })
		p := Completion{Kind: CompleteShared, Label: s.Name, Detail: "shared variable", Order: orderGood}
		if s.Kind == outline.Register {
			if s.Thread < 0 {
				continue
			}
			p = Completion{Kind: CompleteRegister, Label: fmt.Sprintf("%d:%s", s.Thread, s.Name), Detail: "register of " + c.threadName(test, s.Thread), Order: orderBest}
		}
		if asked {
			p.Order++
		}
		c.add(p)
	}
}

// valuesFor proposes what the place left of an equals sign can hold: the numbers
// that the threads write, and addresses where it is a pointer.
func (c *completer) valuesFor(test, equals int) {
	numbers := []int{0, 1}
	for _, t := range c.Outline().Tokens {
		if n, err := strconv.Atoi(t.Span.Text()); t.Class == outline.Number && err == nil && c.threadOfOffset(t.Span.Start) && len(numbers) < 12 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		c.add(Completion{Kind: CompleteKeyword, Label: strconv.Itoa(n), Detail: "value", Order: orderBest})
	}
	s, _ := c.Outline().SymbolAt(equals)
	for _, x := range c.Outline().Symbols {
		if x.Kind == outline.Shared && x.Test == test && x != s {
			order := orderRare
			if s != nil && strings.Contains(s.Type, "*") {
				order = orderGood
			}
			c.add(Completion{Kind: CompleteShared, Label: x.Name, Detail: "the address of " + x.Name, Order: order})
		}
	}
}

// threadOfOffset reports whether an offset is in a thread.
func (c *completer) threadOfOffset(offset int) bool {
	_, t := c.Outline().ThreadAt(offset)
	return t != nil
}

// expectation proposes the words of a Result comment before the init block.
func (c *completer) expectation() {
	test := max(c.testAt(c.offset), 0)
	init, ok := c.region(outline.Init, test)
	if ok && c.offset > init.Span.Start {
		return
	}
	text := c.File.Text()
	start := strings.LastIndexByte(text[:c.offset], '\n') + 1
	typed := text[start:c.offset]
	body, isLine := strings.CutPrefix(strings.TrimLeft(typed, " ("), "*")
	if !isLine {
		return
	}
	body = strings.TrimLeft(body, " ")
	rest, isResult := strings.CutPrefix(body, "Result:")
	switch fields := strings.Fields(rest); {
	case isResult && (len(fields) == 0 || len(fields) == 1 && !strings.HasSuffix(rest, " ")):
		for i, w := range expectationWords() {
			c.add(Completion{Kind: CompleteKeyword, Label: w[0], Detail: w[1], Order: i})
		}
	case isResult:
		if !strings.Contains(rest, dataRaceWord) {
			c.keyword(dataRaceWord, "a data race is expected", orderGood)
		}
	case !strings.Contains(text, "* Result: ") && isNear("Result", body) && strings.HasPrefix("Result", body):
		for i, w := range expectationWords() {
			c.add(Completion{Kind: CompleteKeyword, Label: "Result: " + w[0], Detail: w[1], Order: i})
		}
	}
}

// expectationWords returns the words that a Result comment can have.
func expectationWords() [][2]string {
	return [][2]string{
		{"Never", "true in no execution"},
		{"Sometimes", "true in some executions"},
		{"Always", "true in every execution"},
		{"Maybe", "any verdict will do"},
		{expectDeadlock, "no execution is possible"},
	}
}
