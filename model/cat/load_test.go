package cat

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// defined returns the top-level names that a model defines beyond the library.
func defined(m *Model) string {
	var names []string
	var walk func(instrs []Instr)
	walk = func(instrs []Instr) {
		for _, in := range instrs {
			switch in := in.(type) {
			case *Include:
				if !InLibrary(in.Span()) && in.File != StdlibName {
					walk(in.Instrs)
				}
			case *Let:
				if !InLibrary(in.Span()) {
					for _, b := range in.Bindings {
						names = append(names, b.Name)
					}
				}
			}
		}
	}
	walk(m.Instrs)
	return strings.Join(names, " ")
}

func TestIncludes(t *testing.T) {
	m, problems := loadText(texts{
		"m.cat":     `"T" let a = from-bell include "sub/x.cat" let c = b include "cross.cat" let d = generate_cos(co0)`,
		"m.bell":    `let from-bell = po`,
		"sub/x.cat": `include "y.cat" let b = y`,
		"sub/y.cat": `let y = a`,
	})
	if problems != "" || m.Name != "T" {
		t.Errorf("%s: %s", m.Name, problems)
	}
	if got, want := defined(m), "from-bell a y b c d"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var files []string
	for _, f := range m.Files {
		files = append(files, f.Name)
	}
	if got, want := strings.Join(files, " "), "<library>/stdlib.cat m.bell m.cat sub/x.cat sub/y.cat <library>/cross.cat"; got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}

// A file beside the model comes before the one of the library.
func TestOwnLibraryFile(t *testing.T) {
	m, problems := loadText(texts{
		"m.cat":     `include "cross.cat" let a = mine`,
		"cross.cat": `let mine = po`,
	})
	if problems != "" || defined(m) != "mine a" {
		t.Errorf("%s %s", defined(m), problems)
	}
}

func TestIncludeErrors(t *testing.T) {
	for _, c := range []struct {
		files texts
		want  string
	}{
		{texts{"m.cat": "\ninclude \"none.cat\""},
			`m.cat:2:1: cannot include "none.cat": it is neither beside m.cat nor in the library (cos-opt.cat, cos.cat, cross.cat, stdlib.cat) [cat-include]`},
		{texts{"m.cat": `include "../m.cat"`},
			`m.cat:1:1: cannot include "../m.cat": the path must stay below the folder of m.cat [cat-include]`},
		{texts{"m.cat": `include "/etc/passwd"`},
			`m.cat:1:1: cannot include "/etc/passwd": the path must stay below the folder of m.cat [cat-include]`},
		{texts{"m.cat": `include "a.cat"`, "a.cat": `include "b.cat"`, "b.cat": `include "a.cat"`},
			`b.cat:1:1: a.cat includes itself [cat-include]`},
		{texts{"m.cat": `include "m.cat"`}, `m.cat:1:1: m.cat includes itself [cat-include]`},
		{texts{"m.cat": `include "a.cat" let x = missing`, "a.cat": `let = po`},
			`a.cat:1:5: expected a name to define, found ` + "`=` [cat-syntax]"},
	} {
		if _, got := loadText(c.files); got != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.files, got, c.want)
		}
	}
}

// Includes that double at each step end.
func TestIncludeBomb(t *testing.T) {
	files := texts{"m.cat": `include "a0" include "a0"`}
	for _, c := range "0123456789" {
		files["a"+string(c)] = `include "a` + string(c+1) + `" include "a` + string(c+1) + `"`
	}
	files["a:"] = "let x = po"
	if _, got := loadText(files); !strings.Contains(got, "too many includes") {
		t.Error(got)
	}
}

// Branches that are off are neither loaded nor checked.
func TestVariants(t *testing.T) {
	files := texts{"m.cat": `if "v" include "v.cat" else include "none.cat" let a = missing end let b = po`, "v.cat": `let v = po`}
	m, problems := loadText(files, "v")
	if problems != "" || defined(m) != "b" || !m.Variants["v"] {
		t.Errorf("%s %s", defined(m), problems)
	}
	if _, problems := loadText(files); !strings.Contains(problems, "none.cat") {
		t.Errorf("got %s", problems)
	}
}

