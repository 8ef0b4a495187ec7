package c

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
)

// global adds what the declaration of the tokens from first up to end declares at the
// top level: a record, objects, or both.
func (s *surveyor) global(first, end int) {
	typedef := s.word(first) == "typedef"
	names, brace, objects := s.record(first, end, 0)
	declared := s.declarators(first, end)
	if o, ok := s.definedByMacro(first, end); ok {
		declared = []outline.Object{o}
	}
	if typedef {
		for _, d := range declared {
			names = append(names, d.Name)
		}
		s.typedefs = append(s.typedefs, declared...)
	} else {
		s.out.Objects = append(s.out.Objects, declared...)
	}
	if objects != nil {
		s.out.Records = append(s.out.Records, &outline.Record{
			Names: names, Members: objects, Span: s.file.Span(s.code[brace].Start, s.code[min(s.closing(brace), end)].End),
		})
	}
}

// definedByMacro returns the object that one of the kernel's macros declares, as
// DEFINE_MUTEX(lock) or DEFINE_PER_CPU(int, count).
func (s *surveyor) definedByMacro(first, end int) (outline.Object, bool) {
	i := first
	for i < end && (s.word(i) == "static" || s.word(i) == "extern") {
		i++
	}
	macro := s.word(i)
	if !strings.HasPrefix(macro, "DEFINE_") && !strings.HasPrefix(macro, "DECLARE_") || s.op(i+1) != '(' {
		return outline.Object{}, false
	}
	name := i + 2
	typ := ""
	switch macro {
	case "DEFINE_SPINLOCK":
		typ = "spinlock_t"
	case "DEFINE_MUTEX":
		typ = "struct mutex"
	}
	if strings.Contains(macro, "PER_CPU") {
		for name < end && s.op(name) != ',' {
			name++
		}
		typ = oneLine(s.text[s.code[i+2].Start:s.code[min(name, end)].Start])
		name++
	}
	if name >= end || s.word(name) == "" {
		return outline.Object{}, false
	}
	t := s.code[name]
	return outline.Object{Name: s.word(name), Type: typ, Span: s.file.Span(t.Start, t.End), Static: s.isStatic(first, i)}, true
}

// record returns the members of the record that a declaration defines, nil if it
// defines none, how types call it, and the brace of its body.
func (s *surveyor) record(first, end, depth int) (names []string, brace int, members []outline.Object) {
	for i := first; i < end; i++ {
		word := s.word(i)
		if word != "struct" && word != "union" {
			if s.op(i) == '=' || s.op(i) == '(' {
				return nil, 0, nil
			}
			continue
		}
		brace := i + 1
		if tag := s.word(i + 1); tag != "" {
			names, brace = []string{word + " " + tag}, i+2
		}
		if s.op(brace) == '{' {
			return names, brace, s.members(brace+1, min(s.closing(brace), end), depth)
		}
	}
	return nil, 0, nil
}

// members returns the members between braces.
func (s *surveyor) members(i, end, depth int) []outline.Object {
	list := []outline.Object{}
	first := i
	for ; i < end; i++ {
		switch s.op(i) {
		case '{':
			i = min(s.closing(i), end)
		case ';':
			declared := s.declarators(first, i)
			if len(declared) == 0 && depth < maxNested {
				_, _, inner := s.record(first, i, depth+1)
				list = append(list, inner...)
			}
			list = append(list, declared...)
			first = i + 1
		}
	}
	return list
}

// declarators returns what a declaration declares: the names that end a declarator.
// That of a function without a body is left out.
func (s *surveyor) declarators(first, end int) []outline.Object {
	var list []outline.Object
	base := -1 // the end of the type that all declarators have in common
	add := func(before, name int) {
		for before > first && s.op(before-1) == '*' {
			before--
		}
		if base < 0 {
			base = before
		}
		stars := strings.Repeat("*", name-max(before, base))
		if s.op(name-1) != '*' {
			stars = ""
		}
		if s.op(before) == '(' {
			stars = "(*)"
		}
		list = append(list, s.object(first, base, stars, name))
	}
	for i := first; i < end; i++ {
		switch s.op(i) {
		case '{', '[':
			i = s.closing(i)
		case '(':
			if s.op(i+1) == '*' && s.word(i+2) != "" { // a pointer to a function
				add(i, i+2)
			}
			i = s.closing(i)
		case '=':
			i = s.initial(i, end) - 1
		default:
			if s.word(i) != "" && i > first && s.endsDeclarator(i+1, end) && !isKeyword(s.word(i)) && !s.isTag(i) && !s.isAnnotation(first, i) {
				add(i, i)
			}
		}
	}
	return list
}

// isTag reports whether a name is that of a record or enumeration.
func (s *surveyor) isTag(i int) bool {
	word := s.word(i - 1)
	return word == "struct" || word == "union" || word == "enum"
}

// isAnnotation reports whether a name stands behind the declared one: __initdata.
func (s *surveyor) isAnnotation(first, i int) bool {
	return strings.HasPrefix(s.word(i), "__") && i-1 > first && s.word(i-1) != "" && !isKeyword(s.word(i-1))
}

