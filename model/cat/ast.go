package cat

import "github.com/lkmm-tools/fencepost/model/source"

// Model is a parsed and checked model: everything that one model file and what
// it includes say, in the order of evaluation.
type Model struct {
	// Name is the title string of the model file, or its base name.
	Name string
	// Instrs are the instructions with includes resolved (an Include keeps the
	// instructions of the file that it names).
	Instrs []Instr
	// Variants are the names for which `if "name"` takes its first branch.
	Variants map[string]bool
	// Files are the files that were read, in the order in which each was opened.
	Files []*source.File
}

// Node is anything with a place in a model file.
type Node interface{ Span() source.Span }

// At is the place of a node; every instruction and expression embeds it.
type At struct{ Place source.Span }

// Span returns the place.
func (a At) Span() source.Span { return a.Place }

// Instr is an instruction (lkmm.md A.4). The set of forms is closed.
type Instr interface {
	Node
	instr()
}

// Pattern is what a binding defines: one name, or a tuple of names for a
// function's arguments. Names of length 0 is the pattern `()`; the name "_" stands
// for a value that is not used.
type Pattern struct {
	At
	Names []string
	// Tuple is set unless there is exactly one name: `f(a)` is `f a`.
	Tuple bool
}

// Binding is one `x = e` of a let. A binding with a parameter defines a function.
type Binding struct {
	At
	// Name is what is defined; for `let (a, b) = e` it is empty and Names is used.
	Name  string
	Names []string
	// Param is nil for a plain value.
	Param *Pattern
	Body  Expr
}

// TestKind is the kind of an axiom.
type TestKind uint8

const (
	// Acyclic holds when the relation has no cycle.
	Acyclic TestKind = iota
	// Irreflexive holds when no event is related to itself.
	Irreflexive
	// Empty holds when the set or relation has no element.
	Empty
)

// String returns the keyword.
func (k TestKind) String() string { return [...]string{"acyclic", "irreflexive", "empty"}[k] }

// TestRole says what a test does when it fails or holds.
type TestRole uint8

const (
	// Require rejects the candidate when the test is false.
	Require TestRole = iota
	// Flag marks the execution when the test is true.
	Flag
	// UndefinedUnless marks the execution as undefined when the test is false.
	UndefinedUnless
	// Assert makes the evaluation an error when the test is false.
	Assert
)

// Instructions.
type (
	// Let defines values; Rec makes it a fixpoint.
	Let struct {
		At
		Rec      bool
		Bindings []*Binding
	}
	// Test is an axiom or a flag.
	Test struct {
		At
		Role TestRole
		Kind TestKind
		// Negated turns the test round.
		Negated bool
		Expr    Expr
		// Name follows `as`; the empty string if there is none.
		Name string
	}
	// Include stands for the instructions of another file.
	Include struct {
		At
		File   string
		Instrs []Instr
	}
	// Show names relations to display; it has no other effect.
	Show struct {
		At
		// Unshow is set for `unshow`.
		Unshow bool
		Names  []string
		// Expr is set for `show e as x`.
		Expr Expr
	}
	// Procedure defines a parametrised list of instructions.
	Procedure struct {
		At
		Name  string
		Param *Pattern
		Rec   bool
		Body  []Instr
	}
	// Call runs a procedure.
	Call struct {
		At
		Name string
		Arg  Expr
		// Alias follows `as`.
		Alias string
	}
	// With continues once for each element of a set of values.
	With struct {
		At
		Name string
		From Expr
	}
	// ForOrder is `forall x in e do … end`: it runs instructions for each element
	// of a set. Order is nil; no syntax gives one.
	ForOrder struct {
		At
		Var   string
		Set   Expr
		Order Expr
		Body  []Instr
	}
	// If includes one of two lists of instructions, by variant.
	If struct {
		At
		Cond       Cond
		Then, Else []Instr
	}
	// Enum declares tags.
	Enum struct {
		At
		Name string
		Tags []string
	}
	// Instructions declares which class of events may carry which tags.
	Instructions struct {
		At
		Class string
		Tags  Expr
	}
)

func (*Let) instr()          {}
func (*Test) instr()         {}
func (*Include) instr()      {}
func (*Show) instr()         {}
func (*Procedure) instr()    {}
func (*Call) instr()         {}
func (*With) instr()         {}
func (*ForOrder) instr()     {}
func (*If) instr()           {}
func (*Enum) instr()         {}
func (*Instructions) instr() {}

// Cond is the condition of an `if`. The set of forms is closed.
type Cond interface {
	Node
	cond()
}

