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
	"slices"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// maxInput is the size above which a file is refused: tests are a page long, or
// stand in a source file, so a larger one is a mistake that would only fill the
// memory.
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
	// found is set for a file that nobody named: it was below a directory.
	found bool
}

// collect turns the arguments into inputs, in their order; a directory becomes
// the files with tests below it, in the order of their names.
func collect(ctx context.Context, args []string) []input {
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
			inputs = append(inputs, input{path: arg, problem: "cannot read: " + reason(err)})
		case info.IsDir():
			inputs = append(inputs, walk(ctx, arg)...)
		default:
			inputs = append(inputs, input{path: arg})
		}
	}
	return inputs
}

// walk returns the files with tests below a directory, or those found until the
// context ended.
func walk(ctx context.Context, dir string) []input {
	root := dir
	if !os.IsPathSeparator(root[len(root)-1]) {
		root += string(filepath.Separator) // makes the walk follow a link
	}
	var inputs []input
	// Only the end of the context makes an error.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			inputs = append(inputs, input{path: filepath.Clean(path), problem: "cannot read: " + reason(err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case filepath.Ext(path) == litmusExt && isFile(path, d):
			inputs = append(inputs, input{path: path, found: true})
		case slices.Contains(ide.CExts(), filepath.Ext(path)) && isFile(path, d):
			if in := (input{path: path, found: true}); in.mayTest() {
				inputs = append(inputs, in)
			}
		}
		return nil
	})
	if len(inputs) == 0 {
		return []input{{path: dir, problem: "no tests below this directory: no litmus files (*" + litmusExt + "), and no C files with @lkmm comments"}}
	}
	return inputs
}

// mayTest reports whether a file can have tests of C. One that cannot be read has
// its problem told.
func (in *input) mayTest() bool {
	text, err := in.load(nil)
	if err != nil {
		in.problem = "cannot read: " + reason(err)
		return true
	}
	return ide.MayTestC(string(text))
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

// loadFile returns the text of a file that another includes: a regular one.
func loadFile(path string) (*source.File, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxInput {
		return nil, false
	}
	text, err := os.ReadFile(path)
	if err != nil || bytes.IndexByte(text, 0) >= 0 {
		return nil, false
	}
	return source.NewFile(path, string(text)), true
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
