package report

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// GraphSVG returns a picture of an execution: a column a thread, an edge a
// relation, with a legend. It needs no other file. Each event is a g.event with
// data-event and data-line, each edge a g.edge with data-kind, and all colours are
// custom properties of the root, so that whoever shows the picture can follow
// clicks and change the colours.
func GraphSVG(g *ide.Graph) string {
	p := newPicture(g)
	wide := max(p.w, minWide)
	head := p.titles(wide)
	foot := p.footer(wide)
	w, h := wide+2*margin, 2*margin+head.h+foot.h
	if len(p.boxes) > 0 {
		h += p.h
	}
	out := &bytes.Buffer{}
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" class="fencepost" role="img" width="%s" height="%s" viewBox="0 0 %s %s">`+"\n",
		num(w), num(h), num(w), num(h))
	fmt.Fprintf(out, "<title>%s</title>\n<desc>%s</desc>\n", xmlText(p.caption()), xmlText(p.description()))
	svgStyle(out)
	fmt.Fprintf(out, `<rect class="ground" width="%s" height="%s" fill="%s"/>`+"\n", num(w), num(h), light("--fp-bg"))
	fmt.Fprintf(out, `<g transform="translate(%s %s)">`+"\n%s</g>\n", num(margin), num(margin), head.text)
	if len(p.boxes) > 0 {
		fmt.Fprintf(out, `<g transform="translate(%s %s)">`+"\n", num(margin+(wide-p.w)/2), num(margin+head.h))
		p.draw(out)
		out.WriteString("</g>\n")
	}
	fmt.Fprintf(out, `<g transform="translate(%s %s)">`+"\n%s</g>\n</svg>\n", num(margin), num(h-margin-foot.h), foot.text)
	return out.String()
}

// minWide is the least width of the grid, so that titles have room.
const minWide = 460.0

// draw appends columns, edges and events. Edges come before the boxes, and their
// labels after all lines, so that no line runs through a text.
func (p *picture) draw(out *bytes.Buffer) {
	for _, c := range p.columns {
		fmt.Fprintf(out, `<rect class="column" x="%s" y="0" width="%s" height="%s" rx="8" fill="%s" fill-opacity="0.06"/>`+"\n",
			num(c.at-6), num(c.size+12), num(p.h), light("--fp-muted"))
		fmt.Fprintf(out, `<text class="thread" x="%s" y="20" text-anchor="middle" %s font-weight="bold" fill="%s">%s</text>`+"\n",
			num(c.at+c.size/2), fontSans, light("--fp-fg"), xmlText(c.name))
	}
	for _, w := range p.wires {
		p.drawWire(out, w)
	}
	for _, b := range p.boxes {
		p.drawBox(out, b)
	}
}

// The fonts as attributes, for programs that pass over style sheets.
const (
	fontSans   = `font-family="sans-serif" font-size="13"`
	fontSource = `font-family="monospace" font-size="13"`
	fontSmall  = `font-family="monospace" font-size="12"`
)

func (p *picture) drawBox(out *bytes.Buffer, b *box) {
	e := b.event
	class, full := "event", fmt.Sprintf("line %d: %s", e.Line, e.Text)
	if e.Letter == "" {
		class += " fence"
	} else {
		full = e.Letter + ", " + full
	}
	if e.Marked {
		class += " marked"
	}
	if e.Effect != "" {
		full += ": " + e.Effect
	}
	fmt.Fprintf(out, `<g class="%s" data-event="%s" data-line="%d" tabindex="0">`+"\n<title>%s</title>\n", class, xmlText(e.ID), e.Line, xmlText(full))
	fmt.Fprintf(out, `<rect class="box" x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s" stroke="%s"/>`+"\n",
		num(b.x), num(b.y), num(b.w), num(b.h), num(min(7, b.h/2)), light("--fp-box"), light("--fp-po"))
	x, y := b.x+p.indent(b.column), b.y+19
	side := b.x + boxPad
	if e.Letter != "" {
		fmt.Fprintf(out, `<text class="letter" x="%s" y="%s" %s font-weight="bold" fill="%s">%s</text>`+"\n", num(side), num(y), fontSource, light("--fp-fg"), xmlText(e.Letter))
	}
	below := y
	if b.effect != "" {
		below += 18
	}
	if e.Letter == "" || b.effect != "" {
		fmt.Fprintf(out, `<text class="number" x="%s" y="%s" %s fill="%s">%d</text>`+"\n", num(side), num(below), fontSmall, light("--fp-muted"), e.Line)
	}
	fmt.Fprintf(out, `<text class="source" x="%s" y="%s"%s %s fill="%s">%s</text>`+"\n",
		num(x), num(y), fixedLength(b.text, sourceAdvance), fontSource, light("--fp-fg"), xmlText(b.text))
	if b.effect != "" {
		fmt.Fprintf(out, `<text class="effect" x="%s" y="%s"%s %s fill="%s">%s</text>`+"\n",
			num(x), num(below), fixedLength(b.effect, smallAdvance), fontSmall, light("--fp-muted"), xmlText(b.effect))
	}
	out.WriteString("</g>\n")
}

