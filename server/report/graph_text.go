package report

import (
	"bytes"
	"fmt"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// GraphText returns an execution as the report shows it: a table with a column a
// thread, the order of the writes, and the final state.
func GraphText(g *ide.Graph, opts Options) string {
	t := newText(opts)
	out := &bytes.Buffer{}
	p := &picture{g: g}
	out.WriteString(t.paint(bold, printable(p.caption())) + "\n")
	for i, l := range wrap(printable(g.Condition), max(t.width, minWidth)-4) {
		fmt.Fprintf(out, "%*s%s\n", 2+2*min(i, 1), "", l)
	}
	if len(g.Events) == 0 {
		out.WriteByte('\n')
		t.list(out, "", printable(p.subtitle()))
		return out.String()
	}
	t.execution(out, g)
	return out.String()
}
