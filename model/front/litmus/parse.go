package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Options says what a test is read with.
type Options struct {
	// Primitives are the primitives that the test may use. Without a table
	// there are none, apart from the words of the macro language.
	Primitives *kernel.Table
	// Name is the name of a test that calls itself `--`. If it is empty, the
	// base name of the file serves.
	Name string
}

// Parse reads a litmus test. It returns the problems in the order of the text
// and the program as far as it is understood, which is nil only if there is
// nothing at all. A program beside an error must not be checked.
func Parse(f *source.File, opts Options) (*prog.Program, diag.List) {
	u := newUnit(f, opts)
	if !u.checkText() {
		return nil, u.rep.list
	}
	at, ok := u.awareSplit()
	u.at = at
	if !ok {
		u.readHeaderOnly()
		return u.prog, u.rep.list
	}
	herd, failed, where := splitHerd(f.Text())
	same := failed == stageNone && herd == at
	if !same && failed == stageNone {
		// What herd7 accepts is what herd7 sees, even if a person sees
		// something else.
		h := newUnit(f, opts)
		h.at = herd
		h.read()
		if h.rep.accepted() {
			h.rep.warnf(CommentTaken, f.Span(herd.final, wordEnd(f.Text(), herd.final)),
				"herd7 does not know comments when it looks for the parts of a test: it reads a part of this comment, and so does this check")
			h.rep.list.Sort()
			return h.prog, h.rep.list
		}
	}
	u.read()
	if !same && !u.rep.list.HasErrors() {
		u.explainSplit(herd, failed, where)
	}
	u.rep.list.Sort()
	return u.prog, u.rep.list
}

// unit is one reading of one file, for one way to cut it into sections.
type unit struct {
	file *source.File
	opts Options
	rep  *reporter
	at   sections
	prog *prog.Program
	// globals gives the index of a global by name, declared the number of those
	// that the condition may use.
	globals  map[string]int
	declared int
	// items are the items of the init block, itemIndex finds one by its place.
	items     []*initItem
	itemIndex map[itemKey]int
	// regInits are the registers set in the init block, by thread.
	regInits map[int][]*initItem
	// threads holds what is known of the threads beside prog.Threads.
	threads    []*thread
	threadByID map[int]*thread
	// negated is set when a word before the final section negates it.
	negated bool
	// macros are the bodies of the primitives that were used so far.
	macros map[string]*macro
	// budget is how many more nodes the program may have. It bounds the
	// expansion of primitives, which can be exponential.
	budget int
}

func newUnit(f *source.File, opts Options) *unit {
	if opts.Primitives == nil {
		opts.Primitives = kernel.NewTable(nil)
	}
	return &unit{
		file:     f,
		opts:     opts,
		rep:      newReporter(),
		prog:     &prog.Program{Lang: "litmus", FencedRMW: opts.Primitives.FencedRMW},
		globals:  make(map[string]int),
		regInits: make(map[int][]*initItem),

		itemIndex:  make(map[itemKey]int),
		threadByID: make(map[int]*thread),
		macros:     make(map[string]*macro),
		budget:     1_000_000 + 4*f.Len(),
	}
}

// checkText reports a file that is no text. It fails if there is nothing to read.
func (u *unit) checkText() bool {
	text := u.file.Text()
	if n := strings.IndexByte(text, 0); n >= 0 {
		u.rep.errorf(BinaryFile, u.file.Span(n, n+1), "this is a binary file: it has a NUL byte; a litmus test is plain text")
		return false
	}
	if strings.TrimSpace(text) == "" {
		u.rep.errorf(EmptyFile, u.file.Span(0, 0), "the file is empty; a litmus test starts with `C name`")
		return false
	}
	return true
}

// readHeaderOnly keeps the name of a test that cannot be read any further.
func (u *unit) readHeaderOnly() {
	h, _ := readHeader(u.file.Text(), u.at.header)
	u.prog.Span = u.file.Span(h.arch, max(h.nameEnd, h.archEnd))
	u.prog.Name = strings.TrimSuffix(u.file.Text()[h.name:h.nameEnd], ".litmus")
}

// read reads the sections one after the other.
func (u *unit) read() {
	u.readHeader()
	u.readInit()
	u.readThreads()
	u.readFinal()
	u.warnAboutRegisters()
	if u.prog.Hash == "" {
		u.prog.Hash = u.hash()
	}
}

// global returns the index of the global called name, and makes it if need be.
func (u *unit) global(name string, span source.Span) int {
	if i, ok := u.globals[name]; ok {
		return i
	}
	i := len(u.prog.Globals)
	u.globals[name] = i
	u.prog.Globals = append(u.prog.Globals, &prog.Global{
		Name: name, Span: span, Init: []prog.Value{{}}, Implicit: true,
	})
	return i
}
