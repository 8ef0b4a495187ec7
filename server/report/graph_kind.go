package report

import "github.com/lkmm-tools/fencepost/server/ide"

// ink is how a kind of edge is drawn: by colour, by dashes and by its head, so that
// any one of them may be lost on the way to the reader.
type ink struct {
	// property is the name of the CSS property of its colour.
	property string
	// dash is the pattern of the line, "" for an unbroken one.
	dash  string
	width float64
	head  headShape
	// dot is the style of the line for graphviz.
	dot string
}

// headShape is the shape of an arrow head.
type headShape uint8

const (
	// filledHead is a triangle, hollowHead its outline, openHead two strokes.
	filledHead headShape = iota
	hollowHead
	openHead
	// diamondHead is a filled diamond.
	diamondHead
)

// kindInk returns how a kind is drawn.
func kindInk(k ide.EdgeKind) ink {
	switch k {
	case ide.EdgePO:
		return ink{"--fp-po", "", 1.3, openHead, "solid"}
	case ide.EdgeRF:
		return ink{"--fp-rf", "", 2, filledHead, "bold"}
	case ide.EdgeCO:
		return ink{"--fp-co", "12 4 2 4", 2, diamondHead, "dashed"}
	case ide.EdgeFR:
		return ink{"--fp-fr", "7 4", 2, hollowHead, "dashed"}
	case ide.EdgeAddr, ide.EdgeData, ide.EdgeCtrl:
		return ink{"--fp-dep", "2 3", 1.8, openHead, "dotted"}
	case ide.EdgeRMW:
		return ink{"--fp-rmw", "1 2", 3, filledHead, "solid"}
	default:
		panic("report: unhandled edge kind " + string(k))
	}
}

// colour is a property with its values on a light and on a dark ground.
type colour struct{ property, light, dark string }

// palette returns the colours. Text has a contrast of at least 4.5 to 1 to the
// ground, and the kinds of edges can be told apart with each of the common colour
// blindnesses; a test computes both.
func palette() []colour {
	return []colour{
		{"--fp-fg", "#1f2328", "#e6e8eb"},
		{"--fp-bg", "#ffffff", "#1e1f22"},
		{"--fp-muted", "#59636e", "#a3abb5"},
		{"--fp-box", "#f3f5f8", "#2b2d31"},
		{"--fp-rf", "#0b5cad", "#6cb4ff"},
		{"--fp-co", "#04543a", "#9df2cd"},
		{"--fp-fr", "#b83a00", "#ff9655"},
		{"--fp-po", "#626c77", "#98a2ad"},
		{"--fp-dep", "#99337f", "#e0a3ce"},
		{"--fp-rmw", "#4c3e10", "#f2e98f"},
	}
}

// light returns the colour of a property on a light ground, for programs that do
// not know custom properties.
func light(property string) string {
	for _, c := range palette() {
		if c.property == property {
			return c.light
		}
	}
	panic("report: no colour " + property)
}
