package ide_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// propertyText has the places of the programs below; they are made by hand.
const propertyText = `// never reader.seen
// always reader.seen
// sometimes reader.seen
void writer() {
	data = 1;
	WRITE_ONCE(ready, 1);
	kfree(node);
	kfree(node) again;
}
void reader() {
	seen = READ_ONCE(ready);
	assert(!seen);
	got = data;
	got = node->value;
	got = *NULL;
	while (!READ_ONCE(ready)) ;
}
`

// maker makes a program over data, ready and node.value with a writer and a reader,
// whose registers are seen, got and a hidden one.
type maker struct {
	f *source.File
	p *prog.Program
}

func (m *maker) at(text string) prog.At {
	i := strings.Index(m.f.Text(), text)
	if i < 0 {
		panic("no " + text)
	}
	return prog.At{Place: m.f.Span(i, i+len(text))}
}

func newMaker(f *source.File) *maker {
	m := &maker{f: f}
	m.p = &prog.Program{Name: "t", Lang: "c", Strict: true, Span: m.at("// never").Place}
	for _, name := range []string{"data", "ready", "node"} {
		m.p.Globals = append(m.p.Globals, &prog.Global{Name: name, Span: m.at(name).Place, Init: make([]prog.Value, 1)})
	}
	for i, name := range []string{"writer", "reader"} {
		t := &prog.Thread{ID: i, Name: name, Span: m.at(name + "()").Place}
		t.Regs = []*prog.Reg{{Name: "seen"}, {Name: "got"}, {Name: "fail", Hidden: true}}
		m.p.Threads = append(m.p.Threads, t)
	}
	return m
}

func (m *maker) cell(g int) prog.Expr { return &prog.Const{Value: prog.AddrValue(g, 0)} }

// store adds one to the writer, load one to the reader.
func (m *maker) store(text string, g int, tag prog.Tag) *maker {
	t := m.p.Threads[0]
	t.Body = append(t.Body, &prog.Store{At: m.at(text), Addr: m.cell(g), Value: &prog.Const{Value: prog.Value{N: 1}}, Tag: tag})
	return m
}

func (m *maker) load(text string, reg int, addr prog.Expr, tag prog.Tag) *maker {
	t := m.p.Threads[1]
	t.Body = append(t.Body, &prog.Assign{At: m.at(text), Reg: reg, Value: &prog.Load{At: m.at(text), Addr: addr, Tag: tag}})
	return m
}

// property adds one that seen is 1, or that the hidden register is 0.
func (m *maker) property(kind prog.PropertyKind, text string) *maker {
	at := m.at(text).Place
	q := &prog.Property{Kind: kind, Text: strings.TrimPrefix(text, kind.String()+" "), Span: at}
	q.Prop = &prog.Atom{Span: at, Left: prog.Place{Span: at, Thread: 1, Reg: 0, Index: -1}, Values: []prog.Value{{N: 1}}}
	if kind == prog.AssertKind {
		q.Prop = &prog.Atom{Span: at, Left: prog.Place{Span: at, Thread: 1, Reg: 2, Index: -1}, Values: []prog.Value{{}}}
	}
	m.p.Props = append(m.p.Props, q)
	return m
}

// told is all that is shown of a result.
func told(d *ide.Document, results []ide.TestResult) string {
	r := &results[0]
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.Outcome, r.Verdict())
	for _, p := range d.Diagnostics(results).Problems {
		fmt.Fprintf(&b, "%s\n", p)
		for _, x := range p.Related {
			fmt.Fprintf(&b, "%s: note: %s\n", x.Span, x.Message)
		}
	}
	for _, l := range d.Lenses(results) {
		show := ""
		if l.Action == ide.ShowExecution {
			show = fmt.Sprintf(" -> %q: %s", l.Which, r.Graph(l.Which).Title)
		}
		title, _, _ := strings.Cut(l.Title, " · 0.0")
		fmt.Fprintf(&b, "lens %d: %s%s\n", l.Span.Position().Line, title, show)
	}
	return b.String()
}

// TestFreeUnchecked shows [free-unchecked].
func TestFreeUnchecked(t *testing.T) {
	f := source.NewFile("s.litmus", smallTest)
	tools := testTools()
	checker := &ide.Checker{Parse: tools.Parse, NewEngine: func() ide.Engine { return unchecked{} }}
	r := checker.Check(t.Context(), f)[0]
	if len(r.Problems.Problems) != 1 || r.Problems.Problems[0].Code != ide.CodeFreeUnchecked || r.Outcome != ide.Passed {
		t.Errorf("%s: %s", r.Outcome, r.Problems.String())
	}
}

