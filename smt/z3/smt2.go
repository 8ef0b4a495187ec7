package z3

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteSMT2 writes the problem with the assumptions as an SMT-LIB 2 script:
// the declarations by name, the clauses in the order they were added, the
// assumptions, and (check-sat). The text depends on the calls made to s alone,
// not on Z3. Names that are taken twice or mean something in SMT-LIB get the
// variable's number as a suffix.
func (s *Solver) WriteSMT2(w io.Writer, assumptions ...Lit) error {
	s.mustKnow(assumptions)
	b := bufio.NewWriter(w)
	symbols := s.symbols()
	b.WriteString("(set-logic QF_UF)\n")
	sorted := slices.Sorted(slices.Values(symbols[1:]))
	for _, sym := range sorted {
		fmt.Fprintf(b, "(declare-const %s Bool)\n", sym)
	}
	if s.empty {
		b.WriteString("(assert false)\n")
	}
	start := 0
	for i, l := range s.lits {
		if l == 0 {
			writeAssert(b, symbols, s.lits[start:i])
			start = i + 1
		}
	}
	if len(assumptions) > 0 {
		b.WriteString("; assumptions\n")
	}
	for _, l := range assumptions {
		writeAssert(b, symbols, []Lit{l})
	}
	b.WriteString("(check-sat)\n")
	return b.Flush()
}

func writeAssert(b *bufio.Writer, symbols []string, clause []Lit) {
	b.WriteString("(assert ")
	if len(clause) > 1 {
		b.WriteString("(or")
	}
	for _, l := range clause {
		if len(clause) > 1 {
			b.WriteByte(' ')
		}
		if l < 0 {
			fmt.Fprintf(b, "(not %s)", symbols[-l])
		} else {
			b.WriteString(symbols[l])
		}
	}
	if len(clause) > 1 {
		b.WriteByte(')')
	}
	b.WriteString(")\n")
}

// symbols returns the SMT-LIB symbol of each variable, no two the same.
func (s *Solver) symbols() []string {
	taken := make(map[string]bool, len(s.names))
	out := make([]string, len(s.names))
	for v := 1; v < len(s.names); v++ {
		name := cleanName(s.names[v])
		if name == "" {
			name = fmt.Sprintf("_v%d", v)
		}
		base := name
		for n := v; taken[name] || reserved(name); n += len(s.names) {
			name = fmt.Sprintf("%s!%d", base, n)
		}
		taken[name] = true
		out[v] = quoteSymbol(name)
	}
	return out
}

// cleanName replaces the two characters that even a quoted symbol cannot have,
// and the control characters, and keeps out of the symbols that begin with @
// or a dot, which belong to the solvers.
func cleanName(name string) string {
	if strings.HasPrefix(name, "@") || strings.HasPrefix(name, ".") {
		name = "_" + name
	}
	return strings.Map(func(r rune) rune {
		if r == '|' || r == '\\' || r < ' ' || r == 0x7f {
			return '_'
		}
		return r
	}, name)
}

// quoteSymbol puts bars around a symbol that is not a simple one.
func quoteSymbol(name string) string {
	const marks = "~!@$%^&*_-+=<>.?/"
	simple := name != "" && (name[0] < '0' || name[0] > '9')
	for _, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if !letter && !strings.ContainsRune(marks, r) {
			simple = false
			break
		}
	}
	if simple {
		return name
	}
	return "|" + name + "|"
}

// reserved says that a symbol has a meaning of its own, quoted or not.
func reserved(name string) bool {
	switch name {
	case "!", "_", "as", "BINARY", "DECIMAL", "exists", "HEXADECIMAL", "forall",
		"lambda", "let", "match", "NUMERAL", "par", "STRING", "Bool",
		"true", "false", "not", "and", "or", "xor", "=>", "=", "distinct", "ite",
		"implies", "iff", "if",
		"+", "-", "*", "/", "<", "<=", ">", ">=", "~", "div", "mod", "rem", "abs":
		return true
	}
	return false
}
