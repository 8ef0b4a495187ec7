package lsp

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/session"
)

func TestReadPreferences(t *testing.T) {
	for _, c := range []struct {
		raw   string
		want  func(p *preferences)
		wrong []string
	}{
		{`{}`, func(*preferences) {}, nil},
		{`null`, func(*preferences) {}, nil},
		{`[]`, func(*preferences) {}, nil}, // an empty object of a client in Lua
		{`[1]`, func(*preferences) {}, []string{"setting fencepost: want an object of settings, got [1]"}},
		{`{"model": "a/b.cfg", "unknown": 1}`, func(p *preferences) { p.session.Model = "a/b.cfg" }, nil},
		{`{"model": "lkmm2"}`, func(*preferences) {}, []string{`setting fencepost.model: want "lkmm" or the path of a .cat or .cfg file, got "lkmm2"`}},
		{`{"model": null, "unroll": null}`, func(*preferences) {}, nil},
		{`{"timeout": "1m30s"}`, func(p *preferences) { p.session.Timeout = 90 * time.Second }, nil},
		{`{"timeout": 0}`, func(p *preferences) { p.session.Timeout = 0 }, nil},
		{`{"timeout": 0.5}`, func(p *preferences) { p.session.Timeout = time.Second / 2 }, nil},
		{`{"timeout": "10"}`, func(*preferences) {}, []string{`setting fencepost.timeout: want a duration such as "10s"`}},
		{`{"timeout": "-1s"}`, func(*preferences) {}, []string{"fencepost.timeout"}},
		{`{"timeout": 1e300}`, func(*preferences) {}, []string{"fencepost.timeout"}},
		{`{"timeout": true}`, func(*preferences) {}, []string{"fencepost.timeout"}},
		{`{"unroll": 3.0}`, func(p *preferences) { p.session.Unroll = 3 }, nil},
		{`{"unroll": 2.5}`, func(*preferences) {}, []string{"setting fencepost.unroll: want a whole number from 1 to 1000, got 2.5"}},
		{`{"unroll": "3"}`, func(*preferences) {}, []string{"fencepost.unroll"}},
		{`{"defines": ["CONFIG_SMP", "N=4"]}`, func(p *preferences) { p.session.Defines = []string{"CONFIG_SMP", "N=4"} }, nil},
		{`{"defines": {}}`, func(*preferences) {}, nil}, // an empty list of a client in Lua
		{`{"defines": "CONFIG_SMP"}`, func(*preferences) {}, []string{`setting fencepost.defines: want a list of macros, such as ["CONFIG_SMP", "NR_CPUS=4"], got "CONFIG_SMP"`}},
		{`{"defines": ["1X"]}`, func(*preferences) {}, []string{"fencepost.defines"}},
		{`{"check": "onSave"}`, func(p *preferences) { p.session.When = session.OnSave }, nil},
		{`{"check": true}`, func(*preferences) {}, []string{`setting fencepost.check: want "onType" or "onSave", got true`}},
		{`{"debounce": 0}`, func(p *preferences) { p.session.Debounce = 0 }, nil},
		{`{"debounce": -1}`, func(*preferences) {}, []string{"fencepost.debounce"}},
		{`{"inlayHints": true, "codeLens": false}`, func(p *preferences) { p.inlayHints, p.codeLens = true, false }, nil},
		{`{"inlayHints": 1, "codeLens": "no"}`, func(*preferences) {}, []string{"fencepost.inlayHints: want true or false", "fencepost.codeLens"}},
	} {
		got, complaints := readPreferences(defaultPreferences(), json.RawMessage(c.raw))
		want := defaultPreferences()
		c.want(&want)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %+v, want %+v", c.raw, got, want)
		}
		if len(complaints) != len(c.wrong) {
			t.Errorf("%s: complaints %q, want %q", c.raw, complaints, c.wrong)
			continue
		}
		for i := range c.wrong {
			if !strings.Contains(complaints[i], c.wrong[i]) {
				t.Errorf("%s: complaint %q, want %q", c.raw, complaints[i], c.wrong[i])
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{"# Head\n\ntext", "Head\n\ntext"},
		{"**Orders.** `a *b` and *c*", "Orders. a *b and c"},
		{"see [the page](https://x.test/a_b)", "see the page"},
		{"```c\n*x = **y;\n```\nafter", "*x = **y;\nafter"},
		{"a\n\n---\n\nb\n", "a\n\nb"},
		{`a \* b \_ c`, "a * b _ c"},
		{"", ""},
		{"odd ` mark", "odd  mark"},
	} {
		if got := plain(c.markdown); got != c.want {
			t.Errorf("plain(%q) = %q, want %q", c.markdown, got, c.want)
		}
	}
}

func TestWithoutStops(t *testing.T) {
	for _, c := range []struct{ snippet, want string }{
		{"smp_mb()", "smp_mb()"},
		{"WRITE_ONCE(${1:*x}, ${2:1})$0", "WRITE_ONCE(*x, 1)"},
		{`a \$ \} \\`, `a $ } \`},
		{"${1}-$2", "-"},
		{`P0 {\n ${1:x \} y}}`, `P0 {\n x } y}`},
	} {
		if got := withoutStops(c.snippet); got != c.want {
			t.Errorf("withoutStops(%q) = %q, want %q", c.snippet, got, c.want)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		uri, path string
		ok        bool
		name      string
	}{
		{"file:///ws/MP%2Bwmb.litmus", "/ws/MP+wmb.litmus", true, "/ws/MP+wmb.litmus"},
		{"file:///ws/MP+wmb.litmus", "/ws/MP+wmb.litmus", true, "/ws/MP+wmb.litmus"},
		{"file:///c%3A/ws/a.litmus", "c:/ws/a.litmus", true, "c:/ws/a.litmus"},
		{"untitled:Untitled-1", "", false, "Untitled-1"},
		{"git:/ws/a.litmus?ref=1", "", false, "a.litmus"},
		{"%zz", "", false, "%zz"},
		{"", "", false, ""},
		{"file:", "", false, "file:"},
	} {
		path, ok := pathOf(c.uri)
		if path != c.path || ok != c.ok {
			t.Errorf("pathOf(%q) = %q, %v", c.uri, path, ok)
		}
		if name := nameOf(c.uri); name != c.name {
			t.Errorf("nameOf(%q) = %q, want %q", c.uri, name, c.name)
		}
	}
}
