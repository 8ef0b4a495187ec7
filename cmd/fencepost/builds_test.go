package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lkmm-tools/fencepost/server/ide"
)

func TestSplitCommand(t *testing.T) {
	for line, want := range map[string][]string{
		``:                                    nil,
		`  gcc  -c	x.c `:                      {"gcc", "-c", "x.c"},
		`gcc -DS="a b" -DC='x"y' ""`:          {"gcc", "-DS=a b", `-DC=x"y`, ""},
		`-DN=\"name\" a\ b "c\"d" "e\f"`:      {`-DN="name"`, "a b", `c"d`, `e\f`},
		`-D'KBUILD_STR(s)=#s' 'not closed \n`: {"-DKBUILD_STR(s)=#s", `not closed \n`},
	} {
		if got := splitCommand(line); !slices.Equal(got, want) {
			t.Errorf("%s is split into %q, want %q", line, got, want)
		}
	}
}

func TestParseArguments(t *testing.T) {
	args := strings.Fields("gcc -nostdinc -Iinc -I /abs/x/../y -isystem sys -iquote q -include auto.h -DA -D B=1 -DKBUILD_STR(s)=#s -UA -DC= -U D -c f.c -I")
	want := ide.Build{
		Include: []string{"/b/q", "/b/inc", "/abs/y", "/b/sys"},
		Defines: []string{"B=1", "C="},
	}
	if diff := cmp.Diff(want, parseArguments(args, "/b")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestBuilds looks for the nearest file, reads it anew when it has changed, and
// takes one that cannot be read for none.
func TestBuilds(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	b := newBuilds()
	want := func(name, first string) {
		t.Helper()
		got := ""
		if list := b.of(filepath.Join(dir, name)).Include; len(list) > 0 {
			got, _ = filepath.Rel(dir, list[0])
		}
		if got != first {
			t.Errorf("%s is looked for in %q, want %q", name, got, first)
		}
	}
	write("compile_commands.json", `[
		{"directory": "`+dir+`", "file": "a.c", "command": "cc -Itop -c a.c"},
		{"directory": "`+dir+`", "file": "a.c", "command": "cc -Iother -c a.c"},
		{"directory": "`+dir+`/sub", "file": "`+dir+`/sub/./b.c", "arguments": ["cc", "-I", "../deep"]}]`)
	want("a.c", "top")
	want("sub/b.c", "deep")
	want("sub/c.c", "")
	write("sub/build/compile_commands.json", `[{"directory": "`+dir+`", "file": "sub/b.c", "command": "cc -Inear"}]`)
	want("sub/b.c", "near")
	write("sub/build/compile_commands.json", `[{"directory": "`+dir+`", "file": "sub/b.c", "command": "cc -Inearer"}]`)
	want("sub/b.c", "nearer")
	write("sub/build/compile_commands.json", `no JSON at all`)
	if err := os.Chtimes(filepath.Join(dir, "sub/build/compile_commands.json"), time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	want("sub/b.c", "")
	want("a.c", "top")
}
