package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"

	"go.uber.org/zap"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/report"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// batch checks many inputs at the same time and reports in their order.
type batch struct {
	cli     *cli
	inputs  []input
	jobs    int
	tools   *ide.Tools
	files   *ide.Files
	options verify.Options
	// whole is set when the format cannot do without states and counts.
	whole    bool
	printer  report.Printer
	progress *progress
	// summary is complete once run has returned.
	summary report.Summary

	mu   sync.Mutex
	next int
}

func (c *cli) newBatch(f *verifyFlags, tools *ide.Tools, inputs []input) *batch {
	whole := f.format.value == report.FormatHerd
	options := verify.Options{
		Engine:    f.engine.value,
		States:    f.states || whole,
		Witnesses: f.witnesses || whole,
		Timeout:   f.timeout,
		Unroll:    f.unroll,
		Paranoid:  f.paranoid,
		MemoryMB:  f.memory,
	}
	return &batch{
		cli:     c,
		inputs:  inputs,
		jobs:    max(1, min(f.jobs, len(inputs))),
		tools:   tools,
		files:   newFiles(f.defines),
		options: options,
		whole:   whole,
		printer: report.New(f.format.value, c.textOptions(report.Options{
			States: options.States, Witnesses: options.Witnesses, Model: tools.Model, Quiet: f.quiet,
		}, true)),
		progress: newProgress(c.stderr, len(inputs), f.quiet),
	}
}

// run checks all inputs, or those that were begun when the context ended. The
// error is one of writing the report.
func (b *batch) run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ordered := report.NewOrdered(b.emit)
	var wg sync.WaitGroup
	for range b.jobs {
		wg.Go(func() { b.work(ctx, stop, ordered) })
	}
	wg.Wait()
	b.progress.finish()
	b.summary.NotStarted = len(b.inputs) - b.next
	return writeError(ordered.Err())
}

// writeError words an error of writing the report.
func writeError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write the report: %s", reason(err))
}

// work checks one input after the other. Each worker has an engine of its own:
// engines keep solver state and are not for use by several goroutines.
func (b *batch) work(ctx context.Context, stop context.CancelCauseFunc, ordered *report.Ordered) {
	checker := &ide.Checker{
		NewEngine: b.tools.NewEngine,
		Options:   b.options,
		Whole:     b.whole,
		OnPanic:   b.logPanic,
	}
	defer checker.Close()
	for {
		i, ok := b.take(ctx)
		if !ok {
			return
		}
		if err := ordered.Put(i, b.check(ctx, checker, b.inputs[i])); err != nil {
			stop(err)
			return
		}
	}
}

// take returns the number of the next input, in order.
func (b *batch) take(ctx context.Context) (int, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == len(b.inputs) || ctx.Err() != nil {
		return 0, false
	}
	b.next++
	return b.next - 1, true
}

// check checks one input and renders the report on it, so that nothing else of
// it needs to be kept until its turn comes.
func (b *batch) check(ctx context.Context, checker *ide.Checker, in input) report.Chunk {
	var results []ide.TestResult
	switch f, err := in.read(ctx, b.cli.stdin); {
	case err == nil:
		checker.Parse = b.tools.Parser(b.files.Around(in.path))
		results = checker.Check(ctx, f)
	case errors.Is(err, context.Canceled):
		results = []ide.TestResult{ide.Interrupted(in.name())}
	default:
		results = []ide.TestResult{ide.Unreadable(in.name(), err.Error())}
	}
	var out, errs bytes.Buffer
	chunk := report.Chunk{}
	if len(results) == 0 && !in.found {
		fmt.Fprintf(&errs, "fencepost: %s: %s\n", in.name(), noTests)
	}
	for i := range results {
		r := &results[i]
		b.print(&out, &errs, r)
		b.logResult(r)
		chunk.Outcomes = append(chunk.Outcomes, r.Outcome)
	}
	chunk.Out, chunk.Errs = out.Bytes(), errs.Bytes()
	return chunk
}

// print renders one result. Should that fail, the input gets an internal error
// in its place, and the others their reports.
func (b *batch) print(out, errs *bytes.Buffer, r *ide.TestResult) {
	outLen, errsLen := out.Len(), errs.Len()
	defer func() {
		if v := recover(); v != nil {
			b.logPanic(r.File, v, debug.Stack())
			out.Truncate(outLen)
			errs.Truncate(errsLen)
			*r = ide.Unreadable(r.File.Name, fmt.Sprintf("internal error in the report: %v", v))
			b.printer.Print(out, errs, r)
		}
	}()
	b.printer.Print(out, errs, r)
}

// emit writes one input's report and counts its outcomes.
func (b *batch) emit(c report.Chunk) error {
	for _, o := range c.Outcomes {
		b.summary.Add(o)
		b.cli.status.addOutcome(o)
	}
	if len(c.Out)+len(c.Errs) > 0 {
		b.progress.hide()
	}
	err := write(b.cli.stderr, c.Errs)
	if outErr := write(b.cli.stdout, c.Out); outErr != nil {
		err = outErr
	}
	b.progress.advance()
	return err
}

func write(f *os.File, text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := f.Write(text)
	return err
}

func (b *batch) logPanic(f *source.File, value any, stack []byte) {
	if b.cli.logs.on() {
		b.cli.logs.get(b.cli.stderr).Error("panic",
			zap.String("file", f.Name), zap.Any("value", value), zap.ByteString("stack", stack))
	}
}

func (b *batch) logResult(r *ide.TestResult) {
	if !b.cli.logs.on() {
		return
	}
	fields := []zap.Field{
		zap.String("file", r.File.Name),
		zap.String("test", r.Name()),
		zap.Stringer("outcome", r.Outcome),
		zap.Float64("millis", r.Millis),
	}
	if v := r.Verify; v != nil {
		fields = append(fields, zap.Stringer("engine", v.Stats.Engine), zap.Int("paths", v.Stats.Paths),
			zap.Int("candidates", v.Stats.Candidates), zap.Int("rounds", v.Stats.Rounds), zap.Int("lemmas", v.Stats.Lemmas))
	}
	b.cli.logs.get(b.cli.stderr).Debug("checked", fields...)
}
