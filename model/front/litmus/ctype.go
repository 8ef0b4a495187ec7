package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// ctype is a C type as far as it matters here: for the hash, for the size of
// array elements, and for telling what herd7 would reject.
type ctype struct {
	span source.Span
	// text is the type as herd7 prints it.
	text string
	// base is the type without qualifiers and stars, stars their number.
	base  string
	stars int
	// herd is set when herd7 knows the type in a thread.
	herd bool
}

// elemSize returns the size in bytes of what a pointer of this type points to,
// 4 if that is not known.
func (t ctype) elemSize() int64 {
	if t.stars != 1 {
		return 4
	}
	if p, ok := scalarType(t.base); ok {
		return int64(p.Size())
	}
	return 4
}

// scalarType returns the type called name as the init block knows it. It fails
// if the width is not known or not supported.
func scalarType(name string) (prog.Type, bool) {
	t := prog.Type{Name: name}
	switch name {
	case "int", "long", "int32_t", "intptr_t", "signed", "signed int", "signed long", "long int",
		"s32", "__s32", "ssize_t", "ptrdiff_t", "atomic_int":
		t.Bits = 32
	case "uint32_t", "uintptr_t", "atomic_t", "unsigned", "unsigned int", "unsigned long",
		"unsigned long int", "long unsigned int", "u32", "__u32", "size_t":
		t.Bits, t.Unsigned = 32, true
	case "char", "int8_t", "signed char", "s8", "__s8":
		t.Bits = 8
	case "uint8_t", "unsigned char", "u8", "__u8", "bool", "_Bool":
		t.Bits, t.Unsigned = 8, true
	case "short", "int16_t", "short int", "signed short", "s16", "__s16":
		t.Bits = 16
	case "uint16_t", "unsigned short", "unsigned short int", "u16", "__u16":
		t.Bits, t.Unsigned = 16, true
	default:
		return t, false
	}
	return t, true
}

// herdScalar reports whether the init block of herd7 knows the type.
func herdScalar(name string) bool {
	switch name {
	case "int", "long", "int32_t", "uint32_t", "atomic_t", "char", "int8_t", "uint8_t",
		"short", "int16_t", "uint16_t", "intptr_t", "uintptr_t":
		return true
	}
	return false
}

// isWide reports whether the type has more than the 32 bits that values have.
func isWide(name string) bool {
	switch name {
	case "int64_t", "uint64_t", "s64", "u64", "__s64", "__u64", "long long", "unsigned long long",
		"long long int", "unsigned long long int", "atomic64_t", "__int128", "__uint128",
		"__int128_t", "__uint128_t":
		return true
	}
	return false
}

// isHerdBase reports whether word is a base type in herd7's threads.
func isHerdBase(word string) bool {
	switch word {
	case "char", "int", "long", "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t",
		"int64_t", "uint64_t", "__int128_t", "__uint128_t", "__int128", "__uint128",
		"intptr_t", "uintptr_t", "mtx_t", "spinlock_t", "atomic_t", "atomic_int":
		return true
	}
	return false
}

// isPlainTypeWord reports whether word is a type word that herd7 takes for a
// name. It is only a type if a declaration follows.
func isPlainTypeWord(word string) bool {
	switch word {
	case "unsigned", "signed", "short", "float", "double", "bool", "_Bool", "union", "enum",
		"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "__u8", "__u16", "__u32", "__u64",
		"__s8", "__s16", "__s32", "__s64", "size_t", "ssize_t", "ptrdiff_t", "atomic64_t",
		"atomic_long_t", "refcount_t", "raw_spinlock_t", "rwlock_t", "srcu_struct":
		return true
	}
	return isStorage(word)
}

// isStorage reports whether word says something about a declaration that has no
// meaning here.
func isStorage(word string) bool {
	switch word {
	case "static", "extern", "register", "auto", "inline", "__inline", "restrict", "__restrict",
		"__rcu", "__user", "__percpu", "__iomem", "__always_inline", "noinline", "typeof",
		"__maybe_unused", "__unused":
		return true
	}
	return false
}

// isQualifier reports whether word qualifies a type.
func isQualifier(word string) bool {
	return word == "const" || word == "volatile" || word == "_Atomic"
}

