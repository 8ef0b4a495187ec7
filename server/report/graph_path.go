package report

import (
	"cmp"
	"math"
	"slices"
)

// end is where a wire touches the side of a box.
type end struct {
	w    *wire
	stop bool
	// angle is the direction in which the wire goes on from there, upwards first.
	angle float64
}

// route gives each wire its path.
func (p *picture) route() {
	p.ports()
	for _, w := range p.wires {
		w.path = p.path(w)
		w.points = trace(w.path)
	}
}

// ports spreads the ends of the wires over the sides of the boxes, so that wires
// that go up leave above those that go down.
func (p *picture) ports() {
	for _, b := range p.boxes {
		for _, side := range []float64{-1, 1} {
			var ends []end
			for _, w := range p.wires {
				switch {
				case w.way == down:
				case w.from == b && w.dir == side:
					ends = append(ends, end{w, false, p.angle(w, b, w.to)})
				case w.to == b && (w.dir == -side) == (w.way != arc):
					ends = append(ends, end{w, true, p.angle(w, b, w.from)})
				}
			}
			slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.angle, b.angle) })
			step := min(portStep, (b.h-14)/max(1, float64(len(ends)-1)))
			for i, e := range ends {
				y := b.middle() + (float64(i)-float64(len(ends)-1)/2)*step
				if e.stop {
					e.w.stop = y
				} else {
					e.w.start = y
				}
			}
		}
	}
}

// angle returns in which direction a wire leaves box b for the other. Arcs turn
// back, so they are outside of all others, and short ones outside of long ones.
func (p *picture) angle(w *wire, b, other *box) float64 {
	dy := other.middle() - b.middle()
	switch w.way {
	case arc:
		return math.Copysign(10-float64(w.level)/1000, dy)
	case far:
		return math.Atan2(p.trackAt(w)-b.middle(), minChannel)
	case near, down:
		return math.Atan2(dy, minChannel)
	default:
		panic("report: unhandled way")
	}
}

// trackAt returns the height at which a far edge runs past the columns.
func (p *picture) trackAt(w *wire) float64 {
	bottom := headHigh + p.gap(0)
	if w.gap > 0 {
		r := p.rows[w.gap-1]
		bottom = r.at + r.size + p.gap(w.gap)
	}
	tracks := 0
	for _, v := range p.wires {
		if v.way == far && v.gap == w.gap {
			tracks = max(tracks, v.track+1)
		}
	}
	middle := bottom - p.gap(w.gap)/2
	return middle + (float64(w.track)-float64(tracks-1)/2)*trackHigh
}

// path returns the way of a wire up to where its arrow head begins.
func (p *picture) path(w *wire) []curve {
	if w.way == down {
		x := w.from.x + w.from.w/2
		return []curve{straight(point{x, w.from.bottom()}, point{x, w.to.y - 2})}
	}
	from, to := w.from.end(), w.to.x
	if w.dir < 0 {
		from, to = w.from.x, w.to.end()
	}
	a := point{from, w.start}
	switch w.way {
	case arc:
		out := from + w.dir*(arcReach+arcStep*float64(w.level))*4/3
		d := point{from + w.dir*headLong, w.stop}
		return []curve{{a, point{out, w.start}, point{out, w.stop}, d}}
	case near:
		d := point{to - w.dir*headLong, w.stop}
		return p.cross(w, a, d, w.from.column, w.to.column)
	case far:
		step := int(w.dir)
		y := p.trackAt(w)
		b, c := p.columns[w.from.column+step].at, p.columns[w.to.column-step].at+p.columns[w.to.column-step].size
		if w.dir < 0 {
			b, c = p.columns[w.from.column+step].at+p.columns[w.from.column+step].size, p.columns[w.to.column-step].at
		}
		path := p.cross(w, a, point{b, y}, w.from.column, -1)
		path = append(path, straight(point{b, y}, point{c, y}))
		return append(path, p.cross(w, point{c, y}, point{to - w.dir*headLong, w.stop}, -1, w.to.column)...)
	default:
		panic("report: unhandled way")
	}
}

// cross returns the way through a channel, with its bend clear of the arcs of the
// columns on either side; -1 stands for a column that it passes by.
func (p *picture) cross(w *wire, a, d point, from, to int) []curve {
	b, c := point{a.x + w.dir*stub, a.y}, point{d.x - w.dir*stub, d.y}
	if from >= 0 {
		b.x += w.dir * p.reach(from, w.dir)
	}
	if to >= 0 {
		c.x -= w.dir * p.reach(to, -w.dir)
	}
	return []curve{straight(a, b), bend(b, c), straight(c, d)}
}

// trace returns points along a path.
func trace(path []curve) []point {
	points := []point{path[0].a}
	for _, c := range path {
		long := math.Hypot(c.b.x-c.a.x, c.b.y-c.a.y) + math.Hypot(c.c.x-c.b.x, c.c.y-c.b.y) + math.Hypot(c.d.x-c.c.x, c.d.y-c.c.y)
		n := int(min(max(long/4, 1), 400))
		for i := 1; i <= n; i++ {
			points = append(points, c.at(float64(i)/float64(n)))
		}
	}
	return points
}
