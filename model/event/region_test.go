package event_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// The statements of the tests. Reads and writes are of cells of their own, whose
// names tell them apart.
type maker struct {
	p    *prog.Program
	text *source.File
	n    int
}

func (m *maker) at() prog.At {
	m.n++
	return prog.At{Place: m.text.Span(m.n, m.n+1)}
}

func (m *maker) addr(name string) prog.Expr {
	i := m.p.GlobalIndex(name)
	if i < 0 {
		i = len(m.p.Globals)
		m.p.Globals = append(m.p.Globals, &prog.Global{Name: name, Init: []prog.Value{{}}})
	}
	return &prog.Const{At: m.at(), Value: prog.AddrValue(i, 0)}
}

func (m *maker) one() prog.Expr { return &prog.Const{At: m.at(), Value: prog.Bool(true)} }

func (m *maker) load(name string) prog.Expr {
	return &prog.Load{At: m.at(), Addr: m.addr(name), Tag: "ONCE"}
}

// do writes to the cell called name.
func (m *maker) do(name string) prog.Stmt {
	return &prog.Store{At: m.at(), Addr: m.addr(name), Value: m.one(), Tag: "ONCE"}
}

func (m *maker) when(name string, then []prog.Stmt, otherwise ...prog.Stmt) prog.Stmt {
	return &prog.If{At: m.at(), Cond: m.load(name), Then: then, Else: otherwise}
}

func (m *maker) while(cond prog.Expr, body ...prog.Stmt) prog.Stmt {
	return &prog.While{At: m.at(), Cond: cond, Body: body}
}

func (m *maker) block(label string, body ...prog.Stmt) prog.Stmt {
	return &prog.Block{At: m.at(), Label: label, Body: body}
}

func (m *maker) leave(label string) prog.Stmt { return &prog.Break{At: m.at(), Label: label} }

func list(s ...prog.Stmt) []prog.Stmt { return s }

