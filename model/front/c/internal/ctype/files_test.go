package ctype_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// unitOf reads a file.
func unitOf(name, text string) *syntax.Unit {
	return syntax.NewUnit(pp.Expand(source.NewFile(name, text), pp.Options{}))
}

// TestObjectsOfFiles says which object a name means in a test over several files.
func TestObjectsOfFiles(t *testing.T) {
	first := unitOf("first.c", "extern int count; int both; static int own; extern struct p pair; struct p { int x; }; int clash; extern int nowhere;")
	second := unitOf("second.c", "int count = 3; int both; static int own; struct p { int x; }; struct p pair; long clash = 1; static int hidden;")
	env := ctype.NewEnv(nil, first, second)
	for _, c := range []struct {
		from *syntax.Unit
		name string
		want *syntax.Unit
	}{
		{first, "count", second}, {second, "count", second}, {first, "both", first}, {second, "both", first},
		{first, "own", first}, {second, "own", second}, {first, "pair", second}, {first, "clash", second},
		{first, "nowhere", first}, {second, "nowhere", first}, {first, "hidden", second},
	} {
		v, in := env.For(c.from).Var(c.name)
		if v == nil || in.Unit() != c.want {
			t.Errorf("%s in %s: not the object of %s", c.name, c.from.Text.File.Name, c.want.Text.File.Name)
		}
	}
	const want = "first.c:1:92: error: clash is int here and long in second.c [bad-type]\n"
	if problems := env.Problems(); problems.String() != want {
		t.Errorf("problems:\n%swant:\n%s", problems.String(), want)
	}
}

// TestTypesOfFiles says when two declarations of a record are one type.
func TestTypesOfFiles(t *testing.T) {
	first := unitOf("first.c", "struct p { int x; struct p *next; }; struct q { int x; }; struct p a; struct q b; struct far c;")
	second := unitOf("second.c", "struct p { int x; struct p *next; }; struct q { long x; }; struct p a2; struct q b2; struct far { int n; } c2;")
	env := ctype.NewEnv(nil, first, second)
	typeOf := func(name string) *ctype.Type {
		v, in := env.Var(name)
		return in.VarType(v)
	}
	for names, want := range map[[2]string]bool{
		{"a", "a2"}: true, {"b", "b2"}: false, {"c", "c2"}: true, {"a", "b"}: false,
	} {
		if got := ctype.Same(typeOf(names[0]), typeOf(names[1])); got != want {
			t.Errorf("%s and %s are the same: %v", names[0], names[1], got)
		}
	}
}
