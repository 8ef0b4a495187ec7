package cat

import (
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
)

// texts is a Source of texts by name.
type texts map[string]string

func (t texts) Read(name string) (*source.File, error) {
	name = path.Clean(name)
	text, ok := t[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return source.NewFile(name, text), nil
}

// loadText loads a model and returns its problems, one a line, without the
// parts that are the same for all.
func loadText(files texts, variants ...string) (*Model, string) {
	main, err := files.Read("m.cat")
	if err != nil {
		panic(err)
	}
	opts := LoadOptions{Source: files, Variants: variants}
	if bell, err := files.Read("m.bell"); err == nil {
		opts.Bell = bell
	}
	m, diags := Load(main, opts)
	var lines []string
	for _, p := range diags.Problems {
		lines = append(lines, strings.Replace(p.String(), ": error:", ":", 1))
	}
	return m, strings.Join(lines, "\n")
}

func TestCheckAccepts(t *testing.T) {
	for _, in := range []string{
		"let r = po | 0 | {} | _ let s = R | {} | _",
		"empty 0 empty {} empty _ empty R empty po acyclic {} acyclic _",
		"let f x = x | po let g x = x | R let a = f(rf) let b = g(W)",
		"let pairs r = map (fun p -> p ++ 0) r with x from pairs rf acyclic x | po",
		"let choices e = map (fun p -> p ++ 0) (LKW * {e} & loc) with x from cross (map choices LF) let y = x ; po",
		"let x = try missing with 0 let y = x ; po",
		"let x = try [po] with R let y = [x]",
		"let rec f s = match s with {} -> 0 || e ++ es -> (e ++ 0) | f es end let a = f rf",
		"let rec a = po | b and b = rf | (a ; b)",
		"let f g = g po let a = f (fun x -> x ; x)",
		"let f(a, b) = a ; b let p = (po, rf) let q = f p let r = f(po, rf)",
		"let f(a, b) = a ; b let (x, y) = (po, R) let q = f(x, [y])",
		"let f() = po let a = f()",
		"enum T = 'once || 'rcu-lock let a = Once | Rcu-lock instructions R[T] instructions W[{'once}]",
		"let level t = match t with 'a -> R || _ -> W end let s = level 'b",
		"procedure p(a, b) = acyclic a as x empty b end call p(po, R)",
		"procedure rec p r = call p(r) end call p po",
		"forall s in partition(W) do empty s end",
		"if R = W let a = po else let a = R end empty a",
		"if \"off\" let a = missing else let a = po end acyclic a",
		"let a = if \"off\" then missing ; R else po",
		"include \"cos.cat\" acyclic po | rf | co | fr as sc",
		"include \"cos-opt.cat\" acyclic po-loc | rf | co | fr as uniproc",
		"let s = {R, W} let t = {po} ++ {} let u = {0}",
		"with co from linearisations(W, co0)",
		"let a = tag2events 'once let b = ~a let c = ~po let d = [~a]",
		"show missing let x = ctrlcfence(F) | imply(po, rf) | nodetour(po, rf, rf)",
	} {
		if _, problems := loadText(texts{"m.cat": in}); problems != "" {
			t.Errorf("%s\n%s", in, problems)
		}
	}
}

func TestCheckRejects(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"let a = poo", "m.cat:1:9: poo is not defined; did you mean po? [cat-unbound]"},
		{"let a = zzzzzz", "m.cat:1:9: zzzzzz is not defined [cat-unbound]"},
		{"enum T = 'MB let a = [Mb]", "m.cat:1:23: Mb is not defined; did you mean MB? [cat-unbound]"},
		{"let a = b let b = po", "m.cat:1:9: b is not defined [cat-unbound]"},
		{"let f x = x ; missing", "m.cat:1:15: missing is not defined [cat-unbound]"},
		{"let a = po ; R", "m.cat:1:14: ; composes a relation, this is a set; [R] is the identity on it [cat-type]"},
		{"let a = [po]", "m.cat:1:10: […] is made of a set, this is a relation [cat-type]"},
		{"let a = po | R", "m.cat:1:9: | combines a relation with a set [cat-type]"},
		{"let a = po * R", "m.cat:1:9: * multiplies a set, this is a relation [cat-type]"},
		{"let a = R+", "m.cat:1:9: + applies to a relation, this is a set; [R] is the identity on it [cat-type]"},
		{"acyclic R | W as x", "m.cat:1:9: acyclic tests a relation, this is a set; [R | W] is the identity on it [cat-type]"},
		{"let a = ~domain", "m.cat:1:10: ~ applies to a set or a relation, this is a function [cat-type]"},
		{"let a = po & domain", "m.cat:1:14: & combines sets or relations, this is a function [cat-type]"},
		{"let a = R(po)", "m.cat:1:9: R is a set and cannot be applied [cat-type]"},
		{"let a = domain R", "m.cat:1:16: domain needs a relation, this is a set [cat-type]"},
		{"let a = domain(po, rf)", "m.cat:1:16: domain needs a relation, this is a tuple of 2 values [cat-type]"},
		{"let a = linearisations W", "m.cat:1:24: linearisations takes 2 arguments, got 1 [cat-arity]"},
		{"let a = linearisations(W, W)", "m.cat:1:27: linearisations needs a relation, this is a set [cat-type]"},
		{"let a = cross R", "m.cat:1:15: cross needs a set of sets of relations, this is a set [cat-type]"},
		{"let f(a, b) = a ; b let x = f(po, rf, co0)", "m.cat:1:31: f takes 2 arguments, got 3 [cat-arity]"},
		{"let f(a, b) = a ; b let x = f po", "m.cat:1:31: f takes 2 arguments, got 1 [cat-arity]"},
		{"let x = fencerel po", "m.cat:1:9: this call of fencerel is wrong: * multiplies a set, this is a relation [cat-type]"},
		{"let f x = fencerel x let y = f po", "m.cat:1:30: this call of f is wrong: this call of fencerel is wrong: * multiplies a set, this is a relation [cat-type]"},
		{"let rec f s = match s with {} -> 0 || e ++ es -> e ; f es end let a = f R",
			"m.cat:1:71: this call of f is wrong: ; composes a relation, this is an event [cat-type]"},
		{"let a = match po with 'a -> R || _ -> W end", "m.cat:1:15: the clauses are for a tag, this is a relation [cat-type]"},
		{"let a = match 'a with {} -> R || x ++ xs -> W end", "m.cat:1:15: the clauses are for a set or a relation, this is a tag [cat-type]"},
		{"with x from domain", "m.cat:1:13: with takes a member of a set or a relation, this is a function [cat-type]"},
		{"procedure p(a, b) = acyclic a end call p(po)", "m.cat:1:42: p takes 2 arguments, got 1 [cat-arity]"},
		{"call p(po)", "m.cat:1:1: p is not defined [cat-unbound]"},
		{"call po(po)", "m.cat:1:1: po is a relation and cannot be called as a procedure [cat-type]"},
		{"let (a, b) = (po, rf, id)", "m.cat:1:15: the definition takes 2 arguments, got 3 [cat-arity]"},
		{"enum T = 'a let x = 'a ; po", "m.cat:1:21: ; composes a relation, this is a tag [cat-type]"},
		{"let fails x = x ; R", "m.cat:1:19: ; composes a relation, this is a set; [R] is the identity on it [cat-type]"},
		{"let x = try poo with rff", "m.cat:1:22: rff is not defined; did you mean rf? [cat-unbound]"},
		{"let rec a = po | [a]", "m.cat:1:19: […] is made of a set, this is a relation [cat-type]"},
	} {
		if _, got := loadText(texts{"m.cat": c.in}); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// Programs that would take exponentially long to follow are given up.
func TestCheckEnds(t *testing.T) {
	for _, in := range []string{
		"let f x = x | x" + strings.Repeat(" let f x = f(f x)", 60) + " let a = f po",
		"let a = " + strings.Repeat("let rec x = ", 60) + "po" + strings.Repeat(" in x", 60),
		"let w x = x x let a = w w",
		"let rec f x = f (fun y -> f (fun z -> x)) let a = f f",
	} {
		loadText(texts{"m.cat": in})
	}
}

// The tables of predefined names agree with what the evaluator knows.
func TestPredefined(t *testing.T) {
	var functions, names []string
	for name := range builtinFuncs() {
		functions = append(functions, name)
	}
	sort.Strings(functions)
	var have []string
	for _, p := range Builtins() {
		have = append(have, p.Name)
	}
	sort.Strings(have)
	if !slices.Equal(have, functions) {
		t.Errorf("Builtins() has %v, the evaluator %v", have, functions)
	}
	names = append(append(names, baseSets()...), baseRels()...)
	sort.Strings(names)
	have = nil
	for _, p := range BaseNames() {
		have = append(have, p.Name)
	}
	sort.Strings(have)
	if !slices.Equal(have, names) {
		t.Errorf("BaseNames() has %v, the evaluator %v", have, names)
	}
}

func TestBuiltinTypes(t *testing.T) {
	want := map[string]string{
		"domain":         "relation → set",
		"partition":      "set → set of sets",
		"linearisations": "(set, relation) → set of relations",
		"cross":          "set of sets of relations → set of relations",
	}
	for _, p := range Builtins() {
		if w := want[p.Name]; w != "" && p.Type != w {
			t.Errorf("%s: type %s, want %s", p.Name, p.Type, w)
		}
	}
}

// No text makes the loader or the checker fail in a wrong way.
func FuzzLoad(f *testing.F) {
	f.Add("let f(a, b) = a ; b let x = f(po, [R]) acyclic x | fencerel(F) as y")
	f.Add("let rec g s = match s with {} -> 0 || e ++ es -> (e ++ 0) | g es end with z from cross (map g (partition W))")
	f.Add("enum T = 'a procedure p(x, y) = empty x & A end call p(R, try q with W) if R subset W let (u, v) = (id, po) end")
	f.Fuzz(func(t *testing.T, text string) {
		m, _ := Load(source.NewFile("f.cat", text), LoadOptions{})
		Print(m.Instrs)
	})
}