// controls returns, for each path, its events in order (a read as its name with a
// question mark) and the control dependencies.
func controls(t *testing.T, build func(m *maker) []prog.Stmt) []string {
	t.Helper()
	m := &maker{p: &prog.Program{Unroll: 1}, text: source.NewFile("t", strings.Repeat(".", 999))}
	m.p.Threads = []*prog.Thread{{Name: "P0", Body: build(m)}}
	g, err := event.Build(context.Background(), m.p, event.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range g.Paths[0] {
		var names []string
		for i, e := range p.Events {
			a, _ := g.Const(p.Addr[i])
			name := a.Format(m.p)
			if g.Events[e].Kind == event.Read {
				name += "?"
			}
			names = append(names, name)
		}
		line := strings.Join(names, " ")
		if p.Cut {
			line += " cut"
		}
		from := map[string][]string{}
		var sources []string
		for _, pair := range p.Ctrl.Pairs() {
			a := fmt.Sprintf("%s#%d", names[pair.From], pair.From)
			if from[a] == nil {
				sources = append(sources, a)
			}
			from[a] = append(from[a], names[pair.To])
		}
		for _, a := range sources {
			line += fmt.Sprintf(" | %s→%s", a[:strings.Index(a, "#")], strings.Join(from[a], ","))
		}
		out = append(out, line)
	}
	return out
}

// TestControlRegions lists what each branch controls, path by path. The first way
// of a branch comes first. What is expected was found by hand from the definition:
// up to the immediate post-dominator of the branch.
func TestControlRegions(t *testing.T) {
	for _, c := range []struct {
		name  string
		build func(m *maker) []prog.Stmt
		want  []string
	}{
		{"if without break ends at the join", func(m *maker) []prog.Stmt {
			return list(m.when("c", list(m.do("a"))), m.do("b"))
		}, []string{"c? a b | c?→a", "c? b"}},

		// An inlined function that returns early: the rest of it is controlled, the
		// caller is not.
		{"early return", func(m *maker) []prog.Stmt {
			return list(m.block("f", m.when("c", list(m.leave("f"))), m.do("rest")), m.do("caller"))
		}, []string{"c? caller", "c? rest caller | c?→rest"}},

		// A return from two functions deep in the inner one is not one of the outer.
		{"early return of an inner function", func(m *maker) []prog.Stmt {
			return list(m.block("f", m.block("g", m.when("c", list(m.leave("g"))), m.do("g2")), m.do("f2")), m.do("end"))
		}, []string{"c? f2 end", "c? g2 f2 end | c?→g2"}},

		// if (c) goto err2; if (d) goto err1; ok; return; err1: u1; err2: u2; return
		// Both undo steps are there because of d or c.
		{"goto error path", func(m *maker) []prog.Stmt {
			return list(m.block("ret",
				m.block("err2",
					m.block("err1",
						m.when("c", list(m.leave("err2"))),
						m.when("d", list(m.leave("err1"))),
						m.do("ok"), m.leave("ret")),
					m.do("u1")),
				m.do("u2")), m.do("end"))
		}, []string{
			"c? u2 end | c?→u2",
			"c? d? u1 u2 end | c?→d?,u1,u2 | d?→u1,u2",
			"c? d? ok end | c?→d?,ok | d?→ok",
		}},

		// Without the return in front of the labels all ways meet at err2 already.
		{"goto cleanup that success runs too", func(m *maker) []prog.Stmt {
			return list(
				m.block("err2",
					m.block("err1", m.when("c", list(m.leave("err2"))), m.when("d", list(m.leave("err1"))), m.do("ok")),
					m.do("u1")),
				m.do("u2"))
		}, []string{
			"c? u2",
			"c? d? u1 u2 | c?→d?,u1",
			"c? d? ok u1 u2 | c?→d?,ok,u1 | d?→ok",
		}},

		// while (w) { if (c) continue; if (b) break; x; } end
		{"loop with break and continue", func(m *maker) []prog.Stmt {
			return list(m.block("brk", m.while(m.load("w"),
				m.block("cont", m.when("c", list(m.leave("cont"))), m.when("b", list(m.leave("brk"))), m.do("x")))),
				m.do("end"))
		}, []string{
			// c decides whether b is asked, and b whether the loop goes on, so that c
			// controls up to the end of the loop too.
			"w? c? w? cut | w?→c?,w? | c?→w?",
			"w? c? w? end | w?→c?,w? | c?→w?",
			"w? c? b? end | w?→c?,b? | c?→b?",
			"w? c? b? x w? cut | w?→c?,b?,x,w? | c?→b?,x,w? | b?→x,w?",
			"w? c? b? x w? end | w?→c?,b?,x,w? | c?→b?,x,w? | b?→x,w?",
			"w? end",
		}},

		// The loop ends only by its break: what is behind the loop is the join.
		{"endless loop with break", func(m *maker) []prog.Stmt {
			return list(m.block("brk", m.while(m.one(), m.when("c", list(m.do("s"), m.leave("brk"))), m.do("x"))), m.do("end"))
		}, []string{
			"c? s end | c?→s",
			"c? x cut | c?→x",
		}},

		// while (1) { if (e) return; if (c) break; } mid: whether c lets the loop go on
		// decides whether e may return before mid.
		{"return and break of one loop", func(m *maker) []prog.Stmt {
			return list(m.block("ret", m.block("brk", m.while(m.one(),
				m.when("e", list(m.leave("ret"))), m.when("c", list(m.leave("brk"))))),
				m.do("mid")), m.do("end"))
		}, []string{
			"e? end",
			"e? c? mid end | e?→c?,mid | c?→mid",
			"e? c? cut | e?→c?",
		}},

		// A continue of the outer loop from the inner one.
		{"nested loops", func(m *maker) []prog.Stmt {
			return list(m.while(m.load("w"), m.block("cont",
				m.while(m.load("v"), m.when("c", list(m.leave("cont"))), m.do("x")), m.do("y"))), m.do("end"))
		}, []string{
			"w? v? c? w? cut | w?→v?,c?,w? | v?→c?",
			"w? v? c? w? end | w?→v?,c?,w? | v?→c?",
			"w? v? c? x v? cut | w?→v?,c?,x,v? | v?→c?,x,v? | c?→x,v?",
			"w? v? c? x v? y w? cut | w?→v?,c?,x,v?,y,w? | v?→c?,x,v?,y | c?→x,v?,y | v?→y",
			"w? v? c? x v? y w? end | w?→v?,c?,x,v?,y,w? | v?→c?,x,v?,y | c?→x,v?,y | v?→y",
			"w? v? y w? cut | w?→v?,y,w? | v?→y",
			"w? v? y w? end | w?→v?,y,w? | v?→y",
			"w? end",
		}},

		// switch with fall through: case 1: a; case 2: b; break; default: d
		{"switch", func(m *maker) []prog.Stmt {
			return list(m.block("sw",
				m.block("dflt",
					m.block("two",
						m.block("one", m.when("c", list(m.leave("one"))), m.when("d", list(m.leave("two"))), m.leave("dflt")),
						m.do("a")),
					m.do("b"), m.leave("sw")),
				m.do("d0")), m.do("end"))
		}, []string{
			"c? a b end | c?→a,b",
			"c? d? b end | c?→d?,b | d?→b",
			"c? d? d0 end | c?→d?,d0 | d?→d0",
		}},

		// Both ways leave the same block, so the code behind is never reached.
		{"both ways leave", func(m *maker) []prog.Stmt {
			return list(m.block("l", m.when("c", list(m.do("a"), m.leave("l")), m.do("b"), m.leave("l")), m.when("dead", list(m.leave("l")))), m.do("end"))
		}, []string{"c? a end | c?→a", "c? b end | c?→b"}},

		// A dead break does not lengthen a region.
		{"dead break", func(m *maker) []prog.Stmt {
			return list(m.block("out", m.block("in", m.when("c", list(m.leave("in"), m.leave("out"))), m.do("a")), m.do("b")), m.do("end"))
		}, []string{"c? b end", "c? a b end | c?→a"}},

		// The condition of an assumption controls nothing, but what is before it may
		// control it.
		{"assume", func(m *maker) []prog.Stmt {
			return list(&prog.Assume{At: m.at(), Cond: m.load("c")}, m.do("a"),
				m.when("d", list(&prog.Assume{At: m.at(), Cond: m.load("e")})), m.do("end"))
		}, []string{"c? a d? e? end | d?→e?", "c? a d? end"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := controls(t, c.build); !slices.Equal(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}
