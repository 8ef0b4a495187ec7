package report

import (
	"bytes"
	"fmt"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// svgStyle appends the style sheet. All rules are below .fencepost: in a page, a
// picture's rules are those of the whole page.
func svgStyle(out *bytes.Buffer) {
	out.WriteString("<style>\n.fencepost {")
	for _, c := range palette() {
		fmt.Fprintf(out, " %s: %s;", c.property, c.light)
	}
	out.WriteString(" }\n@media (prefers-color-scheme: dark) { .fencepost {")
	for _, c := range palette() {
		fmt.Fprintf(out, " %s: %s;", c.property, c.dark)
	}
	out.WriteString(` } }
.fencepost text { font-family: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; white-space: pre; }
.fencepost .name, .fencepost .title, .fencepost .thread { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
.fencepost .ground { fill: var(--fp-bg); }
.fencepost .column { fill: var(--fp-muted); }
.fencepost text { fill: var(--fp-fg); }
.fencepost .number, .fencepost .effect, .fencepost .condition, .fencepost .meaning { fill: var(--fp-muted); }
.fencepost .box { fill: var(--fp-box); stroke: var(--fp-po); }
.fencepost .fence .box { stroke-dasharray: 3 3; }
.fencepost .marked .box { stroke: var(--fp-fr); stroke-width: 2.5; }
.fencepost .event { outline: none; }
.fencepost .event:hover .box, .fencepost .event:focus .box { stroke: var(--fp-fg); stroke-width: 2.5; }
.fencepost .line { fill: none; }
.fencepost .label-ground { fill: var(--fp-bg); }
`)
	for _, k := range ide.EdgeKinds() {
		i := kindInk(k)
		fmt.Fprintf(out, ".fencepost .edge-%[1]s .line, .fencepost .edge-%[1]s .head { stroke: var(%[2]s); }\n", k, i.property)
		fmt.Fprintf(out, ".fencepost .edge-%[1]s .head, .fencepost .edge-%[1]s .label { fill: var(%[2]s); }\n", k, i.property)
	}
	out.WriteString(`.fencepost .edge .open, .fencepost .legend .open { fill: none; }
.fencepost .edge .hollow, .fencepost .legend .hollow { fill: var(--fp-bg); }
</style>
`)
}
