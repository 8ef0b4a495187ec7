// Package lkmm is the built-in model: the Linux-kernel memory model as a cat
// text of our own, and what each of its definitions means.
//
// The text is written from the mathematics of the model (version lkmmv2). It
// gives the same verdicts and flags as the kernel's own files, but not their
// words: names that people know from the literature are kept (ppo, hb, pb,
// rcu-order …), everything else is ours.
package lkmm

import (
	"embed"
	"fmt"
	"path/filepath"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/source"
)

//go:embed text/*
var texts embed.FS

// Variant is the herd variant that the model is written for: both halves of a
// read-modify-write carry its tag.
const Variant = "lkmmv2"

// prefix begins the names of the files in messages.
const prefix = "<lkmm>"

// files is the source of the model's own files.
type files struct{}

// Read returns an embedded file.
func (files) Read(name string) (*source.File, error) {
	text, err := texts.ReadFile("text/" + filepath.Base(name))
	if err != nil {
		return nil, err
	}
	return source.NewFile(name, string(text)), nil
}

// file returns an embedded file that must be there.
func file(name string) *source.File {
	f, err := files{}.Read(prefix + "/" + name)
	if err != nil {
		panic(fmt.Sprintf("lkmm: %v", err))
	}
	return f
}

// Model returns the model. It is parsed anew on each call, so the caller owns it.
func Model() *cat.Model {
	m, diags := cat.Load(file("lkmm.cat"), cat.LoadOptions{
		Source:   files{},
		Bell:     file("lkmm.bell"),
		Variants: []string{Variant},
		// A test checks the text; a program that starts need not do it again.
		SkipCheck: true,
	})
	if len(diags.Problems) > 0 {
		panic("lkmm: the built-in model has problems:\n" + diags.String())
	}
	return m
}

// Files returns the texts of the model in the order of evaluation.
func Files() []*source.File {
	return []*source.File{file("lkmm.bell"), file("locks.cat"), file("lkmm.cat")}
}
