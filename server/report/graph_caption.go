package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// block is a part of the picture that flows: text of a known height.
type block struct {
	text string
	h    float64
}

// caption is the title of the picture in one line.
func (p *picture) caption() string {
	s := p.g.Test
	if s == "" {
		s = "An input without a test"
	}
	if p.g.Observation != "" {
		s += " (" + p.g.Observation + ")"
	}
	return s
}

// subtitle says what is shown, or why nothing is.
func (p *picture) subtitle() string {
	s := p.g.Title
	if len(p.g.Events) == 0 {
		s = p.g.Note
	}
	if s == "" {
		return ""
	}
	return s + "."
}

// description tells the execution in words, for those who cannot see it.
func (p *picture) description() string {
	parts := []string{p.subtitle()}
	for _, t := range p.g.Threads {
		var steps []string
		for _, e := range p.g.Events {
			if e.Thread != t.ID {
				continue
			}
			s := strings.TrimSpace(e.Letter + " " + clip(printable(e.Text), maxText))
			if e.Effect != "" {
				s += ": " + printable(e.Effect)
			}
			steps = append(steps, s)
		}
		parts = append(parts, t.Name+": "+strings.Join(steps, "; ")+".")
	}
	if p.g.Final != "" {
		parts = append(parts, "In the end: "+p.g.Final+".")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// titles returns what stands above the columns.
func (p *picture) titles(wide float64) block {
	var b bytes.Buffer
	y := 16.0
	fmt.Fprintf(&b, `<text class="name" x="0" y="%s" font-family="sans-serif" font-size="16" font-weight="bold" fill="%s">%s</text>`+"\n",
		num(y), light("--fp-fg"), xmlText(clip(printable(p.caption()), int(wide/(0.64*16)))))
	for _, l := range wrap(printable(p.subtitle()), int(wide/sansAdvance)) {
		y += 21
		fmt.Fprintf(&b, `<text class="title" x="0" y="%s" %s fill="%s">%s</text>`+"\n", num(y), fontSans, light("--fp-fg"), xmlText(l))
	}
	for i, l := range wrap(printable(p.g.Condition), int(wide/smallAdvance)) {
		if i == maxCondition {
			break
		}
		y += 18
		fmt.Fprintf(&b, `<text class="condition" x="0" y="%s" %s fill="%s">%s</text>`+"\n", num(y), fontSmall, light("--fp-muted"), xmlText(l))
	}
	return block{b.String(), y + 16}
}

// maxCondition is how many lines of a condition are shown.
const maxCondition = 8

// footer returns what stands below the columns: the final state and the legend.
func (p *picture) footer(wide float64) block {
	if len(p.boxes) == 0 {
		return block{}
	}
	var b bytes.Buffer
	y := 6.0
	if len(p.g.Finals) > 0 {
		for _, l := range wrap("In the end: "+printable(strings.Join(p.g.Finals, ", ")), int(wide/sourceAdvance)) {
			y += 18
			fmt.Fprintf(&b, `<text class="final" x="0" y="%s" %s fill="%s">%s</text>`+"\n", num(y), fontSource, light("--fp-fg"), xmlText(l))
		}
	}
	p.legend(&b, wide, &y)
	return block{b.String(), y + 6}
}

// legend appends a line for each kind of edge that is there.
func (p *picture) legend(b *bytes.Buffer, wide float64, y *float64) {
	const sample, gap, high = 34.0, 20.0, 20.0
	x := 0.0
	*y += high
	for _, k := range slices.Backward(ide.EdgeKinds()) {
		if !p.has(k) {
			continue
		}
		text := string(k) + "  " + k.Meaning()
		size := sample + 8 + float64(len(text))*smallAdvance
		if x > 0 && x+size > wide {
			x = 0
			*y += high
		}
		i := kindInk(k)
		fmt.Fprintf(b, `<g class="legend edge-%s">`+"\n", k)
		fmt.Fprintf(b, `<path class="line" d="M%s %sH%s" fill="none" stroke="%s" stroke-width="%s"%s/>`+"\n",
			num(x), num(*y-4), num(x+sample-headLong), light(i.property), num(i.width), dashes(i))
		b.WriteString(arrow(i, x+sample, *y-4, 1, 0))
		fmt.Fprintf(b, `<text class="label" x="%s" y="%s" %s fill="%s">%s</text>`+"\n", num(x+sample+8), num(*y), fontSmall, light(i.property), k)
		fmt.Fprintf(b, `<text class="meaning" x="%s" y="%s" %s fill="%s">%s</text>`+"\n",
			num(x+sample+8+float64(len(k)+1)*smallAdvance), num(*y), fontSmall, light("--fp-muted"), xmlText(k.Meaning()))
		b.WriteString("</g>\n")
		x += size + gap
	}
}

func (p *picture) has(k ide.EdgeKind) bool {
	for _, w := range p.wires {
		if w.edge.Kind == k {
			return true
		}
	}
	return false
}
