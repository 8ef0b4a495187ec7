package c

import (
	"sync"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Prelude are the derived primitives (kernel.Prelude), expanded once. It is safe
// for concurrent use.
type Prelude struct {
	texts  []*pp.Text
	macros *pp.Macros

	mu sync.Mutex
	// free are the trees that no test uses at the moment. What one test has parsed
	// of them serves the next.
	free [][]*syntax.Unit
}

// NewPrelude reads the files of a prelude; each sees the macros of those before it.
// The problems are faults of the prelude.
func NewPrelude(files []kernel.PreludeFile) (*Prelude, diag.List) {
	p := &Prelude{}
	var problems diag.List
	for _, f := range files {
		text := pp.Expand(source.NewFile(f.Name, f.Text), pp.Options{Prelude: p.macros, InPrelude: true})
		problems.Append(text.Problems)
		p.texts = append(p.texts, text)
		p.macros = text.Macros
	}
	return p, problems
}

// take returns trees of the files for the use of one goroutine.
func (p *Prelude) take() []*syntax.Unit {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.free); n > 0 {
		units := p.free[n-1]
		p.free = p.free[:n-1]
		return units
	}
	var units []*syntax.Unit
	for _, text := range p.texts {
		units = append(units, syntax.NewUnit(text))
	}
	for _, u := range units {
		u.IsType = func(name string) bool { return hasTypedef(units, name) }
	}
	return units
}

// hasTypedef reports whether one of the trees has a typedef. It parses nothing.
func hasTypedef(units []*syntax.Unit, name string) bool {
	for _, u := range units {
		if u.HasTypedef(name) {
			return true
		}
	}
	return false
}

// give takes back what take returned.
func (p *Prelude) give(units []*syntax.Unit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, units)
}
