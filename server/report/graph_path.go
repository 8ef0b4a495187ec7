package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/lkmm-tools/fencepost/server/ide"
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
	for i := 1; i < len(p.columns); i++ {
		p.spread(i)
	}
	for _, w := range p.wires {
		w.path = p.path(w)
		w.points = trace(w.path)
		w.extent = extent(w.points, w.edge.Label)
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
			if len(ends) == 0 {
				continue
			}
			slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.angle, b.angle) })
			ports := bundle(ends)
			step := min(portStep, (b.h-14)/max(1, float64(ports[len(ports)-1])))
			for i, e := range ends {
				y := b.middle() + (float64(ports[i])-float64(ports[len(ports)-1])/2)*step
				if e.stop {
					e.w.stop = y
				} else {
					e.w.start = y
				}
			}
		}
	}
}

// maxPorts is how many ends of a kind have ports of their own at one side.
const maxPorts = 4

// bundle numbers the ports of the ends at one side of a box. Where many edges of
// one kind meet, neighbours among them share one.
func bundle(ends []end) []int {
	alike := make(map[ide.EdgeKind]int)
	for _, e := range ends {
		alike[e.w.edge.Kind]++
	}
	ports := make([]int, len(ends))
	for i := 1; i < len(ends); i++ {
		a, b := ends[i-1], ends[i]
		ports[i] = ports[i-1]
		if a.w.edge.Kind != b.w.edge.Kind || a.stop != b.stop || a.w.way == arc || b.w.way == arc || alike[a.w.edge.Kind] <= maxPorts {
			ports[i]++
		}
	}
	return ports
}

// angle returns in which direction a wire leaves box b for the other. Arcs turn
// back, so they are outside of all others, and short ones outside of long ones.
func (p *picture) angle(w *wire, b, other *box) float64 {
	dy := other.middle() - b.middle()
	switch w.way {
	case arc:
		return math.Copysign(10-w.out/10000, dy)
	case far:
		return math.Atan2(p.trackAt(w)-b.middle(), minChannel)
	case near, down:
		return math.Atan2(dy, minChannel)
	default:
		panic("report: unhandled way")
	}
}

// slope is a way through a channel: its heights on the left and on the right side,
// and where to note how far its bend is moved.
type slope struct {
	left, right float64
	shift       *float64
}

// spread moves the bends of ways through channel i that run beside each other
// apart. Those that rise and those that fall cross anyway.
func (p *picture) spread(i int) {
	var rise, fall []slope
	for _, w := range p.wires {
		for k, s := range p.slopes(w, i) {
			s.shift = &w.shift[k]
			switch {
			case math.Abs(s.left-s.right) < labelHigh:
			case s.left > s.right:
				rise = append(rise, s)
			default:
				fall = append(fall, s)
			}
		}
	}
	room := p.channel(i) - p.reach(i-1, 1) - p.reach(i, -1) - 2*(stub+headLong)
	part(rise, room, 1)
	part(fall, room, -1)
}

// slopes returns the ways of a wire through channel i: its first or only one with
// index 0, its last with index 1.
func (p *picture) slopes(w *wire, i int) map[int]slope {
	if w.way != near && w.way != far {
		return nil
	}
	out := make(map[int]slope)
	add := func(k int, from, to float64) {
		if w.dir < 0 {
			from, to = to, from
		}
		out[k] = slope{left: from, right: to}
	}
	if first := max(w.from.column, w.from.column+int(w.dir)); first == i {
		if w.way == near {
			add(0, w.start, w.stop)
		} else {
			add(0, w.start, p.trackAt(w))
		}
	}
	if last := max(w.to.column, w.to.column-int(w.dir)); last == i && w.way == far {
		add(1, p.trackAt(w), w.stop)
	}
	return out
}

// part moves the bends of slopes of one direction apart where their heights
// overlap, in the order in which they cross least.
func part(list []slope, room, dir float64) {
	slices.SortStableFunc(list, func(a, b slope) int { return cmp.Compare(a.left+a.right, b.left+b.right) })
	for start := 0; start < len(list); {
		stop, low := start+1, max(list[start].left, list[start].right)
		for stop < len(list) && min(list[stop].left, list[stop].right) < low {
			low = max(low, list[stop].left, list[stop].right)
			stop++
		}
		n := float64(stop - start)
		step := min(bendStep, room/2/n)
		for k := start; k < stop; k++ {
			*list[k].shift = dir * (float64(k-start) - (n-1)/2) * step
		}
		start = stop
	}
}

// bendStep is the distance of bends that run beside each other.
const bendStep = 14.0

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
		out := from + w.dir*w.out*4/3
		d := point{from + w.dir*headLong, w.stop}
		return []curve{{a, point{out, w.start}, point{out, w.stop}, d}}
	case near:
		d := point{to - w.dir*headLong, w.stop}
		return p.cross(w, a, d, w.from.column, w.to.column, w.shift[0])
	case far:
		step := int(w.dir)
		y := p.trackAt(w)
		b, c := p.columns[w.from.column+step].at, p.columns[w.to.column-step].at+p.columns[w.to.column-step].size
		if w.dir < 0 {
			b, c = p.columns[w.from.column+step].at+p.columns[w.from.column+step].size, p.columns[w.to.column-step].at
		}
		path := p.cross(w, a, point{b, y}, w.from.column, -1, w.shift[0])
		path = append(path, straight(point{b, y}, point{c, y}))
		return append(path, p.cross(w, point{c, y}, point{to - w.dir*headLong, w.stop}, -1, w.to.column, w.shift[1])...)
	default:
		panic("report: unhandled way")
	}
}

// cross returns the way through a channel, with its bend clear of the arcs of the
// columns on either side; -1 stands for a column that it passes by.
func (p *picture) cross(w *wire, a, d point, from, to int, shift float64) []curve {
	b, c := point{a.x + w.dir*stub, a.y}, point{d.x - w.dir*stub, d.y}
	if from >= 0 {
		b.x += w.dir * p.reach(from, w.dir)
	}
	if to >= 0 {
		c.x -= w.dir * p.reach(to, -w.dir)
	}
	return []curve{straight(a, b), bend(b, c, shift), straight(c, d)}
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
