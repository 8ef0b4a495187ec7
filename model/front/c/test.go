package c

import (
	"path"
	"slices"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/lower"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// assembly makes the program of one test. Each test has trees and types of its own,
// so that what is wrong in one, or learned there, leaves the others alone.
type assembly struct {
	*reader
	// prelude are the trees of the prelude. texts are the expanded main file and those
	// of `with`, units their trees.
	prelude []*syntax.Unit
	texts   []*pp.Text
	units   []*syntax.Unit
	env     *ctype.Env
	out     *Test
	// parts are the trees of parts of directives, by place: they are the same in
	// each round of lowering.
	parts map[source.Span]syntax.Expr
}

// newAssembly begins a test. The caller gives the prelude back when it is made.
func (r *reader) newAssembly(text *pp.Text, out *Test) *assembly {
	a := &assembly{reader: r, out: out, prelude: r.opts.Prelude.take(), parts: make(map[source.Span]syntax.Expr)}
	a.add(text)
	return a
}

// add adds a text with its tree.
func (a *assembly) add(text *pp.Text) {
	a.texts = append(a.texts, text)
	a.units = append(a.units, a.unit(text))
}

// unit returns the tree of a text, which sees the types of those that are there
// already.
func (a *assembly) unit(text *pp.Text) *syntax.Unit {
	u := syntax.NewUnit(text)
	others := a.units[:len(a.units):len(a.units)]
	u.IsType = func(name string) bool { return hasTypedef(a.prelude, name) || hasTypedef(others, name) }
	return u
}

// annotated makes the program of an annotated test from the expanded text.
func (r *reader) annotated(t *annot.Test, text *pp.Text, out *Test) {
	if len(t.Defines) > 0 {
		text = r.expand(r.file, t.Defines)
	}
	a := r.newAssembly(text, out)
	a.fill(t)
	r.opts.Prelude.give(a.prelude)
}

// fill makes the program of the directives of a test.
func (a *assembly) fill(t *annot.Test) {
	out := a.out
	for _, w := range t.With {
		a.with(w, t.Defines)
	}
	if m := t.Model; m.Text != "" && m.Text != "lkmm" {
		out.Problems.Errorf(UnsupportedModel, m.Span, "a file can only name the built-in model, lkmm; another one is given by --model")
	}
	shared := a.shared(t)
	stubs := a.stubs(t)
	options := lower.Options{
		Ignored: ignored(t.Ignore),
		Stub:    func(name string) *syntax.Var { return stubs[name] },
		Unroll:  t.Unroll,
	}
	if t.Broken && !out.Problems.HasErrors() {
		out.Problems.Errorf(annot.BadDirective, t.NameSpan, "a directive of this test has an error")
	}
	if out.Problems.HasErrors() {
		return
	}
	var labels []string
	for _, th := range t.Threads {
		labels = append(labels, th.Label.Text)
		if g := a.units[0].Var(th.Label.Text); g != nil {
			out.Problems.Errorf(BadShared, th.Label.Span, "%s is an object of the file and cannot be the label of a thread", th.Label.Text).
				Relate(g.Name.Span(), "declared here")
		}
	}
	a.run(options, func(l *lower.Lowerer) *asker {
		p := l.Program()
		p.Name, p.Span = t.Name, t.NameSpan
		p.Unroll, p.AllowRace = t.Unroll, t.AllowRace
		for _, v := range shared {
			l.Object(v, a.env)
		}
		for _, i := range t.Inits {
			l.Init(a.expr(i.LValue), a.expr(i.Value), a.env)
		}
		for _, th := range t.Threads {
			l.Thread(th.Label.Text, a.expr(th.Call))
		}
		ask := &asker{lower: l, env: a.env, labels: labels, parse: a.expr, problems: l.Problems()}
		for _, x := range t.Props {
			if q := ask.property(x); q != nil {
				p.Props = append(p.Props, q)
			}
		}
		return ask
	})
}

// run lowers a test. build is called for each round of lowering; it returns what
// has to be settled when all of the program is known.
func (a *assembly) run(o lower.Options, build func(*lower.Lowerer) *asker) {
	a.env = ctype.NewEnv(a.prelude, a.units...)
	var ask *asker
	p, problems := lower.Run(a.env, o, func(l *lower.Lowerer) {
		l.Program().Lang = "c"
		ask = build(l)
	})
	a.out.Problems.Append(problems)
	if ask != nil && !a.out.Problems.HasErrors() {
		ask.problems = &a.out.Problems
		for _, q := range p.Props {
			ask.settle(p, q.Prop)
		}
	}
	a.problems()
	a.out.Program = p
}

// problems adds what is wrong in the texts that the test is made of: in the
// functions that it calls, and outside of functions.
func (a *assembly) problems() {
	called := make(map[source.Span]bool)
	for _, f := range a.env.Functions() {
		called[f.Name.Span()] = true
	}
	for i, u := range a.units {
		found := a.texts[i].Problems
		found.Problems = slices.Clone(found.Problems)
		found.Append(u.Problems())
		if len(found.Problems) == 0 {
			continue
		}
		other := a.otherFunctions(u, called)
		for _, p := range found.Problems {
			// A second definition of what the test uses is no function of its own.
			if p.Code == syntax.Redefined || !inAny(p.Span, other) {
				a.cause(p)
			}
		}
	}
	a.out.Problems.Sort()
}

// cause adds a problem of the text. What lowering says of the same place follows
// from it.
func (a *assembly) cause(p *diag.Problem) {
	if p.Severity == diag.Error {
		a.out.Problems.Problems = slices.DeleteFunc(a.out.Problems.Problems, func(q *diag.Problem) bool {
			return q.Span == p.Span && q.Severity == diag.Error
		})
	}
	if !a.has(p) {
		a.out.Problems.Problems = append(a.out.Problems.Problems, p)
	}
}

// otherFunctions returns the places of the functions that the test does not call.
func (a *assembly) otherFunctions(u *syntax.Unit, called map[source.Span]bool) []source.Span {
	var other []source.Span
	for _, d := range u.Decls() {
		if d.Kind == syntax.FuncDecl && !called[d.NameSpan] {
			other = append(other, d.Span)
		}
	}
	return other
}

func inAny(at source.Span, spans []source.Span) bool {
	for _, s := range spans {
		if within(at, s) {
			return true
		}
	}
	return false
}

// has reports whether a problem is known already.
func (a *assembly) has(p *diag.Problem) bool {
	return slices.ContainsFunc(a.out.Problems.Problems, func(q *diag.Problem) bool {
		return p.Span == q.Span && p.Message == q.Message
	})
}

// expr parses an expression in a directive.
func (a *assembly) expr(part source.Span) syntax.Expr {
	x, ok := a.parts[part]
	if !ok {
		x = a.units[0].ParseExpr(a.part(part))
		a.parts[part] = x
	}
	return x
}

// declaration cuts a part of a directive that is a declaration without its
// semicolon.
func (a *assembly) declaration(part source.Span) *syntax.Unit {
	u := a.unit(a.part(part))
	u.Part = true
	return u
}

// part expands a part of a directive.
func (a *assembly) part(part source.Span) *pp.Text {
	text := pp.ExpandText(part, annot.Text(part), a.texts[0].Macros)
	for _, p := range text.Problems.Problems {
		if !a.has(p) {
			a.out.Problems.Problems = append(a.out.Problems.Problems, p)
		}
	}
	return text
}

// shared parses the `shared` directives.
func (a *assembly) shared(t *annot.Test) []*syntax.Var {
	var out []*syntax.Var
	seen := make(map[string]source.Span)
	for _, s := range t.Shared {
		u := a.declaration(s.Decl)
		v := declared(u, syntax.VarDecl)
		a.take(u)
		if v == nil || v.Storage&(syntax.Typedef|syntax.Extern) != 0 {
			a.out.Problems.Errorf(BadShared, s.Decl, "this declares no object: write a declaration without its semicolon, such as struct mailbox m")
			continue
		}
		name := v.Name
		if first, again := seen[name.Name]; again {
			a.out.Problems.Errorf(BadShared, name.Span(), "this test has a shared object %s already", name.Name).Relate(first, "the first one")
			continue
		}
		seen[name.Name] = name.Span()
		if g := a.units[0].Var(name.Name); g != nil {
			a.out.Problems.Errorf(BadShared, name.Span(), "%s is an object of the file, which is shared without a directive", name.Name).
				Relate(g.Name.Span(), "declared here")
			continue
		}
		for _, th := range t.Threads {
			if th.Label.Text == name.Name {
				a.out.Problems.Errorf(BadShared, name.Span(), "%s is a thread and cannot be an object; give the thread a label, as in `thread t = %s(…)`", name.Name, name.Name).
					Relate(th.Span, "the thread")
			}
		}
		out = append(out, v)
	}
	return out
}

// take adds the syntax errors of a part of a directive.
func (a *assembly) take(u *syntax.Unit) {
	for _, p := range u.Problems().Problems {
		if !a.has(p) {
			a.out.Problems.Problems = append(a.out.Problems.Problems, p)
		}
	}
}

// declared returns the one declaration of a kind in a unit, or nil.
func declared(u *syntax.Unit, kind syntax.DeclKind) *syntax.Var {
	decls := u.Decls()
	if len(decls) != 1 || decls[0].Kind != kind {
		return nil
	}
	if kind == syntax.ProtoDecl {
		return u.Prototype(decls[0].Name)
	}
	return u.Var(decls[0].Name)
}

// stubs parses the `stub` directives.
func (a *assembly) stubs(t *annot.Test) map[string]*syntax.Var {
	stubs := make(map[string]*syntax.Var)
	for _, s := range t.Stubs {
		u := a.declaration(s.Decl)
		v := declared(u, syntax.ProtoDecl)
		a.take(u)
		if v == nil {
			a.out.Problems.Errorf(BadStub, s.Decl, "this declares no function: write its prototype without the semicolon, such as int poll_status(struct dev *d)")
			continue
		}
		stubs[v.Name.Name] = v
	}
	return stubs
}

// ignored returns the function that tells which calls have no effect on ordering.
func ignored(words []annot.Word) func(string) bool {
	names := make(map[string]bool)
	for _, w := range words {
		names[w.Text] = true
	}
	return func(name string) bool { return names[name] || ignoredByDefault(name) }
}

// with reads a file of a `with` directive.
func (a *assembly) with(w annot.Word, defines []annot.Word) {
	switch ext := path.Ext(w.Text); ext {
	case ".c", ".h":
	case ".rs":
		a.out.Problems.Errorf(UnsupportedLanguage, w.Span, "tests over C and Rust arrive later; only C files can be named here so far")
		return
	default:
		a.out.Problems.Errorf(UnsupportedLanguage, w.Span, "%s is no C file (.c or .h)", w.Text)
		return
	}
	var f *source.File
	ok := false
	if a.opts.Read != nil {
		f, ok = a.opts.Read(w.Text, a.file, false)
	}
	if !ok {
		a.out.Problems.Errorf(UnknownFile, w.Span, "%s cannot be read; the path is relative to this file", w.Text)
		return
	}
	a.note(f)
	for _, t := range a.texts {
		if t.File == f {
			return // it is there already
		}
	}
	a.add(a.expand(f, defines))
}
