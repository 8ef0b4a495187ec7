package testkit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

func TestMain(m *testing.M) { Main(m) }

func TestRun(t *testing.T) {
	ran := false
	Run(t, "testdata", func(c *Case) {
		ran = true
		words(c)
		if c.Name != "words" || !c.Has("in.note") || c.Has("in.none") || c.Has("words") {
			c.Errorf("case %s", c.Name)
		}
		if got := c.File("in.txt").Span(6, 10).String(); got != "in.txt:1:7" {
			c.Errorf("place %s", got)
		}
	})
	if !ran {
		t.Error("no case ran")
	}
}

func words(c *Case) {
	text := strings.TrimSpace(c.Text("in.txt"))
	c.Golden("problems", diag.List{})
	c.Golden("words", strings.Join(strings.Fields(text), "\n"))
	c.Golden("length", len(text))
}

// TestUpdate rewrites an archive with a wrong, a missing and a stale section and
// reads it again.
func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "words.txtar")
	stale := "A note.\n-- words --\nfence\n-- in.txt --\na b\n-- old --\nx\n"
	if err := os.WriteFile(path, []byte(stale), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, true, words)
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "A note.\n-- in.txt --\na b\n-- words --\na\nb\n-- length --\n3\n"
	if string(got) != want {
		t.Errorf("rewritten as:\n%s", got)
	}
	run(t, dir, false, words)
}

func TestComplaints(t *testing.T) {
	for _, c := range []struct{ name, archive, want string }{
		{"same", "-- a --\n1\n", ""},
		{"differs", "-- a --\n2\n", "section a differs"},
		{"missing", "", "section a differs"},
		{"stale", "-- a --\n1\n-- b --\n2\n", "no stage gives section b; -update removes it"},
		{"not empty", "-- a --\n1\n-- none --\n2\n", "section none differs"},
		{"input", "-- a --\n1\n-- in.b --\n2\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &archive{old: txtar.Parse([]byte(c.archive))}
			for name, text := range map[string]string{"a": "1", "none": ""} {
				if err := a.record(name, text); err != nil {
					t.Fatal(err)
				}
			}
			got := a.complaints()
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.want)) {
				t.Errorf("complaints %q, want %q", got, c.want)
			}
		})
	}
}

func TestRecordRefuses(t *testing.T) {
	a := &archive{old: &txtar.Archive{}}
	for _, c := range []struct{ name, text, want string }{
		{"in.x", "", "can't name"},
		{"", "x", "can't name"},
		{"a", "x\n-- b --\n", "would begin another section"},
	} {
		if err := a.record(c.name, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.name, err)
		}
	}
	if err := a.record("a", "x"); err != nil {
		t.Error(err)
	}
	if err := a.record("a", "y"); err == nil {
		t.Error("a section given twice is accepted")
	}
}

func TestText(t *testing.T) {
	var list diag.List
	list.Errorf("code", source.Span{}, "wrong")
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, ""}, {"s", "s"}, {[]byte("b"), "b"}, {os.ErrNotExist, "file does not exist"}, {3, "3"},
		{list, "-: error: wrong [code]\n"}, {&list, "-: error: wrong [code]\n"},
	} {
		if got := text(c.value); got != c.want {
			t.Errorf("text(%v) = %q", c.value, got)
		}
	}
}
