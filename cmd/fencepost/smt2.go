package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// testSeparator divides the path of a file from the name of a test in it.
const testSeparator = "::"

// smt2Flags are the flags of the smt2 command.
type smt2Flags struct {
	model   string
	unroll  int
	defines defines
}

func (c *cli) newSMT2() *cobra.Command {
	f := &smt2Flags{}
	cmd := &cobra.Command{
		Use:   "smt2 [flags] FILE[" + testSeparator + "TEST]",
		Short: "Print the constraints of a test as SMT-LIB 2",
		Args: func(cmd *cobra.Command, args []string) error {
			var err error
			switch {
			case len(args) != 1:
				err = fmt.Errorf("want one test, got %d arguments", len(args))
			case f.unroll < 1 || f.unroll > maxUnroll:
				err = fmt.Errorf("--unroll %d: want 1 to %d", f.unroll, maxUnroll)
			default:
				return nil
			}
			return &usageError{err, cmd.CommandPath()}
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.smt2(cmd.Context(), f, args[0])
		},
		ValidArgsFunction: completeTests,
	}
	cmd.Flags().StringVar(&f.model, "model", builtinModel, "memory model: lkmm, or a .cat or .cfg file")
	cmd.Flags().IntVar(&f.unroll, "unroll", 2, "how often a loop is unrolled, where the test does not say")
	completeModel(cmd)
	addDefine(cmd, &f.defines)
	return cmd
}

// smt2 runs the smt2 command.
func (c *cli) smt2(ctx context.Context, f *smt2Flags, arg string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: internal error: %v", arg, v)
		}
	}()
	tools, ok := c.openTools(f.model)
	if !ok {
		return nil
	}
	p, err := c.oneTest(ctx, f, tools, arg)
	if p == nil || err != nil {
		return err
	}
	engine := tools.NewEngine()
	if e, ok := engine.(ide.Closer); ok {
		defer e.Close()
	}
	dumper, ok := engine.(ide.Dumper)
	if !ok {
		return fmt.Errorf("the engine of model %s cannot print its constraints", tools.Model)
	}
	bounded := *p
	if bounded.Unroll == 0 {
		bounded.Unroll = f.unroll
	}
	var out bytes.Buffer
	if err := dumper.SMT2(ctx, &bounded, &out); err != nil {
		return fmt.Errorf("%s: %w", arg, err)
	}
	if err := write(c.stdout, out.Bytes()); err != nil {
		return fmt.Errorf("cannot write: %s", reason(err))
	}
	return nil
}

// oneTest reads FILE[::TEST]. The test is nil if the file has errors, which
// are then shown.
func (c *cli) oneTest(ctx context.Context, flags *smt2Flags, tools *ide.Tools, arg string) (*prog.Program, error) {
	path, name := splitTest(arg)
	f, err := input{path: path}.read(ctx, c.stdin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	// The façade's checker guards against text that is not text; here the
	// front end is asked alone, as nothing is to be decided.
	in := tools.Parser(newFiles(flags.defines).Around(path))(f)
	switch {
	case in.Problems.HasErrors():
		return nil, c.refuse(in.Problems)
	case len(in.Tests) == 0:
		return nil, fmt.Errorf("%s: %s", path, noTests)
	}
	var names []string
	for i := range in.Tests {
		switch t := &in.Tests[i]; {
		case name != "" && t.Name != name && t.Name != "":
			names = append(names, t.Name)
		case t.Problems.HasErrors():
			return nil, c.refuse(t.Problems)
		default:
			return t.Program, nil
		}
	}
	return nil, fmt.Errorf("%s: no test called %q, only %s", path, name, strings.Join(names, ", "))
}

// refuse shows why there is no test.
func (c *cli) refuse(problems diag.List) error {
	c.showProblems(onlyErrors(problems))
	c.status.add(exitFault)
	return nil
}

func onlyErrors(l diag.List) diag.List {
	var errs diag.List
	for _, p := range l.Problems {
		if p.Severity == diag.Error {
			errs.Problems = append(errs.Problems, p)
		}
	}
	return errs
}

// splitTest divides FILE::TEST. A file whose own name has the separator in it
// is taken as it stands.
func splitTest(arg string) (path, name string) {
	i := strings.LastIndex(arg, testSeparator)
	if i < 0 {
		return arg, ""
	}
	if _, err := os.Stat(arg); err == nil {
		return arg, ""
	}
	return arg[:i], arg[i+len(testSeparator):]
}
