package pp

import "strconv"

// call is one use of a macro.
type call struct {
	macro *Macro
	// use has the place that the result gets, and the flags of its first token.
	use token
	// first is where the arguments begin on the stack, and bounds where the list of
	// their ends begins: count ends, and after them for each parameter the start
	// and the end of the argument's expansion, -1 as long as it was not needed.
	first, bounds, count int
}

func newCall(t *token, m *Macro) call {
	c := call{macro: m, use: *t}
	c.use.flags = t.flags&(spaced|lined) | made
	if m.Prelude {
		c.use.flags |= fromPrelude
	}
	return c
}

// enter replaces the macro m whose name is t. It returns false if the name stays.
func (x *expander) enter(t *token, m *Macro) bool {
	if x.spent {
		return false
	}
	if x.busy(m) {
		t.flags |= noExpand
		return false
	}
	if m.Function && !x.atParen() {
		return false
	}
	if len(x.frames) >= maxFrames || x.nesting >= maxNesting {
		if x.steps < maxSteps {
			x.errorf(TooDeep, x.at(t), "macros are nested too deeply here")
			x.steps = maxSteps
			x.spent = true
		}
		return false
	}
	x.use(m, t)
	if m.doubt != nil && x.own[m.Name] == m {
		x.hint(m.doubt)
	}
	if m.builtin != notBuiltin {
		return x.enterBuiltin(t, m)
	}
	c := newCall(t, m)
	mark := len(x.toks)
	if m.plain && !m.Function {
		x.push(frame{toks: m.body, macro: m, mark: mark, fresh: true, use: c.use})
		return true
	}
	if m.Function && !x.collect(&c, t) {
		return true
	}
	if m.plain {
		x.release(&c)
		x.push(frame{toks: m.body, macro: m, mark: len(x.toks), fresh: true, use: c.use})
		return true
	}
	mark = len(x.toks)
	x.substitute(&c)
	x.release(&c)
	x.push(frame{toks: x.toks[mark:len(x.toks):len(x.toks)], macro: m, mark: mark, use: c.use})
	return true
}

// busy reports whether the body of m is being read.
func (x *expander) busy(m *Macro) bool {
	for i := len(x.frames) - 1; i >= 0; i-- {
		if x.frames[i].macro == m {
			x.steps += (len(x.frames) - i) / 16
			return true
		}
	}
	x.steps += len(x.frames) / 16
	return false
}

// push begins to read a list.
func (x *expander) push(f frame) {
	x.frames = append(x.frames, f)
	x.steps += 1 + len(f.toks)
	if x.steps > maxSteps {
		x.exhausted(&f.use)
	}
}

// atParen reports whether the next token is an opening parenthesis.
func (x *expander) atParen() bool {
	for i := len(x.frames) - 1; i >= x.floor; i-- {
		if f := &x.frames[i]; f.pos < len(f.toks) {
			return f.toks[f.pos].op == '('
		}
	}
	return !x.closed && x.lexers[len(x.lexers)-1].atParen()
}

// collect reads the arguments of a call whose name is t. If they have no end or
// the wrong number, they are put back to be read as they are, the name goes out,
// and it returns false.
func (x *expander) collect(c *call, t *token) bool {
	m := c.macro
	c.first, c.bounds = len(x.args), len(x.bounds)
	if x.argFile == 0 {
		x.argFile = len(x.lexers)
		defer func() { x.argFile = 0 }()
	}
	var a token
	x.next(&a)
	open := a
	depth, braces := 1, 0
	for {
		if !x.next(&a) {
			return x.unclosedCall(c, t, &open, nil)
		}
		switch {
		case a.kind == Identifier && len(x.frames) > 0 && a.flags&noExpand == 0:
			if n := x.lookup(a.text); n != nil && x.busy(n) {
				a.flags |= noExpand
			}
		case a.kind != Punct:
		case a.op == '(':
			depth++
		case a.op == ')':
			if depth--; depth == 0 {
				x.bounds = append(x.bounds, int32(len(x.args)))
				return x.checkCall(c, t, &open, &a)
			}
		case a.op == '{':
			braces++
		case a.op == '}':
			if braces--; braces < 0 {
				return x.unclosedCall(c, t, &open, &a)
			}
		case a.op == ',' && depth == 1:
			if n := len(x.bounds) - c.bounds; !m.Variadic || n < len(m.Params)-1 {
				x.bounds = append(x.bounds, int32(len(x.args)))
			}
		}
		x.args = append(x.args, a)
	}
}

