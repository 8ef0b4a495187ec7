package report

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// TestGraphGolden shows one execution in every format, and what there is where
// there is no execution.
func TestGraphGolden(t *testing.T) {
	f, res := messagePassing()
	mp, locks, always := f.result(res), lockResult(), lockResult()
	always.Verify.Observation = verify.Always
	for name, text := range map[string]string{
		"graph-mp-svg":     GraphSVG(mp.Graph("positive")),
		"graph-race-dot":   GraphDOT(mp.Graph("flag:data-race")),
		"graph-race-text":  GraphText(mp.Graph("flag:data-race"), Options{}),
		"graph-locks-text": GraphText(locks.Graph(""), Options{Width: 60}),
		"graph-none-svg":   GraphSVG(always.Graph("negative")),
		"graph-none-text":  GraphText(always.Graph("negative"), Options{}),
		"graph-none-dot":   GraphDOT(always.Graph("negative")),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, text) })
	}
}

// TestGraphHostileText draws texts that would end an attribute, an element, a
// string of graphviz or a line of a terminal if they were not dressed.
func TestGraphHostileText(t *testing.T) {
	for _, text := range []string{
		`a < b && c > d`, `"]; evil -> "`, `one " quote`, `'); </text></svg><script>`, "]]>", "-->", `\`, `\n\N\G`, "a\x00\x1b[31mb\x07",
		"\xff\xfe", "a\ufffe\uffffb", "\u202eabc", "日本語 中文 한국어", "🚀🚀", "a\tb", "{r|s}", "&amp;&lt;", strings.Repeat("𝕏", 300), "",
	} {
		g := &ide.Graph{
			Test: text, Title: text, Condition: text, Observation: text, Final: text, Finals: []string{text}, Coherence: []string{text},
			Threads: []ide.GraphThread{{ID: 0, Name: text}, {ID: 7, Name: text}},
			Events: []ide.GraphEvent{
				{ID: "a", Letter: "a", Thread: 0, Line: 1, Text: text, Effect: text},
				{ID: "f1", Thread: 7, Line: 2, Text: text},
			},
			Edges: []ide.GraphEdge{{From: "a", To: "f1", Kind: ide.EdgeRF, Label: text}},
		}
		checkPicture(t, text, g)
		svg := GraphSVG(g)
		if strings.Contains(svg, "<script") || strings.ContainsAny(svg, "\x00\x1b\x07\ufffe\u202e") {
			t.Errorf("%q is in the picture as it is", text)
		}
		if long := xmlText(text); text != "" && !strings.Contains(svg, "line 1: "+long) {
			t.Errorf("the full text of %q is nowhere", text)
		}
		for l := range strings.Lines(GraphDOT(g)) {
			// Outside of strings there are only names that we chose.
			parts := strings.Split(strings.NewReplacer(`\\`, "", `\"`, "").Replace(l), `"`)
			for k := 0; k < len(parts); k += 2 {
				if len(parts)%2 == 0 || strings.Contains(parts[k], "evil") {
					t.Errorf("%q leaves its string: %s", text, l)
				}
			}
		}
		if out := GraphText(g, Options{Width: 60}); strings.ContainsAny(out, "\x00\x1b\x07\u202e") {
			t.Errorf("%q is in the text as it is", text)
		}
	}
}

// TestGraphFormats reads each name back.
func TestGraphFormats(t *testing.T) {
	for _, f := range GraphFormats() {
		if got, err := ParseGraphFormat(f.String()); err != nil || got != f {
			t.Errorf("%s: got %v, %v", f, got, err)
		}
		if Graph(f, &ide.Graph{Note: "There is none"}, Options{}) == "" {
			t.Errorf("%s: nothing at all for a graph without events", f)
		}
	}
	if _, err := ParseGraphFormat("png"); err == nil {
		t.Error("png is no format")
	}
}
