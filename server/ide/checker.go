package ide

import (
	"context"
	"errors"
	"runtime/debug"
	"strings"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Checker checks inputs. It is used by one goroutine at a time, as its engine
// is.
type Checker struct {
	// Parse reads an input; see Tools.Parser.
	Parse func(f *source.File) *Input
	// NewEngine makes the engine. It is called when the first test needs one,
	// and again after an engine has panicked: that engine's state is unknown.
	NewEngine func() Engine
	// Options are what is asked of each test.
	Options verify.Options
	// Whole makes a test whose states and counts were not all listed undecided,
	// for readers to whom a verdict without them is of no use.
	Whole bool
	// OnPanic, if not nil, is told of each panic that was caught, for the log.
	OnPanic func(f *source.File, value any, stack []byte)

	engine Engine
}

// Check checks every test of an input: a result a test, in their order, then one
// without a test if the input has errors that belong to none.
func (c *Checker) Check(ctx context.Context, f *source.File) []TestResult {
	start := time.Now()
	return c.check(ctx, f, c.parse(f), start)
}

// check verifies the tests that an input was found to hold.
func (c *Checker) check(ctx context.Context, f *source.File, in *Input, start time.Time) []TestResult {
	results := make([]TestResult, 0, len(in.Tests)+1)
	for i := range in.Tests {
		t := &in.Tests[i]
		r := TestResult{File: f, Language: in.Language, Test: t.Name, Span: t.Span, Program: t.Program}
		if i == 0 && !in.Problems.HasErrors() {
			r.Problems.Append(in.Problems)
		}
		// The results' own problems must not end up in the input's list.
		r.Problems.Append(t.Problems)
		r.Problems.Sort()
		if !t.failed() {
			c.verify(ctx, &r)
		}
		c.finish(&r, start)
		results = append(results, r)
		start = time.Now()
	}
	if in.Problems.HasErrors() {
		r := TestResult{File: f, Language: in.Language}
		r.Problems.Append(in.Problems)
		r.Problems.Sort()
		c.finish(&r, start)
		results = append(results, r)
	}
	return results
}

// Close frees the engine. The checker can be used again and then makes a new one.
func (c *Checker) Close() {
	if e, ok := c.engine.(Closer); ok {
		e.Close()
	}
	c.engine = nil
}

// finish fills in what follows from the rest of the result.
func (c *Checker) finish(r *TestResult, start time.Time) {
	r.Judgement = Judge(r.Program, r.Verify)
	r.Outcome = r.outcome(c.Whole)
	r.Millis = float64(time.Since(start).Nanoseconds()) / 1e6
}

// parse calls the front end, with a check that the input is text at all.
func (c *Checker) parse(f *source.File) (in *Input) {
	if i := strings.IndexByte(f.Text(), 0); i >= 0 {
		var problems diag.List
		problems.Errorf(CodeBinary, f.Span(i, i+1), "this is not a text file: it has a NUL byte")
		return &Input{Problems: problems}
	}
	defer func() {
		if v := recover(); v != nil {
			in = &Input{}
			c.caught(f, &in.Problems, f.Span(0, 0), v)
		}
	}()
	return c.Parse(f)
}

// verify asks the engine about r's program.
func (c *Checker) verify(ctx context.Context, r *TestResult) {
	defer func() {
		if v := recover(); v != nil {
			c.engine = nil
			r.Verify = nil
			c.caught(r.File, &r.Problems, place(r), v)
		}
	}()
	if ctx.Err() != nil {
		r.Verify = cancelled()
		return
	}
	if c.engine == nil {
		c.engine = c.NewEngine()
	}
	res, err := c.engine.Verify(ctx, r.Program, c.Options)
	switch {
	case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		res = cancelled()
	case err != nil:
		addError(&r.Problems, place(r), err)
		return
	case res == nil:
		r.Problems.Errorf(CodeInternal, place(r), "internal error: the engine gave no result")
		return
	case res.Status == verify.RuntimeError && res.Problem == nil:
		var l diag.List
		res.Problem = l.Errorf(CodeInternal, place(r), "internal error: run-time error without a place: %s", res.Reason)
	}
	r.Verify = res
	if res.FreeUnchecked {
		r.Problems.Warnf(CodeFreeUnchecked, place(r),
			"this test frees memory, and the memory model has no flag for its use afterwards, which is not looked for")
	}
	if res.Status == verify.Decided && res.NoExecution {
		r.warnNoExecution()
	}
}

// warnNoExecution adds a warning where the author did not announce it: the
// verdict of a program that cannot run is of no use to anyone.
func (r *TestResult) warnNoExecution() {
	if e := r.Program.Expect; e != nil && e.Word == expectDeadlock {
		return
	}
	if r.Verify.Bounded {
		how := "a line `Unroll=N` before the init block"
		if r.hasProperties() {
			how = "`@lkmm unroll N`"
		}
		r.Problems.Warnf(CodeNoExecution, place(r),
			"no execution of this test ends within the loop bound, so its verdict says nothing; allow more iterations, for instance with %s", how)
		return
	}
	r.Problems.Warnf(CodeNoExecution, place(r),
		"no execution of this test is possible: it deadlocks, or what it waits for can never happen, so its verdict says nothing")
}

// addError reports an engine's error. One that is a placed problem already
// keeps its place, for instance in the text of the memory model.
func addError(l *diag.List, at source.Span, err error) {
	var p *diag.Problem
	if errors.As(err, &p) && p.Severity == diag.Error {
		l.Problems = append(l.Problems, p)
		return
	}
	l.Errorf(CodeInternal, at, "internal error: %v", err)
}

// caught reports a panic as a problem of the input, so that the other inputs
// are still checked.
func (c *Checker) caught(f *source.File, l *diag.List, at source.Span, value any) {
	if c.OnPanic != nil {
		c.OnPanic(f, value, debug.Stack())
	}
	l.Errorf(CodeInternal, at, "internal error: %v (please report this with the input)", value)
}

// place returns where problems of the whole test are shown.
func place(r *TestResult) source.Span {
	switch {
	case r.Program != nil && r.Program.Span.IsValid():
		return r.Program.Span
	case r.Span.IsValid():
		return r.Span
	default:
		return r.File.Span(0, 0)
	}
}

func cancelled() *verify.Result {
	return &verify.Result{Status: verify.Cancelled, Reason: "cancelled"}
}