// endsDeclarator reports whether a declarator ends before token i, where annotations
// may stand.
func (s *surveyor) endsDeclarator(i, end int) bool {
	const most = 8
	for n := 0; i < end && n < most && strings.HasPrefix(s.word(i), "__"); n++ {
		i++
	}
	if i >= end {
		return true
	}
	switch s.op(i) {
	case ',', '=', '[', ':', ';', ')':
		return true
	}
	return false
}

// initial returns the token behind an initial value.
func (s *surveyor) initial(i, end int) int {
	for ; i < end; i++ {
		switch s.op(i) {
		case '(', '[', '{':
			i = s.closing(i)
		case ',', ';':
			return i
		}
	}
	return end
}

// object returns the object that is declared by a name: its type are the tokens from
// first up to base, with stars.
func (s *surveyor) object(first, base int, stars string, name int) outline.Object {
	var words []string
	for i := first; i < base && i < first+8; i++ {
		if s.op(i) == '{' {
			break
		}
		if word := s.word(i); word != "static" && word != "extern" && word != "typedef" {
			words = append(words, s.text[s.code[i].Start:s.code[i].End])
		}
	}
	t := s.code[name]
	return outline.Object{
		Name: s.text[t.Start:t.End], Type: strings.TrimSpace(strings.Join(words, " ") + " " + stars),
		Span: s.file.Span(t.Start, t.End), Static: s.isStatic(first, base),
	}
}

// isStatic reports whether one of the tokens from first up to end is the word static.
func (s *surveyor) isStatic(first, end int) bool {
	for i := first; i < end && i < first+8; i++ {
		if s.word(i) == "static" {
			return true
		}
	}
	return false
}

// locals returns the parameters and the variables of a function, each with the part
// of the function that it is known in: up to the end of its block, or of its loop.
func (s *surveyor) locals(open, end, brace, last int) []outline.Object {
	var list []outline.Object
	add := func(first, i, until int) {
		for _, o := range s.declarators(first, i) {
			o.Scope = s.file.Span(o.Span.Start, s.code[until].End)
			list = append(list, o)
		}
	}
	first := open + 1
	for i := open + 1; i <= end; i++ {
		switch op := s.op(i); {
		case op == '(' && i > open:
			i = s.closing(i)
		case op == ',' || i == end:
			add(first, i, last)
			first = i + 1
		}
	}
	first = brace + 1
	blocks := []int{last} // where the blocks end that are open
	for i := brace + 1; i <= last; i++ {
		for len(blocks) > 1 && i > blocks[len(blocks)-1] {
			blocks = blocks[:len(blocks)-1]
		}
		switch s.op(i) {
		case '{', '}', ';':
			if s.op(i) == ';' && s.declares(first, i) {
				add(first, i, blocks[len(blocks)-1])
			}
			if s.op(i) == '{' {
				blocks = append(blocks, min(s.closing(i), last))
			}
			first = i + 1
		case ':':
			first = i + 1 // behind a label
		case '(':
			if closing := s.closing(i); s.word(i-1) == "for" {
				blocks = append(blocks, min(s.statementEnd(closing+1, 0), last))
				first = i + 1 // the declaration of a loop's variable
			} else if s.op(i+1) != '{' { // else a block that has a value
				i = closing
			}
		}
	}
	return list
}

// maxNested bounds how deep statements and records are looked into.
const maxNested = 50

// statementEnd returns the last token of the statement that begins at token i.
func (s *surveyor) statementEnd(i, depth int) int {
	last := len(s.code) - 1
	if i > last || depth > maxNested {
		return last
	}
	switch word := s.word(i); {
	case s.op(i) == '{':
		return s.closing(i)
	case word == "if", word == "for", word == "while", word == "switch":
		if s.op(i+1) != '(' {
			return i
		}
		end := s.statementEnd(s.closing(i+1)+1, depth+1)
		if word == "if" && s.word(end+1) == "else" {
			return s.statementEnd(end+2, depth+1)
		}
		return end
	case word == "do":
		end := s.statementEnd(i+1, depth+1)
		if s.word(end+1) == "while" && s.op(end+2) == '(' {
			return min(s.closing(end+2)+1, last)
		}
		return end
	}
	for ; i < last; i++ {
		switch s.op(i) {
		case '(', '[':
			i = s.closing(i)
		case '{': // the body of a macro's loop
			return s.closing(i)
		case ';', '}':
			return i
		}
	}
	return last
}

// declares reports whether a statement is a declaration: two names in a row, or a
// star between them that is no product's.
func (s *surveyor) declares(first, end int) bool {
	word := s.word(first)
	if first+1 >= end || word == "" || beginsStatement(word) {
		return false
	}
	if isKeyword(word) {
		return word != "sizeof" && word != "_Generic"
	}
	if s.code[first+1].Kind == pp.Identifier {
		return true
	}
	return s.op(first+1) == '*' && s.word(first+2) != "" && s.endsDeclarator(first+3, end)
}
