package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// cli is the process as the commands see it.
type cli struct {
	stdin          io.Reader
	stdout, stderr *os.File
	getenv         func(string) string
	open           opener
	logs           lazyLog
	status         exitStatus
}

// usageError is a mistake on the command line. It is shown with a hint where
// to read about the right form.
type usageError struct {
	err     error
	command string
}

// Error returns the mistake without the hint.
func (e *usageError) Error() string { return e.err.Error() }

// Unwrap returns what was wrong.
func (e *usageError) Unwrap() error { return e.err }

// run executes one command line and returns the exit status.
func (c *cli) run(ctx context.Context, args []string) int {
	root := c.newRoot()
	root.SetArgs(args)
	root.SetIn(c.stdin)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		c.status.add(exitFault)
		c.complain(err)
	}
	c.logs.close()
	return c.status.code()
}

// complain prints an error in one line, and below it the hint if the command
// line was wrong.
func (c *cli) complain(err error) {
	first, _, _ := strings.Cut(err.Error(), "\n")
	fmt.Fprintf(c.stderr, "fencepost: %s\n", first)
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		fmt.Fprintf(c.stderr, "Run '%s --help' for usage.\n", usage.command)
	}
}

// newRoot returns the command tree.
func (c *cli) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "fencepost",
		Short: "Check concurrent kernel-style code against the Linux-kernel memory model",
		Long: `Fencepost decides litmus tests of the Linux-kernel memory model (LKMM): it
says whether an outcome can happen, and shows an execution in which it does.

Exit status: 0 all decided and as expected; 1 something is not as expected;
2 an input could not be read or a flag is wrong; 3 something stayed undecided.
If several occur, 2 goes before 1 before 3.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{fmt.Errorf("unknown command %q", args[0]), cmd.CommandPath()}
			}
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{err, cmd.CommandPath()}
	})
	root.PersistentFlags().Var(&c.logs.level, "log-level", "what to log on standard error: off, error, warn, info, debug")
	complete(root, "log-level", logLevels()...)
	root.AddCommand(c.newVerify(), c.newServe(), c.newGraph(), c.newSMT2(), c.newVersion())
	return root
}

// complete makes the shell complete a flag with the given words.
func complete(cmd *cobra.Command, flag string, words ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(fmt.Sprintf("completion of --%s: %v", flag, err)) // the flag does not exist
	}
}
