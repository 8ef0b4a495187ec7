package report

import (
	"strings"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// A picture of an execution is a grid: a column a thread, a row an event. Between
// the columns are channels and between the rows gaps, both free of boxes, in
// which edges run. How wide they are follows from how much runs in them, so edges
// are sorted into them before anything has a coordinate. All sizes are in pixels.
const (
	// margin is around the whole picture, inset around the columns and gaps.
	margin = 20.0
	// sourceAdvance, smallAdvance and sansAdvance are the widths of a character:
	// 0.602 em for the usual monospaced fonts, an average for the others.
	sourceSize, smallSize, sansSize          = 13.0, 12.0, 13.0
	sourceAdvance, smallAdvance, sansAdvance = 0.602 * sourceSize, 0.602 * smallSize, 0.56 * sansSize

	boxPad     = 10.0
	accessHigh = 46.0
	fenceHigh  = 28.0
	headHigh   = 30.0
	minGap     = 24.0
	trackHigh  = 18.0
	minChannel = 44.0
)

// picture is a graph on its way to paper.
type picture struct {
	g       *ide.Graph
	columns []*lane
	rows    []*lane
	boxes   []*box
	wires   []*wire
	// head is where the columns' names are.
	head float64
	// w and h are the size of the whole.
	w, h float64
}

// lane is a column or a row: where it starts, how wide it is, and what is free
// after it. Channel and gap i come before column and row i; there is one more of
// them than of lanes.
type lane struct {
	at, size float64
	name     string
}

// box is a drawn event.
type box struct {
	event        *ide.GraphEvent
	column, row  int
	x, y, w, h   float64
	text, effect string
}

func (b *box) end() float64    { return b.x + b.w }
func (b *box) bottom() float64 { return b.y + b.h }
func (b *box) middle() float64 { return b.y + b.h/2 }

// newPicture lays a graph out.
func newPicture(g *ide.Graph) *picture {
	p := &picture{g: g}
	p.place()
	p.sort()
	p.measure()
	p.route()
	p.label()
	return p
}

// place makes the boxes and gives each its cell in the grid.
func (p *picture) place() {
	column := make(map[int]int)
	for i, t := range p.g.Threads {
		name := clip(printable(t.Name), maxName)
		column[t.ID] = i
		p.columns = append(p.columns, &lane{name: name, size: cellsWide(name)*sansAdvance + 2*boxPad})
	}
	most := boxCells(len(p.columns))
	for i := range p.g.Events {
		e := &p.g.Events[i]
		b := &box{event: e, column: column[e.Thread], row: e.Row, h: fenceHigh}
		b.text = clip(strings.TrimRight(printable(e.Text), "; "), most)
		b.effect = clip(printable(e.Effect), most)
		if b.effect != "" {
			b.h = accessHigh
		}
		for len(p.rows) <= b.row {
			p.rows = append(p.rows, &lane{})
		}
		p.rows[b.row].size = max(p.rows[b.row].size, b.h)
		p.boxes = append(p.boxes, b)
	}
	for _, b := range p.boxes {
		c := p.columns[b.column]
		c.size = max(c.size, p.indent(b.column)+boxPad+max(cellsWide(b.text)*sourceAdvance, cellsWide(b.effect)*smallAdvance))
	}
}

// maxName is the longest name of a thread that is shown in full.
const maxName = 24

// boxCells returns how many characters of a statement are shown: fewer where
// many columns must fit on a screen.
func boxCells(columns int) int {
	switch {
	case columns <= 3:
		return 52
	case columns <= 5:
		return 40
	default:
		return 36
	}
}

// indent returns where the text of a column's boxes starts: after the letters
// and the line numbers, which are below each other.
func (p *picture) indent(column int) float64 {
	n := 1
	for _, b := range p.boxes {
		if b.column == column {
			n = max(n, len(b.event.Letter), len(itoa(b.event.Line)))
		}
	}
	return boxPad + float64(n)*smallAdvance + 9
}

// measure gives lanes and boxes their coordinates, with the upper left corner of
// the grid at the origin.
func (p *picture) measure() {
	x := 0.0
	for i, c := range p.columns {
		x += p.channel(i)
		c.at = x
		x += c.size
	}
	p.w = x + p.channel(len(p.columns))
	y := headHigh
	for i, r := range p.rows {
		y += p.gap(i)
		r.at = y
		y += r.size
	}
	p.h = y + p.gap(len(p.rows))
	for _, b := range p.boxes {
		c, r := p.columns[b.column], p.rows[b.row]
		b.x, b.w = c.at, c.size
		b.y = r.at + (r.size-b.h)/2
	}
}

// cellsWide returns the width of s in character cells; East Asian characters and
// pictographs take two.
func cellsWide(s string) float64 {
	n := 0.0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
			r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 ||
			r >= 0x1f300 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd) {
			n++
		}
	}
	return n
}
