package verify_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// The flags of the measurement of growth.
const (
	growthFlag      = "growth"
	growthLimitFlag = "growth.limit"
	growthOnlyFlag  = "growth.only"
	growthTableFlag = "growth.table"
)

func TestMain(m *testing.M) {
	flag.String(growthFlag, "", "measure how the time grows with the size of a test, and write the points to this file as JSON")
	flag.Duration(growthLimitFlag, 10*time.Second, "how long a test may take before its family is left")
	flag.String(growthOnlyFlag, "", "measure only families and modes of which this is a part, as in lock-ring/smt")
	flag.String(growthTableFlag, "", "write the tables to this file too")
	testkit.Main(m)
}

func flagValue(name string) string { return flag.Lookup(name).Value.String() }

// maxThreads is where a family is left whatever its time.
const maxThreads = 200

// growthSizes are the sizes that are measured.
func growthSizes() []int { return []int{2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64} }

// growthMode is one way to ask for the verdict.
type growthMode struct {
	name   string
	engine verify.Engine
	// cold asks with a Verifier of its own, so that the start of Z3 counts.
	cold bool
}

func growthModes() []growthMode {
	return []growthMode{
		{name: "auto", engine: verify.Auto},
		{name: "smt", engine: verify.SMT},
		{name: "smt-cold", engine: verify.SMT, cold: true},
		{name: "native", engine: verify.Native},
	}
}

// growthPoint is one measurement.
type growthPoint struct {
	Family  string  `json:"family"`
	N       int     `json:"n"`
	Threads int     `json:"threads"`
	Mode    string  `json:"mode"`
	Engine  string  `json:"engine"`
	Status  string  `json:"status"`
	Ms      float64 `json:"ms"`
	// The counters of verify.Stats.
	Rounds     int `json:"rounds"`
	Lemmas     int `json:"lemmas"`
	Candidates int `json:"candidates"`
	Paths      int `json:"paths"`
}

// growthLine is the points of one family in one mode.
type growthLine struct {
	Family string `json:"family"`
	Mode   string `json:"mode"`
	// Largest is the largest N that was decided within the limit.
	Largest int `json:"largest"`
	// Exponent is k if the time grows like N to the k between the last two points
	// that take long enough to tell; NaN is left out.
	Exponent float64       `json:"exponent,omitempty"`
	Points   []growthPoint `json:"points"`
}

// growthRun measures.
type growthRun struct {
	model *cat.Model
	macro *kernel.Table
	// warm has a solver that other tests have used before.
	warm  *verify.Verifier
	limit time.Duration
	only  string
	// times is how often a quick test is measured.
	times int
}

func newGrowthRun(limit time.Duration, only string, times int) *growthRun {
	g := &growthRun{model: lkmm.Model(), macro: kernel.Builtin(), limit: limit, only: only, times: times}
	g.warm = verify.New(g.model, true)
	return g
}

// parse returns the test of a family.
func (g *growthRun) parse(t *testing.T, family string, n int) *prog.Program {
	t.Helper()
	text := progen.Family(family, n)
	p, problems := litmus.Parse(source.NewFile(fmt.Sprintf("%s-%d.litmus", family, n), text), litmus.Options{Primitives: g.macro})
	if problems.HasErrors() {
		t.Fatalf("%s %d: %s", family, n, problems.String())
	}
	return p
}

// measure decides a test, and again while that is quick: the least time counts,
// since everything that disturbs makes it longer.
func (g *growthRun) measure(t *testing.T, info progen.FamilyInfo, mode growthMode, n int) growthPoint {
	t.Helper()
	const enough = 100 * time.Millisecond
	p := g.parse(t, info.Name, n)
	point := growthPoint{Family: info.Name, N: n, Threads: len(p.Threads), Mode: mode.name}
	best, spent := time.Duration(math.MaxInt64), time.Duration(0)
	for range g.times {
		r, elapsed := g.once(t, p, mode)
		best, spent = min(best, elapsed), spent+elapsed
		point.Status, point.Engine = r.Status.String(), r.Stats.Engine.String()
		point.Rounds, point.Lemmas, point.Candidates, point.Paths = r.Stats.Rounds, r.Stats.Lemmas, r.Stats.Candidates, r.Stats.Paths
		if r.Status == verify.Decided && r.Observation.String() != info.Expected(n) {
			t.Errorf("%s %d with %s: %s, want %s", info.Name, n, mode.name, r.Observation, info.Expected(n))
		}
		if r.Status != verify.Decided || spent > enough {
			break
		}
	}
	point.Ms = float64(best.Microseconds()) / 1000
	return point
}

