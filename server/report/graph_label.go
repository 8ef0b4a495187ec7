package report

import "math"

// label is the text on a wire, centred at x, y. An empty text is no label.
type label struct {
	text string
	x, y float64
}

const (
	labelSize    = 11.5
	labelAdvance = 0.602 * labelSize
	labelHigh    = 16.0
)

// labelWide returns the width of a label with its background.
func labelWide(text string) float64 { return cellsWide(text)*labelAdvance + 8 }

// area is a rectangle.
type area struct{ x, y, w, h float64 }

func (l label) area() area {
	w := labelWide(l.text)
	return area{l.x - w/2, l.y - labelHigh/2, w, labelHigh}
}

func (b *box) area() area { return area{b.x, b.y, b.w, b.h} }

// overlaps reports whether two rectangles have points in common.
func (a area) overlaps(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func (a area) has(p point) bool {
	return a.x < p.x && p.x < a.x+a.w && a.y < p.y && p.y < a.y+a.h
}

// label places the labels: each in the middle of its wire, or where else on it
// the fewest things are in the way.
func (p *picture) label() {
	for _, w := range p.wires {
		if w.way == down || w.edge.Label == "" {
			continue
		}
		best := math.Inf(1)
		text := clip(printable(w.edge.Label), maxLabel)
		for _, t := range []float64{.5, .44, .56, .38, .62, .32, .68, .26, .74, .2, .8, .14, .86} {
			at := along(w.points, t)
			l := label{text, at.x, at.y}
			if len(p.wires) > maxSearched { // of so many, few can be read anyway
				w.label = l
				break
			}
			if cost := p.inTheWay(w, l) + math.Abs(t-.5); cost < best {
				best, w.label = cost, l
			}
		}
	}
}

// maxSearched is the number of wires up to which labels look for room. The search
// takes time in the square of it, a tenth of a second at this size.
const maxSearched = 250

// maxLabel is the longest label in characters.
const maxLabel = 40

// inTheWay weighs what a label would cover.
func (p *picture) inTheWay(w *wire, l label) float64 {
	cost := 0.0
	a := l.area()
	for _, b := range p.boxes {
		if a.overlaps(b.area()) {
			cost += 8
		}
	}
	for _, v := range p.wires {
		if v == w || !a.overlaps(v.extent) {
			continue
		}
		if v.label.text != "" && a.overlaps(v.label.area()) {
			cost += 10
		}
		last := v.points[len(v.points)-1]
		if a.has(last) {
			cost += 4
		}
		for _, q := range v.points {
			if a.has(q) {
				cost++
				break
			}
		}
	}
	return cost
}

// extent returns the rectangle around a wire, with room for its label.
func extent(points []point, text string) area {
	low, high := points[0], points[0]
	for _, q := range points {
		low = point{min(low.x, q.x), min(low.y, q.y)}
		high = point{max(high.x, q.x), max(high.y, q.y)}
	}
	dx, dy := labelWide(text)/2+1, labelHigh/2+1
	return area{low.x - dx, low.y - dy, high.x - low.x + 2*dx, high.y - low.y + 2*dy}
}

// along returns the point at a fraction of the length of a way.
func along(points []point, t float64) point {
	total := 0.0
	for i := 1; i < len(points); i++ {
		total += math.Hypot(points[i].x-points[i-1].x, points[i].y-points[i-1].y)
	}
	left := t * total
	for i := 1; i < len(points); i++ {
		step := math.Hypot(points[i].x-points[i-1].x, points[i].y-points[i-1].y)
		if left <= step && step > 0 {
			f := left / step
			return point{points[i-1].x + f*(points[i].x-points[i-1].x), points[i-1].y + f*(points[i].y-points[i-1].y)}
		}
		left -= step
	}
	return points[len(points)-1]
}
