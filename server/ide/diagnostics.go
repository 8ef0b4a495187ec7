package ide

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// CheckDocument is Check for a text that was read before. The places in the
// results are places in d.File.
func (c *Checker) CheckDocument(ctx context.Context, d *Document) []TestResult {
	d.PrepareOrders(ctx)
	return c.check(ctx, d.File, d.Input, time.Now())
}

// Diagnostics returns all that is to be shown in the text, in its order: the
// front end's problems, what the results say, and what looks like a mistake.
// Results that are not of this text are left out.
func (d *Document) Diagnostics(results []TestResult) diag.List {
	var l diag.List
	for _, p := range d.Problems.Problems {
		d.addProblem(&l, p)
	}
	l.Append(d.sharedProblems())
	// CheckDocument has prepared what this needs; it is bounded by maxOrders if not.
	l.Append(d.barrierProblems(context.Background()))
	for i := range results {
		if r := &results[i]; d.isOf(r) {
			d.addResult(&l, r)
		}
	}
	l.Sort()
	return l
}

// isOf reports whether a result is about this text.
func (d *Document) isOf(r *TestResult) bool {
	return r.File == d.File || r.File != nil && r.File.Text() == d.File.Text()
}

// local returns the place in this document's file of a span of a file with equal
// text.
func (d *Document) local(s source.Span) source.Span {
	if s.File == nil || s.File == d.File {
		return s
	}
	if s.File.Text() != d.File.Text() {
		return s // in another input, such as the memory model
	}
	return d.File.Span(s.Start, s.End)
}

// addResult adds what one result says.
func (d *Document) addResult(l *diag.List, r *TestResult) {
	for _, p := range r.Problems.Problems {
		d.addProblem(l, p)
	}
	switch res := r.Verify; {
	case res == nil || r.Program == nil:
		return
	case res.Status == verify.RuntimeError && res.Problem != nil:
		d.runtimeError(l, r)
	case res.Status != verify.Decided:
		d.undecided(l, r)
	}
	if r.Decided() == nil {
		return
	}
	var found diag.List
	d.unexpected(&found, r)
	d.violations(&found, r)
	d.flags(&found, r)
	d.bounded(&found, r)
	for _, p := range found.Problems {
		d.addProblem(l, p)
	}
}

// addProblem adds a problem that is not in the list yet. One whose place is in
// another input is shown at the start of the text, related to that place.
func (d *Document) addProblem(l *diag.List, p *diag.Problem) {
	q := *p
	q.Span = d.local(p.Span)
	if q.Span.File != d.File {
		q.Span = d.File.Span(0, 0)
		q.Related = append([]diag.Related{{Span: p.Span, Message: "here"}}, p.Related...)
		q.Fixes = nil
	}
	for _, other := range l.Problems {
		if sameProblem(other, &q) {
			return
		}
	}
	l.Problems = append(l.Problems, &q)
}

// header returns where problems of a whole test are shown.
func (d *Document) header(r *TestResult) source.Span { return d.local(place(r)) }

// undecided adds why there is no verdict, and what can be done. Who cancels knows
// that there is none.
func (d *Document) undecided(l *diag.List, r *TestResult) {
	var advice string
	switch r.Verify.Status {
	case verify.Timeout:
		advice = "allow more time, lower the loop bound, or leave out what the question does not need"
	case verify.Limit:
		advice = "leave out what the question does not need"
	case verify.Cancelled:
		return
	case verify.Decided, verify.RuntimeError:
		panic("ide: a decided test is not undecided")
	default:
		panic(fmt.Sprintf("ide: unhandled status %d", r.Verify.Status))
	}
	l.Warnf(CodeUndecided, d.header(r), "there is no verdict: %s; %s", r.UndecidedReason(), advice)
}

// bounded adds that a verdict holds up to the loop bound only. It is shown at the
// loop if there is but one.
func (d *Document) bounded(l *diag.List, r *TestResult) {
	if !r.Verify.Bounded {
		return
	}
	var conds []source.Span
	for _, t := range r.Program.Threads {
		eachLoop(t.Body, func(at source.Span) {
			// A function that is inlined twice has its loops twice.
			if at = d.local(at); !slices.Contains(conds, at) {
				conds = append(conds, at)
			}
		})
	}
	at, what := d.header(r), "some loop"
	if len(conds) == 1 && conds[0].File == d.File {
		at, what = conds[0], "this loop"
	}
	stands := r.Verify.Observation == verify.Sometimes
	if r.hasProperties() {
		stands = !pendingProperty(r.Verify)
	}
	if stands {
		l.Hintf(CodeLoopBound, at, "%s can go on after the loop bound; the verdict stands, but what else the longer executions show is not known", what)
		return
	}
	p := l.Warnf(CodeLoopBound, at, "%s can go on after the loop bound, so the verdict holds up to that bound only", what)
	if len(conds) > 1 {
		for _, c := range conds {
			p.Relate(c, "a loop")
		}
	}
}

