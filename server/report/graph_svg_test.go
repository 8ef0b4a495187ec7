package report

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// decided checks a text with the native engine.
func decided(t *testing.T, name, text string) *ide.TestResult {
	t.Helper()
	checker := &ide.Checker{
		Parse:     (&ide.Tools{Languages: []ide.Language{ide.Litmus(kernel.Builtin())}}).Parse,
		NewEngine: func() ide.Engine { return verify.New(lkmm.Model(), true) },
		Options:   verify.Options{Engine: verify.Native, Timeout: time.Second},
	}
	defer checker.Close()
	return &checker.Check(t.Context(), source.NewFile(name, text))[0]
}

// TestGraphPictures draws every execution of every test that ships, and of a part
// of the reference corpus where it lies beside the project.
func TestGraphPictures(t *testing.T) {
	dirs := []string{"../../testdata/litmus", "../../testdata/hostile", "../../testdata/bounded"}
	if !testing.Short() {
		dirs = append(dirs, "../../../shared/corpus/litmus/manual", "../../../shared/corpus/litmus/tree")
	}
	pictures := 0
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			t.Logf("without %s: %v", filepath.Base(dir), err)
			continue
		}
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".litmus" {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			r := decided(t, filepath.Base(path), string(text))
			for _, which := range append([]string{""}, r.Graph("").Available...) {
				pictures++
				checkPicture(t, filepath.Base(path)+" "+which, r.Graph(which))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d pictures", pictures)
	if pictures < 200 {
		t.Errorf("only %d pictures", pictures)
	}
}

// TestGraphPicturesOfSize draws what no test that ships is like: eight threads
// that all communicate, long columns, all edges from one box.
func TestGraphPicturesOfSize(t *testing.T) {
	for _, n := range []struct{ threads, events int }{{1, 1}, {1, 40}, {2, 30}, {8, 3}, {8, 30}, {20, 2}, {100, 1}} {
		g := &ide.Graph{Test: "size", Title: "An execution", Condition: strings.Repeat("0:r0=1 /\\ ", 200)}
		for i := range n.threads {
			g.Threads = append(g.Threads, ide.GraphThread{ID: i, Name: fmt.Sprintf("P%d", i)})
			for row := range n.events {
				id := fmt.Sprintf("e%d.%d", i, row)
				e := ide.GraphEvent{ID: id, Letter: id, Thread: i, Row: row, Line: 1 + row, Text: strings.Repeat("x", 7*i+row), Effect: "writes x=1"}
				if row%5 == 1 {
					e.Letter, e.Effect = "", ""
				}
				g.Events = append(g.Events, e)
			}
		}
		kinds := ide.EdgeKinds()
		for k := range 5 * n.threads {
			from, to := g.Events[k*7%len(g.Events)], g.Events[k*k*13%len(g.Events)]
			kind := kinds[k%len(kinds)]
			g.Edges = append(g.Edges, ide.GraphEdge{From: from.ID, To: to.ID, Kind: kind, Label: string(kind)},
				ide.GraphEdge{From: g.Events[0].ID, To: to.ID, Kind: ide.EdgeRF, Label: "rf"})
		}
		checkPicture(t, fmt.Sprint(n), g)
	}
}

// checkPicture checks a picture as laid out and as written.
func checkPicture(t *testing.T, name string, g *ide.Graph) {
	t.Helper()
	checkLayout(t, name, g, newPicture(g))
	svg := GraphSVG(g)
	if svg != GraphSVG(g) {
		t.Errorf("%s: two pictures of one graph differ", name)
	}
	checkXML(t, name, g, svg)
}

// checkLayout checks that nothing lies on anything else that it would hide.
func checkLayout(t *testing.T, name string, g *ide.Graph, p *picture) {
	t.Helper()
	if len(p.boxes) != len(g.Events) {
		t.Errorf("%s: %d boxes for %d events", name, len(p.boxes), len(g.Events))
	}
	for i, b := range p.boxes {
		if !(b.w > 0 && b.h > 0 && b.x >= 0 && b.y >= 0 && b.end() <= p.w && b.bottom() <= p.h) {
			t.Errorf("%s: box %s is not inside the picture: %v in %v × %v", name, b.event.ID, b.area(), p.w, p.h)
		}
		if inside := p.indent(b.column) + cellsWide(b.text)*sourceAdvance; inside > b.w {
			t.Errorf("%s: the text of box %s is wider than it", name, b.event.ID)
		}
		for _, c := range p.boxes[:i] {
			if b.area().overlaps(c.area()) {
				t.Errorf("%s: boxes %s and %s overlap", name, b.event.ID, c.event.ID)
			}
		}
	}
	drawn := 0
	for _, e := range g.Edges {
		if e.From != e.To {
			drawn++
		}
	}
	if len(p.wires) != drawn {
		t.Errorf("%s: %d wires for %d edges", name, len(p.wires), drawn)
	}
	for _, w := range p.wires {
		edge := w.edge.From + "→" + w.edge.To + " " + string(w.edge.Kind)
		if a := w.points[0]; !touches(w.from, a) {
			t.Errorf("%s: %s begins at %v, not at its box", name, edge, a)
		}
		if z := w.points[len(w.points)-1]; !atHead(w.to, z) {
			t.Errorf("%s: %s ends at %v, not at its box", name, edge, z)
		}
		for _, q := range w.points {
			if math.IsNaN(q.x+q.y) || q.x < 0 || q.x > p.w || q.y < 0 || q.y > p.h {
				t.Errorf("%s: %s leaves the picture at %v", name, edge, q)
				break
			}
			if b := p.boxAt(q); b != nil {
				t.Errorf("%s: %s runs through box %s", name, edge, b.event.ID)
				break
			}
		}
		if a := w.label.area(); w.label.text != "" && (a.x < 0 || a.y < 0 || a.x+a.w > p.w || a.y+a.h > p.h) {
			t.Errorf("%s: the label of %s is outside of the picture: %v in %v × %v", name, edge, a, p.w, p.h)
		}
	}
}

// touches reports whether a point is on the border of a box.
func touches(b *box, q point) bool {
	const slack = 0.01
	in := q.x > b.x-slack && q.x < b.end()+slack && q.y > b.y-slack && q.y < b.bottom()+slack
	return in && either(q.x, b.x, b.end(), slack) || in && either(q.y, b.y, b.bottom(), slack)
}

func either(v, a, b, slack float64) bool { return math.Abs(v-a) < slack || math.Abs(v-b) < slack }

// atHead reports whether a point is an arrow head away from a box.
func atHead(b *box, q point) bool {
	a := area{b.x - headLong - .1, b.y - 3, b.w + 2*headLong + .2, b.h + 6}
	return a.has(q) && !b.area().has(q)
}

// boxAt returns the box that has a point well inside, if any.
func (p *picture) boxAt(q point) *box {
	for _, b := range p.boxes {
		if (area{b.x + 1, b.y + 1, b.w - 2, b.h - 2}).has(q) {
			return b
		}
	}
	return nil
}

// checkXML checks what was written: well-formed, all numbers sensible, ends of
// edges present, texts inside.
func checkXML(t *testing.T, name string, g *ide.Graph, svg string) {
	t.Helper()
	var w, h float64
	var shift [][2]float64
	events := make(map[string]bool)
	var ends []string
	edges := 0
	dec := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: not well-formed: %v\n%s", name, err, svg)
		}
		if _, ok := tok.(xml.EndElement); ok {
			shift = shift[:len(shift)-1]
			continue
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		at := [2]float64{}
		if len(shift) > 0 {
			at = shift[len(shift)-1]
		}
		a := attributes(t, name, el)
		if s := a["transform"]; s != "" {
			var x, y float64
			if _, err := fmt.Sscanf(s, "translate(%g %g)", &x, &y); err != nil {
				t.Errorf("%s: transform %q: %v", name, s, err)
			}
			at = [2]float64{at[0] + x, at[1] + y}
		}
		shift = append(shift, at)
		switch {
		case el.Name.Local == "svg":
			w, h = root(t, name, a)
		case el.Name.Local == "g" && strings.HasPrefix(a["class"], "event"):
			events[a["data-event"]] = true
			if a["tabindex"] != "0" || a["data-line"] == "" {
				t.Errorf("%s: event %v", name, a)
			}
		case el.Name.Local == "g" && strings.HasPrefix(a["class"], "edge"):
			edges++
			ends = append(ends, a["data-from"], a["data-to"])
			if a["class"] != "edge edge-"+a["data-kind"] {
				t.Errorf("%s: edge %v", name, a)
			}
		case el.Name.Local == "text" || el.Name.Local == "rect":
			x, y := number(a["x"])+at[0], number(a["y"])+at[1]
			if x < 0 || x > w || y < 0 || y > h {
				t.Errorf("%s: %s at %v, %v is outside of %v × %v", name, el.Name.Local, x, y, w, h)
			}
		}
	}
	if len(events) != len(g.Events) || edges > len(g.Edges) {
		t.Errorf("%s: %d events and %d edges written of %d and %d", name, len(events), edges, len(g.Events), len(g.Edges))
	}
	for _, id := range ends {
		if !events[id] {
			t.Errorf("%s: an edge ends at %q, which is not there", name, id)
		}
	}
}

