package session

import (
	"fmt"
	"slices"
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
			m.tools = refusing(m.name, "this text cannot be read, because no memory model can be opened")
		}
		m.tools = guarded(m.name, m.tools, caught)
	})
	return m.tools, m.failure
}

// guarded returns tools whose panics are made known.
func guarded(model string, tools *ide.Tools, caught caughtFunc) *ide.Tools {
	safe := *tools
	safe.Languages = slices.Clone(tools.Languages)
	for i := range safe.Languages {
		l := &safe.Languages[i]
		parse := l.Parse
		// Whoever calls Parse turns a panic into a problem of the text.
		l.Parse = func(f *source.File, s ide.Surroundings) *ide.Input {
			return logged(func(f *source.File) *ide.Input { return parse(f, s) },
				func(f *source.File, v any, stack []byte) { caught(f.Name, v, stack) })(f)
		}
		if l.Outline != nil {
			l.Outline = orEmpty(l.Outline, func(v any, stack []byte) { caught(model, v, stack) })
		}
	}
	return &safe
}

// refusing returns tools that read nothing: each text has the one error.
func refusing(model, message string) *ide.Tools {
	return &ide.Tools{Model: model, Languages: []ide.Language{{
		Parse: func(f *source.File, _ ide.Surroundings) *ide.Input {
			in := &ide.Input{}
			in.Problems.Errorf(ide.CodeInternal, f.Span(0, 0), "%s", message)
			return in
		},
	}}}
}
