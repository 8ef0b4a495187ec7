package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// way says how an edge runs.
type way uint8

const (
	// down is a straight line to the next box of the column.
	down way = iota
	// arc goes around at the side of a column.
	arc
	// near crosses one channel.
	near
	// far crosses a channel, runs in a gap past the columns between, and crosses
	// another channel.
	far
)

// wire is a drawn edge.
type wire struct {
	edge     ide.GraphEdge
	from, to *box
	way      way
	// dir is +1 if it leaves to the right, -1 if to the left; an arc comes back
	// to the same side.
	dir float64
	// out is how far out an arc goes.
	out float64
	// placed is set once gap and track say where a far edge runs.
	placed     bool
	gap, track int
	// shift moves the bend of a way through a channel aside.
	shift [2]float64
	// start and stop are the heights at which it touches the boxes.
	start, stop float64
	path        []curve
	// points are on the path, at most a few pixels from each other.
	points []point
	extent area
	label  label
}

type point struct{ x, y float64 }

// curve is a cubic Bézier curve.
type curve struct{ a, b, c, d point }

// straight returns a line as a curve.
func straight(a, d point) curve { return curve{a, a, d, d} }

// bend returns a curve that leaves and arrives horizontally, with its bend in the
// middle or a bit aside.
func bend(a, d point, shift float64) curve {
	x := (a.x+d.x)/2 + shift
	return curve{a, point{x, a.y}, point{x, d.y}, d}
}

// at returns the point at t from 0 to 1.
func (c curve) at(t float64) point {
	f := func(a, b, c, d float64) float64 {
		u := 1 - t
		return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d
	}
	return point{f(c.a.x, c.b.x, c.c.x, c.d.x), f(c.a.y, c.b.y, c.c.y, c.d.y)}
}

const (
	// headLong is the length of an arrow head.
	headLong = 10.0
	// stub is how far an edge runs straight before and after its head.
	stub = 6.0
	// portStep is the distance of edges at one side of a box.
	portStep = 11.0
	arcReach = 26.0
	arcStep  = 18.0
)

// sort decides for each edge how it runs.
func (p *picture) sort() {
	byID := make(map[string]*box, len(p.boxes))
	for _, b := range p.boxes {
		byID[b.event.ID] = b
	}
	for _, e := range p.g.Edges {
		w := &wire{edge: e, from: byID[e.From], to: byID[e.To], dir: 1}
		if w.from == nil || w.to == nil || w.from == w.to {
			continue
		}
		switch d := w.to.column - w.from.column; {
		case d == 0 && e.Kind == ide.EdgePO && w.to.row == w.from.row+1:
			w.way = down
		case d == 0:
			w.way = arc
		case d == 1 || d == -1:
			w.way, w.dir = near, float64(d)
		default:
			w.way, w.dir = far, math.Copysign(1, float64(d))
		}
		p.wires = append(p.wires, w)
	}
	p.sortArcs()
	p.sortFar()
}

// sortArcs chooses the side of each column's arcs, away from the other edges, and
// nests them.
func (p *picture) sortArcs() {
	for c := range p.columns {
		var arcs []*wire
		left, right := 0, 0
		for _, w := range p.wires {
			switch {
			case w.way == arc && w.from.column == c:
				arcs = append(arcs, w)
			case w.way == near || w.way == far:
				if w.from.column == c && w.dir < 0 || w.to.column == c && w.dir > 0 {
					left++
				}
				if w.from.column == c && w.dir > 0 || w.to.column == c && w.dir < 0 {
					right++
				}
			}
		}
		dir := 1.0
		if c == 0 || c < len(p.columns)-1 && left < right {
			dir = -1
		}
		slices.SortStableFunc(arcs, func(v, w *wire) int { return cmp.Compare(v.low()-v.top(), w.low()-w.top()) })
		for i, w := range arcs {
			w.dir, w.out = dir, arcReach
			for _, inner := range arcs[:i] {
				step := arcStep
				if inner.from == w.from && inner.to == w.to {
					step = (labelWide(inner.edge.Label)+labelWide(w.edge.Label))/2 + 2
				}
				if w.top() < inner.low() && inner.top() < w.low() {
					w.out = max(w.out, inner.out+step)
				}
			}
		}
	}
}

// top and low return the first and the last row that an edge touches.
func (w *wire) top() int { return min(w.from.row, w.to.row) }
func (w *wire) low() int { return max(w.from.row, w.to.row) }

// left and right return the first and the last column that an edge touches.
func (w *wire) left() int  { return min(w.from.column, w.to.column) }
func (w *wire) right() int { return max(w.from.column, w.to.column) }

// sortFar gives each edge past other columns a gap between the rows of its ends,
// the one with the least traffic, and a track of its own there.
func (p *picture) sortFar() {
	for _, w := range p.wires {
		if w.way != far {
			continue
		}
		first, last := w.top()+1, w.low()
		if first > last { // one row: above or below it
			first, last = last, first
		}
		best := math.MaxInt
		for g := first; g <= last; g++ {
			track := p.freeTrack(w, g)
			cost := 2 * track
			if g == 0 || g == len(p.rows) {
				cost++ // outside of the boxes
			}
			if cost < best {
				best, w.gap, w.track = cost, g, track
			}
		}
		w.placed = true
	}
}

// freeTrack returns the first track of a gap that no placed edge uses where w
// would run.
func (p *picture) freeTrack(w *wire, gap int) int {
	taken := make(map[int]bool)
	for _, v := range p.wires {
		if v.placed && v.gap == gap && v.left() < w.right() && w.left() < v.right() {
			taken[v.track] = true
		}
	}
	t := 0
	for taken[t] {
		t++
	}
	return t
}

// gap returns the height of the gap before row i.
func (p *picture) gap(i int) float64 {
	tracks := 0
	for _, w := range p.wires {
		if w.way == far && w.gap == i {
			tracks = max(tracks, w.track+1)
		}
	}
	switch {
	case tracks > 0:
		return max(minGap, trackHigh*float64(tracks)+8)
	case i == 0 || i == len(p.rows):
		return 6
	default:
		return minGap
	}
}

// reach returns how far arcs go out from a column on a side.
func (p *picture) reach(column int, dir float64) float64 {
	r := 0.0
	for _, w := range p.wires {
		if w.way == arc && w.from.column == column && w.dir == dir {
			r = max(r, w.out+labelWide(w.edge.Label)/2+2)
		}
	}
	return r
}

// channel returns the width of the channel before column i.
func (p *picture) channel(i int) float64 {
	size := 0.0
	if i > 0 {
		size += p.reach(i-1, 1)
	}
	if i < len(p.columns) {
		size += p.reach(i, -1)
	}
	if i == 0 || i == len(p.columns) {
		return max(size, 12)
	}
	crossing, wide := 0, 0.0
	for _, w := range p.wires {
		if w.way != near && w.way != far {
			continue
		}
		if w.left() == i-1 || w.right() == i {
			crossing++
			wide = max(wide, labelWide(w.edge.Label))
		}
	}
	if crossing > 0 {
		size += 2*(stub+headLong) + wide + 22 + 9*math.Sqrt(float64(crossing-1))*2
	}
	return max(size, minChannel)
}
