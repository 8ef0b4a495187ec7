package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// The table of an execution has a column a thread. A cell is an access: its
// line number, its letter, its text, and below it what it did. Columns that do
// not fit beside each other are narrowed, and below minColumn they go into a
// further band of columns underneath.
const (
	minColumn   = 26
	tableIndent = "    "
	columnGap   = " | "
)

// column is the content of one thread's column.
type column struct {
	title string
	cells []cell
	// number and letter are the widths of the line numbers and the letters.
	number, letter int
	// natural is the width without any wrapping.
	natural int
}

// cell is an event as the table shows it.
type cell struct {
	line                 int
	letter, text, effect string
}

// maxText is the longest source text that is shown of one event.
const maxText = 160

func newCell(e *ide.GraphEvent) cell {
	return cell{e.Line, e.Letter, strings.TrimRight(clip(printable(e.Text), maxText), "; "), printable(e.Effect)}
}

// line is one line of a cell, with the paint for all of it.
type line struct {
	text  string
	paint paint
}

// table appends the table of an execution.
func (st style) table(out *bytes.Buffer, g *ide.Graph) {
	columns := newColumns(g)
	room := max(st.width, minWidth) - len(tableIndent)
	for len(columns) > 0 {
		n := bandSize(columns, room)
		st.band(out, columns[:n], room)
		columns = columns[n:]
		if len(columns) > 0 {
			out.WriteByte('\n')
		}
	}
}

// newColumns sorts the events into columns. Threads that did nothing visible
// have none.
func newColumns(g *ide.Graph) []*column {
	byThread := make(map[int]*column)
	var columns []*column
	for _, t := range g.Threads {
		c := &column{title: printable(t.Name)}
		byThread[t.ID] = c
		columns = append(columns, c)
	}
	for i := range g.Events {
		c := byThread[g.Events[i].Thread]
		e := newCell(&g.Events[i])
		c.cells = append(c.cells, e)
		c.number = max(c.number, len(itoa(e.line)))
		c.letter = max(c.letter, len(e.letter))
	}
	for _, c := range columns {
		c.natural = width(c.title)
		for _, a := range c.cells {
			c.natural = max(c.natural, c.prefix()+max(width(a.text), width(a.effect)))
		}
	}
	return columns
}

// prefix is the width of what stands before the text of a cell.
func (c *column) prefix() int { return c.number + 1 + c.letter + 1 }

// bandSize returns how many of the columns go beside each other.
func bandSize(columns []*column, room int) int {
	used := 0
	for i, c := range columns {
		used += min(c.natural, minColumn)
		if i > 0 {
			used += len(columnGap)
			if used > room {
				return i
			}
		}
	}
	return len(columns)
}

// limit returns the largest width such that the columns fit when none is wider.
func limit(columns []*column, room int) int {
	room -= len(columnGap) * (len(columns) - 1)
	widest := 0
	for _, c := range columns {
		widest = max(widest, c.natural)
	}
	for n := widest; n > minColumn; n-- {
		used := 0
		for _, c := range columns {
			used += min(c.natural, n)
		}
		if used <= room {
			return n
		}
	}
	return minColumn
}

// band appends columns beside each other.
func (st style) band(out *bytes.Buffer, columns []*column, room int) {
	most := limit(columns, room)
	widths := make([]int, len(columns))
	bodies := make([][]line, len(columns))
	rows := 0
	for i, c := range columns {
		widths[i] = min(c.natural, most)
		bodies[i] = append([]line{{c.title, bold}, {strings.Repeat("-", widths[i]), dim}}, c.lines(widths[i])...)
		rows = max(rows, len(bodies[i]))
	}
	for r := range rows {
		var b strings.Builder
		for i, body := range bodies {
			l := line{}
			if r < len(body) {
				l = body[r]
			}
			if i > 0 {
				b.WriteString(st.paint(dim, columnGap))
			}
			text := pad(l.text, widths[i])
			if i == len(bodies)-1 {
				text = l.text
			}
			b.WriteString(st.paint(l.paint, text))
		}
		out.WriteString(tableIndent + strings.TrimRight(b.String(), " ") + "\n")
	}
}

// lines returns the cells of a column as lines of at most n characters.
func (c *column) lines(n int) []line {
	var out []line
	for _, a := range c.cells {
		room := n - c.prefix()
		head := fmt.Sprintf("%*d %s ", c.number, a.line, pad(a.letter, c.letter))
		for _, t := range wrap(a.text, room) {
			out = append(out, line{head + t, plain})
			head = strings.Repeat(" ", c.prefix())
		}
		for _, t := range wrap(a.effect, room) {
			out = append(out, line{strings.Repeat(" ", c.prefix()) + t, blue})
		}
	}
	return out
}
