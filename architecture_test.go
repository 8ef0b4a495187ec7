package fencepost_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/lkmm-tools/fencepost"

// TestImportTable compares the import table of ARCHITECTURE.md with the imports
// of the code. Test files may import what they like: they only bind the layers
// of what is built.
func TestImportTable(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	allowed := importTable(t, string(text))
	owners := moduleTable(t, string(text))
	seen := make(map[string]bool)
	for _, f := range goFiles(t) {
		pkg := listedAs(path.Dir(f.path))
		if pkg == "." {
			continue
		}
		rule, listed := allowed[pkg]
		if !listed && !seen[pkg] {
			t.Errorf("package %s is not in the table of ARCHITECTURE.md", pkg)
		}
		seen[pkg] = true
		if !listed || strings.HasSuffix(f.path, "_test.go") {
			continue
		}
		for _, spec := range f.syntax.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			place := f.set.Position(spec.Pos())
			if local, ok := strings.CutPrefix(imported, modulePath+"/"); ok {
				if local = listedAs(local); local != pkg && !rule.allows(local) {
					t.Errorf("%s: the table does not let %s import %s", place, pkg, local)
				}
				continue
			}
			if module, users := owner(owners, imported); module == "" && strings.Contains(strings.Split(imported, "/")[0], ".") {
				t.Errorf("%s: %s is not in the table of outside modules", place, imported)
			} else if module != "" && !slices.Contains(users, pkg) {
				t.Errorf("%s: the table does not let %s import %s", place, pkg, module)
			}
		}
	}
	for pkg := range allowed {
		if !seen[pkg] {
			t.Errorf("package %s is in the table of ARCHITECTURE.md but not in the tree", pkg)
		}
	}
}

// listedAs returns the row of a package: an internal one is part of the package
// that it is internal to.
func listedAs(pkg string) string {
	owner, _, _ := strings.Cut(pkg, "/internal/")
	return owner
}

// rule says which packages of the project one package may import.
type rule struct {
	anything bool
	// trees are folders of which every package is allowed, with a slash at the end.
	trees    []string
	packages []string
}

func (r rule) allows(pkg string) bool {
	return r.anything || slices.Contains(r.packages, pkg) ||
		slices.ContainsFunc(r.trees, func(tree string) bool { return strings.HasPrefix(pkg, tree) })
}

// importTable reads the table whose header is | package | … | imports |. In its
// last column a name stands for the one package whose path is it or ends with it,
// "model/…" for all packages below model, "anything" and "–" for themselves.
func importTable(t *testing.T, text string) map[string]rule {
	rows := table(t, text, "package", "imports")
	resolve := func(name string) string {
		var found []string
		for _, row := range rows {
			if pkg := row[0]; pkg == name || strings.HasSuffix(pkg, "/"+name) {
				found = append(found, pkg)
			}
		}
		if len(found) != 1 {
			t.Errorf("ARCHITECTURE.md: %q names the packages %v, want one", name, found)
			return name
		}
		return found[0]
	}
	rules := make(map[string]rule)
	for _, row := range rows {
		var r rule
		for _, name := range strings.Split(row[len(row)-1], ",") {
			switch name = strings.TrimSpace(name); {
			case name == "–":
			case name == "anything":
				r.anything = true
			case strings.HasSuffix(name, "/…"):
				r.trees = append(r.trees, strings.TrimSuffix(name, "…"))
			default:
				r.packages = append(r.packages, resolve(name))
			}
		}
		rules[row[0]] = r
	}
	return rules
}

// moduleTable reads the table whose header is | module | … | used by |.
func moduleTable(t *testing.T, text string) map[string][]string {
	users := make(map[string][]string)
	for _, row := range table(t, text, "module", "used by") {
		for _, name := range strings.Split(row[len(row)-1], ",") {
			users[row[0]] = append(users[row[0]], strings.Trim(name, " `"))
		}
	}
	return users
}

// owner returns the listed module that holds the imported package, and its users.
func owner(modules map[string][]string, imported string) (string, []string) {
	for module, users := range modules {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return module, users
		}
	}
	return "", nil
}

// table returns the rows of the Markdown table with the given first and last
// header cell, without backquotes in the first column.
func table(t *testing.T, text, first, last string) [][]string {
	t.Helper()
	var rows [][]string
	inside := false
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			inside = false
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case cells[0] == first && cells[len(cells)-1] == last:
			inside = true
		case inside && !strings.HasPrefix(cells[0], "---"):
			cells[0] = strings.Trim(cells[0], "`")
			rows = append(rows, cells)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("ARCHITECTURE.md has no table from %q to %q", first, last)
	}
	return rows
}

// goFile is one file of Go code of the project.
type goFile struct {
	path   string // from the top, with slashes
	set    *token.FileSet
	syntax *ast.File
	lines  int
}

// goFiles parses all Go files of the project.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	for _, name := range projectFiles(t) {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		files = append(files, goFile{name, set, syntax, set.File(syntax.Pos()).LineCount()})
	}
	return files
}

// projectFiles returns the files of the project but for what is built or
// downloaded into it.
func projectFiles(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git" && !d.IsDir(): // of a work tree beside the repository
		case !d.IsDir():
			names = append(names, filepath.ToSlash(name))
		case slices.Contains([]string{".git", "bin", "out", "node_modules"}, d.Name()):
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
