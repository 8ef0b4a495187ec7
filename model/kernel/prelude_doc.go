package kernel

import (
	"regexp"
	"strings"
)

// PreludeEntry is a name that the prelude defines for its users.
type PreludeEntry struct {
	Name string
	// File is the file that defines it, Offset where its name is in there.
	File   string
	Offset int
	Doc    Doc
}

// PreludeEntries returns what the prelude defines, in its order.
//
// A comment documents the definitions below it up to the next blank line. It is of
// the form
//
//	/*
//	 * What it does, in a sentence or two.
//	 * Form: int NAME(int i, atomic_t *v)
//	 * Guarantee: what it promises, in the words of the model.
//	 * Source: where that is promised.
//	 * Differs: where it promises less than the implementation, or asks more of the user.
//	 */
//
// Form stands for the signature of macros, which their definitions do not tell; it
// and Differs may be missing. What LKMM itself defines, and its like of other
// widths, is described by the table's own documentation.
func PreludeEntries() []PreludeEntry {
	var entries []PreludeEntry
	builtin := Builtin()
	for _, f := range Prelude() {
		for _, d := range definitions(f.Text) {
			if d.hidden() {
				continue
			}
			entries = append(entries, PreludeEntry{Name: d.name, File: f.Name, Offset: d.offset, Doc: d.documentation(builtin)})
		}
	}
	return entries
}

// definition is a macro, a function, an object or a type of the prelude.
type definition struct {
	name string
	// offset is where the name is in its file.
	offset int
	// text is what is written, up to the body of a function; a macro's is its first
	// line up to its body.
	text  string
	macro bool
	// note is the comment above, without its decoration.
	note []string
}

// hidden reports whether it is for the prelude's own use.
func (d definition) hidden() bool { return strings.HasPrefix(d.name, "__prelude_") }

// part returns what the comment says behind a word and a colon, as one line.
func (d definition) part(word string) string {
	for i, line := range d.note {
		text, ok := strings.CutPrefix(line, word+": ")
		if !ok {
			continue
		}
		for _, more := range d.note[i+1:] {
			if !strings.HasPrefix(more, "  ") {
				break
			}
			text += " " + strings.TrimSpace(more)
		}
		return text
	}
	return ""
}

// summary returns what the comment says before its parts.
func (d definition) summary() string {
	var lines []string
	for _, line := range d.note {
		if partForm.MatchString(line) {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, " ")
}

var partForm = regexp.MustCompile(`^(Form|Guarantee|Source|Differs): `)

// documentation returns what an editor shows of it.
func (d definition) documentation(builtin *Table) Doc {
	doc := Doc{
		Signature: d.signature(),
		Summary:   d.summary(),
		Orders:    sentence(d.part("Guarantee")),
		NotOrders: sentence(d.part("Differs")),
		Source:    d.part("Source"),
	}
	like := strings.NewReplacer("atomic64_", "atomic_", "atomic_long_", "atomic_").Replace(d.name)
	if row := builtin.Lookup(like); row != nil {
		known := row.Doc
		if like != d.name {
			known.Signature = doc.Signature
		}
		return known
	}
	return doc
}

// signature returns the definition as a user reads it.
func (d definition) signature() string {
	if form := d.part("Form"); d.macro && form != "" {
		return strings.Replace(form, "NAME", d.name, 1)
	}
	return d.text
}

// sentence begins a part with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// definitions finds what is defined at the top level of a file.
func definitions(text string) []definition {
	s := definitionScanner{text: text}
	for s.pos < len(text) {
		s.step()
	}
	return s.found
}

// definitionScanner goes over a file line by line.
type definitionScanner struct {
	text  string
	pos   int
	note  []string
	found []definition
}

// line returns the line at pos and goes behind it.
func (s *definitionScanner) line() string {
	line, _, _ := strings.Cut(s.text[s.pos:], "\n")
	s.pos += len(line) + 1
	return line
}

// step takes a comment, a blank line, or a definition.
func (s *definitionScanner) step() {
	start := s.pos
	line := s.line()
	switch {
	case strings.TrimSpace(line) == "":
		s.note = nil
	case strings.HasPrefix(line, "/*"):
		s.note = nil
		for !strings.Contains(line, "*/") && s.pos < len(s.text) {
			line = s.line()
			s.note = append(s.note, strings.TrimPrefix(strings.TrimPrefix(line, " *"), " "))
		}
		if n := len(s.note); n > 0 {
			s.note = s.note[:n-1] // the end of the comment
		}
	case strings.HasPrefix(line, "#define "):
		for strings.HasSuffix(line, "\\") {
			line = s.line()
		}
		s.add(macroForm, start, true)
	default:
		for depth := nesting(line); !ends(line, depth) && s.pos < len(s.text); depth += nesting(line) {
			line = s.line()
		}
		s.add(declarationForm(s.text[start:s.pos]), start, false)
	}
}

// add notes the definition that begins at start and whose form has one group, its name.
func (s *definitionScanner) add(form *regexp.Regexp, start int, macro bool) {
	m := form.FindStringSubmatchIndex(s.text[start:s.pos])
	if m == nil {
		return
	}
	head := s.text[start : start+m[1]]
	if !macro && strings.Contains(head, "(") {
		head = strings.TrimPrefix(head, "static inline ")
	}
	s.found = append(s.found, definition{
		name:   s.text[start+m[2] : start+m[3]],
		offset: start + m[2],
		text:   strings.Join(strings.Fields(head), " "),
		macro:  macro,
		note:   s.note,
	})
}

// nesting returns how many more braces a line opens than it closes.
func nesting(line string) int { return strings.Count(line, "{") - strings.Count(line, "}") }

// ends reports whether a line ends a declaration.
func ends(line string, depth int) bool {
	return depth == 0 && (strings.HasSuffix(line, ";") || strings.HasSuffix(line, "}"))
}

// declarationForm returns the form of a declaration: a function, a structure, or
// anything whose name is before its semicolon.
func declarationForm(text string) *regexp.Regexp {
	switch {
	case strings.HasPrefix(text, "static inline"):
		return functionForm
	case strings.HasPrefix(text, "struct"):
		return structForm
	case strings.Contains(text, "(*"):
		return pointerForm
	default:
		return objectForm
	}
}

var (
	macroForm    = regexp.MustCompile(`^#define (\w+)(?:\([^)]*\)|(?:[ \t]+[^\s\\{(][^\n\\]*)?)`)
	functionForm = regexp.MustCompile(`^[^({]*?(\w+)\((?s:[^{]*)\)`)
	structForm   = regexp.MustCompile(`^struct (\w+) (?s:.*);`)
	pointerForm  = regexp.MustCompile(`^[^(]*\(\*(\w+)\)\([^;]*;`)
	objectForm   = regexp.MustCompile(`^(?s:.*?)(\w+)(?:\[\d+\])?;\n$`)
)