func TestOpenConfig(t *testing.T) {
	files := texts{
		"d/k.cfg": "# comment\n\nmacros k.def\nbell other.bell # named\nmodel sub/k.cat\n" +
			"variant lkmmv2,other\n  graph  columns\nshowevents noregs\nunknown\n",
		"d/k.def":      "the macros",
		"d/other.bell": "let from-bell = po",
		"d/sub/k.cat":  `if "lkmmv2" let a = from-bell end let b = a`,
	}
	cfg, diags := OpenIn(files, "d/k.cfg")
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	if cfg.Macros.Text() != "the macros" || strings.Join(cfg.Variants, " ") != "lkmmv2 other" || cfg.Model.Name != "k" {
		t.Errorf("got %+v", cfg)
	}
}

func TestConfigErrors(t *testing.T) {
	for _, c := range []struct{ cfg, want string }{
		{"macros m.def\nmodel m.cat", "k.cfg:1:8: error: cannot read the file of `macros`"},
		{"model   none.cat", "k.cfg:1:9: error: cannot read the file of `model`"},
		{"model", "k.cfg:1:6: error: expected a file name after `model`"},
		{"# nothing", "k.cfg:1:1: error: no model"},
		{"model m.cat", "m.cat:1:9: error: bad is not defined"},
	} {
		_, diags := OpenIn(texts{"k.cfg": c.cfg, "m.cat": "let a = bad"}, "k.cfg")
		if got := diags.String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%q: got %s, want %s", c.cfg, got, c.want)
		}
	}
	if _, diags := OpenIn(texts{}, "none.cat"); !strings.HasPrefix(diags.String(), "none.cat:1:1: error: cannot read the model") {
		t.Error(diags.String())
	}
}

// A .cat alone takes the bell file of its name, and its tags tell the variant.
func TestOpenModel(t *testing.T) {
	for _, c := range []struct {
		bell string
		on   bool
	}{
		{"let x = po", true},
		{"enum T = 'MB || 'ACQUIRE let x = MB", true},
		{"enum T = 'mb || 'acquire let x = Mb", false},
		{"enum T = 'mb || 'ACQUIRE let x = Mb", true},
		{"if \"lkmmv2\" enum T = 'MB let x = MB else enum T = 'mb let x = Mb end", true},
	} {
		cfg, diags := OpenIn(texts{"d/m.cat": "let y = x", "d/m.bell": c.bell}, "d/m.cat")
		if diags.HasErrors() || cfg.Macros != nil {
			t.Errorf("%s: %s", c.bell, diags.String())
		}
		if on := len(cfg.Variants) == 1 && cfg.Model.Variants[LKMMv2]; on != c.on {
			t.Errorf("%s: lkmmv2 is %t", c.bell, on)
		}
	}
}

// A .cat alone takes the macro file of its name, too; a .cfg says what it takes.
func TestOpenMacros(t *testing.T) {
	files := texts{"d/m.cat": "let y = po", "d/m.def": "f(X) X", "d/n.cat": "let y = po", "d/m.cfg": "model m.cat"}
	for path, want := range map[string]bool{"d/m.cat": true, "d/n.cat": false, "d/m.cfg": false} {
		if cfg, diags := OpenIn(files, path); diags.HasErrors() || (cfg.Macros != nil) != want {
			t.Errorf("%s: macros %v %s", path, cfg.Macros, diags.String())
		}
	}
}

func TestOpenDisk(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"m.cfg":  "model m.cat\n",
		"m.cat":  "let b = a\ninclude \"n.cat\"\n",
		"m.bell": "let a = po\n",
		"n.cat":  "acyclic b\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"m.cfg", "m.cat"} {
		if _, diags := Open(filepath.Join(dir, name)); len(diags.Problems) > 0 {
			t.Errorf("%s: %s", name, diags.String())
		}
	}
	if _, diags := Open(dir); !diags.HasErrors() {
		t.Error("a folder is opened as a model")
	}
}

// Every file of the library is in order by itself.
func TestLibrary(t *testing.T) {
	for _, name := range LibraryNames() {
		if _, diags := Load(LibraryFile(name), LoadOptions{}); len(diags.Problems) > 0 {
			t.Errorf("%s: %s", name, diags.String())
		}
	}
	if LibraryFile("../load.go") != nil || LibraryFile("none.cat") != nil {
		t.Error("found a file that is not in the library")
	}
}
