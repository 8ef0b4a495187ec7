package c

import (
	"slices"
	"sort"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// resolver finds what the names in code stand for. It looks at what is written:
// what macros make of it is not seen, so that what a macro names too is not renamed.
type resolver struct {
	*surveyor
	// globals are the names of the file; tags are under their keyword and name.
	globals map[string]*outline.Symbol
	// members are those of records, by record.
	members map[memberKey]*outline.Symbol
	// locals are those of each function by name, in the order of the text, labels
	// those of jumps.
	locals []map[string][]*outline.Symbol
	labels []map[string]*outline.Symbol
	// macros are the names in the bodies of macros.
	macros map[string]bool
	// declared are the symbols by the offsets of their declarations.
	declared map[int]*outline.Symbol
	// static has the names of this file alone.
	static map[*outline.Symbol]bool
	// meaning is the symbol of each token of the code.
	meaning []*outline.Symbol
	order   []*outline.Symbol
	// places are those found so far, which go to the symbols all at once.
	places []placed
	slab   []outline.Symbol
}

// placed is a place of a symbol.
type placed struct {
	symbol *outline.Symbol
	ref    outline.Ref
}

type memberKey struct {
	record *outline.Record
	name   string
}

// resolve finds the symbols of the code and their places.
func (s *surveyor) resolve() *resolver {
	r := &resolver{
		surveyor: s,
		globals:  make(map[string]*outline.Symbol),
		members:  make(map[memberKey]*outline.Symbol),
		locals:   make([]map[string][]*outline.Symbol, len(s.out.Functions)),
		labels:   make([]map[string]*outline.Symbol, len(s.out.Functions)),
		macros:   make(map[string]bool),
		declared: make(map[int]*outline.Symbol),
		static:   make(map[*outline.Symbol]bool),
		meaning:  make([]*outline.Symbol, len(s.code)),
		places:   make([]placed, 0, len(s.code)/3),
	}
	r.declare()
	f := 0
	for i := range s.code {
		for f < len(s.out.Functions) && s.out.Functions[f].Span.End <= s.code[i].Start {
			f++
		}
		if s.code[i].Kind != pp.Identifier || isKeyword(s.word(i)) {
			continue
		}
		in := -1
		if f < len(s.out.Functions) && s.out.Functions[f].Params.Start <= s.code[i].Start {
			in = f
		}
		if sym := r.find(i, in); sym != nil {
			r.meaning[i] = sym
			r.refer(sym, i)
		}
	}
	r.inLines()
	r.distribute()
	return r
}

// distribute gives the symbols their places.
func (r *resolver) distribute() {
	count := make(map[*outline.Symbol]int, len(r.order))
	for _, p := range r.places {
		count[p.symbol]++
	}
	all := make([]outline.Ref, len(r.places))
	at := 0
	for _, s := range r.order {
		n := count[s]
		s.Refs = all[at : at : at+n]
		at += n
	}
	for _, p := range r.places {
		p.symbol.Refs = append(p.symbol.Refs, p.ref)
	}
}

// symbols returns the symbols that have a place, in the order of their declarations.
func (r *resolver) symbols() []*outline.Symbol {
	list := slices.DeleteFunc(r.order, func(s *outline.Symbol) bool { return len(s.Refs) == 0 })
	for _, s := range list {
		byStart := func(a, b outline.Ref) int { return a.Span.Start - b.Span.Start }
		if !slices.IsSortedFunc(s.Refs, byStart) {
			slices.SortStableFunc(s.Refs, byStart)
		}
		s.Refs = slices.CompactFunc(s.Refs, func(a, b outline.Ref) bool { return a.Span == b.Span })
		if s.Kind == outline.JumpLabel { // its jumps may stand before it
			for i := range s.Refs {
				s.Refs[i].Kind = outline.Read
				if s.Refs[i].Span == s.Decl {
					s.Refs[i].Kind = outline.Declared
				}
			}
		}
		s.Fixed = r.fixed(s)
	}
	return list
}

// fixed says why a symbol cannot be renamed, "" if it can.
func (r *resolver) fixed(s *outline.Symbol) string {
	switch s.Kind {
	case outline.Global, outline.Func:
		if !r.static[s] || strings.HasSuffix(r.file.Name, ".h") {
			return "other files may use it"
		}
	case outline.Local, outline.JumpLabel:
	default:
		return "only variables, functions and labels can be renamed"
	}
	if r.macros[s.Name] {
		return "a macro of the file names it too"
	}
	return ""
}

// declare makes a symbol of each name that the file introduces.
func (r *resolver) declare() {
	r.defines()
	for _, o := range r.out.Objects {
		s := r.global(outline.Global, o.Name, o.Span)
		s.Type, r.static[s] = o.Type, o.Static
	}
	for _, o := range r.typedefs {
		r.global(outline.TypeName, o.Name, o.Span).Type = o.Type
	}
	r.tags()
	for _, rec := range r.out.Records {
		for _, m := range rec.Members {
			key := memberKey{rec, m.Name}
			if r.members[key] == nil {
				r.members[key] = r.add(outline.Symbol{Kind: outline.Member, Name: m.Name, Type: m.Type, Decl: m.Span})
			}
		}
	}
	for i, f := range r.out.Functions {
		s := r.global(outline.Func, f.Name, f.NameSpan)
		if s.Text == "" {
			s.Text = oneLine(r.text[f.Span.Start:f.Params.End])
			s.Doc = r.docAbove(f.Span.Start)
			r.static[s] = slices.Contains(strings.Fields(s.Text), "static")
		}
		r.locals[i] = make(map[string][]*outline.Symbol)
		for _, o := range f.Locals {
			r.locals[i][o.Name] = append(r.locals[i][o.Name], r.add(outline.Symbol{
				Kind: outline.Local, Name: o.Name, Type: o.Type, Decl: o.Span, Scope: o.Scope,
			}))
		}
	}
}

// add keeps a symbol. Its places come later.
func (r *resolver) add(symbol outline.Symbol) *outline.Symbol {
	const many = 128
	if len(r.slab) == cap(r.slab) {
		r.slab = make([]outline.Symbol, 0, many)
	}
	r.slab = append(r.slab, symbol)
	s := &r.slab[len(r.slab)-1]
	s.Test, s.Thread = -1, -1
	r.order = append(r.order, s)
	if r.declared[s.Decl.Start] == nil {
		r.declared[s.Decl.Start] = s
	}
	return s
}

// global returns the symbol of a name of the file. What is declared twice, for two
// configurations, is one.
func (r *resolver) global(kind outline.SymbolKind, name string, at source.Span) *outline.Symbol {
	if s := r.globals[name]; s != nil {
		if r.declared[at.Start] == nil {
			r.declared[at.Start] = s
		}
		return s
	}
	s := r.add(outline.Symbol{Kind: kind, Name: name, Decl: at})
	r.globals[name] = s
	return s
}

// tags finds the tags of records and enumerations, and the constants of these.
func (r *resolver) tags() {
	for i := range r.code {
		keyword := r.word(i)
		if keyword != "struct" && keyword != "union" && keyword != "enum" {
			continue
		}
		brace := i + 1
		if tag := r.word(i + 1); tag != "" && r.op(i+2) == '{' {
			key := keyword + " " + tag
			if r.globals[key] == nil {
				s := r.add(outline.Symbol{Kind: outline.TypeName, Name: tag, Type: key, Decl: r.at(i + 1)})
				s.Doc = r.docAbove(r.code[i].Start)
				r.globals[key] = s
			}
			brace = i + 2
		}
		if keyword != "enum" || r.op(brace) != '{' {
			continue
		}
		for k, end := brace+1, r.closing(brace); k < end; k++ {
			if r.op(k) == '(' || r.op(k) == '{' {
				k = r.closing(k)
			}
			if r.word(k) != "" && (r.op(k-1) == '{' || r.op(k-1) == ',') {
				r.global(outline.Constant, r.word(k), r.at(k)).Type = oneLine(r.text[r.code[i].Start:r.code[brace].Start])
			}
		}
	}
}

// at returns the place of token i.
func (r *resolver) at(i int) source.Span { return r.file.Span(r.code[i].Start, r.code[i].End) }

// find returns the symbol that a name stands for, or nil; in is the index of the
// function that it is in, -1 outside.
func (r *resolver) find(i, in int) *outline.Symbol {
	name := r.word(i)
	if s := r.declared[r.code[i].Start]; s != nil {
		return s
	}
	switch {
	case r.punct(i-1) == "." || r.punct(i-1) == "->":
		return r.member(i)
	case r.isTag(i):
		return r.globals[r.word(i-1)+" "+name]
	case in >= 0 && (r.word(i-1) == "goto" || r.op(i+1) == ':' && r.beginsLabel(i)):
		return r.label(i, in)
	}
	if in >= 0 {
		if s := r.local(in, name, r.code[i].Start); s != nil {
			return s
		}
	}
	return r.globals[name]
}

// local returns the local of a function that a name at an offset stands for, or nil:
// the one declared last of those that are known there.
func (r *resolver) local(in int, name string, offset int) *outline.Symbol {
	list := r.locals[in][name]
	k := sort.Search(len(list), func(k int) bool { return list[k].Decl.Start > offset })
	for k--; k >= 0; k-- {
		if offset < list[k].Scope.End {
			return list[k]
		}
	}
	return nil
}

// beginsLabel reports whether a name before a colon is a label and no part of ?: or
// of a case.
func (r *resolver) beginsLabel(i int) bool {
	switch r.op(i - 1) {
	case ';', '{', '}', ':', ')':
		return true
	}
	return r.word(i-1) == "else" || r.word(i-1) == "do"
}

// label returns a label of a function.
func (r *resolver) label(i, in int) *outline.Symbol {
	if r.labels[in] == nil {
		r.labels[in] = make(map[string]*outline.Symbol)
	}
	name := r.word(i)
	s := r.labels[in][name]
	if s == nil {
		s = r.add(outline.Symbol{Kind: outline.JumpLabel, Name: name, Decl: r.at(i), Scope: r.out.Functions[in].Body})
		r.labels[in][name] = s
	}
	if r.op(i+1) == ':' {
		s.Decl = r.at(i)
	}
	return s
}

// member returns the member that a name behind a dot or an arrow stands for, or nil
// if the type of what stands before is not known.
func (r *resolver) member(i int) *outline.Symbol {
	base := i - 2
	for depth := 0; depth < maxNested && r.op(base) == ']'; depth++ {
		open := r.opening(base)
		if open < 0 {
			return nil
		}
		base = open - 1
	}
	if base < 0 || r.meaning[base] == nil {
		return nil
	}
	rec := r.out.Record(r.meaning[base].Type)
	if rec == nil {
		return nil
	}
	return r.members[memberKey{rec, r.word(i)}]
}

// opening returns the bracket that the one at token i closes, -1 if it is far.
func (r *resolver) opening(i int) int {
	const most = 200
	depth := 0
	for k := i; k >= 0 && k > i-most; k-- {
		switch r.op(k) {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// punct returns the operator of token i, "" if it is none.
func (r *resolver) punct(i int) string {
	if i < 0 || i >= len(r.code) || r.code[i].Kind != pp.Punct {
		return ""
	}
	return r.text[r.code[i].Start:r.code[i].End]
}

// refer adds token i to the places of a symbol.
func (r *resolver) refer(s *outline.Symbol, i int) {
	ref := outline.Ref{Span: r.at(i), Kind: outline.Read, Thread: -1}
	switch {
	case r.declared[ref.Span.Start] == s:
		ref.Kind, ref.Writes = outline.Declared, r.op(i+1) == '='
	case s.Kind == outline.Global || s.Kind == outline.Local || s.Kind == outline.Member:
		ref.Kind, ref.Writes = r.access(i)
	case s.Kind == outline.Func && r.isPrototype(i):
		ref.Kind = outline.Declared
	case s.Kind == outline.Func && r.op(i+1) != '(':
		ref.Kind = outline.Address
	}
	r.places = append(r.places, placed{s, ref})
}

// isPrototype reports whether a name of a function is declared here, without a body:
// a type stands before it, and nothing behind its parameters.
func (r *resolver) isPrototype(i int) bool {
	typed := r.op(i-1) == '*' || r.word(i-1) != "" && !beginsStatement(r.word(i-1))
	return typed && r.op(i+1) == '(' && r.op(r.closing(i+1)+1) == ';'
}

// oneLine returns a text with each run of blanks as one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