// eachLoop calls f for the conditions of the loops in a list of statements, outer
// ones first, and for where a recursion is cut.
func eachLoop(body []prog.Stmt, f func(at source.Span)) {
	for _, s := range body {
		switch s := s.(type) {
		case *prog.Cut:
			f(s.Span())
		case *prog.While:
			f(s.Cond.Span())
			eachLoop(s.Body, f)
		case *prog.If:
			eachLoop(s.Then, f)
			eachLoop(s.Else, f)
		case *prog.Block:
			eachLoop(s.Body, f)
		case *prog.Assign, *prog.Together, *prog.Eval, *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock,
			*prog.SyncSrcu, *prog.CloseSrcu, *prog.Break, *prog.Assume:
		default:
			panic(fmt.Sprintf("ide: unhandled %T", s))
		}
	}
}

// unexpected adds that the author expects something else.
func (d *Document) unexpected(l *diag.List, r *TestResult) {
	expect := r.Program.Expect
	if r.Judgement.Reason == "" || expect == nil {
		return
	}
	at := d.expectationSpan(r.Program)
	p := l.Errorf(CodeUnexpected, at, "%s", r.Judgement.Reason)
	if race := d.firstRace(r.Verify); race.IsValid() && !expect.DataRace {
		p.Relate(race, "the race")
	} else if c := r.Program.Cond; c != nil {
		if span := d.local(c.Span); span.IsValid() {
			p.Relate(span, "%s", r.Verdict())
		}
	}
	title, edits := d.correctExpectation(r)
	if len(edits) > 0 {
		p.Fixes = append(p.Fixes, diag.Fix{Title: title, Edits: edits})
	}
}

// firstRace returns the first place of a data race, or no place.
func (d *Document) firstRace(res *verify.Result) source.Span {
	for i := range res.Flags {
		if f := &res.Flags[i]; f.Name == DataRaceFlag {
			if pairs := d.flaggedPairs(f); len(pairs) > 0 {
				return pairs[0][0].span
			}
		}
	}
	return source.Span{}
}

// dataRaceWord announces a data race in a Result comment.
const dataRaceWord = "DATARACE"

// observedWords returns the expectation that the answer meets.
func observedWords(res *verify.Result) string {
	word := res.Observation.String()
	if res.NoExecution {
		word = expectDeadlock
	}
	if HasFlag(res, DataRaceFlag) {
		word += " " + dataRaceWord
	}
	return word
}

// correctExpectation returns the edits that make the Result comment say what was
// found. They leave everything else in the comment alone.
func (d *Document) correctExpectation(r *TestResult) (title string, edits []diag.Edit) {
	expect := r.Program.Expect
	at := d.local(expect.Span)
	text := at.Text()
	word := strings.Index(text, expect.Word)
	if word < 0 || expect.Word == "" {
		return "", nil
	}
	if r.Verify.NoExecution && r.Verify.Bounded {
		return "", nil // the loops hide the answer, and it is no deadlock
	}
	found, _, _ := strings.Cut(observedWords(r.Verify), " ")
	raced := HasFlag(r.Verify, DataRaceFlag)
	// One edit: from the word up to the announcement of the race, if there is one.
	end := word + len(expect.Word)
	old := strings.Index(text, dataRaceWord)
	between := ""
	switch {
	case expect.DataRace && old < end:
		return "", nil // in a form that we don't understand
	case expect.DataRace && !raced:
		between = strings.TrimRight(text[end:old], " \t")
		end = old + len(dataRaceWord)
	case !expect.DataRace && raced:
		between = " " + dataRaceWord
	}
	edit := diag.Edit{Span: d.File.Span(at.Start+word, at.Start+end), Text: found + between}
	return fmt.Sprintf("Change the expectation to `%s`", observedWords(r.Verify)), []diag.Edit{edit}
}
