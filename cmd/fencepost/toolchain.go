package main

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// builtinModel is the name of the model that needs no file.
const builtinModel = "lkmm"

// toolchain is what tests are checked with, under one memory model.
type toolchain struct {
	// Model is the name that reports give the model.
	Model string
	// Parse reads inputs with the primitives that go with the model. It is
	// called by several goroutines.
	Parse ide.Frontend
	// NewEngine makes an engine for one goroutine.
	NewEngine func() ide.Engine
}

// opener opens a memory model: "lkmm", or the path of a .cat or .cfg file.
// Problems that are errors mean that there is no toolchain.
type opener func(model string) (*toolchain, diag.List)
