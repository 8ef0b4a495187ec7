package testkit

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/source"
)

// updateFlag is the name of the flag that rewrites golden sections.
const updateFlag = "update"

// Main registers -update, runs the tests of the package and exits. A test
// package calls it from TestMain; without that its goldens can't be rewritten.
func Main(m *testing.M) {
	flag.Bool(updateFlag, false, "rewrite the golden sections of testdata archives")
	os.Exit(m.Run())
}

// Case is one archive while its test runs.
type Case struct {
	*testing.T
	// Name is the archive's file name without folder and ending.
	Name   string
	golden *archive
}

// Run runs f as a subtest on every archive (*.txtar) in dir. A folder without
// archives is an error, so that a moved folder does not pass unseen.
func Run(t *testing.T, dir string, f func(c *Case)) {
	t.Helper()
	update := false
	if fl := flag.Lookup(updateFlag); fl != nil {
		update = fl.Value.String() == "true"
	}
	run(t, dir, update, f)
}

func run(t *testing.T, dir string, update bool, f func(c *Case)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in %s (%v)", dir, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c := &Case{T: t, Name: name, golden: &archive{old: txtar.Parse(data)}}
			f(c)
			c.finish(path, data, update)
		})
	}
}

// finish compares what the case recorded with its archive, or rewrites it.
func (c *Case) finish(path string, data []byte, update bool) {
	c.Helper()
	if !update {
		for _, complaint := range c.golden.complaints() {
			c.Error(complaint)
		}
		return
	}
	if c.Failed() {
		return
	}
	if updated := c.golden.format(); string(updated) != string(data) {
		if err := os.WriteFile(path, updated, 0o644); err != nil {
			c.Error(err)
		}
	}
}

// Text returns the input section called name. It fails the test if there is none.
func (c *Case) Text(name string) string {
	c.Helper()
	if !isInput(name) {
		c.Fatalf("%s is no input: the name of an input begins with \"in.\"", name)
	}
	text, ok := section(c.golden.old, name)
	if !ok {
		c.Fatalf("%s has no section %s", c.Name, name)
	}
	return text
}

// Has reports whether there is an input section called name.
func (c *Case) Has(name string) bool {
	_, ok := section(c.golden.old, name)
	return ok && isInput(name)
}

// File returns the input section called name as a source file of that name, so
// that places in golden sections do not depend on where the archive is.
func (c *Case) File(name string) *source.File {
	c.Helper()
	return source.NewFile(name, c.Text(name))
}

// Golden says what the section called name must hold: a string, or a value with
// a String method on it or its pointer. Nothing to say (an empty text or nil) is
// a section that is absent.
func (c *Case) Golden(name string, value any) {
	c.Helper()
	if err := c.golden.record(name, text(value)); err != nil {
		c.Fatal(err)
	}
}

// text prints a value for a golden section.
func text(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	}
	p := reflect.New(reflect.TypeOf(value))
	p.Elem().Set(reflect.ValueOf(value))
	if v, ok := p.Interface().(fmt.Stringer); ok {
		return v.String()
	}
	return fmt.Sprint(value)
}
