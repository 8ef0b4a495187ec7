package progen

import (
	"fmt"
	"math/bits"
	"strings"

	"pgregory.net/rapid"
)

// Program returns the generator of random litmus programs. It is deterministic:
// the same draws give the same text.
func Program(c Config) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return draw(t, c) })
}

// Draw draws one program of the default sizes.
func Draw(t *rapid.T) string { return Program(Default()).Draw(t, "program") }

// builder holds a program while it is being made.
type builder struct {
	t       *rapid.T
	coin    *rapid.Generator[bool]
	cfg     Config
	theme   Theme
	locs    []location
	threads []*thread
	// spent is the footprint of all statements so far.
	spent footprint
	// updated are the locations that the statement being made already updates
	// atomically: herd7 fails on a second such update in one statement.
	updated map[string]bool
}

func draw(t *rapid.T, c Config) string {
	themes := c.Themes
	if len(themes) == 0 {
		themes = AllThemes()
	}
	b := &builder{t: t, coin: rapid.Bool(), cfg: c, updated: map[string]bool{}}
	b.theme = themes[b.intIn("theme", 0, len(themes)-1)]
	b.drawLocations()
	for i := range b.drawThreads() {
		b.threads = append(b.threads, b.drawThread(i))
	}
	if len(b.threads) > 1 && b.mistake("missing parameter", 25) {
		// The other threads still have it, so that the condition may name it.
		b.threads[b.intIn("thread", 0, len(b.threads)-1)].missing = b.anyOf(data)
	}
	final := b.drawFinal()

	var out strings.Builder
	fmt.Fprintf(&out, "C gen-%s\n", b.theme)
	if b.theme == Loops && b.oneIn("bound", 8) {
		// A smaller bound only makes fewer candidates than were estimated.
		out.WriteString("Unroll=1\n")
	}
	out.WriteString("\n" + b.initBlock())
	for _, th := range b.threads {
		out.WriteString("\n" + th.text(b.parameters(th.missing)))
	}
	out.WriteString("\n" + final)
	return out.String()
}

// drawThreads draws how many threads there are: mostly two, sometimes three or
// one, rarely more.
func (b *builder) drawThreads() int {
	w := []int{0, 3, 12, 5, 1}
	for i := range w {
		if i < b.cfg.MinThreads || i > b.cfg.MaxThreads {
			w[i] = 0
		}
	}
	for len(w) <= b.cfg.MaxThreads {
		w = append(w, 1)
	}
	return b.weighted("threads", w...)
}

// weighted draws an index with the given weights.
func (b *builder) weighted(label string, weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		panic("progen: no weight in " + label)
	}
	n := b.intIn(label, 0, sum-1)
	for i, w := range weights {
		if n < w {
			return i
		}
		n -= w
	}
	panic("progen: weights of " + label)
}

// intIn draws a number from lo to hi, both included.
func (b *builder) intIn(label string, lo, hi int) int {
	if lo >= hi {
		return lo
	}
	// rapid's own ranges prefer their ends, which would spoil the weights; bits
	// are even, and scaling them keeps "smaller draws give smaller numbers", by
	// which rapid shrinks.
	n := uint64(hi - lo + 1)
	width := bits.Len64(n-1) + 4
	var u uint64
	for range width {
		u <<= 1
		if b.coin.Draw(b.t, label) {
			u |= 1
		}
	}
	return lo + int(u*n>>width)
}

// oneIn is true once in n draws; it shrinks to false.
func (b *builder) oneIn(label string, n int) bool { return b.intIn(label, 0, n-1) == n-1 }

// mistake is like oneIn, but never true when mistakes are not wanted.
func (b *builder) mistake(label string, n int) bool { return b.cfg.Mistakes && b.oneIn(label, n) }

// choose draws one of the strings.
func (b *builder) choose(label string, from ...string) string {
	return from[b.intIn(label, 0, len(from)-1)]
}
