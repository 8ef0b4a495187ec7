package session

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// openReal opens the built-in model with the real front end and engines.
func openReal(string) (*ide.Tools, diag.List) {
	primitives, model := kernel.Builtin(), lkmm.Model()
	return &ide.Tools{
		Model: builtinModel, Primitives: primitives,
		Languages: []ide.Language{ide.Litmus(primitives)},
		NewEngine: func() ide.Engine { return verify.New(model, true) },
	}, diag.List{}
}

// news is a listener that keeps the latest snapshot of each document.
type news struct {
	mu     sync.Mutex
	latest map[string]*Snapshot
	// when is the time at which the first results of a version were told.
	when map[string]time.Time
	come chan struct{}
}

func newNews() *news {
	return &news{latest: map[string]*Snapshot{}, when: map[string]time.Time{}, come: make(chan struct{}, 1)}
}

func (n *news) Checked(s *Snapshot) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.latest[s.URI] = s
	if _, ok := n.when[textKey(s.URI, s.Version)]; !ok && s.Results != nil {
		n.when[textKey(s.URI, s.Version)] = time.Now()
	}
	select {
	case n.come <- struct{}{}:
	default:
	}
}

func (n *news) Closed(string) {}
func (n *news) Load(int, int) {}
func (n *news) Failed(string) {}
func (n *news) told(uri string, version int32) (time.Time, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	at, ok := n.when[textKey(uri, version)]
	return at, ok
}

// wait waits until results of a version are told, and returns when they were.
func (n *news) wait(t testing.TB, uri string, version int32) time.Time {
	t.Helper()
	limit := time.After(2 * time.Minute)
	for {
		if at, ok := n.told(uri, version); ok {
			return at
		}
		select {
		case <-n.come:
		case <-limit:
			t.Fatalf("%s: no results of version %d", uri, version)
		}
	}
}

// litmusTexts returns the tests below a folder, and their names in order.
func litmusTexts(t testing.TB, folder string) (names []string, texts map[string]string) {
	t.Helper()
	texts = map[string]string{}
	names, err := filepath.Glob(filepath.Join(folder, "*.litmus"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no tests (%v)", folder, err)
	}
	slices.Sort(names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(b)
	}
	return names, texts
}

const litmusFolder = "../../testdata/litmus"

// verdicts describes results without the states, which may come later.
func verdicts(results []ide.TestResult) string {
	var b strings.Builder
	for i := range results {
		r := &results[i]
		fmt.Fprintf(&b, "%s %s %+v", r.Name(), r.Outcome, r.Judgement)
		if v := r.Verify; v != nil {
			fmt.Fprintf(&b, " %s %s %v", v.Status, v.Observation, v.Holds)
			for _, f := range v.Flags {
				fmt.Fprintf(&b, " %s", f.Name)
			}
		}
		for _, p := range r.Problems.Problems {
			fmt.Fprintf(&b, "\n%s", p)
		}
	}
	return b.String()
}

// TestRealEngines types in real tests, breaking and mending them, and compares
// what is told of the last texts with fresh checks.
func TestRealEngines(t *testing.T) {
	before := runtime.NumGoroutine()
	names, texts := litmusTexts(t, litmusFolder)
	if testing.Short() {
		names = names[:10]
	}
	n := newNews()
	s := New(Config{Open: openReal, Listener: n, Workers: 2})
	s.Configure(Settings{Timeout: time.Minute, Debounce: time.Millisecond})
	r := rand.New(rand.NewPCG(5, 6))
	final := map[string]*text{}
	for i, name := range names {
		d := newText(texts[name])
		final[name] = &d
		if err := s.Open(name, name, 1, texts[name]); err != nil {
			t.Fatal(err)
		}
		for v := int32(2); v < 8; v++ {
			at := r.IntN(strings.Count(texts[name], "\n"))
			c := edit(at, 0, at, 0, []string{"//𝒳\n", "\n", "P9(", " "}[r.IntN(4)])
			if i%2 == 0 && v%2 == 1 {
				c = Change{Whole: true, Text: texts[name]}
			}
			if err := s.Change(name, v, []Change{c}); err != nil {
				t.Fatal(err)
			}
			if err := d.apply([]Change{c}, maxText); err != nil {
				t.Fatal(err)
			}
			if r.IntN(4) == 0 {
				if _, err := s.Await(t.Context(), name); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	tools, _ := openReal(builtinModel)
	c := &ide.Checker{NewEngine: tools.NewEngine}
	defer c.Close()
	c.Options.Timeout = time.Minute
	for _, name := range names {
		n.wait(t, name, 7)
		n.mu.Lock()
		got := n.latest[name]
		n.mu.Unlock()
		d := tools.NewDocument(source.NewFile(name, final[name].String()))
		if want := verdicts(c.CheckDocument(t.Context(), d)); got.Version != 7 || verdicts(got.Results) != want {
			t.Errorf("%s: version %d\n%s\nwant\n%s", name, got.Version, verdicts(got.Results), want)
		}
	}
	if err := s.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	noNewGoroutines(t, before)
}
