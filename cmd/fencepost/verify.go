package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/report"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// verifyFlags are the flags of the verify command.
type verifyFlags struct {
	format    choice[report.Format]
	engine    choice[verify.Engine]
	model     string
	states    bool
	witnesses bool
	timeout   time.Duration
	jobs      int
	unroll    int
	quiet     bool
	paranoid  bool
	memory    int
	defines   defines
}

// maxUnroll keeps a mistyped bound from filling the memory.
const maxUnroll = 1000

func (c *cli) newVerify() *cobra.Command {
	f := &verifyFlags{
		format: choice[report.Format]{report.FormatText, report.ParseFormat, "FORMAT"},
		engine: choice[verify.Engine]{verify.Auto, verify.ParseEngine, "ENGINE"},
	}
	cmd := &cobra.Command{
		Use:   "verify [flags] PATH...",
		Short: "Check litmus tests, and C with tests in its comments",
		Long: `Verify decides each test and reports in the order of the inputs. A directory
stands for all *` + litmusExt + ` files below it and for the C files with @lkmm comments,
- for the standard input.

C is read as it stands: *.h files beside it are included, and those that a
compile_commands.json above it leads to. What the kernel's own headers declare
is known.`,
		Example: `  fencepost verify MP.litmus
  fencepost verify --define CONFIG_SMP drivers/char/ring.c
  fencepost verify --format jsonl --states --witnesses tests/ > results.jsonl
  fencepost verify --model tools/memory-model/linux-kernel.cfg tests/`,
		Args: func(cmd *cobra.Command, args []string) error {
			return f.check(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.verify(cmd.Context(), f, args)
		},
		ValidArgsFunction: completeTests,
	}
	flags := cmd.Flags()
	flags.Var(&f.format, "format", "how to report: text, herd or jsonl")
	flags.Var(&f.engine, "engine", "how to search: auto, smt or native")
	flags.StringVar(&f.model, "model", builtinModel, "memory model: lkmm, or a .cat or .cfg file")
	flags.BoolVar(&f.states, "states", false, "list all final states")
	flags.BoolVar(&f.witnesses, "witnesses", false, "count the executions that do and do not satisfy the condition")
	flags.DurationVar(&f.timeout, "timeout", 10*time.Second, "time limit of a test, 0 for none")
	flags.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "number of tests that are checked at the same time")
	flags.IntVar(&f.unroll, "unroll", 2, "how often a loop is unrolled, where the test does not say")
	flags.BoolVar(&f.quiet, "quiet", false, "no progress bar; as text, only tests that need attention and no summary")
	flags.BoolVar(&f.paranoid, "paranoid", false, "check every step of the search again")
	flags.IntVar(&f.memory, "memory", 0, "memory limit of the process in MB, 0 for none")
	addDefine(cmd, &f.defines)
	complete(cmd, "format", "text", "herd", "jsonl")
	complete(cmd, "engine", "auto", "smt", "native")
	completeModel(cmd)
	return cmd
}

// completeTests makes the shell offer files that can have tests, and directories.
func completeTests(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{litmusExt[1:], "c", "h"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeModel makes the shell offer model files for --model.
func completeModel(cmd *cobra.Command) {
	err := cmd.RegisterFlagCompletionFunc("model", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"cat", "cfg"}, cobra.ShellCompDirectiveFilterFileExt
	})
	if err != nil {
		panic(fmt.Sprintf("completion of --model: %v", err)) // the flag does not exist
	}
}

// check refuses what makes no sense before anything is read.
func (f *verifyFlags) check(cmd *cobra.Command, args []string) error {
	stdins := 0
	for _, a := range args {
		if a == stdinArg {
			stdins++
		}
	}
	var err error
	switch {
	case len(args) == 0:
		err = errors.New("no file or directory given")
	case stdins > 1:
		err = errors.New("the standard input (-) can be given once only")
	case f.timeout < 0:
		err = fmt.Errorf("--timeout %v: want 0 or more", f.timeout)
	case f.jobs < 1:
		err = fmt.Errorf("--jobs %d: want 1 or more", f.jobs)
	case f.unroll < 1 || f.unroll > maxUnroll:
		err = fmt.Errorf("--unroll %d: want 1 to %d", f.unroll, maxUnroll)
	case f.memory < 0:
		err = fmt.Errorf("--memory %d: want 0 or more", f.memory)
	}
	if err != nil {
		return &usageError{err, cmd.CommandPath()}
	}
	return nil
}

// verify runs the verify command.
func (c *cli) verify(ctx context.Context, f *verifyFlags, args []string) error {
	start := time.Now()
	tools, ok := c.openTools(f.model)
	if !ok {
		return nil
	}
	b := c.newBatch(f, tools, collect(ctx, args))
	if err := b.run(ctx); err != nil {
		return err
	}
	return c.summarize(ctx, f, b, time.Since(start))
}

// openTools opens a model and shows what is wrong with it.
func (c *cli) openTools(model string) (*ide.Tools, bool) {
	tools, problems := c.open(model)
	if len(problems.Problems) > 0 {
		c.showProblems(problems)
	}
	if tools == nil || problems.HasErrors() {
		c.status.add(exitFault)
		return nil, false
	}
	return tools, true
}

// showProblems prints problems that belong to no test.
func (c *cli) showProblems(list diag.List) {
	var out bytes.Buffer
	report.Problems(&out, c.textOptions(report.Options{}, false), list)
	// There is nowhere left to report a failure to.
	_, _ = c.stderr.Write(out.Bytes())
}

// textOptions adds what the terminal of the stream in question allows.
func (c *cli) textOptions(o report.Options, stdout bool) report.Options {
	f := c.stderr
	if stdout {
		f = c.stdout
	}
	o.Width, o.Colour = terminalWidth(f), c.wantsColour(f)
	return o
}

// summarize ends a run with a line for people, and tells about what was left
// undone, which the exit status alone would not explain.
func (c *cli) summarize(ctx context.Context, f *verifyFlags, b *batch, elapsed time.Duration) error {
	if ctx.Err() != nil {
		c.status.add(exitUndecided)
		fmt.Fprintln(c.stderr, "fencepost: interrupted")
	}
	if f.format.value != report.FormatText || f.quiet {
		return nil
	}
	_, err := fmt.Fprintln(c.stdout, b.summary.Text(elapsed))
	return writeError(err)
}
