package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// typist is one document of the stress test, typed by one goroutine.
type typist struct {
	b    *stress
	r    *rand.Rand
	name string
	text units
	open bool
	// version goes on through closing and opening, so that it names a text.
	version int32
}

// stress is a bench that knows each text that each document ever had.
type stress struct {
	*bench
	mu    sync.Mutex
	texts map[string]string // by URI and version
}

func textKey(uri string, version int32) string { return fmt.Sprint(uri, " ", version) }

// Checked holds what is told to the text of that version.
func (b *stress) Checked(s *Snapshot) {
	b.bench.Checked(s)
	b.mu.Lock()
	want, ok := b.texts[textKey(s.URI, s.Version)]
	b.mu.Unlock()
	if s.Open && (!ok || s.File.Text() != want) {
		b.t.Errorf("%s: version %d is told of %q, but is %q (%v)", s.URI, s.Version, s.File.Text(), want, ok)
	}
	for i := range s.Results {
		if s.Results[i].File != s.File {
			b.t.Errorf("%s: version %d has a result of another file", s.URI, s.Version)
		}
	}
}

// know notes the text that a version will have.
func (y *typist) know() {
	y.b.mu.Lock()
	defer y.b.mu.Unlock()
	y.b.texts[textKey("file:"+y.name, y.version)] = y.text.String()
}

// words makes texts that keep engines and front end busy in every way.
func words(r *rand.Rand) string {
	all := []string{"one ", "six\n", "nap=20ms ", "nap=400ms\r\n", "slow ", "bad ", "crash ", "split ", "ä𝒳 ", "stuck ", "\r\n"}
	weights := []int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 10}
	var s strings.Builder
	for range 1 + r.IntN(4) {
		s.WriteString(all[weights[r.IntN(len(weights))]])
	}
	return s.String()
}

// step does one random thing to the document.
func (y *typist) step() {
	uri, b := "file:"+y.name, y.b
	fine := func(err error) {
		if err != nil {
			b.t.Errorf("%s, version %d: %v", y.name, y.version, err)
		}
	}
	switch n := y.r.IntN(40); {
	case !y.open:
		y.version++
		y.text, y.open = utf16.Encode([]rune(words(y.r))), true
		y.know()
		fine(b.s.Open(uri, y.name, y.version, y.text.String()))
	case n == 0:
		y.open = false
		fine(b.s.Close(uri))
	case n < 3:
		fine(b.s.Save(uri))
	case n < 5:
		s, err := b.s.Snapshot(uri)
		fine(err)
		if s.Version != y.version || s.File.Text() != y.text.String() {
			b.t.Errorf("%s: the snapshot is of version %d, not %d, or of another text", y.name, s.Version, y.version)
		}
	case n < 7:
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(y.r.IntN(500))*time.Millisecond)
		defer cancel()
		if s, err := b.s.Await(ctx, uri); err == nil && s.Version != y.version {
			b.t.Errorf("%s: awaited version %d, got %d", y.name, y.version, s.Version)
		} else if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			fine(err)
		}
	default:
		y.edit()
	}
}

// edit makes some random changes in one call.
func (y *typist) edit() {
	before, ok := y.text, true
	changes := make([]Change, 1+y.r.IntN(3))
	for i := range changes {
		changes[i] = randomChange(y.r, strings.Count(y.text.String(), "\n"))
		changes[i].Text = words(y.r)
		if len(y.text) > 100 {
			changes[i].Whole = true
		}
		if ok {
			y.text, ok = y.text.apply(changes[i])
		}
	}
	y.version++
	if ok {
		y.know()
	} else {
		y.text = before
		y.version--
	}
	err := y.b.s.Change("file:"+y.name, y.version+int32(map[bool]int{false: 1}[ok]), changes)
	if ok != (err == nil) {
		y.b.t.Errorf("%s: %+v of %q: %v", y.name, changes, before, err)
	}
	if !ok {
		y.version++
		y.text = utf16.Encode([]rune(words(y.r)))
		y.know()
		if err := y.b.s.Change("file:"+y.name, y.version, []Change{{Whole: true, Text: y.text.String()}}); err != nil {
			y.b.t.Errorf("%s, after a bad change: %v", y.name, err)
		}
	}
}

