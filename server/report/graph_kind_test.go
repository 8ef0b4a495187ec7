package report

import (
	"fmt"
	"math"
	"testing"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// rgb is a colour in linear light, 0 to 1.
type rgb [3]float64

func parseColour(t *testing.T, s string) rgb {
	t.Helper()
	var n [3]int
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &n[0], &n[1], &n[2]); err != nil {
		t.Fatalf("colour %q: %v", s, err)
	}
	var c rgb
	for i, v := range n {
		if f := float64(v) / 255; f <= 0.04045 {
			c[i] = f / 12.92
		} else {
			c[i] = math.Pow((f+0.055)/1.055, 2.4)
		}
	}
	return c
}

// luminance and contrast are those of WCAG 2.
func (c rgb) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestPaletteContrast holds text to 4.5 to 1 against what it can stand on.
func TestPaletteContrast(t *testing.T) {
	for _, dark := range []bool{false, true} {
		value := theme(t, dark)
		for _, p := range palette() {
			if p.property == "--fp-bg" || p.property == "--fp-box" {
				continue
			}
			for _, ground := range []string{"--fp-bg", "--fp-box"} {
				if ground == "--fp-box" && p.property != "--fp-fg" && p.property != "--fp-muted" {
					continue // no edge has its label on a box
				}
				// The thread's column is a little darker than the ground: 6 % muted.
				on := value[ground]
				for i := range on {
					on[i] = 0.94*on[i] + 0.06*value["--fp-muted"][i]
				}
				if c := contrast(value[p.property], on); c < 4.5 {
					t.Errorf("dark %t: %s on %s has contrast %.2f, want 4.5", dark, p.property, ground, c)
				}
			}
		}
	}
}

func theme(t *testing.T, dark bool) map[string]rgb {
	t.Helper()
	m := make(map[string]rgb)
	for _, p := range palette() {
		s := p.light
		if dark {
			s = p.dark
		}
		m[p.property] = parseColour(t, s)
	}
	return m
}

// TestPaletteBlindness compares the colours of the kinds as people with each of
// the dichromacies see them. The matrices are those of Viénot, Brettel and Mollon
// (1999) for the first two, of Brettel, Viénot and Mollon (1997), one half plane,
// for the third, in linear RGB.
func TestPaletteBlindness(t *testing.T) {
	sights := map[string][3][3]float64{
		"full":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protanopia":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
		"deuteranopia": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
		"tritanopia":   {{1.01277, 0.13548, -0.14826}, {-0.01243, 0.86812, 0.14431}, {0.07589, 0.805, 0.11911}},
	}
	kinds := []string{"--fp-rf", "--fp-co", "--fp-fr", "--fp-dep", "--fp-rmw"}
	const least = 11 // ΔE*ab; 2.3 is the least that is seen at all
	for sight, m := range sights {
		for _, dark := range []bool{false, true} {
			value := theme(t, dark)
			for i, a := range kinds {
				for _, b := range kinds[:i] {
					if d := distance(m, value[a], value[b]); d < least {
						t.Errorf("%s, dark %t: %s and %s differ by %.1f, want %d", sight, dark, a, b, d, least)
					}
				}
			}
		}
	}
}

// distance returns ΔE*ab of two colours seen through a matrix.
func distance(m [3][3]float64, a, b rgb) float64 {
	x, y := lab(see(m, a)), lab(see(m, b))
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

func see(m [3][3]float64, c rgb) rgb {
	var out rgb
	for i := range 3 {
		for j := range 3 {
			out[i] += m[i][j] * c[j]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	return out
}

// lab returns CIE L*a*b* with white D65.
func lab(c rgb) [3]float64 {
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(c.luminance())
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// TestKindsDifferWithoutColour compares what is left of the kinds in greyscale:
// dashes and heads. Dependencies look alike and have their labels.
func TestKindsDifferWithoutColour(t *testing.T) {
	seen := make(map[string]ide.EdgeKind)
	for _, k := range ide.EdgeKinds() {
		i := kindInk(k)
		look := fmt.Sprint(i.dash, i.head)
		if other, ok := seen[look]; ok && i.property != "--fp-dep" {
			t.Errorf("%s and %s look alike without colour", k, other)
		}
		seen[look] = k
	}
}
