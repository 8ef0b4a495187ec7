package pp

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// intrinsic is what the names of the front end's own primitives begin with.
const intrinsic = "__lkmm_"

// add makes m the meaning of its name.
//
// A primitive of the prelude keeps its meaning: a file that gives it another is
// told so. What the prelude says of other things, such as NULL or min, is only a
// replacement for headers that are out of reach, and gives way.
func (x *expander) add(m *Macro) {
	old := x.lookup(m.Name)
	switch {
	case m.Prelude:
		if old != nil && old.NameSpan.IsValid() && !old.same(m, true) { // not one that is always defined
			x.redefined(old, m)
		}
	case strings.HasPrefix(m.Name, intrinsic):
		x.errorf(RedefinedPrimitive, m.NameSpan, "names that begin with %s are those of built-in primitives: give this macro another name", intrinsic)
		return
	case old == nil:
	case !old.Prelude:
		if !old.same(m, true) {
			x.redefined(old, m)
		}
	case old.same(m, false):
		return
	case x.primitive(old, 0):
		x.errorf(RedefinedPrimitive, m.NameSpan, "%s is a built-in primitive and keeps its meaning: remove this definition or give it another name", m.Name).
			Relate(old.NameSpan, "the built-in definition")
		return
	}
	x.own[m.Name] = m
	x.some.add(m.Name)
}

func (x *expander) redefined(old, m *Macro) {
	p := x.problems.Warnf(RedefinedMacro, m.NameSpan, "%s is redefined with another text", m.Name)
	if old.NameSpan.IsValid() {
		p.Relate(old.NameSpan, "the definition before")
	}
}

// primitive reports whether a macro of the prelude does more than C says by itself:
// whether it calls something, an intrinsic or a function of the prelude.
func (x *expander) primitive(m *Macro, depth int) bool {
	if !m.NameSpan.IsValid() {
		return false // always defined, as by a compiler
	}
	if depth > 20 {
		return true
	}
	for i := range m.body {
		t := &m.body[i]
		if t.kind != Identifier {
			continue
		}
		if n := x.base.Lookup(t.text); n != nil && n != m {
			if x.primitive(n, depth+1) {
				return true
			}
			continue
		}
		called := i+1 < len(m.body) && m.body[i+1].op == '('
		if called && !pureName(t.text) || strings.HasPrefix(t.text, intrinsic) {
			return true
		}
	}
	return false
}

// pureName reports whether a name before a parenthesis is no call of a function.
func pureName(name string) bool {
	switch name {
	case "sizeof", "typeof", "__typeof__", "typeof_unqual", "_Alignof", "__alignof__", "alignof", "if", "for", "while", "switch", "return",
		"_Static_assert", "static_assert", "__attribute__", "_Generic":
		return true
	}
	return strings.HasPrefix(name, "__builtin_")
}

// undefine reads an #undef.
func (x *expander) undefine(l *lexer) {
	var t token
	l.next(&t)
	if t.kind != Identifier {
		x.errorf(BadDirective, x.at(&t), "#undef needs the name of a macro")
		return
	}
	old := x.lookup(t.text)
	if old != nil {
		x.use(old, &t)
		if old.Prelude && !x.prelude && x.primitive(old, 0) {
			x.problems.Warnf(RedefinedPrimitive, x.at(&t), "%s is a built-in primitive and keeps its meaning", t.text).
				Relate(old.NameSpan, "the built-in definition")
			return
		}
	}
	x.own[t.text] = nil
}

// given defines a macro that comes from outside of the text.
func (x *expander) given(d Define) {
	if !isName(d.Name) {
		x.errorf(BadDirective, d.Span, "%q is no name of a macro", d.Name)
		return
	}
	name, value := d.Name, d.Value
	if value == "" {
		value = "1"
	}
	if strings.HasPrefix(name, "CONFIG_") {
		switch value {
		case "n":
			x.own[name], x.own[name+"_MODULE"] = nil, nil
			return
		case "m":
			x.own[name] = nil
			name, value = name+"_MODULE", "1"
		case "y":
			value = "1"
		}
	}
	l := x.newLexer(source.NewFile(name, value))
	l.directive, l.sink = true, nil
	var raw []token
	var t token
	for l.next(&t); t.kind != endOfLine; l.next(&t) {
		raw = append(raw, t)
	}
	m := &Macro{Name: name, NameSpan: d.Span, Body: l.file.Span(0, len(value))}
	if before := len(x.problems.Problems); x.compile(m, raw) {
		x.add(m)
	} else {
		x.problems.Problems = x.problems.Problems[:before]
		x.errorf(BadDirective, d.Span, "%s is no replacement of a macro: ## stands between two tokens", value)
	}
}

// isName reports whether s can be the name of a macro.
func isName(s string) bool {
	for i := range len(s) {
		if !isWord(s[i]) || i == 0 && '0' <= s[i] && s[i] <= '9' {
			return false
		}
	}
	return s != "" && s != "defined"
}
