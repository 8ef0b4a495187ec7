package ide_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// declaredCodes returns the codes that the files of a package declare.
func declaredCodes(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s (%v)", dir, err)
	}
	var codes []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			typ, ok := spec.Type.(*ast.SelectorExpr)
			value, isText := spec.Values[0].(*ast.BasicLit)
			if ok && isText && typ.Sel.Name == "Code" {
				code, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, code)
			}
			return true
		})
	}
	return codes
}

// TestCodesAreDocumented compares the documented codes with those that are
// declared.
func TestCodesAreDocumented(t *testing.T) {
	var declared []string
	for _, dir := range []string{".", "../../model/front/litmus", "../../model/front/annot", "../../smt/verify",
		"../../model/front/c", "../../model/front/c/internal/pp", "../../model/front/c/internal/syntax",
		"../../model/front/c/internal/ctype", "../../model/front/c/internal/lower"} {
		declared = append(declared, declaredCodes(t, dir)...)
	}
	if len(declared) < 40 {
		t.Fatalf("only %d codes are declared: does the test find them?", len(declared))
	}
	for _, e := range lkmm.Describe() {
		if e.Kind == lkmm.Flag {
			declared = append(declared, e.Name)
		}
	}
	docs := ide.CodeDocs()
	for i, d := range docs {
		if !slices.Contains(declared, string(d.Code)) {
			t.Errorf("%s is documented and there is no such code", d.Code)
		}
		if i > 0 && docs[i-1].Code >= d.Code {
			t.Errorf("%s comes after %s", d.Code, docs[i-1].Code)
		}
		if !strings.HasSuffix(d.Markdown, ".") {
			t.Errorf("%s: the text is no sentence: %s", d.Code, d.Markdown)
		}
	}
	for _, code := range declared {
		known := slices.ContainsFunc(docs, func(d ide.CodeDoc) bool { return d.Code == diag.Code(code) })
		// These flags cannot be raised with the primitives of the kernel.
		impossible := strings.HasPrefix(code, "unpaired-LK") || strings.HasPrefix(code, "this-model-requires")
		if !known && !impossible {
			t.Errorf("%s is not documented", code)
		}
	}
}

// TestCodesHaveCases requires that some golden archive, or a test in diagnostics_test.go
// that names it, shows each code.
func TestCodesHaveCases(t *testing.T) {
	var shown strings.Builder
	for _, pattern := range []string{
		"testdata/diagnostics/*.txtar", "testdata/*/*.txtar", "../../model/front/litmus/testdata/*.txtar", "../../model/front/annot/testdata/*.txtar",
		"../../testdata/golden/*.txtar", "diagnostics_test.go", "checker_test.go", "property_test.go", "c_internal_test.go", "lint_barrier*_test.go",
		"../../model/front/litmus/*_test.go", "../../cmd/fencepost/testdata/*/*.txtar",
		"../../model/front/c/testdata/*/*.txtar", "../../model/front/c/internal/*/testdata/*.txtar",
		"../../model/front/c/internal/*/testdata/*/*.txtar",
	} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			shown.Write(text)
		}
	}
	for code := range bulkyInputs() {
		shown.WriteString("[" + string(code) + "]") // TestCodesOfBulkyInputs
	}
	for _, d := range ide.CodeDocs() {
		if !strings.Contains(shown.String(), "["+string(d.Code)+"]") {
			t.Errorf("no case shows [%s]", d.Code)
		}
	}
}

// bulkyInputs are texts for the codes that no archive of readable size gives.
func bulkyInputs() map[diag.Code]string {
	body := func(code string) string { return "C t\n\n{}\n\nP0(int *x)\n{\n\t" + code + "\n}\n\nexists (x=1)\n" }
	return map[diag.Code]string{
		"empty-file":        " \n",
		"too-deep":          body("r0 = " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000) + ";"),
		"too-long":          body(strings.Repeat("*x = 1;\n", 100_000)),
		"too-large":         "C t\n\n{ int a[60000]; int b[60000]; int c[60000]; }\n\nP0(int *a)\n{\n\t*a = 1;\n}\n\nexists (true)\n",
		"too-many-problems": body(strings.Repeat("smp_foo();\n", 1000)),
	}
}

// TestCodesOfBulkyInputs shows the codes of bulkyInputs.
func TestCodesOfBulkyInputs(t *testing.T) {
	for code, text := range bulkyInputs() {
		d := testTools().NewDocument(source.NewFile("t.litmus", text))
		if l := d.Diagnostics(nil); !strings.Contains(l.String(), "["+string(code)+"]") {
			t.Errorf("%s is missing, there is %.300s", code, l.String())
		}
	}
}
