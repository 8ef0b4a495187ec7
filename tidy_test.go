package fencepost_test

import (
	"bytes"
	"go/ast"
	"go/token"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines is where a file has to be split by what it is about.
const maxLines = 600

// TestTidy holds the code to the rules of CONTRIBUTING.md that can be told from
// the text.
func TestTidy(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.lines > maxLines {
			t.Errorf("%s has %d lines: split it, %d are enough", f.path, f.lines, maxLines)
		}
		if slices.Contains(strings.Split(path.Dir(f.path), "/"), "util") {
			t.Errorf("%s: name the package after what it holds, not util", f.path)
		}
		for _, decl := range f.syntax.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil && decl.Name.Name == "init" {
					t.Errorf("%s: no init functions: wire things where they are used", f.set.Position(decl.Pos()))
				}
			case *ast.GenDecl:
				if decl.Tok == token.VAR && !strings.HasSuffix(f.path, "_test.go") {
					globals(t, f, decl)
				}
			}
		}
	}
}

// globals complains of package variables, except those that can't be constants
// for the language's sake alone: embedded files, errors to compare with, compiled
// patterns, and checks that a type implements an interface.
func globals(t *testing.T, f goFile, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		if embedded(decl.Doc) || embedded(spec.Doc) || spec.Names[0].Name == "_" {
			continue
		}
		if len(spec.Values) == 1 && slices.Contains([]string{"errors.New", "fmt.Errorf", "regexp.MustCompile"}, callee(spec.Values[0])) {
			continue
		}
		t.Errorf("%s: %s is a global variable: pass it, or make it a constant or a function", f.set.Position(spec.Pos()), spec.Names[0].Name)
	}
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// callee returns "pkg.Func" if e is a call of it.
func callee(e ast.Expr) string {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return ""
	}
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	return pkg.Name + "." + selector.Sel.Name
}

// TestTopLevelFolders keeps new things below the folders that there are.
func TestTopLevelFolders(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	// bin and out are not in the repository.
	known := []string{"server", "smt", "model", "cmd", "editors", "testdata", "bin", "out"}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(known, e.Name()) {
			t.Errorf("%s: no such folder at the top, see ARCHITECTURE.md", e.Name())
		}
	}
}

// TestNoMachinePaths finds paths that only exist on the machine of whoever wrote
// them.
func TestNoMachinePaths(t *testing.T) {
	// The pattern is put together so that it does not find itself.
	pattern := regexp.MustCompile(`(^|[^\w.~/-])/` + `(root|work|Users/\w+|home/\w+)/\w`)
	for _, name := range projectFiles(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if bytes.IndexByte(text, 0) >= 0 {
			continue // not a text
		}
		for i, line := range bytes.Split(text, []byte("\n")) {
			if pattern.Match(line) {
				t.Errorf("%s:%d: path of one machine: %s", name, i+1, line)
			}
		}
	}
}