// unchecked is an engine with a model that has no flag for freed memory.
type unchecked struct{}

func (unchecked) Verify(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
	return &verify.Result{FreeUnchecked: true}, nil
}

// TestProperties shows what becomes of a program with properties, of each kind and
// with each verdict.
func TestProperties(t *testing.T) {
	loop := func(m *maker) {
		at := m.at("!READ_ONCE(ready)")
		load := &prog.Load{At: at, Addr: m.cell(1), Tag: "ONCE"}
		cond := &prog.Binary{At: at, Op: prog.Eq, X: load, Y: &prog.Const{}}
		body := []prog.Stmt{&prog.While{At: m.at("while (!READ_ONCE(ready)) ;"), Cond: cond}}
		m.p.Threads[1].Body = append(m.p.Threads[1].Body, body...)
	}
	for _, c := range []struct {
		name  string
		build func(m *maker)
		want  string
	}{
		{"all hold", func(m *maker) {
			m.store("WRITE_ONCE(ready, 1)", 1, "ONCE").load("seen = READ_ONCE(ready)", 0, m.cell(1), "ONCE")
			m.property(prog.SometimesKind, "sometimes reader.seen").property(prog.AssertKind, "assert(!seen)")
		}, `passed: all 2 properties hold
lens 1: ✓ all 2 properties hold -> "": An execution that shows ` + "`sometimes reader.seen`" + `
lens 1: show execution -> "": An execution that shows ` + "`sometimes reader.seen`" + `
lens 3: ✓ holds · show execution -> "property:1": An execution that shows ` + "`sometimes reader.seen`" + `
`},
		{"all are violated", func(m *maker) {
			m.store("WRITE_ONCE(ready, 1)", 1, "ONCE").load("seen = READ_ONCE(ready)", 0, m.cell(1), "ONCE")
			m.p.Threads[1].Body = append(m.p.Threads[1].Body, &prog.Assign{At: m.at("assert"), Reg: 2, Value: &prog.RegRef{Reg: 0}})
			m.property(prog.NeverKind, "never reader.seen").property(prog.AlwaysKind, "always reader.seen")
			m.property(prog.AssertKind, "assert(!seen)")
		}, `missed: 3 of 3 properties are violated
s.built:1:4: error: this can happen: never reader.seen [violated]
s.built:6:2: note: writer writes ready=1
s.built:11:2: note: reader reads ready=1
s.built:2:4: error: this does not hold in every execution: always reader.seen [violated]
s.built:11:2: note: reader reads ready=0, the initial value
s.built:6:2: note: writer writes ready=1
s.built:12:2: error: this can fail: assert(!seen) [violated]
s.built:6:2: note: writer writes ready=1
s.built:11:2: note: reader reads ready=1
lens 1: ✗ 3 of 3 properties are violated -> "": An execution that violates ` + "`never reader.seen`" + `
lens 1: show execution -> "": An execution that violates ` + "`never reader.seen`" + `
lens 1: ✗ violated · show execution -> "property:1": An execution that violates ` + "`never reader.seen`" + `
lens 2: ✗ violated · show execution -> "property:2": An execution that violates ` + "`always reader.seen`" + `
lens 12: ✗ violated · show execution -> "property:3": An execution that violates ` + "`assert(!seen)`" + `
`},
		{"what never happens", func(m *maker) {
			m.load("seen = READ_ONCE(ready)", 0, m.cell(1), "ONCE").property(prog.SometimesKind, "sometimes reader.seen")
		}, `missed: the property is violated
s.built:3:4: error: this cannot happen in any execution: sometimes reader.seen [violated]
lens 1: ✗ the property is violated
`},
		{"up to the loop bound", func(m *maker) {
			loop(m)
			m.store("WRITE_ONCE(ready, 1)", 1, "ONCE").property(prog.SometimesKind, "sometimes reader.seen")
		}, `up to the loop bound: the property holds
s.built:16:9: warning: this loop can go on after the loop bound, so the verdict holds up to that bound only [loop-bound]
lens 1: … the property holds up to the loop bound
`},
		{"a run-time error beside a property", func(m *maker) {
			m.store("WRITE_ONCE(ready, 1)", 1, "ONCE").load("seen = READ_ONCE(ready)", 0, m.cell(1), "ONCE")
			m.p.Threads[1].Body = append(m.p.Threads[1].Body, &prog.If{At: m.at("assert"), Cond: &prog.RegRef{Reg: 0},
				Then: []prog.Stmt{&prog.Assign{At: m.at("got = *NULL"), Reg: 1, Value: &prog.Load{At: m.at("*NULL"), Addr: &prog.Const{}}}}})
			m.property(prog.NeverKind, "never reader.seen").property(prog.AlwaysKind, "always reader.seen")
		}, `missed: run-time error; 1 of 2 properties is violated
s.built:2:4: error: this does not hold in every execution: always reader.seen [violated]
s.built:11:2: note: reader reads ready=0, the initial value
s.built:6:2: note: writer writes ready=1
s.built:15:8: error: reads through NULL [run-time-error]
s.built:6:2: note: writer writes ready=1
s.built:11:2: note: reader reads ready=1
lens 1: ✗ run-time error; 1 of 2 properties is violated -> "": An execution that violates ` + "`always reader.seen`" + `
lens 1: show execution -> "": An execution that violates ` + "`always reader.seen`" + `
lens 1: ✓ holds
lens 2: ✗ violated · show execution -> "property:2": An execution that violates ` + "`always reader.seen`" + `
`},
		{"a data race", func(m *maker) {
			m.store("data = 1", 0, "").load("got = data", 1, m.cell(0), "")
		}, `missed: data race
s.built:5:2: error: data race: this plain write to ` + "`data` in writer can happen at the same time as the plain read of `data`" + ` in reader on line 13 [data-race]
s.built:13:2: note: the other access: plain read of ` + "`data`" + ` in reader
lens 1: ✗ data race -> "": An execution with a data race: a and b
lens 1: show execution -> "": An execution with a data race: a and b
`},
		{"a data race that is allowed", func(m *maker) {
			m.p.AllowRace = true
			m.store("data = 1", 0, "").load("got = data", 1, m.cell(0), "")
		}, `passed: no error found
s.built:5:2: hint: data race, as expected: this plain write to ` + "`data` in writer can happen at the same time as the plain read of `data`" + ` in reader on line 13 [data-race]
s.built:13:2: note: the other access: plain read of ` + "`data`" + ` in reader
lens 1: ✓ no error found · data race -> "": An execution with a data race: a and b
lens 1: show execution -> "": An execution with a data race: a and b
`},
		{"freed memory", func(m *maker) {
			m.store("kfree(node)", 2, prog.TagFree).store("kfree(node) again", 2, prog.TagFree)
			m.load("got = node->value", 1, m.cell(2), "")
		}, `missed: data race; use after free; double free
s.built:7:2: error: memory is freed twice [double-free]
s.built:8:2: note: the freeing of ` + "`node`" + ` in writer
s.built:14:2: error: data race with the end of the object: this plain read of ` + "`node` in reader can happen at the same time as the freeing of `node` in writer on line 7 and the freeing of `node`" + ` in writer on line 8 [data-race]
s.built:7:2: note: the other access: freeing of ` + "`node`" + ` in writer
s.built:8:2: note: the other access: freeing of ` + "`node`" + ` in writer
s.built:14:2: error: memory is used after it was freed [use-after-free]
s.built:7:2: note: the freeing of ` + "`node`" + ` in writer
lens 1: ✗ data race; use after free; double free -> "": An execution that raises the flag double-free: a and b
lens 1: show execution -> "": An execution that raises the flag double-free: a and b
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := source.NewFile("s.built", propertyText)
			m := newMaker(f)
			c.build(m)
			tools := testTools()
			tools.Languages = []ide.Language{{Name: "built", Extensions: []string{".built"},
				Parse: func(*source.File, ide.Surroundings) *ide.Input {
					return ide.WholeInput([]*prog.Program{m.p}, diag.List{})
				}}}
			d := tools.NewDocument(f)
			checker := &ide.Checker{NewEngine: tools.NewEngine, Options: verify.Options{Engine: verify.Native, Timeout: time.Minute}}
			defer checker.Close()
			results := checker.CheckDocument(t.Context(), d)
			for i := range results {
				results[i].Millis = 0
			}
			if got := told(d, results); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
