package ide

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// Folds returns what can be folded away: comments, init blocks, threads, blocks in
// them, and final sections that take several lines. The line of a closing brace
// stays in sight.
func (d *Document) Folds() []Fold {
	if d.hosted() {
		return nil // editors fold code and comments themselves
	}
	var folds []Fold
	bodies := make(map[int]*outline.Thread)
	for _, test := range d.Outline().Tests {
		for _, th := range test.Threads {
			bodies[th.Body.Start-1] = th
		}
	}
	for i := 0; i < len(d.Outline().Regions); i++ {
		r := d.Outline().Regions[i]
		start, end := d.lines(r.Span.Start, r.Span.End)
		switch r.Kind {
		case outline.Header, outline.Params:
			continue
		case outline.Doc:
			for i+1 < len(d.Outline().Regions) && d.follows(r, d.Outline().Regions[i+1]) {
				i++
				r = d.Outline().Regions[i]
				_, end = d.lines(r.Span.Start, r.Span.End)
			}
		case outline.Init, outline.Body:
			if strings.HasSuffix(r.Span.Text(), "}") {
				end--
			}
			if th := bodies[r.Span.Start]; th != nil {
				start, _ = d.lines(th.Span.Start, th.Span.End)
			}
		case outline.Final:
		default:
			panic("ide: unhandled region " + r.Kind.String())
		}
		if end > start {
			folds = append(folds, Fold{Start: start, End: end, Comment: r.Kind == outline.Doc})
		}
	}
	// Of several folds that begin on one line the largest is shown.
	slices.SortStableFunc(folds, func(a, b Fold) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	return slices.CompactFunc(folds, func(a, b Fold) bool { return a.Start == b.Start })
}

// lines returns the lines of two offsets, from 0. An end at the beginning of a line
// belongs to the line before.
func (d *Document) lines(start, end int) (first, last int) {
	if end > start && d.File.Text()[end-1] == '\n' {
		end--
	}
	first, _ = d.File.UTF16(start)
	last, _ = d.File.UTF16(end)
	return first, last
}

// follows reports whether b is a comment in the line below a, both to the ends of
// their lines and with nothing else in them.
func (d *Document) follows(a, b outline.Region) bool {
	if b.Kind != outline.Doc || !strings.HasPrefix(a.Span.Text(), "//") || !strings.HasPrefix(b.Span.Text(), "//") {
		return false
	}
	gap := d.File.Text()[a.Span.End:b.Span.Start]
	before := d.File.Text()[:a.Span.Start]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.TrimSpace(gap) == "" && strings.Count(gap, "\n") == 1 && strings.TrimSpace(line) == ""
}
