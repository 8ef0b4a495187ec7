package verify_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/theory"
	"github.com/lkmm-tools/fencepost/smt/encode"
	"github.com/lkmm-tools/fencepost/smt/verify"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// stageTests are a test of plain accesses, one with locks, one with RCU and one
// with paths and loops.
func stageTests() []string {
	return []string{"isa2-release-acquire", "mp-through-lock", "rcu-two-readers-two-gps", "mp-wait-loop-relaxed"}
}

// stage is a test on its way through the pipeline.
type stage struct {
	text  string
	macro *kernel.Table
	prog  *prog.Program
	graph *event.Graph
}

// eachStage runs a benchmark of one stage on every test.
func eachStage(b *testing.B, run func(b *testing.B, s *stage)) {
	macro := kernel.Builtin()
	for _, name := range stageTests() {
		text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "litmus", name+".litmus"))
		if err != nil {
			b.Fatal(err)
		}
		s := &stage{text: string(text), macro: macro}
		s.prog = s.parse(b)
		if s.graph, err = event.Build(context.Background(), s.prog, event.Options{}); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			run(b, s)
		})
	}
}

func (s *stage) parse(b *testing.B) *prog.Program {
	p, problems := litmus.Parse(source.NewFile("stage.litmus", s.text), litmus.Options{Primitives: s.macro})
	if problems.HasErrors() {
		b.Fatal(problems.String())
	}
	return p
}

// BenchmarkParse reads a test.
func BenchmarkParse(b *testing.B) {
	eachStage(b, func(b *testing.B, s *stage) {
		for b.Loop() {
			s.parse(b)
		}
	})
}

// BenchmarkBuild unrolls a test.
func BenchmarkBuild(b *testing.B) {
	eachStage(b, func(b *testing.B, s *stage) {
		for b.Loop() {
			if _, err := event.Build(context.Background(), s.prog, event.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkDomains finds the possible values and sources.
func BenchmarkDomains(b *testing.B) {
	eachStage(b, func(b *testing.B, s *stage) {
		for b.Loop() {
			s.graph.Domains()
		}
	})
}

// frame returns the frame of the first path of every thread, without what other
// paths or the condition would add.
func (s *stage) frame() *theory.Frame {
	var paths []*event.Path
	for _, list := range s.graph.Paths {
		paths = append(paths, list[0])
	}
	l := exec.NewLayout(s.graph, paths)
	v := exec.NewValues(s.graph)
	v.Select(paths)
	v.Partial(nil)
	st := l.Structure(func(i int) prog.Value {
		a, _ := v.Address(l.Events[i])
		return a
	})
	may := rel.New(len(l.Events))
	for _, r := range l.Reads {
		for _, w := range s.graph.Domains().Sources[l.Events[r]] {
			if i := l.Index[w]; i >= 0 && st.Loc[i] == st.Loc[r] {
				may.Add(i, r)
			}
		}
	}
	return &theory.Frame{
		Structure: st, RFMay: may, RFMust: rel.New(len(l.Events)), Thread: l.Thread,
		Observed: map[int]bool{}, Threads: len(paths),
	}
}

// BenchmarkCompile specialises the model to one frame.
func BenchmarkCompile(b *testing.B) {
	model := lkmm.Model()
	eachStage(b, func(b *testing.B, s *stage) {
		f := s.frame()
		for b.Loop() {
			if _, err := theory.Compile(model, f); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkEvaluate evaluates the specialised model on one candidate, in which
// every read reads from the first write that it may, without coherence.
func BenchmarkEvaluate(b *testing.B) {
	model := lkmm.Model()
	eachStage(b, func(b *testing.B, s *stage) {
		f := s.frame()
		in, err := theory.Compile(model, f)
		if err != nil {
			b.Fatal(err)
		}
		rf, read := rel.New(f.RFMay.Size()), map[int]bool{}
		for _, p := range f.RFMay.Pairs() {
			if !read[p.To] {
				read[p.To] = true
				rf.Add(p.From, p.To)
			}
		}
		values := make([]int, f.RFMay.Size())
		for b.Loop() {
			in.SetRF(rf, values)
			for k := range in.Choices {
				in.Pick(k, 0)
			}
			in.ChoicesDone()
			in.OrdersDone()
			in.Consistent(theory.AtOrders)
		}
	})
}

// BenchmarkRound encodes a test and asks the warm solver for its first
// candidate, which is one round of refinement without the evaluation.
func BenchmarkRound(b *testing.B) {
	solver := z3.New(z3.Options{})
	defer solver.Close()
	eachStage(b, func(b *testing.B, s *stage) {
		dom := s.graph.Domains()
		for b.Loop() {
			solver.Reset()
			p, err := encode.New(context.Background(), solver, s.prog, s.graph, dom, encode.Options{Coherent: true})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := solver.Check(context.Background(), p.Assume(p.Holds[0], false, true)...); err != nil {
				b.Fatal(err)
			}
			if p.Holds[0] != encode.False {
				p.Model()
			}
		}
	})
}

// BenchmarkVerify decides a whole test with a warm verifier.
func BenchmarkVerify(b *testing.B) {
	model := lkmm.Model()
	for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
		b.Run(engine.String(), func(b *testing.B) {
			v := verify.New(model, true)
			defer v.Close()
			eachStage(b, func(b *testing.B, s *stage) {
				for b.Loop() {
					if _, err := v.Verify(context.Background(), s.prog, verify.Options{Engine: engine}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
