// Package kernel is the table of the kernel's primitives: what each one is
// called, what it expands to, and what a programmer should know about it.
//
// A primitive is one row. Its body is written in the small language of herd7's
// macro files, whose words (__load, __store, __fence, __xchg …) the litmus front
// end parses and turns into statements of package prog. A kernel tree's own
// macro file can be read into a table of the same form with ParseMacros.
package kernel

import "github.com/lkmm-tools/fencepost/model/source"

// Kind says where a primitive may stand.
type Kind uint8

const (
	// Expr is a primitive with a value, used in expressions.
	Expr Kind = iota
	// Proc is a primitive without a value, used as a statement.
	Proc
)

// Row is one primitive.
type Row struct {
	Name string
	Kind Kind
	// Params are the names of the parameters as Body uses them.
	Params []string
	// Body is the expansion. An Expr's body is an expression
	// ("__load{ONCE}(X)"), a Proc's body statements in braces
	// ("{ __store{ONCE}(X,V); __fence{MB}; }").
	Body string
	// Place is where Body stands in a user's macro file: byte i of Body is byte
	// i of Place. A built-in row has no place.
	Place source.Span
	Doc   Doc
}

// Doc is what the editor shows of a primitive. Texts are plain sentences in
// Markdown; a Doc read from a user's macro file is empty.
type Doc struct {
	// Signature is the primitive as C declares it, for example
	// "int xchg(T *p, T v)".
	Signature string
	// Summary says in one sentence what it does and what its value is.
	Summary string
	// Events says which events with which tags it gives.
	Events string
	// Orders says what it orders, NotOrders what one may wrongly expect of it.
	Orders, NotOrders string
	// Use is the typical use, with its usual partner.
	Use string
	// Source names the kernel document or paper the description follows.
	Source string
}

// Table is a set of primitives by name.
type Table struct {
	// FencedRMW says that the table belongs to a model of the form before lkmmv2:
	// a read-modify-write with the tag mb is a relaxed one between two full fences.
	FencedRMW bool

	rows   []Row
	byName map[string]int
}

// NewTable returns the table of the given rows; a later row replaces an earlier
// one of the same name.
func NewTable(rows []Row) *Table {
	t := &Table{byName: make(map[string]int, len(rows))}
	for _, r := range rows {
		if i, ok := t.byName[r.Name]; ok {
			t.rows[i] = r
			continue
		}
		t.byName[r.Name] = len(t.rows)
		t.rows = append(t.rows, r)
	}
	return t
}

// Lookup returns the primitive called name, or nil.
//
// Macro files of the form before lkmmv2 do not define atomic_add_unless: herd7
// knows it without them, and so does this table.
func (t *Table) Lookup(name string) *Row {
	if i, ok := t.byName[name]; ok {
		return &t.rows[i]
	}
	if name == implied && t.FencedRMW {
		return &Row{Name: implied, Kind: Expr, Params: letters("XVW"), Body: "__atomic_add_unless{mb}(X,V,W)"}
	}
	return nil
}

// implied is the primitive that needs no definition.
const implied = "atomic_add_unless"

// Rows returns all primitives in the order of the table.
func (t *Table) Rows() []Row { return t.rows }
