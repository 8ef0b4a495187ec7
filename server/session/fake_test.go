package session

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// bench is a memory model, an engine and a listener that tests can watch.
type bench struct {
	t *testing.T
	s *Session

	// texts tells what was parsed, asks what engines were asked, in order.
	mu       sync.Mutex
	texts    []string
	asks     []string
	running  map[string]int // engines at work, by text
	most     int            // engines at work at the same time at most
	open     int            // engines that were made and not closed
	made     int
	told     []*Snapshot
	events   []string
	failures []string
	load     [2]int
	// latest is what the listener was told of each document last.
	latest map[string]*Snapshot
	panics atomic.Int64
	// inside is how many calls of the listener run.
	inside atomic.Int64
	// refuse is a model that cannot be opened, or that is allowed again if "".
	refuse atomic.Value
	opens  atomic.Int64
	files  map[string]string
}

// newBench makes a session. The texts of its tests are words: "slow" blocks an
// engine until its context ends, "nap=D" takes a time, "crash" panics, "bad" is an
// error of the front end, "split" panics in the front end, "late" has no end of
// states; all others are tests of
// their name. Observation is "Sometimes" for words with an s, else "Never".
func newBench(t *testing.T, change func(c *Config)) *bench {
	b := &bench{t: t, running: map[string]int{}, latest: map[string]*Snapshot{}, files: map[string]string{}}
	b.refuse.Store("")
	c := Config{
		Open: b.openModel, Listener: b, Workers: 2,
		OnPanic: func(string, any, []byte) { b.panics.Add(1) },
		URI:     func(path string) string { return "file:" + path },
		Read: func(_ context.Context, path string) (string, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			if text, ok := b.files[path]; ok {
				return text, nil
			}
			return "", fmt.Errorf("%s: no such file", path)
		},
		List: func(_ context.Context, folder string) (paths []string, err error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			for path := range b.files {
				if strings.HasPrefix(path, folder+"/") {
					paths = append(paths, path)
				}
			}
			slices.Sort(paths)
			return paths, nil
		},
	}
	if change != nil {
		change(&c)
	}
	b.s = New(c)
	return b
}

// end shuts the session down and looks for what it left behind.
func (b *bench) end() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := b.s.Shutdown(ctx); err != nil {
		b.t.Errorf("Shutdown: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.s.cfg.Pool == nil && b.open != 0 {
		b.t.Errorf("%d of %d engines were not closed", b.open, b.made)
	}
	for text, n := range b.running {
		if n != 0 {
			b.t.Errorf("%q is still being decided", text)
		}
	}
}

func (b *bench) openModel(name string) (*ide.Tools, diag.List) {
	b.opens.Add(1)
	var l diag.List
	if r := b.refuse.Load().(string); r != "" && strings.HasPrefix(name, r) {
		l.Errorf("unreadable", source.NewFile(name, "").Span(0, 0), "no such model")
		return nil, l
	}
	return &ide.Tools{
		Model: name,
		Languages: []ide.Language{{
			Parse:   b.parse,
			Outline: func(*source.File) *outline.Outline { return &outline.Outline{} },
		}},
		NewEngine: func() ide.Engine {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.open++
			b.made++
			return &fakeEngine{b: b, model: name}
		},
	}, l
}

func (b *bench) parse(f *source.File, _ ide.Surroundings) *ide.Input {
	var programs []*prog.Program
	var problems diag.List
	b.mu.Lock()
	b.texts = append(b.texts, f.Text())
	b.mu.Unlock()
	for i, word := range strings.Fields(f.Text()) {
		switch word {
		case "bad":
			problems.Errorf("test", f.Span(0, i), "a bad word")
		case "split":
			panic("no idea")
		default:
			p := &prog.Program{Name: word, Span: f.Span(0, 1), Hash: f.Text()}
			p.Cond = &prog.Condition{Prop: &prog.PropConst{Value: true}}
			programs = append(programs, p)
		}
	}
	if len(programs) == 0 && len(problems.Problems) == 0 {
		problems.Errorf("test", f.Span(0, 0), "nothing here")
	}
	return ide.WholeInput(programs, problems)
}

// fakeEngine is used by one goroutine at a time, or there is a fault.
type fakeEngine struct {
	b      *bench
	model  string
	busy   atomic.Bool
	closed bool
}

func (e *fakeEngine) Close() {
	e.b.mu.Lock()
	defer e.b.mu.Unlock()
	if e.closed {
		e.b.t.Error("an engine was closed twice")
	}
	e.closed = true
	e.b.open--
}

func (e *fakeEngine) Verify(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error) {
	if !e.busy.CompareAndSwap(false, true) {
		e.b.t.Error("two goroutines use one engine")
	}
	defer e.busy.Store(false)
	e.b.mu.Lock()
	if e.closed {
		e.b.t.Error("a closed engine was used")
	}
	ask := fmt.Sprintf("%s/%s/%d", e.model, p.Name, opts.Unroll)
	if opts.States {
		ask += "/states"
	}
	e.b.asks = append(e.b.asks, ask)
	e.b.running[p.Hash]++
	if e.b.running[p.Hash] > 1 && strings.Contains(p.Hash, "alone") {
		e.b.t.Errorf("%q is decided by two workers", p.Hash)
	}
	n := 0
	for _, k := range e.b.running {
		n += k
	}
	e.b.most = max(e.b.most, n)
	e.b.mu.Unlock()
	defer func() {
		e.b.mu.Lock()
		e.b.running[p.Hash]--
		e.b.mu.Unlock()
	}()
	r, err := answerOf(ctx, p, opts)
	if r != nil && r.Status == verify.Decided {
		// So that results tell what they are of.
		r.Reason = fmt.Sprintf("%s/%d", e.model, opts.Unroll)
	}
	return r, err
}

