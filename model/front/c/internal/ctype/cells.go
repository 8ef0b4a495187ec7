package ctype

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// Cell is one scalar in an object.
type Cell struct {
	// Name is what leads to it from the object: ".a[1].x", "" for the object itself.
	// A record of the prelude that holds one scalar (atomic_t, spinlock_t) is
	// called as the object that it is, not by its member.
	Name   string
	Offset int64
	Type   *Type
}

// ErrCells is wrapped by what Cells refuses.
var ErrCells = errors.New("no cells")

// Cells returns the scalars of an object of type t in the order of their offsets.
// Of a union those of the members that are in use (Env.Member), or of its first
// member if none is; members in use that lie on the same bytes share a cell if
// size and kind are equal, otherwise it is an error. Bit-fields have no cells of
// their own: all that share a unit of storage are one cell, named after the first.
// An array without length has none. At most limit cells are made.
func Cells(t *Type, limit int) ([]Cell, error) { return nil, nil }

// Global sets the type, length and members of a program's object of type t:
// a scalar, an array of scalars, or an object with members.
func Global(g *prog.Global, t *Type, limit int) error { return nil }
