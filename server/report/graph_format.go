package report

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// GraphFormat names a way to show an execution.
type GraphFormat uint8

const (
	// GraphFormatText is a table for a terminal.
	GraphFormatText GraphFormat = iota
	// GraphFormatSVG is a picture that needs no other program.
	GraphFormatSVG
	// GraphFormatDOT is a graph for graphviz.
	GraphFormatDOT
)

// GraphFormats returns all formats.
func GraphFormats() []GraphFormat {
	return []GraphFormat{GraphFormatText, GraphFormatSVG, GraphFormatDOT}
}

// String returns the format as the flag spells it.
func (f GraphFormat) String() string {
	switch f {
	case GraphFormatText:
		return "text"
	case GraphFormatSVG:
		return "svg"
	case GraphFormatDOT:
		return "dot"
	default:
		panic(fmt.Sprintf("report: unhandled graph format %d", f))
	}
}

// ParseGraphFormat returns the format that a flag names.
func ParseGraphFormat(s string) (GraphFormat, error) {
	for _, f := range GraphFormats() {
		if f.String() == s {
			return f, nil
		}
	}
	return 0, fmt.Errorf("unknown format %q: want text, svg or dot", s)
}

// Graph returns an execution in a format. The options are for text.
func Graph(f GraphFormat, g *ide.Graph, opts Options) string {
	switch f {
	case GraphFormatText:
		return GraphText(g, opts)
	case GraphFormatSVG:
		return GraphSVG(g)
	case GraphFormatDOT:
		return GraphDOT(g)
	default:
		panic(fmt.Sprintf("report: unhandled graph format %d", f))
	}
}