// checkCall ends a call at its closing parenthesis.
func (x *expander) checkCall(c *call, t, open, end *token) bool {
	m := c.macro
	c.count = len(x.bounds) - c.bounds
	want := len(m.Params)
	ok := c.count == want || m.Variadic && c.count == want-1
	if want == 0 && c.count == 1 && len(x.args) == c.first {
		ok = true
	}
	if !ok {
		p := x.errorf(BadMacroCall, x.at(t), "%s takes %s, not %d", m.Name, arguments(m), c.count)
		if m.NameSpan.IsValid() {
			p.Relate(m.NameSpan, "its definition")
		}
		x.putBack(c, t, open, end)
		return false
	}
	for range 2 * want {
		x.bounds = append(x.bounds, -1)
	}
	if t.flags&made == 0 && end.flags&made == 0 && end.file == t.file && end.end >= t.end {
		c.use.end = end.end
	}
	return true
}

func arguments(m *Macro) string {
	n := len(m.Params)
	more := ""
	if m.Variadic {
		n--
		more = " or more"
	}
	word := " arguments"
	if n == 1 {
		word = " argument"
	}
	return strconv.Itoa(n) + more + word
}

func (x *expander) unclosedCall(c *call, t, open, end *token) bool {
	x.errorf(Unclosed, x.at(t), "this call of the macro %s has no closing parenthesis", c.macro.Name)
	x.putBack(c, t, open, end)
	return false
}

// putBack gives the tokens of a call that failed back to be read again.
func (x *expander) putBack(c *call, t, open, end *token) {
	t.flags |= noExpand
	mark := len(x.toks)
	x.toks = append(x.toks, *t, *open)
	x.toks = append(x.toks, x.args[c.first:]...)
	if end != nil {
		x.toks = append(x.toks, *end)
	}
	x.release(c)
	x.push(frame{toks: x.toks[mark:len(x.toks):len(x.toks)], mark: mark, use: *t})
}

// release drops the arguments of a call.
func (x *expander) release(c *call) {
	if c.macro.Function {
		x.args = x.args[:c.first]
		x.bounds = x.bounds[:c.bounds]
	}
}

// arg returns the tokens of an argument as they are written.
func (x *expander) arg(c *call, i int) []token {
	if i >= c.count {
		return nil
	}
	start := c.first
	if i > 0 {
		start = int(x.bounds[c.bounds+i-1]) + 1
	}
	end := int(x.bounds[c.bounds+i])
	return x.args[start:end:end]
}

// expanded returns an argument after its own expansion, which is made once. It is
// valid until the call is released, as long as nothing is added to the stack.
func (x *expander) expanded(c *call, i int) []token {
	raw := x.arg(c, i)
	some := false
	for j := range raw {
		if raw[j].kind == Identifier && raw[j].flags&noExpand == 0 && x.lookup(raw[j].text) != nil {
			some = true
			break
		}
	}
	if !some {
		return raw
	}
	slot := c.bounds + c.count + 2*i
	if x.bounds[slot] < 0 {
		mark := len(x.args)
		x.expandArgument(raw)
		x.bounds[slot], x.bounds[slot+1] = int32(mark), int32(len(x.args))
	}
	start, end := int(x.bounds[slot]), int(x.bounds[slot+1])
	return x.args[start:end:end]
}

// expandArgument puts the expansion of an argument on the stack of arguments.
func (x *expander) expandArgument(raw []token) {
	floor, closed := x.floor, x.closed
	x.floor, x.closed = len(x.frames), true
	x.nesting++
	x.push(frame{toks: raw, mark: len(x.toks), use: raw[0]})
	var t token
	for x.next(&t) {
		if x.stays(&t) {
			x.args = append(x.args, t)
		}
	}
	x.nesting--
	x.floor, x.closed = floor, closed
}
