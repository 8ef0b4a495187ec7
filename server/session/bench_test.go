package session

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// benchTexts returns the tests of the folder that FENCEPOST_TESTS names, or those
// of the project.
func benchTexts(b *testing.B) (names []string, texts map[string]string) {
	if folder := os.Getenv("FENCEPOST_TESTS"); folder != "" {
		return litmusTexts(b, folder)
	}
	return litmusTexts(b, litmusFolder)
}

// reportTimes reports what was measured.
func reportTimes(b *testing.B, took []time.Duration) {
	if len(took) == 0 {
		b.Skip("nothing to measure")
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-p50")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "µs-p95")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "µs-max")
}

// BenchmarkChangeToChecked measures, for each test, the time from a change without
// debounce to the first results of the new text.
func BenchmarkChangeToChecked(b *testing.B) {
	names, texts := benchTexts(b)
	n := newNews()
	s := New(Config{Open: openReal, Listener: n})
	defer func() { _ = s.Shutdown(context.Background()) }()
	s.Configure(Settings{Timeout: 10 * time.Second})
	for _, name := range names {
		if err := s.Open(name, name, 0, texts[name]); err != nil {
			b.Fatal(err)
		}
		n.wait(b, name, 0)
	}
	var took []time.Duration
	version := int32(0)
	for b.Loop() {
		version++
		for _, name := range names {
			end := strings.Count(texts[name], "\n")
			start := time.Now()
			if err := s.Change(name, version, []Change{edit(end, 0, end, 99, fmt.Sprintf("/* %d */", version))}); err != nil {
				b.Fatal(err)
			}
			took = append(took, n.wait(b, name, version).Sub(start))
		}
	}
	reportTimes(b, took)
}

// watched is an engine that tells when it stops.
type watched struct {
	ide.Engine
	begun, ended chan time.Time
}

func (w watched) Verify(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error) {
	w.begun <- time.Now()
	defer func() { w.ended <- time.Now() }()
	return w.Engine.Verify(ctx, p, opts)
}

func (w watched) Close() { w.Engine.(ide.Closer).Close() }

// BenchmarkChangeToCancel measures, for tests that take two milliseconds or more,
// the time from a change at a random moment of the work to the end of the engine's
// work on the old text.
func BenchmarkChangeToCancel(b *testing.B) {
	names, texts := benchTexts(b)
	n := newNews()
	begun, ended := make(chan time.Time, 1), make(chan time.Time, 1)
	s := New(Config{Listener: n, Workers: 1, Open: func(name string) (*ide.Tools, diag.List) {
		tools, problems := openReal(name)
		engine := tools.NewEngine
		tools.NewEngine = func() ide.Engine { return watched{engine(), begun, ended} }
		return tools, problems
	}})
	defer func() { _ = s.Shutdown(context.Background()) }()
	s.Configure(Settings{Timeout: 2 * time.Second, Debounce: time.Hour})
	slow := map[string]time.Duration{}
	for _, name := range names {
		if err := s.Open(name, name, 0, texts[name]); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Await(context.Background(), name); err != nil {
			b.Fatal(err)
		}
		if len(begun) > 0 {
			if d := (<-ended).Sub(<-begun); d >= 2*time.Millisecond {
				slow[name] = min(d, time.Second)
			}
		}
		if err := s.Close(name); err != nil { // before its states are listed
			b.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(7, 8))
	var took []time.Duration
	for round := 0; b.Loop(); round++ {
		for _, name := range names {
			if slow[name] == 0 {
				continue
			}
			if err := s.Open(name, name, 0, fmt.Sprintf("%s// %d", texts[name], round)); err != nil {
				b.Fatal(err)
			}
			<-begun
			time.Sleep(time.Duration(r.Float64() * float64(slow[name])))
			start := time.Now()
			if err := s.Change(name, 1, []Change{{Whole: true}}); err != nil {
				b.Fatal(err)
			}
			if d := (<-ended).Sub(start); d > 0 {
				took = append(took, d)
			}
			if err := s.Close(name); err != nil {
				b.Fatal(err)
			}
		}
	}
	reportTimes(b, took)
}
