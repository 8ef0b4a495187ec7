package verify_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// fuzzTimeout is the time limit of a test while fuzzing, fuzzGrace what it may
// take beyond it on a busy machine.
const (
	fuzzTimeout = 300 * time.Millisecond
	fuzzGrace   = 5 * time.Second
)

// FuzzVerify takes any text all the way to a verdict, by both engines: neither
// may panic, find a fault in itself, or run on; and where both decide, they agree.
func FuzzVerify(f *testing.F) {
	for _, dir := range []string{"litmus", "hostile", "scaling", "bounded"} {
		files, err := filepath.Glob("../../testdata/" + dir + "/*.litmus")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	table := kernel.Builtin()
	// One solver for all texts: starting one takes longer than most of them do.
	v := verify.New(lkmm.Model(), true)
	defer v.Close()
	f.Fuzz(func(t *testing.T, text string) {
		p, problems := litmus.Parse(source.NewFile("in.litmus", text), litmus.Options{Primitives: table})
		if p == nil || problems.HasErrors() {
			return
		}
		var answers []*verify.Result
		for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
			start := time.Now()
			r, err := v.Verify(context.Background(), p, verify.Options{Engine: engine, Timeout: fuzzTimeout, Paranoid: true})
			if err != nil {
				t.Fatalf("%s: %v", engine, err)
			}
			if took := time.Since(start); took > fuzzTimeout+fuzzGrace {
				t.Errorf("%s took %v", engine, took)
			}
			if r.Status == verify.RuntimeError && (r.Problem == nil || !r.Problem.Span.IsValid()) {
				t.Errorf("%s: a run-time error without a place: %v", engine, r.Problem)
			}
			answers = append(answers, r)
		}
		native, smt := answers[0], answers[1]
		settled := func(r *verify.Result) bool { return r.Status == verify.Decided || r.Status == verify.RuntimeError }
		if !settled(native) || !settled(smt) {
			return
		}
		if native.Status != smt.Status {
			t.Fatalf("native: %s %v; smt: %s %v", native.Status, native.Problem, smt.Status, smt.Problem)
		}
		if native.Status == verify.RuntimeError {
			return // which of several errors is found first is up to the engine
		}
		if native.Observation != smt.Observation || native.Holds != smt.Holds || native.NoExecution != smt.NoExecution ||
			native.Loop != smt.Loop || native.Bounded != smt.Bounded || !slices.Equal(flagsOf(native), flagsOf(smt)) {
			t.Errorf("native: %s holds %t, none %t, loop %t %t, %v\nsmt: %s holds %t, none %t, loop %t %t, %v",
				native.Observation, native.Holds, native.NoExecution, native.Loop, native.Bounded, flagsOf(native),
				smt.Observation, smt.Holds, smt.NoExecution, smt.Loop, smt.Bounded, flagsOf(smt))
		}
	})
}

func flagsOf(r *verify.Result) []string {
	var names []string
	for _, f := range r.Flags {
		names = append(names, f.Name)
	}
	return names
}