// Conditions.
type (
	// VariantCond holds when the variant is on.
	VariantCond struct {
		At
		Name string
	}
	// NotCond is the negation.
	NotCond struct {
		At
		X Cond
	}
	// AndCond is the conjunction.
	AndCond struct {
		At
		X, Y Cond
	}
	// OrCond is the disjunction.
	OrCond struct {
		At
		X, Y Cond
	}
	// EqCond compares two values (`if e1 = e2`), SubsetCond `e1 subset e2`.
	EqCond struct {
		At
		X, Y Expr
	}
	// SubsetCond holds when X is included in Y.
	SubsetCond struct {
		At
		X, Y Expr
	}
)

func (*VariantCond) cond() {}
func (*NotCond) cond()     {}
func (*AndCond) cond()     {}
func (*OrCond) cond()      {}
func (*EqCond) cond()      {}
func (*SubsetCond) cond()  {}

// Expr is an expression (lkmm.md A.3). The set of forms is closed.
type Expr interface {
	Node
	expr()
}

// BinOp is a binary operator.
type BinOp uint8

// The operators, loosest first.
const (
	UnionOp   BinOp = iota // |
	AddOp                  // ++
	SeqOp                  // ;
	DiffOp                 // \
	InterOp                // &
	ProductOp              // *
)

// String returns the operator as cat spells it.
func (op BinOp) String() string { return [...]string{"|", "++", ";", "\\", "&", "*"}[op] }

// UnOp is a unary operator.
type UnOp uint8

// The unary operators.
const (
	PlusOp       UnOp = iota // e+
	StarOp                   // e*
	OptOp                    // e?
	InverseOp                // e^-1
	ComplementOp             // ~e
)

// String returns the operator as cat spells it.
func (op UnOp) String() string { return [...]string{"+", "*", "?", "^-1", "~"}[op] }

// Expressions.
type (
	// Name refers to a definition.
	Name struct {
		At
		Name string
	}
	// EmptyRel is `0`.
	EmptyRel struct{ At }
	// Universe is `_`.
	Universe struct{ At }
	// TagExpr is 'name.
	TagExpr struct {
		At
		Tag string
	}
	// SetExpr is `{e1, …, en}`.
	SetExpr struct {
		At
		Elems []Expr
	}
	// IdentityExpr is `[e]`.
	IdentityExpr struct {
		At
		X Expr
	}
	// Unary applies a unary operator.
	Unary struct {
		At
		Op UnOp
		X  Expr
	}
	// Binary applies a binary operator. Chains of `|`, `;` and `&` are nested
	// to the right.
	Binary struct {
		At
		Op   BinOp
		X, Y Expr
	}
	// Apply applies a function to its argument, which is a TupleExpr for more
	// than one.
	Apply struct {
		At
		Fun Expr
		Arg Expr
	}
	// TupleExpr is `(e1, …, en)` with n other than 1.
	TupleExpr struct {
		At
		Elems []Expr
	}
	// LetExpr is `let … in e`.
	LetExpr struct {
		At
		Rec      bool
		Bindings []*Binding
		Body     Expr
	}
	// FunExpr is `fun p -> e`.
	FunExpr struct {
		At
		Param *Pattern
		Body  Expr
	}
	// MatchExpr is `match e with || {} -> e0 || x ++ xs -> e1 end`, or a match on
	// tags. Exactly one of the forms is used.
	MatchExpr struct {
		At
		X Expr
		// Empty and the next four are for sets. First is the name bound to the
		// element picked, Rest to what remains. A form with Middle,
		// `x1 ++ e ++ x2`, is not part of the subset.
		Empty       Expr
		First, Rest string
		Cons        Expr
		// Tags are the clauses of a match on a tag; a clause with Tag "_" is the
		// default.
		Tags []TagClause
	}
	// TryExpr is `try e with e'`.
	TryExpr struct {
		At
		X, Else Expr
	}
	// IfExpr is `if "variant" then e else e'`.
	IfExpr struct {
		At
		Cond       Cond
		Then, Else Expr
	}
)

// TagClause is one clause of a match on a tag.
type TagClause struct {
	Tag  string
	Body Expr
}

func (*Name) expr()         {}
func (*EmptyRel) expr()     {}
func (*Universe) expr()     {}
func (*TagExpr) expr()      {}
func (*SetExpr) expr()      {}
func (*IdentityExpr) expr() {}
func (*Unary) expr()        {}
func (*Binary) expr()       {}
func (*Apply) expr()        {}
func (*TupleExpr) expr()    {}
func (*LetExpr) expr()      {}
func (*FunExpr) expr()      {}
func (*MatchExpr) expr()    {}
func (*TryExpr) expr()      {}
func (*IfExpr) expr()       {}
