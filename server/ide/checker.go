package ide

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Checker checks inputs. It is used by one goroutine at a time, as its engine
// is.
type Checker struct {
	// Parse reads an input.
	Parse Frontend
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

// Check checks every test of an input. It returns at least one result: an
// input without any test gives one that holds the problems.
func (c *Checker) Check(ctx context.Context, f *source.File) []TestResult {
	start := time.Now()
	programs, problems := c.parse(f)
	problems.Sort()
	return c.check(ctx, f, programs, problems, start)
}

// check verifies the tests that an input was found to hold.
func (c *Checker) check(ctx context.Context, f *source.File, programs []*prog.Program, problems diag.List, start time.Time) []TestResult {
	// The results' own problems must not end up in the caller's list.
	problems.Problems = slices.Clip(problems.Problems)
	if len(programs) == 0 || problems.HasErrors() {
		r := TestResult{File: f, Problems: problems}
		if len(programs) > 0 {
			r.Program = programs[0]
		}
		c.finish(&r, start)
		return []TestResult{r}
	}
	results := make([]TestResult, 0, len(programs))
	for i, p := range programs {
		r := TestResult{File: f, Program: p}
		if i == 0 {
			// Problems are not filed by test, so that they are shown once.
			r.Problems = problems
		}
		c.verify(ctx, &r)
		c.finish(&r, start)
		results = append(results, r)
		start = time.Now()
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
	var expect *prog.Expectation
	if r.Program != nil {
		expect = r.Program.Expect
	}
	r.Judgement = Judge(expect, r.Verify)
	r.Outcome = r.outcome(c.Whole)
	r.Millis = float64(time.Since(start).Nanoseconds()) / 1e6
}

// parse calls the front end, with a check that the input is text at all.
func (c *Checker) parse(f *source.File) (programs []*prog.Program, problems diag.List) {
	if i := strings.IndexByte(f.Text(), 0); i >= 0 {
		problems.Errorf(CodeBinary, f.Span(i, i+1), "this is not a text file: it has a NUL byte")
		return nil, problems
	}
	defer func() {
		if v := recover(); v != nil {
			programs, problems = nil, diag.List{}
			c.caught(f, &problems, f.Span(0, 0), v)
		}
	}()
	programs, problems = c.Parse(f)
	if len(programs) == 0 && !problems.HasErrors() {
		problems.Errorf(CodeInternal, f.Span(0, 0), "internal error: the input gave neither a test nor an error")
	}
	return programs, problems
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
		r.Problems.Warnf(CodeNoExecution, place(r),
			"no execution of this test ends within the loop bound, so its verdict says nothing; allow more iterations, for instance with a line `Unroll=N` before the init block")
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
	default:
		return r.File.Span(0, 0)
	}
}

func cancelled() *verify.Result {
	return &verify.Result{Status: verify.Cancelled, Reason: "cancelled"}
}
