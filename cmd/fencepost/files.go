package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// noTests says of a file that somebody named that there is nothing to check.
const noTests = "no tests: neither an `@lkmm test` comment nor a main that starts threads"

// newFiles returns the files of this machine, for texts that include some.
func newFiles(d defines) *ide.Files {
	return &ide.Files{Load: loadFile, Build: newBuilds().of, Defines: d}
}

// defines is the flag --define, which can be given several times.
type defines []string

// addDefine adds the flag to a command.
func addDefine(cmd *cobra.Command, d *defines) {
	cmd.Flags().Var(d, "define", "define a macro for C files; can be given several times")
	complete(cmd, "define")
}

// String returns the macros as one word.
func (d *defines) String() string { return fmt.Sprint([]string(*d)) }

// Type names the value in the help.
func (d *defines) Type() string { return "NAME[=VALUE]" }

// Set adds a macro.
func (d *defines) Set(text string) error {
	if !ide.IsDefine(text) {
		return errors.New("want NAME or NAME=VALUE")
	}
	*d = append(*d, text)
	return nil
}
