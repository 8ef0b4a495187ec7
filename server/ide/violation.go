package ide

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/source"
)

// violations adds the properties that do not hold, at their places: an assertion at
// the assertion, a property of a test at its directive.
func (d *Document) violations(l *diag.List, r *TestResult) {
	for i, a := range r.PropertyAnswers() {
		if a.Verdict != PropertyViolated {
			continue
		}
		at := d.local(a.Span)
		if at.File != d.File {
			at = d.header(r)
		}
		p := l.Errorf(CodeViolated, at, "%s: %s", violation(a.Property), PropertyText(a.Property))
		if x := r.Verify.Properties[i].Execution; x != nil {
			d.relateExecution(p, x)
		}
	}
}

// runtimeError adds a run-time error, with what led there.
func (d *Document) runtimeError(l *diag.List, r *TestResult) {
	p := *r.Verify.Problem
	if x := r.Verify.ProblemExecution; x != nil && r.Program.Strict {
		p.Related = append([]diag.Related(nil), p.Related...)
		d.relateExecution(&p, x)
	}
	d.addProblem(l, &p)
}

// maxRelated is how many accesses are related to a problem.
const maxRelated = 6

// relateExecution relates a problem to the accesses by which the threads of an
// execution met: the reads of what another thread wrote, with that write, and the
// reads that missed one.
func (d *Document) relateExecution(p *diag.Problem, x *exec.Execution) {
	b := newGraphBuilder(&Graph{}, x)
	seen := map[source.Span]bool{p.Span: true}
	relate := func(i int) {
		e := x.Events[i]
		span := d.local(e.Span)
		if !e.Kind.IsAccess() || e.Kind == event.Init || span.File != d.File || seen[span] || len(p.Related) >= maxRelated {
			return
		}
		seen[span] = true
		p.Relate(span, "%s %s", nameOfThread(x.Prog, e.Thread), b.eventEffectAlone(i))
	}
	for _, pair := range x.RF.Pairs() {
		switch w, read := x.Events[pair.From], x.Events[pair.To]; {
		case w.Thread >= 0 && w.Thread != read.Thread:
			relate(pair.From)
			relate(pair.To)
		case w.Thread < 0:
			b.eachMissed(pair.From, pair.To, func(missed int) {
				relate(pair.To)
				relate(missed)
			})
		}
	}
}

// eachMissed calls f for the writes of other threads that a read does not see, since
// it sees an earlier one.
func (b *graphBuilder) eachMissed(seen, read int, f func(missed int)) {
	b.x.CO.EachTo(seen, func(w int) {
		if e := b.x.Events[w]; e.Kind == event.Write && e.Thread != b.x.Events[read].Thread {
			f(w)
		}
	})
}

// eventEffectAlone is what one event did, in words that name no other access.
func (b *graphBuilder) eventEffectAlone(i int) string {
	e := b.x.Events[i]
	if e.Kind == event.Read && e.Tag != tagSrcuLock {
		text := "reads " + b.cell(e) + "=" + b.value(e)
		if s := b.source[i]; s >= 0 && b.x.Events[s].Kind == event.Init {
			text += ", the initial value"
		}
		return text
	}
	if text := b.eventEffect(i); text != "" {
		return text
	}
	return "is here"
}