// answerOf gives the answer to a word.
func answerOf(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error) {
	r := &verify.Result{}
	word, nap, _ := strings.Cut(p.Name, "=")
	switch {
	case word == "slow":
		<-ctx.Done()
		return nil, ctx.Err()
	case word == "crash":
		panic("index out of range")
	case word == "stuck":
		time.Sleep(time.Second)
		r.Status, r.Reason = verify.Timeout, "a second is over"
		return r, nil
	case word == "nap":
		d, err := time.ParseDuration(nap)
		if err != nil {
			return nil, err
		}
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		r.Stats.Elapsed = d
	case word == "late" && opts.States:
		<-ctx.Done()
		return nil, ctx.Err()
	case strings.Contains(word, "s"):
		r.Observation = verify.Sometimes
	}
	if opts.States {
		r.Enumeration, r.States, r.Positives = verify.Complete, []string{"1:r0=" + word}, len(word)
	}
	return r, nil
}

func (b *bench) enter() func() {
	if b.inside.Add(1) != 1 {
		b.t.Error("two calls of the listener at the same time")
	}
	return func() { b.inside.Add(-1) }
}

// Checked notes a snapshot and that versions never go down.
func (b *bench) Checked(s *Snapshot) {
	defer b.enter()()
	b.mu.Lock()
	defer b.mu.Unlock()
	if old := b.latest[s.URI]; old != nil && old.Version > s.Version {
		b.t.Errorf("%s: version %d is told after %d", s.URI, s.Version, old.Version)
	}
	b.latest[s.URI] = s
	b.told = append(b.told, s)
	b.events = append(b.events, fmt.Sprintf("%s %d %s", strings.TrimPrefix(s.URI, "file:"), s.Version, describe(s)))
}

// describe says in short what a snapshot knows.
func describe(s *Snapshot) string {
	if s.Results == nil {
		return "read"
	}
	var words []string
	for i := range s.Results {
		r := &s.Results[i]
		switch {
		case r.Verify == nil:
			words = append(words, r.Outcome.String())
		case r.Verify.Status != verify.Decided:
			words = append(words, r.Verify.Status.String())
		default:
			word := r.Verify.Observation.String()
			if r.Verify.Enumeration == verify.Complete {
				word += "+" + strings.Join(r.Verify.States, ";")
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

func (b *bench) Closed(uri string) {
	defer b.enter()()
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.latest, uri)
	b.events = append(b.events, strings.TrimPrefix(uri, "file:")+" closed")
}

func (b *bench) Load(running, waiting int) {
	defer b.enter()()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.load = [2]int{running, waiting}
}

func (b *bench) Failed(message string) {
	defer b.enter()()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures = append(b.failures, message)
}

// take returns the events since the last call.
func (b *bench) take() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	events := strings.Join(b.events, "\n")
	b.events = nil
	return events
}

// asked returns what engines were asked since the last call.
func (b *bench) asked() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	asks := strings.Join(b.asks, " ")
	b.asks = nil
	return asks
}

// expect compares the events with those wanted, but for the states, which are told
// later or not at all.
func (b *bench) expect(want ...string) {
	b.t.Helper()
	var got []string
	for _, e := range strings.Split(b.take(), "\n") {
		if !strings.Contains(e, "+") {
			got = append(got, e)
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		b.t.Errorf("told\n%s\nwant\n%s", g, w)
	}
}

// expectLoad compares what the listener was told of the load.
func (b *bench) expectLoad(running, waiting int) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.load != [2]int{running, waiting} {
		b.t.Errorf("the load is %v, want %d and %d", b.load, running, waiting)
	}
}

// deciding returns how many engines are at work on a text.
func (b *bench) deciding(text string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.running[text]
}

// parsed returns the texts that were parsed, in order.
func (b *bench) parsed() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.texts, " ")
}

// lose says that so many engines panicked and are not closed: their state is
// unknown.
func (b *bench) lose(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open -= n
}

// file adds a file.
func (b *bench) file(path, text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[path] = text
}

// all returns the snapshots that were told, and the failures.
func (b *bench) all() ([]*Snapshot, []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.told), slices.Clone(b.failures)
}

// document opens a document whose URI is "file:" and its name.
func (b *bench) document(name string, version int32, text string) {
	b.t.Helper()
	if err := b.s.Open("file:"+name, name, version, text); err != nil {
		b.t.Errorf("Open(%s): %v", name, err)
	}
}

// replace changes the whole text of a document.
func (b *bench) replace(name string, version int32, text string) {
	b.t.Helper()
	if err := b.s.Change("file:"+name, version, []Change{{Whole: true, Text: text}}); err != nil {
		b.t.Errorf("Change(%s): %v", name, err)
	}
}

// noNewGoroutines fails if there are more goroutines than before for long.
func noNewGoroutines(t *testing.T, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
