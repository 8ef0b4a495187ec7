package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// maxInput is the size above which a file is refused: litmus tests are a
// page long, so a larger file is a mistake that would only fill the memory.
const maxInput = 64 << 20

// stdinArg is the argument that stands for the standard input, stdinName the
// name under which reports show it.
const (
	stdinArg  = "-"
	stdinName = "<stdin>"
)

// litmusExt is the extension of the files that are picked up in directories.
const litmusExt = ide.LitmusExt

// input is one text to check, or a path that leads to none.
type input struct {
	path string
	// problem says why there is nothing to read, "" if there is.
	problem string
}

// collect turns the arguments into inputs, in their order; a directory becomes
// the litmus files below it, in the order of their names.
func collect(args []string) []input {
	var inputs []input
	for _, arg := range args {
		if arg == stdinArg {
			inputs = append(inputs, input{path: arg})
			continue
		}
		// Stat follows links, so that a link to a directory is walked when it
		// is named; links to directories below it are not, they may go round.
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			inputs = append(inputs, input{arg, "cannot read: " + reason(err)})
		case info.IsDir():
			inputs = append(inputs, walk(arg)...)
		default:
			inputs = append(inputs, input{path: arg})
		}
	}
	return inputs
}

// walk returns the litmus files below a directory.
func walk(dir string) []input {
	root := dir
	if !os.IsPathSeparator(root[len(root)-1]) {
		root += string(filepath.Separator) // makes the walk follow a link
	}
	var inputs []input
	// The function never returns an error, so neither does the walk.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			inputs = append(inputs, input{filepath.Clean(path), "cannot read: " + reason(err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case filepath.Ext(path) == litmusExt && isFile(path, d):
			inputs = append(inputs, input{path: path})
		}
		return nil
	})
	if len(inputs) == 0 {
		return []input{{dir, "no litmus files (*" + litmusExt + ") below this directory"}}
	}
	return inputs
}

// isFile reports whether an entry is a file or a link to one. A broken link is
// taken for a file, so that it is reported and not passed over.
func isFile(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// name returns how reports call the input.
func (in input) name() string {
	if in.path == stdinArg {
		return stdinName
	}
	return in.path
}

// errTooLarge is worded for a report.
var errTooLarge = fmt.Errorf("too large: more than %d MB", maxInput>>20)

// read returns the text of an input. The error is worded for a report, unless
// it is that of the context.
func (in input) read(ctx context.Context, stdin io.Reader) (*source.File, error) {
	if in.problem != "" {
		return nil, errors.New(in.problem)
	}
	type answer struct {
		text []byte
		err  error
	}
	// A terminal or a pipe may stay silent for ever, also when it is opened. A
	// read cannot be interrupted, but it can be left behind.
	done := make(chan answer, 1)
	go func() {
		text, err := in.load(stdin)
		done <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-done:
		switch {
		case errors.Is(a.err, errTooLarge):
			return nil, a.err
		case a.err != nil:
			return nil, fmt.Errorf("cannot read: %s", reason(a.err))
		}
		return source.NewFile(in.name(), string(a.text)), nil
	}
}

// load reads the input.
func (in input) load(stdin io.Reader) ([]byte, error) {
	if in.path == stdinArg {
		return readAll(stdin, 0)
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a directory")
	case info.Size() > maxInput:
		return nil, errTooLarge
	}
	return readAll(f, int(info.Size()))
}

// readAll reads up to the largest size. size is what is known of the length,
// which may be wrong.
func readAll(r io.Reader, size int) ([]byte, error) {
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	n, err := buf.ReadFrom(io.LimitReader(r, maxInput+1))
	switch {
	case err != nil:
		return nil, err
	case n > maxInput:
		return nil, errTooLarge
	default:
		return buf.Bytes(), nil
	}
}

// reason returns what is wrong without the path, which reports show anyway.
func reason(err error) string {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}
