package ide

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// barrierTools are tools with one model for all documents.
func barrierTools(m *cat.Model) *Tools {
	return &Tools{
		Model:      builtinModel,
		Primitives: kernel.Builtin(),
		Languages:  []Language{Litmus(kernel.Builtin())},
		Orders: func(ctx context.Context, p *prog.Program) ([]*order.Thread, error) {
			return order.Of(ctx, m, p)
		},
	}
}

// weaken takes the barrier at a place out of a program: a fence becomes one that
// no model knows, an acquire or release a relaxed access. It reports whether it
// found one.
func weaken(p *prog.Program, at source.Span) bool {
	found := false
	relax := func(span source.Span, tag *prog.Tag) {
		if span == at && (*tag == "ACQUIRE" || *tag == "RELEASE") {
			*tag = "ONCE"
			found = true
		}
	}
	var expr func(x prog.Expr)
	expr = func(x prog.Expr) {
		switch x := x.(type) {
		case *prog.Const, *prog.RegRef:
		case *prog.Binary:
			expr(x.X)
			expr(x.Y)
		case *prog.Load:
			relax(x.Span(), &x.Tag)
			expr(x.Addr)
		case *prog.Xchg:
			relax(x.Span(), &x.Tag)
			expr(x.Addr)
			expr(x.Value)
		case *prog.AtomicOp:
			relax(x.Span(), &x.Tag)
			expr(x.Addr)
			expr(x.Operand)
		case *prog.CmpXchg:
			relax(x.Span(), &x.Tag)
			expr(x.Addr)
			expr(x.Old)
			expr(x.New)
		case *prog.AddUnless:
			relax(x.Span(), &x.Tag)
			expr(x.Addr)
			expr(x.Amount)
			expr(x.Limit)
		case *prog.TryLock:
			expr(x.Addr)
		case *prog.IsLocked:
			expr(x.Addr)
		case *prog.OpenSrcu:
			expr(x.Addr)
		default:
			panic(fmt.Sprintf("unhandled %T", x))
		}
	}
	var stmts func(list []prog.Stmt)
	stmts = func(list []prog.Stmt) {
		for _, s := range list {
			switch s := s.(type) {
			case *prog.Assign:
				expr(s.Value)
			case *prog.Eval:
				expr(s.Value)
			case *prog.Store:
				relax(s.Span(), &s.Tag)
				expr(s.Addr)
				expr(s.Value)
			case *prog.Fence:
				if s.Span() == at {
					s.Tag = ""
					found = true
				}
			case *prog.If:
				expr(s.Cond)
				stmts(s.Then)
				stmts(s.Else)
			case *prog.While:
				expr(s.Cond)
				stmts(s.Body)
			case *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu:
			default:
				panic(fmt.Sprintf("unhandled %T", s))
			}
		}
	}
	for _, th := range p.Threads {
		stmts(th.Body)
	}
	return found
}

// barrierCheck compares the answers to tests with and without the barriers that
// nothing is said to hang on.
type barrierCheck struct {
	tools *Tools
	v     *verify.Verifier
	// files, reported, same and undecided count.
	files, reported, idle, same, undecided int
	deadline                               time.Time
}

// answer returns what must not change, "" if there is no answer.
func (c *barrierCheck) answer(p *prog.Program) string {
	res, err := c.v.Verify(context.Background(), p, verify.Options{Timeout: 3 * time.Second})
	if err != nil || res.Status != verify.Decided {
		return ""
	}
	var flags []string
	for _, f := range res.Flags {
		flags = append(flags, f.Name)
	}
	slices.Sort(flags)
	return fmt.Sprint(res.Observation, res.NoExecution, flags)
}

// testingT is what *testing.T and *rapid.T have in common here.
type testingT interface {
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

func (c *barrierCheck) file(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c.text(t, path, string(text))
}

func (c *barrierCheck) text(t testingT, path, text string) {
	d := c.tools.NewDocument(source.NewFile(path, text))
	list := d.barrierProblems(context.Background()).Problems
	c.files++
	if len(list) == 0 {
		return
	}
	before := c.answer(d.Programs[0])
	var spans []source.Span
	for _, p := range list {
		c.reported++
		if p.Code == CodeIdleBarrier {
			c.idle++
		}
		again := c.tools.Parse(d.File).Tests[0].Program
		if !weaken(again, p.Span) {
			t.Errorf("%s: no barrier is there", p)
			continue
		}
		c.compare(t, p, before, c.answer(again))
		spans = append(spans, p.Span)
	}
	if len(spans) < 2 {
		return
	}
	// What nothing hangs on alone need not be so together; it is worth knowing.
	again := c.tools.Parse(d.File).Tests[0].Program
	for _, s := range spans {
		weaken(again, s)
	}
	if after := c.answer(again); before != "" && after != "" && after != before {
		t.Logf("%s: without all barriers at once: %s, before: %s", path, after, before)
	}
}

func (c *barrierCheck) compare(t testingT, p *diag.Problem, before, after string) {
	switch {
	case before == "" || after == "":
		c.undecided++
	case before == after:
		c.same++
	default:
		t.Errorf("%s\nwith it: %s, without: %s", p, before, after)
	}
}

func (c *barrierCheck) String() string {
	return fmt.Sprintf("%d tests, %d barriers reported, %d of them idle: %d times the same answer, %d times none in time",
		c.files, c.reported, c.idle, c.same, c.undecided)
}

func newBarrierCheck(t *testing.T, limit time.Duration) *barrierCheck {
	m := lkmm.Model()
	c := &barrierCheck{tools: barrierTools(m), v: verify.New(m, true), deadline: time.Now().Add(limit)}
	t.Cleanup(c.v.Close)
	return c
}

// A barrier that is reported can go: the verdict and the flags stay. That barriers
// are reported at all is what the goldens show.
func TestReportedBarriersAreIdle(t *testing.T) {
	files, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	c := newBarrierCheck(t, time.Hour)
	for _, f := range files {
		c.file(t, f)
	}
	t.Log(c)
	if c.same == 0 {
		t.Error("no barrier was reported")
	}
}

// Random programs have barriers where nobody puts them.
func TestReportedBarriersAreIdleInRandomPrograms(t *testing.T) {
	c := newBarrierCheck(t, time.Hour)
	rapid.Check(t, func(rt *rapid.T) {
		c.text(rt, "random.litmus", progen.Draw(rt))
	})
	t.Log(c)
}

// corpusFolder is a corpus of tests that may lie beside the project.
const corpusFolder = "../../../shared/corpus/litmus"

// corpusTime bounds the time that the corpus takes; what comes first in it is
// spread over all of its folders.
const corpusTime = 25 * time.Second

func TestReportedBarriersAreIdleInCorpus(t *testing.T) {
	var files []string
	if err := filepath.WalkDir(corpusFolder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".litmus") {
			files = append(files, path)
		}
		return err
	}); err != nil {
		t.Skipf("there is no corpus beside the project: %v", err)
	}
	if testing.Short() {
		t.Skip("the corpus is not for short runs")
	}
	// A fixed shuffle: by the middle digits of a product.
	key := func(i int) uint32 { return uint32(i) * 2654435761 }
	index := map[string]int{}
	for i, f := range files {
		index[f] = i
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Compare(key(index[a]), key(index[b])) })
	c := newBarrierCheck(t, corpusTime)
	for _, f := range files {
		if time.Now().After(c.deadline) {
			break
		}
		c.file(t, f)
	}
	t.Logf("%d in the corpus; %s", len(files), c)
}
