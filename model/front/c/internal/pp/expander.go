package pp

import (
	"maps"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Limits. Texts that people write stay far below them.
const (
	maxOut      = 8 << 20 // bytes of Out
	maxTokens   = 1 << 20 // tokens of Out
	maxSteps    = 2 << 20 // tokens that macros make on the way
	maxFrames   = 1000    // macros in the bodies of macros
	maxNesting  = 200     // calls in arguments of calls
	maxIncludes = 200     // files within files
	maxSelf     = 10      // times that a file is within itself
	maxFiles    = 5000    // files in all
	maxErrors   = 200
)

// expander expands one text.
type expander struct {
	read     func(name string, from *source.File, angled bool) (*source.File, bool)
	base     *Macros
	prelude  bool
	text     *Text
	problems *diag.List
	class    *[256]class

	// own are the macros of the text itself, nil for those that it undefines.
	own map[string]*Macro
	// some are the names of all macros.
	some nameFilter
	// assumed are the names that were given a truth value by the branch taken of
	// an undecided conditional.
	assumed map[string]bool
	// told are the doubts that there is a hint for.
	told map[*doubt]bool

	// lexers are the open files, the innermost last.
	lexers []*lexer
	// frames are the replacements that are being read, the innermost last. Those
	// below floor are out of reach, and so are the files if closed is set: an
	// argument is being expanded.
	frames []frame
	floor  int
	closed bool
	// toks and args are stacks of tokens: of replacements, and of arguments.
	toks, args []token
	bounds     []int32
	scratch    []token

	docs docs
	// count is how many tokens were read from files; steps what macros made.
	count, steps int
	nesting      int
	opened       int
	// condition is set while a condition of #if is read.
	condition bool
	// spent is set once a limit is reached: no macro is expanded any more, no file
	// included. full is set once Out cannot grow.
	spent, full bool
	counter     int
	// argFile is the number of open files where the arguments of a call began that
	// are being read from files, 0 if there are none. They end in the same file.
	argFile int
	errors  int
	once    map[string]bool
}

// frame is a list of tokens that is read before what is below it.
type frame struct {
	toks []token
	pos  int
	// macro is what the list replaces, nil for arguments.
	macro *Macro
	// mark is the height of the stack of tokens before the list.
	mark int
	// fresh is set for a macro's body as it is: its tokens get the place and the
	// flags of use when they are read.
	fresh bool
	use   token
}

func newExpander(f *source.File, size int, o Options) *expander {
	text := &Text{File: f}
	x := &expander{
		read: o.Read, base: o.Prelude, prelude: o.InPrelude,
		text: text, problems: &text.Problems, class: classes(),
		own: make(map[string]*Macro),
	}
	if x.base == nil {
		x.base = predefined()
	}
	x.some = x.base.some
	x.fileIndex(f)
	// What macros make is about as long as the comments that go.
	text.Out = make([]byte, 0, size+size/8)
	text.tokens = make([]outToken, 0, size/5*2+16)
	for _, d := range o.Defines {
		x.given(d)
	}
	return x
}

func (x *expander) finish() *Text {
	m := &Macros{under: x.base, own: x.own, some: x.some}
	if x.prelude {
		// One layer, however many files the prelude has.
		m.under, m.own = nil, maps.Clone(x.base.own)
		maps.Copy(m.own, x.own)
	}
	x.text.Macros = m
	x.problems.Sort()
	return x.text
}

// fileIndex returns the number of a file.
func (x *expander) fileIndex(f *source.File) uint16 {
	for i, g := range x.text.files {
		if g == f {
			return uint16(i)
		}
	}
	x.text.files = append(x.text.files, f)
	return uint16(len(x.text.files) - 1)
}

func (x *expander) newLexer(f *source.File) *lexer {
	l := newLexer(f, x.class)
	l.index, l.sink = x.fileIndex(f), x
	return l
}

// at returns the place of a token.
func (x *expander) at(t *token) source.Span {
	return x.text.files[t.file].Span(int(t.start), int(t.end))
}

// lookup returns the macro that name means now, or nil.
func (x *expander) lookup(name string) *Macro {
	if !x.some.has(name) {
		return nil
	}
	if m, ok := x.own[name]; ok {
		return m
	}
	return x.base.Lookup(name)
}

// run expands everything.
func (x *expander) run() {
	var t token
	for !x.full && x.next(&t) {
		if x.stays(&t) {
			x.emit(&t)
		}
	}
}

// stays reports whether a token is not replaced by a macro. If it is, what replaces
// it is read next. A name that can never be replaced is marked.
func (x *expander) stays(t *token) bool {
	if t.kind != Identifier || t.flags&noExpand != 0 {
		return true
	}
	if x.condition && t.text == "defined" {
		x.definedOperator(t)
		return true
	}
	m := x.lookup(t.text)
	return m == nil || !x.enter(t, m)
}

// next reads a token: of the innermost replacement that is not read to its end, or
// of the file.
func (x *expander) next(t *token) bool {
	for len(x.frames) > x.floor {
		f := &x.frames[len(x.frames)-1]
		if f.pos == len(f.toks) {
			x.toks = x.toks[:f.mark]
			x.frames = x.frames[:len(x.frames)-1]
			continue
		}
		*t = f.toks[f.pos]
		if f.fresh {
			if f.pos == 0 {
				t.flags &^= spaced
			}
			t.flags |= f.use.flags
			if f.pos == 0 {
				f.use.flags &^= spaced | lined
			}
			t.file, t.start, t.end = f.use.file, f.use.start, f.use.end
		}
		f.pos++
		return true
	}
	if x.closed {
		return false
	}
	return x.fileNext(t)
}

// fileNext reads a token of the innermost file that is not read to its end, and
// obeys the directives before it.
func (x *expander) fileNext(t *token) bool {
	for {
		l := x.lexers[len(x.lexers)-1]
		l.next(t)
		switch {
		case t.kind == endOfLine:
			return false
		case t.kind == endOfText:
			x.closeConds(l)
			if n := len(x.lexers); n == 1 || n == x.argFile {
				return false
			}
			x.lexers = x.lexers[:len(x.lexers)-1]
			continue
		case t.op == '#' && t.flags&lined != 0 && !l.part:
			x.directive(l, int(t.start))
			continue
		}
		x.count++
		return true
	}
}

// emit appends a token to Out.
func (x *expander) emit(t *token) {
	text := x.text
	o := outToken{start: t.start, end: t.end, file: t.file, kind: t.kind}
	if t.flags&made != 0 {
		o.flags |= ofMacro
	}
	if x.prelude || t.flags&fromPrelude != 0 {
		o.flags |= ofPrelude
	}
	if blank := text.blank(t, &o); blank != 0 {
		text.Out = append(text.Out, blank)
		o.flags |= apart
	}
	o.out = uint32(len(text.Out))
	text.Out = append(text.Out, t.text...)
	text.tokens = append(text.tokens, o)
	if len(text.Out) > maxOut || len(text.tokens) >= maxTokens {
		x.exhausted(t)
		x.full = true
	}
}

// blank returns what has to be between the last token and t, which becomes o: a
// line's end, a space, or 0 for nothing.
func (t *Text) blank(next *token, o *outToken) byte {
	if len(t.tokens) == 0 {
		return 0
	}
	before := &t.tokens[len(t.tokens)-1]
	switch {
	case next.flags&lined != 0:
		return '\n'
	case next.flags&spaced != 0:
		return ' '
	case (o.flags|before.flags)&ofMacro == 0 && before.end == o.start && before.file == o.file:
		return 0 // side by side in the file
	case wouldJoin(before.kind, t.Out[len(t.Out)-1], next.text[0]):
		return ' '
	}
	return 0
}

// errorf adds an error, unless there are very many.
func (x *expander) errorf(code diag.Code, at source.Span, format string, args ...any) *diag.Problem {
	if x.errors++; x.errors > maxErrors {
		return &diag.Problem{}
	}
	return x.problems.Errorf(code, at, format, args...)
}

// exhausted ends the expansion of macros, with a problem at t.
func (x *expander) exhausted(t *token) {
	if !x.spent {
		x.problems.Errorf(TooLarge, x.at(t), "the text grows beyond what is supported here: macros or includes multiply without end")
	}
	x.spent = true
}

// use notes that a name that is written in a file means m.
func (x *expander) use(m *Macro, t *token) {
	if t.flags&made == 0 {
		x.text.Uses = append(x.text.Uses, MacroUse{m, x.at(t)})
	}
}

// comment takes a comment that a lexer met.
func (x *expander) comment(l *lexer, start, end int, line bool) {
	x.docs.note(l.file, start, end, line)
	if l.index == 0 {
		x.text.Comments = append(x.text.Comments, Comment{l.file.Span(start, end), line, l.inactive})
	}
}

// unclosed takes a token that lacks its end.
func (x *expander) unclosed(l *lexer, start, end int, what string) {
	x.errorf(Unclosed, l.file.Span(start, end), "this %s has no end", what)
}
