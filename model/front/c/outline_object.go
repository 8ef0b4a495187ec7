package c

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
)

// global adds what the declaration of the tokens from first up to end declares at the
// top level: a record, objects, or both.
func (s *surveyor) global(first, end int) {
	typedef := s.word(first) == "typedef"
	names, objects := s.record(first, end)
	declared := s.declarators(first, end)
	if typedef {
		for _, d := range declared {
			names = append(names, d.Name)
		}
	} else {
		s.out.Objects = append(s.out.Objects, declared...)
	}
	if objects != nil {
		s.out.Records = append(s.out.Records, &outline.Record{Names: names, Members: objects})
	}
}

// record returns the members of the record that a declaration defines, nil if it
// defines none, and how types call it.
func (s *surveyor) record(first, end int) (names []string, members []outline.Object) {
	for i := first; i < end; i++ {
		word := s.word(i)
		if word != "struct" && word != "union" {
			if s.op(i) == '=' || s.op(i) == '(' {
				return nil, nil
			}
			continue
		}
		brace := i + 1
		if tag := s.word(i + 1); tag != "" {
			names, brace = []string{word + " " + tag}, i+2
		}
		if s.op(brace) == '{' {
			return names, s.members(brace+1, min(s.closing(brace), end))
		}
	}
	return nil, nil
}

// members returns the members between braces.
func (s *surveyor) members(i, end int) []outline.Object {
	list := []outline.Object{}
	first := i
	for ; i < end; i++ {
		switch s.op(i) {
		case '{':
			i = min(s.closing(i), end)
		case ';':
			declared := s.declarators(first, i)
			if _, inner := s.record(first, i); inner != nil && len(declared) == 0 {
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
	return slices.Contains([]string{"struct", "union", "enum"}, s.word(i-1))
}

// isAnnotation reports whether a name stands behind the declared one: __initdata.
func (s *surveyor) isAnnotation(first, i int) bool {
	return strings.HasPrefix(s.word(i), "__") && i-1 > first && s.word(i-1) != "" && !isKeyword(s.word(i-1))
}

// endsDeclarator reports whether a declarator ends before token i.
func (s *surveyor) endsDeclarator(i, end int) bool {
	if i >= end {
		return true
	}
	switch s.op(i) {
	case ',', '=', '[', ':', ';', ')':
		return true
	}
	return strings.HasPrefix(s.word(i), "__") && s.endsDeclarator(i+1, end) // an annotation
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
		words = append(words, s.text[s.code[i].Start:s.code[i].End])
	}
	t := s.code[name]
	return outline.Object{
		Name: s.text[t.Start:t.End], Type: strings.TrimSpace(strings.Join(words, " ") + " " + stars),
		Span: s.file.Span(t.Start, t.End),
	}
}

// locals returns the parameters and the variables of a function.
func (s *surveyor) locals(open, end, brace, last int) []outline.Object {
	var list []outline.Object
	first := open + 1
	for i := open + 1; i <= end; i++ {
		switch op := s.op(i); {
		case op == '(' && i > open:
			i = s.closing(i)
		case op == ',' || i == end:
			list = append(list, s.declarators(first, i)...)
			first = i + 1
		}
	}
	first = brace + 1
	for i := brace + 1; i <= last; i++ {
		switch s.op(i) {
		case '{', '}', ';':
			if s.op(i) == ';' && s.declares(first, i) {
				list = append(list, s.declarators(first, i)...)
			}
			first = i + 1
		case '(':
			if s.word(i-1) == "for" {
				first = i + 1 // the declaration of a loop's variable
			} else {
				i = s.closing(i)
			}
		}
	}
	return list
}

// declares reports whether a statement is a declaration: two names in a row, or a
// star between them that is no product's.
func (s *surveyor) declares(first, end int) bool {
	word := s.word(first)
	if first+1 >= end || word == "" || beginsStatement(word) {
		return false
	}
	if slices.Contains([]string{"struct", "union", "enum", "const", "volatile", "static", "unsigned", "signed", "int", "long", "short", "char", "bool", "_Bool"}, word) {
		return true
	}
	if s.code[first+1].Kind == pp.Identifier {
		return true
	}
	return s.op(first+1) == '*' && s.word(first+2) != "" && s.endsDeclarator(first+3, end)
}
