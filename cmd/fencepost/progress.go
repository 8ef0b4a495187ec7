package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long a run takes before a bar appears: one that flashes
// up for a moment only disturbs.
const progressDelay = 300 * time.Millisecond

// progress shows how many inputs are done. The zero value shows nothing. It is
// used by one goroutine at a time.
type progress struct {
	out   *os.File
	total int
	done  int
	start time.Time
	bar   *progressbar.ProgressBar
}

// newProgress returns a bar on out that is silent where nobody would see it.
func newProgress(out *os.File, total int, quiet bool) *progress {
	if quiet || total < 2 || !isTerminal(out) {
		return &progress{}
	}
	return &progress{out: out, total: total, start: time.Now()}
}

// advance notes that one more input is done and shows the bar.
func (p *progress) advance() {
	if p.out == nil {
		return
	}
	p.done++
	if p.bar == nil {
		if time.Since(p.start) < progressDelay {
			return
		}
		p.bar = progressbar.NewOptions(p.total,
			progressbar.OptionSetWriter(p.out),
			progressbar.OptionSetDescription("checking"),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(50*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionFullWidth(),
		)
	}
	// A terminal that cannot be written to is no reason to stop checking.
	_ = p.bar.Set(p.done)
}

// hide takes the bar off the terminal, so that a report can be written.
func (p *progress) hide() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// finish takes the bar off for good.
func (p *progress) finish() {
	p.hide()
	p.out = nil
}
