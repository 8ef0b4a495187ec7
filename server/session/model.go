package session

import (
	"fmt"
	"sync"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// builtinModel is the name of the model that is part of the program.
const builtinModel = "lkmm"

// model is a memory model as it was when it was opened. The same file opened
// again is another model, because it may have changed.
type model struct {
	// id tells models apart in questions.
	id   uint64
	name string
	open func(model string) (*ide.Tools, diag.List)
	// fallback reads texts if this model cannot be opened; nil for the built-in
	// model.
	fallback *model

	once  sync.Once
	tools *ide.Tools
	// failure says why the model cannot be opened, "" if it can.
	failure string
}

// get opens the model when it is first called. The tools are those of the
// fallback if that fails: then they read texts and verify nothing.
func (m *model) get(caught caughtFunc) (tools *ide.Tools, failure string) {
	m.once.Do(func() {
		var problems diag.List
		if !attempt(m.name, caught, func() { m.tools, problems = m.open(m.name) }) {
			m.tools, m.failure = nil, fmt.Sprintf("the memory model %s cannot be opened: internal error", m.name)
		} else if p := problems.FirstError(); p != nil {
			m.tools, m.failure = nil, fmt.Sprintf("the memory model %s cannot be opened: %s", m.name, p)
		} else if m.tools == nil {
			m.failure = fmt.Sprintf("the memory model %s cannot be opened", m.name)
		}
		if m.tools == nil && m.fallback != nil {
			m.tools, _ = m.fallback.get(caught)
		}
		if m.tools == nil {
			m.tools = &ide.Tools{Model: m.name}
			m.tools.Parse = unread
		}
		guarded := *m.tools
		// Whoever calls Parse turns a panic into a problem of the text.
		guarded.Parse = logged(m.tools.Parse, func(f *source.File, v any, stack []byte) { caught(f.Name, v, stack) })
		guarded.Outline = orEmpty(m.tools.Outline, func(v any, stack []byte) { caught(m.name, v, stack) })
		m.tools = &guarded
	})
	return m.tools, m.failure
}

// unread is the front end where not even the built-in model can be opened.
func unread[Program any](f *source.File) ([]Program, diag.List) {
	var l diag.List
	l.Errorf(ide.CodeInternal, f.Span(0, 0), "this text cannot be read, because no memory model can be opened")
	return nil, l
}

// reading is one text under one model. It is read when somebody first asks for
// it, and once.
type reading struct {
	model *model
	// path is the name of the text.
	path, text string

	once     sync.Once
	document *ide.Document
	// failure is the model's.
	failure string
}

// get returns the document. It takes as long as parsing does.
func (r *reading) get(caught caughtFunc) (*ide.Document, string) {
	r.once.Do(func() {
		var tools *ide.Tools
		tools, r.failure = r.model.get(caught)
		file := source.NewFile(r.path, r.text)
		if attempt(r.path, caught, func() { r.document = tools.NewDocument(file) }) && r.document != nil {
			return
		}
		stub := &ide.Tools{Model: r.model.name}
		stub.Parse = fault
		stub.Outline = orEmpty(stub.Outline, nil)
		r.document = stub.NewDocument(file)
	})
	return r.document, r.failure
}

// fault is the front end for a text at which the real one panicked.
func fault[Program any](f *source.File) ([]Program, diag.List) {
	var l diag.List
	l.Errorf(ide.CodeInternal, f.Span(0, 0), "internal error while reading this text (please report this with the input)")
	return nil, l
}
