package report

import (
	"bytes"
	"fmt"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// Format names a way to render results.
type Format uint8

const (
	// FormatText is for people.
	FormatText Format = iota
	// FormatHerd is the block that herd7 prints.
	FormatHerd
	// FormatJSONL is one JSON object a line.
	FormatJSONL
)

// Formats returns all formats.
func Formats() []Format { return []Format{FormatText, FormatHerd, FormatJSONL} }

// String returns the format as the flag spells it.
func (f Format) String() string {
	switch f {
	case FormatText:
		return "text"
	case FormatHerd:
		return "herd"
	case FormatJSONL:
		return "jsonl"
	default:
		panic(fmt.Sprintf("report: unhandled format %d", f))
	}
}

// ParseFormat returns the format that a flag names.
func ParseFormat(s string) (Format, error) {
	for _, f := range Formats() {
		if f.String() == s {
			return f, nil
		}
	}
	return 0, fmt.Errorf("unknown format %q: want text, herd or jsonl", s)
}

// Options say how results are rendered.
type Options struct {
	// States and Witnesses show the states and the counts that were asked for.
	States, Witnesses bool
	// Model is the name of the memory model, for readers that compare models.
	Model string
	// Width is the number of characters of a line, 0 for 100. Colour allows
	// terminal colours. Quiet leaves out tests that passed without a warning.
	// The three matter to text only.
	Width         int
	Colour, Quiet bool
}

// Printer renders results in one format. It is safe for use by several
// goroutines.
type Printer interface {
	// Print appends the report on one result to out, and what belongs on the
	// standard error stream to errs.
	Print(out, errs *bytes.Buffer, r *ide.TestResult)
}

// New returns the printer of a format.
func New(f Format, opts Options) Printer {
	switch f {
	case FormatText:
		return newText(opts)
	case FormatHerd:
		return herd{}
	case FormatJSONL:
		return jsonl{opts}
	default:
		panic(fmt.Sprintf("report: unhandled format %d", f))
	}
}
