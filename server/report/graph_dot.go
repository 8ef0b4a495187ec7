package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// GraphDOT returns an execution as a graph for graphviz, with a cluster a thread.
func GraphDOT(g *ide.Graph) string {
	out := &bytes.Buffer{}
	p := &picture{g: g}
	name := g.Test
	if name == "" {
		name = "execution"
	}
	fmt.Fprintf(out, "digraph %s {\n", dotText(name))
	title := p.caption() + "\n" + p.subtitle()
	if g.Condition != "" {
		title += "\n" + g.Condition
	}
	if len(g.Finals) > 0 {
		title += "\nIn the end: " + strings.Join(g.Finals, ", ")
	}
	fmt.Fprintf(out, "  graph [label=%s, labelloc=t, fontname=\"sans-serif\", rankdir=TB, newrank=true];\n", dotText(title))
	fmt.Fprintf(out, "  node [shape=box, style=\"rounded,filled\", fillcolor=%s, color=%s, fontname=\"monospace\", fontsize=11];\n",
		dotText(light("--fp-box")), dotText(light("--fp-po")))
	out.WriteString("  edge [fontname=\"monospace\", fontsize=10];\n")
	for i, t := range g.Threads {
		fmt.Fprintf(out, "  subgraph cluster_%d {\n    label=%s; color=%s;\n", i, dotText(t.Name), dotText(light("--fp-muted")))
		for k := range g.Events {
			if g.Events[k].Thread == t.ID {
				dotNode(out, &g.Events[k])
			}
		}
		out.WriteString("  }\n")
	}
	for _, e := range g.Edges {
		dotEdge(out, e)
	}
	out.WriteString("}\n")
	return out.String()
}

func dotNode(out *bytes.Buffer, e *ide.GraphEvent) {
	c := newCell(e)
	text := fmt.Sprintf("%d  %s", c.line, c.text)
	if c.letter != "" {
		text = c.letter + ": " + c.text + "  (line " + itoa(c.line) + ")"
	}
	if c.effect != "" {
		text += "\n" + c.effect
	}
	more := ""
	if e.Marked {
		more = fmt.Sprintf(", color=%s, penwidth=2", dotText(light("--fp-fr")))
	}
	fmt.Fprintf(out, "    %s [label=%s%s];\n", dotText(e.ID), dotText(text), more)
}

// dotEdge appends an edge. Only program order decides where events stand: one
// above the other in the order of their thread.
func dotEdge(out *bytes.Buffer, e ide.GraphEdge) {
	i := kindInk(e.Kind)
	colour := dotText(light(i.property))
	fmt.Fprintf(out, "  %s -> %s [", dotText(e.From), dotText(e.To))
	if e.Kind == ide.EdgePO {
		fmt.Fprintf(out, "weight=10, arrowhead=vee, color=%s];\n", colour)
		return
	}
	fmt.Fprintf(out, "label=%s, style=%s, color=%s, fontcolor=%s, constraint=false", dotText(" "+e.Label+" "), i.dot, colour, colour)
	fmt.Fprintf(out, ", arrowhead=%s];\n", i.head.dot())
}

// dot returns the name that graphviz has for the shape.
func (h headShape) dot() string {
	switch h {
	case filledHead:
		return "normal"
	case hollowHead:
		return "onormal"
	case openHead:
		return "vee"
	case diamondHead:
		return "diamond"
	default:
		panic("report: unhandled arrow head")
	}
}

// dotText returns s as a quoted string. A line end becomes one of the label.
func dotText(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(printable(l))
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