func (g *growthRun) once(t *testing.T, p *prog.Program, mode growthMode) (*verify.Result, time.Duration) {
	t.Helper()
	if g.times > 1 {
		// Otherwise one measurement pays for what the one before has left.
		runtime.GC()
	}
	start, v := time.Now(), g.warm
	if mode.cold {
		v = verify.New(g.model, true)
		defer v.Close()
	}
	r, err := v.Verify(context.Background(), p, verify.Options{Engine: mode.engine, Timeout: g.limit})
	if err != nil {
		t.Fatalf("%s with %s: %v", p.Name, mode.name, err)
	}
	return r, time.Since(start)
}

// line measures a family in one mode until the limit.
func (g *growthRun) line(t *testing.T, info progen.FamilyInfo, mode growthMode, sizes []int) growthLine {
	t.Helper()
	l := growthLine{Family: info.Name, Mode: mode.name}
	for _, n := range sizes {
		if n < info.Least {
			continue
		}
		p := g.measure(t, info, mode, n)
		l.Points = append(l.Points, p)
		if p.Status != verify.Decided.String() {
			break
		}
		l.Largest = n
		if p.Threads >= maxThreads || p.Ms > float64(g.limit.Milliseconds()) {
			break
		}
	}
	l.Exponent = exponent(l.Points)
	return l
}

// exponent estimates the growth between the last two decided points, 0 if
// there are none that can be told from noise.
func exponent(points []growthPoint) float64 {
	const noise = 0.05 // ms
	var decided []growthPoint
	for _, p := range points {
		if p.Status == verify.Decided.String() && p.Ms > noise {
			decided = append(decided, p)
		}
	}
	if len(decided) < 2 {
		return 0
	}
	a, b := decided[len(decided)-2], decided[len(decided)-1]
	return math.Log(b.Ms/a.Ms) / math.Log(float64(b.N)/float64(a.N))
}

// TestGrowth checks the verdicts of small members of all families with all
// engines. With -growth it measures them, up to where they need too long, and
// prints tables: that is `make bench`.
func TestGrowth(t *testing.T) {
	file := flagValue(growthFlag)
	if file == "" {
		g := newGrowthRun(time.Minute, "", 1)
		defer g.warm.Close()
		for _, info := range progen.Families() {
			for _, mode := range growthModes() {
				if l := g.line(t, info, mode, []int{2, 3, 4}); l.Largest != 4 {
					t.Errorf("%s with %s: not decided beyond %d", info.Name, mode.name, l.Largest)
				}
			}
		}
		return
	}
	limit, err := time.ParseDuration(flagValue(growthLimitFlag))
	if err != nil {
		t.Fatal(err)
	}
	g := newGrowthRun(limit, flagValue(growthOnlyFlag), 5)
	defer g.warm.Close()
	g.once(t, g.parse(t, "sb-ring-mb", 3), growthMode{engine: verify.SMT}) // starts Z3
	lines := g.all(t)
	if err := writeGrowth(file, flagValue(growthTableFlag), lines); err != nil {
		t.Fatal(err)
	}
}

// all measures every family in every mode and prints each family when it is done.
func (g *growthRun) all(t *testing.T) []growthLine {
	t.Helper()
	var lines []growthLine
	for _, info := range progen.Families() {
		var family []growthLine
		for _, mode := range growthModes() {
			if strings.Contains(info.Name+"/"+mode.name, g.only) {
				family = append(family, g.line(t, info, mode, growthSizes()))
			}
		}
		if len(family) > 0 {
			fmt.Fprintln(os.Stdout, growthTable(info, family))
		}
		lines = append(lines, family...)
	}
	fmt.Fprintln(os.Stdout, growthSummary(lines))
	return lines
}
