package order

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

const litmusTests = "../../testdata/litmus/*.litmus"

// The claims of Of are compared with executions: all sources of reads are tried,
// the evaluator of package cat judges, and the orders are read off what it says.
type oracle struct {
	ctx     context.Context
	model   *cat.Model
	g       *event.Graph
	dom     *event.Domains
	threads []*Thread
	// budget is how many candidates may still be judged.
	budget int
	// executions, ordered, unordered and sometimes count what was compared.
	executions, ordered, unordered, sometimes int
	fail                                      func(format string, args ...any)
}

var errBudget = errors.New("enough candidates")

// compare checks the claims about a program; it reports whether all executions
// were seen.
func (o *oracle) compare(p *prog.Program) (bool, error) {
	var err error
	if o.g, err = event.Build(o.ctx, p, event.Options{MaxPaths: maxPaths, MaxEvents: maxEvents}); err != nil {
		return false, err
	}
	if o.threads, err = Of(o.ctx, o.model, p); err != nil {
		return false, err
	}
	o.dom = o.g.Domains()
	err = o.paths(nil)
	if errors.Is(err, errBudget) {
		return false, nil
	}
	return err == nil, err
}

func (o *oracle) paths(chosen []*event.Path) error {
	if k := len(chosen); k < len(o.g.Paths) {
		for _, p := range o.g.Paths[k] {
			if err := o.paths(append(chosen[:k:k], p)); err != nil {
				return err
			}
		}
		return nil
	}
	l := exec.NewLayout(o.g, chosen)
	v := exec.NewValues(o.g)
	v.Select(chosen)
	rf := make([]int, len(o.g.Events))
	for i := range rf {
		rf[i] = exec.NoSource
	}
	return o.sources(l, v, rf, 0)
}

func (o *oracle) sources(l *exec.Layout, v *exec.Values, rf []int, k int) error {
	if k == len(l.Reads) {
		return o.judge(l, v, rf)
	}
	r := l.Events[l.Reads[k]]
	for _, w := range o.dom.Sources[r] {
		if l.Index[w] < 0 {
			continue
		}
		rf[r] = w
		v.Partial(rf)
		if v.SameAddress(w, r) != exec.False && v.CondsHold() {
			if err := o.sources(l, v, rf, k+1); err != nil {
				return err
			}
		}
	}
	rf[r] = exec.NoSource
	return nil
}

func (o *oracle) judge(l *exec.Layout, v *exec.Values, rf []int) error {
	if o.budget--; o.budget < 0 {
		return errBudget
	}
	if v.Solve(rf) == exec.Dropped || len(v.Errors) > 0 {
		return nil
	}
	s := l.Structure(func(i int) prog.Value {
		a, _ := v.Address(l.Events[i])
		return a
	})
	from := rel.New(s.N)
	for _, r := range l.Reads {
		from.Add(l.Index[rf[l.Events[r]]], r)
	}
	s.Rels["rf"] = from
	classes := map[prog.Value]int{}
	s.Value = make([]int, s.N)
	for i, id := range l.Events {
		s.Value[i] = -1
		if o.g.Events[id].Kind.HasValue() {
			x, _ := v.Value(id)
			if _, ok := classes[x]; !ok {
				classes[x] = len(classes)
			}
			s.Value[i] = classes[x]
		}
	}
	seen := 0
	return o.model.Eval(o.ctx, s, func(out *cat.Outcome) bool {
		o.executions++
		seen++
		o.execution(l, out)
		return seen < 20
	})
}

// ordered returns what an execution orders inside threads: chains of ppo between
// marked events; at a plain access, what fences or an address dependency give.
func ordered(out *cat.Outcome, within *rel.Rel) *rel.Rel {
	get := func(name string) *rel.Rel { return out.Lookup(name).(*rel.Rel) }
	marked := rel.Identity(out.Lookup("Marked").(*rel.Set))
	step := marked.Seq(get("ppo")).Seq(marked)
	fence := get("nonrw-fence").Union(get("wmb")).Union(get("rmb"))
	step = step.Union(fence).Union(marked.Seq(get("addr"))).Inter(within)
	return step.Union(step.Seq(marked).Seq(step.Star()).Seq(marked).Seq(step)).Union(
		step.Seq(marked.Seq(step).Seq(marked).Star()).Seq(step))
}

