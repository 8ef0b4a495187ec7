package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/report"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// graphFlags are the flags of the graph command.
type graphFlags struct {
	format  choice[report.GraphFormat]
	engine  choice[verify.Engine]
	model   string
	which   string
	output  string
	timeout time.Duration
	unroll  int
	defines defines
}

func (c *cli) newGraph() *cobra.Command {
	f := &graphFlags{
		format: choice[report.GraphFormat]{report.GraphFormatText, report.ParseGraphFormat, "FORMAT"},
		engine: choice[verify.Engine]{verify.Auto, verify.ParseEngine, "ENGINE"},
	}
	cmd := &cobra.Command{
		Use:   "graph [flags] FILE[" + testSeparator + "TEST]",
		Short: "Draw an execution of a test",
		Long: `Graph decides a test and shows one execution of it: what each thread read and
wrote, and from where. Without --which it is the one that tells most: the one
that does what the condition asks for or that violates what it claims, the one
with an unexpected data race, or, if nothing of that can happen, one that ends
differently.`,
		Example: `  fencepost graph MP.litmus
  fencepost graph -o MP.svg MP.litmus
  fencepost graph --which flag:data-race --format dot MP.litmus | dot -Tpdf > MP.pdf`,
		Args: func(cmd *cobra.Command, args []string) error {
			return f.check(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.graph(cmd.Context(), f, args[0])
		},
		ValidArgsFunction: completeTests,
	}
	flags := cmd.Flags()
	flags.Var(&f.format, "format", "how to show it: text, svg or dot; if not given, as the name of the output file says")
	flags.Var(&f.engine, "engine", "how to search: auto, smt or native")
	flags.StringVar(&f.model, "model", builtinModel, "memory model: lkmm, or a .cat or .cfg file")
	flags.StringVar(&f.which, "which", "", "which execution: positive, negative, property:N, error or flag:NAME; if not given, the most telling one")
	flags.StringVarP(&f.output, "output", "o", "", "file to write; if not given, standard output")
	flags.DurationVar(&f.timeout, "timeout", 10*time.Second, "time limit of the test, 0 for none")
	flags.IntVar(&f.unroll, "unroll", 2, "how often a loop is unrolled, where the test does not say")
	complete(cmd, "format", "text", "svg", "dot")
	complete(cmd, "engine", "auto", "smt", "native")
	complete(cmd, "which", ide.PositiveExecution, ide.NegativeExecution, "flag:"+ide.DataRaceFlag)
	completeModel(cmd)
	addDefine(cmd, &f.defines)
	return cmd
}

// check refuses what makes no sense before anything is read.
func (f *graphFlags) check(cmd *cobra.Command, args []string) error {
	var err error
	switch {
	case len(args) != 1:
		err = fmt.Errorf("want one test, got %d arguments", len(args))
	case f.timeout < 0:
		err = fmt.Errorf("--timeout %v: want 0 or more", f.timeout)
	case f.unroll < 1 || f.unroll > maxUnroll:
		err = fmt.Errorf("--unroll %d: want 1 to %d", f.unroll, maxUnroll)
	case !ide.IsExecutionName(f.which):
		err = fmt.Errorf("--which %s: want positive, negative, property:N, error or flag:NAME", f.which)
	}
	if err != nil {
		return &usageError{err, cmd.CommandPath()}
	}
	if !cmd.Flags().Changed("format") {
		f.format.value = formatOf(f.output)
	}
	return nil
}

// formatOf returns the format that the name of a file tells.
func formatOf(name string) report.GraphFormat {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".svg":
		return report.GraphFormatSVG
	case ".dot", ".gv":
		return report.GraphFormatDOT
	default:
		return report.GraphFormatText
	}
}

// graph runs the graph command.
func (c *cli) graph(ctx context.Context, f *graphFlags, arg string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: internal error: %v", arg, v)
		}
	}()
	tools, ok := c.openTools(f.model)
	if !ok {
		return nil
	}
	r, err := c.oneResult(ctx, f, tools, arg)
	if r == nil || err != nil {
		return err
	}
	c.status.addOutcome(r.Outcome)
	if p := r.Error(); p != nil && !r.CanShow() {
		errs := onlyErrors(r.Problems)
		if len(errs.Problems) == 0 { // the engine found it
			errs.Problems = append(errs.Problems, p)
		}
		c.showProblems(errs)
		return nil
	}
	g := r.Graph(f.which)
	if len(g.Events) == 0 {
		if f.which != "" && r.Decided() != nil {
			return fmt.Errorf("%s: %s", arg, note(f, g))
		}
		fmt.Fprintf(c.stderr, "fencepost: %s: %s\n", arg, note(f, g))
		return nil
	}
	return c.writeGraph(f, g)
}

// note says why the execution that was asked for is not there, and which are.
func note(f *graphFlags, g *ide.Graph) string {
	if f.which == "" || len(g.Available) == 0 {
		return g.Note
	}
	return g.Note + "; there is " + strings.Join(g.Available, ", ")
}

// oneResult decides FILE[::TEST].
func (c *cli) oneResult(ctx context.Context, f *graphFlags, tools *ide.Tools, arg string) (*ide.TestResult, error) {
	path, name := splitTest(arg)
	file, err := input{path: path}.read(ctx, c.stdin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	checker := &ide.Checker{
		Parse:     tools.Parser(newFiles(f.defines).Around(path)),
		NewEngine: tools.NewEngine,
		Options:   verify.Options{Engine: f.engine.value, Timeout: f.timeout, Unroll: f.unroll},
	}
	defer checker.Close()
	results := checker.Check(ctx, file)
	if len(results) == 0 {
		return nil, fmt.Errorf("%s: %s", path, noTests)
	}
	var names []string
	for i := range results {
		r := &results[i]
		if name == "" || r.Name() == name || r.Name() == "" {
			return r, nil
		}
		names = append(names, r.Name())
	}
	return nil, fmt.Errorf("%s: no test called %q, only %s", path, name, strings.Join(names, ", "))
}

// writeGraph writes the execution to where it is wanted.
func (c *cli) writeGraph(f *graphFlags, g *ide.Graph) error {
	options := c.textOptions(report.Options{}, true)
	if f.output != "" {
		options = report.Options{}
	}
	text := []byte(report.Graph(f.format.value, g, options))
	if f.output == "" {
		return writeError(write(c.stdout, text))
	}
	if err := os.WriteFile(f.output, text, 0o666); err != nil {
		return fmt.Errorf("%s: cannot write: %s", f.output, reason(err))
	}
	return nil
}