// root checks the attributes of the root and returns its size.
func root(t *testing.T, name string, a map[string]string) (w, h float64) {
	t.Helper()
	if _, err := fmt.Sscanf(a["viewBox"], "0 0 %g %g", &w, &h); err != nil || a["class"] != "fencepost" || a["role"] != "img" {
		t.Errorf("%s: root %v", name, a)
	}
	return w, h
}

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// attributes returns the attributes of an element, with those that are lengths
// checked.
func attributes(t *testing.T, name string, el xml.StartElement) map[string]string {
	t.Helper()
	m := make(map[string]string)
	for _, a := range el.Attr {
		m[a.Name.Local] = a.Value
		switch a.Name.Local {
		case "width", "height", "x", "y", "rx", "textLength", "stroke-width", "font-size":
			f, err := strconv.ParseFloat(a.Value, 64)
			if err != nil || math.IsNaN(f) || math.IsInf(f, 0) || f < 0 && a.Name.Local != "x" && a.Name.Local != "y" {
				t.Errorf("%s: <%s %s=%q>", name, el.Name.Local, a.Name.Local, a.Value)
			}
		case "d":
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") || a.Value == "" {
				t.Errorf("%s: path %q", name, a.Value)
			}
		case "id":
			t.Errorf("%s: id %q: two pictures in one page would share it", name, a.Value)
		}
	}
	return m
}