// TestStress edits, opens, closes, saves, awaits and configures at random, with
// engines that take their time. What is told is always of its version's text, in
// order, and at the end it is what a fresh check of the last text gives.
func TestStress(t *testing.T) {
	documents, steps := 50, 120
	if testing.Short() {
		steps = 40
	}
	before := runtime.NumGoroutine()
	for seed := range uint64(3) {
		synctest.Test(t, func(t *testing.T) {
			b := &stress{texts: map[string]string{}}
			b.bench = newBench(t, func(c *Config) { c.Workers = 3; c.Listener = b })
			stressOnce(t, b, seed, documents, steps)
		})
	}
	noNewGoroutines(t, before)
}

func stressOnce(t *testing.T, b *stress, seed uint64, documents, steps int) {
	typists := make([]*typist, documents)
	for i := range typists {
		typists[i] = &typist{b: b, r: rand.New(rand.NewPCG(seed, uint64(i))), name: fmt.Sprintf("d/%d", i)}
		b.file(typists[i].name, "one")
		b.file(fmt.Sprintf("d/more%d", i), "nap=10ms six")
	}
	var all sync.WaitGroup
	for _, y := range typists {
		all.Go(func() {
			for range steps {
				y.step()
				time.Sleep(time.Duration(y.r.IntN(200)) * time.Millisecond)
			}
			if !y.open {
				y.step()
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	r := rand.New(rand.NewPCG(seed, 99))
	all.Go(func() {
		for range steps / 4 {
			c := DefaultSettings()
			c.Model = []string{"lkmm", "lkmm", "other.cat", "broken.cat"}[r.IntN(4)]
			c.Unroll, c.When = 1+r.IntN(2), When(r.IntN(2))
			b.s.Configure(c)
			time.Sleep(time.Duration(r.IntN(800)) * time.Millisecond)
		}
		b.refuse.Store("broken")
		b.s.Configure(Settings{Model: "last.cat", Unroll: 7, Debounce: debounce})
	})
	background := make(chan struct{})
	go func() {
		defer close(background)
		for ctx.Err() == nil {
			short, stop := context.WithTimeout(ctx, 2*time.Second)
			if _, err := b.s.VerifyFolders(short, []string{"d"}, nil); err != nil && short.Err() == nil && !errors.Is(err, errNoModel) {
				t.Errorf("VerifyFolders: %v", err)
			}
			stop()
			time.Sleep(time.Second)
		}
	}()
	all.Wait()
	cancel()
	<-background
	finale(t, b, typists)
	b.s.cfg.Pool = b.s.pool // so that nobody counts its engines: some panicked
	b.end()
	b.s.pool.Close()
}

// finale replaces the texts that would block a worker for ever, waits until
// nothing moves, and compares what was told last with a fresh check.
func finale(t *testing.T, b *stress, typists []*typist) {
	b.s.Configure(Settings{Model: "last.cat", Unroll: 7, Debounce: debounce})
	for _, y := range typists {
		if strings.Contains(y.text.String(), "slow") {
			y.version++
			y.text = utf16.Encode([]rune(strings.ReplaceAll(y.text.String(), "slow", "seven")))
			y.know()
			b.replace(y.name, y.version, y.text.String())
		} else if err := b.s.Save("file:" + y.name); err != nil {
			t.Error(err)
		}
	}
	settle(time.Hour)
	b.expectLoad(0, 0)
	tools, _ := b.openModel("last.cat")
	decided := 0
	b.bench.mu.Lock()
	latest, most := maps.Clone(b.latest), b.most
	b.bench.mu.Unlock()
	for _, y := range typists {
		c := &ide.Checker{NewEngine: tools.NewEngine}
		c.Options.Unroll = 7
		d := tools.NewDocument(source.NewFile(y.name, y.text.String()))
		want := describe(&Snapshot{Results: c.CheckDocument(t.Context(), d)})
		got := latest["file:"+y.name]
		if got == nil || got.Version != y.version {
			t.Errorf("%s: told last %v, want version %d", y.name, got, y.version)
			continue
		}
		for i := range got.Results {
			if v := got.Results[i].Decided(); v != nil {
				decided++
				v := *v
				if v.Reason != "last.cat/7" {
					t.Errorf("%s: the last result is of %s", y.name, v.Reason)
				}
				v.Enumeration = 0
				got.Results[i].Verify = &v
			}
		}
		if describe(got) != want {
			t.Errorf("%s: told last %s, want %s (%q)", y.name, describe(got), want, y.text.String())
		}
	}
	if decided == 0 {
		t.Error("nothing was decided")
	}
	if most < 2 || most > 3 {
		t.Errorf("%d workers were at work, want up to 3", most)
	}
}
