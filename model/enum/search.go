package enum

import (
	"context"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// nowhere is the source of a read whose address is no location.
const nowhere = -1

// visitsPerCandidate bounds the partial assignments that are tried for each
// candidate that the model may be asked about: most can lead nowhere.
const visitsPerCandidate = 100

// search enumerates the candidates of one combination.
type search struct {
	*run
	c *combo
	// source holds the source of each assigned read.
	source map[int]int
}

// run is the state of Run.
type run struct {
	ctx   context.Context
	prog  *prog.Program
	model *cat.Model
	opts  Options
	res   *Result
	// tally counts the candidates that the model was asked about.
	tally int
	// visits counts the partial assignments of sources.
	visits int
	states map[string]stateLine
	flags  map[string]bool
	// observed are the cells whose last write is part of a final state.
	observed []prog.Value
}

// combo checks one combination of paths.
func (r *run) combo(c *combo) error {
	s := newSolver(r.prog, c.vars)
	s.pending = append(s.pending, c.equations...)
	for _, e := range c.equalities {
		if !s.equate(e.x, e.y) {
			return nil
		}
	}
	if !s.propagate() {
		return nil
	}
	if p := r.outOfBounds(c, s); p != nil && !r.prog.Strict {
		return p
	}
	var reads []int
	for id, e := range c.events {
		if e.kind == event.Read {
			reads = append(reads, id)
		}
	}
	return (&search{run: r, c: c, source: map[int]int{}}).assign(s, reads)
}

// outOfBounds reports a read whose address is known without any value read, is
// not that of a cell, and that no write can serve.
func (r *run) outOfBounds(c *combo, s *solver) error {
	for id, e := range c.events {
		if e.kind != event.Read {
			continue
		}
		class, addr, _ := s.look(e.addr)
		if class != known || addr.Kind != prog.Addr || c.isCell(addr) {
			continue
		}
		served := false
		for w, x := range c.events {
			cw, aw, _ := s.look(x.addr)
			if isWrite(x) && !c.reach.Has(id, w) && (cw != known || aw == addr) {
				served = true
			}
		}
		if !served {
			return problem(CodeBounds, e.span, "reads %s, which is outside of every object", addr.Format(r.prog))
		}
	}
	return nil
}

func isWrite(e comboEvent) bool { return e.kind == event.Write || e.kind == event.Init }

// assign gives each of the reads each possible source and checks the results.
func (s *search) assign(sol *solver, reads []int) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if s.visits++; s.visits > visitsPerCandidate*s.opts.MaxCandidates {
		return ErrLimit
	}
	if len(reads) == 0 {
		if len(sol.pending) > 0 {
			return nil
		}
		return s.solved(sol)
	}
	read, rest := s.next(sol, reads)
	e := s.c.events[read]
	class, addr, _ := sol.look(e.addr)
	for w, x := range s.c.events {
		if !isWrite(x) || s.c.reach.Has(read, w) {
			continue
		}
		branch := sol.clone()
		if class == broken || branch.isBroken(x.addr) || !branch.equate(e.addr, x.addr) ||
			!branch.equate(e.val, x.val) || !branch.propagate() {
			continue
		}
		s.source[read] = w
		if err := s.assign(branch, rest); err != nil {
			return err
		}
	}
	if class == broken || class == known && !s.isPlace(addr) {
		branch := sol.clone()
		branch.breakTerm(e.val)
		if !branch.propagate() {
			return nil
		}
		s.source[read] = nowhere
		return s.assign(branch, rest)
	}
	return nil
}

// isPlace reports whether a read at an address can have a source. In a strict
// program only a cell is a place.
func (s *search) isPlace(addr prog.Value) bool {
	if s.prog.Strict {
		return s.c.isCell(addr)
	}
	return addr.Kind != prog.Int
}

// next picks a read whose address is known, if there is one: the others may
// learn theirs from it.
func (s *search) next(sol *solver, reads []int) (read int, rest []int) {
	pick := 0
	for i, r := range reads {
		if class, _, _ := sol.look(s.c.events[r].addr); class != unknown {
			pick = i
			break
		}
	}
	rest = append(rest, reads[:pick]...)
	return reads[pick], append(rest, reads[pick+1:]...)
}

// problem returns an error of the program with its place.
func problem(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	return &diag.Problem{Code: code, Severity: diag.Error, Span: span, Message: fmt.Sprintf(format, args...)}
}