// execution checks the claims against one execution.
func (o *oracle) execution(l *exec.Layout, out *cat.Outcome) {
	within := rel.New(l.Len())
	for a, s := range l.Thread {
		for b, t := range l.Thread {
			if s == t && s >= 0 {
				within.Add(a, b)
			}
		}
	}
	given := ordered(out, within)
	for t, p := range l.Paths {
		o.thread(o.threads[t], p, func(i, j int) bool {
			return given.Has(l.Index[p.Events[i]], l.Index[p.Events[j]])
		})
	}
}

func (o *oracle) thread(th *Thread, p *event.Path, before func(i, j int) bool) {
	number := map[source.Span]int{}
	for k, a := range th.Accesses {
		number[a.Span] = k
	}
	index := map[int]int{}
	for _, id := range p.Events {
		if e := o.g.Events[id]; isAccess(e) {
			index[id] = number[e.Span]
		}
	}
	inst := (&eval{g: o.g, path: p}).instances(index)
	for _, a := range inst {
		for _, b := range inst {
			if a.access < b.access && a.before(b, p.PO) {
				o.pair(th, a, b, before)
			}
		}
	}
}

func (o *oracle) pair(th *Thread, a, b instance, before func(i, j int) bool) {
	show := func() string {
		return fmt.Sprintf("%s and %s", quote(th.Accesses[a.access].Span), quote(th.Accesses[b.access].Span))
	}
	if !th.Together(a.access, b.access) {
		o.fail("%s are said never to run in this order", show())
	}
	some := false
	for _, x := range a.at {
		for _, y := range b.at {
			some = some || before(x, y)
		}
	}
	claim := th.Find(a.access, b.access)
	switch {
	case claim == nil:
		o.unordered++
		if some {
			o.fail("%s are said to be unordered, and are ordered here", show())
		}
	case claim.Always:
		o.ordered++
		x, y := a.last(), b.first()
		if claim.OnlyRead {
			x = a.first()
		}
		if claim.OnlyWrite {
			y = b.last()
		}
		if !before(x, y) {
			o.fail("%s are said to be ordered by %v, and are not here", show(), claim.Ways)
		}
		if len(claim.Ways) == 0 {
			o.fail("%s are ordered for no reason", show())
		}
	default:
		o.sometimes++
	}
}

func parse(name, text string) (*prog.Program, bool) {
	p, problems := litmus.Parse(source.NewFile(name, text), litmus.Options{Primitives: kernel.Builtin()})
	return p, p != nil && !problems.HasErrors()
}

func TestAgainstExecutions(t *testing.T) {
	files, err := filepath.Glob(litmusTests)
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	m := lkmm.Model()
	complete, total := 0, oracle{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, ok := parse(file, string(text))
		if !ok {
			t.Fatalf("%s: cannot be read", file)
		}
		o := &oracle{ctx: context.Background(), model: m, budget: 60}
		o.fail = func(format string, args ...any) { t.Errorf("%s: "+format, append([]any{file}, args...)...) }
		all, err := o.compare(p)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if all {
			complete++
		}
		total.add(o)
	}
	t.Logf("%d of %d tests whole; %s", complete, len(files), total.String())
	if total.executions < len(files) || total.ordered == 0 || total.unordered == 0 {
		t.Errorf("little was compared: %s", total.String())
	}
}

func (o *oracle) add(x *oracle) {
	o.executions += x.executions
	o.ordered += x.ordered
	o.unordered += x.unordered
	o.sometimes += x.sometimes
}

func (o *oracle) String() string {
	return fmt.Sprintf("%d executions with %d pairs ordered as claimed, %d unordered as claimed, %d claimed to be ordered sometimes",
		o.executions, o.ordered, o.unordered, o.sometimes)
}

// Random programs have combinations that nobody writes.
func TestAgainstExecutionsOfRandomPrograms(t *testing.T) {
	m := lkmm.Model()
	total := oracle{}
	rapid.Check(t, func(rt *rapid.T) {
		p, ok := parse("random", progen.Draw(rt))
		if !ok {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		o := &oracle{ctx: ctx, model: m, budget: 30}
		o.fail = func(format string, args ...any) { rt.Fatalf(format, args...) }
		var limit *event.LimitError
		if _, err := o.compare(p); err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.As(err, &limit) {
			rt.Fatal(err)
		}
		total.add(o)
	})
	t.Log(total.String())
}