// fixedLength returns an attribute that keeps a text in its place where the width
// of its characters can't be foreseen.
func fixedLength(s string, advance float64) string {
	if utf8.RuneCountInString(s) == len(s) {
		return ""
	}
	return fmt.Sprintf(` textLength="%s" lengthAdjust="spacingAndGlyphs"`, num(cellsWide(s)*advance))
}

func (p *picture) drawWire(out *bytes.Buffer, w *wire) {
	k := kindInk(w.edge.Kind)
	c := light(k.property)
	fmt.Fprintf(out, `<g class="edge edge-%s" data-kind="%s" data-from="%s" data-to="%s">`+"\n<title>%s</title>\n",
		w.edge.Kind, w.edge.Kind, xmlText(w.edge.From), xmlText(w.edge.To), xmlText(wireTitle(w)))
	fmt.Fprintf(out, `<path class="line" d="%s" fill="none" stroke="%s" stroke-width="%s"%s/>`+"\n", pathData(w.path), c, num(k.width), dashes(k))
	last := w.path[len(w.path)-1].d
	if w.way == down {
		out.WriteString(arrow(k, last.x, last.y, 0, 1))
	} else {
		dir := w.dir
		if w.way == arc {
			dir = -dir
		}
		out.WriteString(arrow(k, last.x+dir*headLong, last.y, dir, 0))
	}
	if w.label.text != "" {
		a := w.label.area()
		fmt.Fprintf(out, `<rect class="label-ground" x="%s" y="%s" width="%s" height="%s" rx="3" fill="%s"/>`+"\n", num(a.x), num(a.y), num(a.w), num(a.h), light("--fp-bg"))
		fmt.Fprintf(out, `<text class="label" x="%s" y="%s" text-anchor="middle" font-family="monospace" font-size="%s" fill="%s">%s</text>`+"\n",
			num(w.label.x), num(w.label.y+4), num(labelSize), c, xmlText(w.label.text))
	}
	out.WriteString("</g>\n")
}

// wireTitle says what an edge means.
func wireTitle(w *wire) string {
	name := func(b *box) string {
		if b.event.Letter != "" {
			return b.event.Letter
		}
		return "line " + itoa(b.event.Line)
	}
	return fmt.Sprintf("%s → %s: %s (%s)", name(w.from), name(w.to), w.edge.Label, w.edge.Kind.Meaning())
}

// arrow returns the head of an arrow whose tip is at x, y and that points to dx, dy.
func arrow(k ink, x, y, dx, dy float64) string {
	long, half := headLong, 4.5
	if k.head == openHead {
		long, half = 7, 4
	}
	at := func(back, side float64) string {
		return num(x-back*dx-side*dy) + " " + num(y-back*dy+side*dx)
	}
	c := light(k.property)
	filled := fmt.Sprintf(` fill="%s" stroke="%s" stroke-width="1"`, c, c)
	hollow := fmt.Sprintf(` fill="%s" stroke="%s" stroke-width="1.6"`, light("--fp-bg"), c)
	switch k.head {
	case filledHead:
		return fmt.Sprintf(`<path class="head" d="M%sL%sL%sZ"%s/>`+"\n", at(0, 0), at(long, half), at(long, -half), filled)
	case hollowHead:
		return fmt.Sprintf(`<path class="head hollow" d="M%sL%sL%sZ"%s/>`+"\n", at(1, 0), at(long, half), at(long, -half), hollow)
	case diamondHead:
		return fmt.Sprintf(`<path class="head" d="M%sL%sL%sL%sZ"%s/>`+"\n", at(0, 0), at(long*.55, half), at(long*1.1, 0), at(long*.55, -half), filled)
	case openHead:
		stem := ""
		if dx != 0 {
			stem = fmt.Sprintf("M%sL%s", at(headLong, 0), at(0, 0))
		}
		return fmt.Sprintf(`<path class="head open" d="%sM%sL%sL%s" fill="none" stroke="%s" stroke-width="1.6"/>`+"\n", stem, at(long, half), at(0, 0), at(long, -half), c)
	default:
		panic("report: unhandled arrow head")
	}
}

func dashes(k ink) string {
	if k.dash == "" {
		return ""
	}
	return ` stroke-dasharray="` + k.dash + `"`
}

// pathData spells a path.
func pathData(path []curve) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%s %s", num(path[0].a.x), num(path[0].a.y))
	for _, c := range path {
		if c.a == c.b && c.c == c.d {
			fmt.Fprintf(&b, "L%s %s", num(c.d.x), num(c.d.y))
			continue
		}
		fmt.Fprintf(&b, "C%s %s %s %s %s %s", num(c.b.x), num(c.b.y), num(c.c.x), num(c.c.y), num(c.d.x), num(c.d.y))
	}
	return b.String()
}

// num spells a length with at most one decimal.
func num(f float64) string {
	f = math.Round(f*10) / 10
	if f == 0 {
		f = 0 // no minus sign
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// xmlText returns s as text or as the value of an attribute.
func xmlText(s string) string {
	var b strings.Builder
	for _, r := range printable(s) {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t':
			b.WriteByte(' ')
		case r == 0xfffe || r == 0xffff: // no characters of XML
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
