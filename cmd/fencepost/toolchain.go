package main

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// builtinModel is the name of the model that needs no file.
const builtinModel = "lkmm"

// opener opens a memory model: "lkmm", or the path of a .cat or .cfg file.
// Problems that are errors mean that there are no tools.
type opener func(model string) (*ide.Tools, diag.List)
