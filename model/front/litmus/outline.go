package litmus

import (
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Outline describes a text for an editor. It gives no problems: Parse does.
func Outline(f *source.File, opts Options) *outline.Outline {
	return &outline.Outline{File: f}
}

// Format returns the text of a test in the usual layout. It fails, and returns
// the text as it is, if the test cannot be read.
func Format(f *source.File) (string, bool) { return f.Text(), false }