// isTypeWord reports whether word can only start a type.
func isTypeWord(word string) bool {
	return isHerdBase(word) || isQualifier(word) || word == "void" || word == "struct" || word == "atomic"
}

// atType reports whether a type stands next, as opposed to an expression. A
// word that is no known type counts if a declaration follows.
func (p *cParser) atType() bool {
	t := p.cur()
	if t.kind != tokName {
		return false
	}
	word := p.text(t)
	if word == "atomic" {
		return p.isPunct(p.peek(1), "<")
	}
	if isTypeWord(word) {
		return true
	}
	n := 1
	for p.isPunct(p.peek(n), "*") {
		n++
	}
	after := p.peek(n)
	if after.kind != tokName {
		return false
	}
	if n == 1 {
		return !isKeyword(word)
	}
	// `a * b;` is a product, `a *b = e;` cannot be one.
	then := p.peek(n + 1)
	return isPlainTypeWord(word) || p.isPunct(then, "=") || n > 2 && p.isPunct(then, ";")
}

// isKeyword reports whether word starts a statement, so that it is no type.
func isKeyword(word string) bool {
	switch word {
	case "if", "else", "while", "do", "for", "switch", "case", "default", "goto", "return", "break",
		"continue", "sizeof", "asm", "__asm__":
		return true
	}
	return false
}

// parseType reads a type: specifiers, then stars and qualifiers.
func (p *cParser) parseType() ctype {
	start := p.cur().start
	t := ctype{herd: true}
	prefix, words := "", []string(nil)
	for done := false; !done && p.cur().kind == tokName; {
		word := p.text(p.cur())
		switch {
		case isStorage(word):
			t.herd = false
			p.next()
		case isQualifier(word) && len(words) == 0:
			t.herd = t.herd && prefix == ""
			prefix = word
			p.next()
		case isQualifier(word):
			done = true
		case word == "struct" || word == "union" || word == "enum":
			p.next()
			if p.cur().kind != tokName {
				p.unexpected("the name of a structure")
				done = true
				break
			}
			word += " " + p.text(p.next())
			t.herd = t.herd && word == "struct srcu_struct"
			words = append(words, word)
			done = true
		case word == "atomic" && p.isPunct(p.peek(1), "<"):
			p.pos += 2
			words = append(words, p.text(p.next()))
			t.herd = t.herd && prefix == "" && isHerdBase(words[0])
			p.expect(">", "after the type")
			prefix, done = "_Atomic", true
		case len(words) == 0:
			words = append(words, word)
			p.next()
			done = !isSpecifier(word)
		case isSpecifier(word):
			t.herd = false
			words = append(words, word)
			p.next()
		default:
			done = true
		}
	}
	t.base = strings.Join(words, " ")
	t.herd = t.herd && (isHerdBase(t.base) || t.base == "struct srcu_struct" || t.base == "void" && prefix == "")
	t.text = p.parseStars(&t, qualified(prefix, t.base))
	t.herd = t.herd && (t.base != "void" || t.stars > 0)
	t.span = p.since(start)
	return t
}

// isSpecifier reports whether more words of the same type can follow word.
func isSpecifier(word string) bool {
	switch word {
	case "unsigned", "signed", "short", "long", "int", "char", "double":
		return true
	}
	return false
}

// qualified returns a base type with a qualifier in front, as herd7 prints it.
func qualified(qualifier, base string) string {
	switch {
	case qualifier == "":
		if base == "atomic_int" {
			return "_Atomic int"
		}
		return base
	case qualifier == "const":
		return base + " const"
	default:
		return qualifier + " " + base
	}
}

// parseStars reads the stars and qualifiers behind the base of a type and
// returns the whole as herd7 prints it.
func (p *cParser) parseStars(t *ctype, text string) string {
	for {
		switch word := p.text(p.cur()); {
		case p.at("*"):
			t.stars++
			text += "*"
		case p.cur().kind == tokName && isQualifier(word):
			t.herd = t.herd && word != "_Atomic" && (t.base != "void" || t.stars > 0)
			if word == "volatile" && text == t.base {
				text = "volatile " + text
			} else {
				text += " " + word
			}
		case p.cur().kind == tokName && isStorage(word):
			t.herd = false
		default:
			return text
		}
		p.next()
	}
}
