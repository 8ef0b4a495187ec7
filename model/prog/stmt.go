package prog

import "github.com/lkmm-tools/fencepost/model/source"

// Stmt is a statement. The set of statements is closed.
type Stmt interface {
	// Span returns the statement's place in the text.
	Span() source.Span
	stmt()
}

// Expr is an expression. The set of expressions is closed. Operands are
// evaluated side by side: C does not order them.
type Expr interface {
	// Span returns the expression's place in the text.
	Span() source.Span
	expr()
}

// At is the place of a node; every statement and expression embeds it.
type At struct{ Place source.Span }

// Span returns the place.
func (a At) Span() source.Span { return a.Place }

// Tag is the annotation of an event, spelled as in the model's bell file
// without the quote: "ONCE", "wmb", "rcu-lock". The empty tag is a plain access.
type Tag string

// Tags that mean the same in every program. What a model makes of them is in the
// model.
const (
	// TagFree is that of the plain write to a cell which stands for the end of the
	// cell's object: from then on nobody may access it.
	TagFree Tag = "free"
	// TagRacy is that of a plain access that is in no data race.
	TagRacy Tag = "racy"
)

// Statements. Each executed one, and each evaluation of a condition, is one
// instance in program order.
type (
	// Assign sets a register.
	Assign struct {
		At
		Reg   int
		Value Expr
	}
	// Together sets several different registers in one instance. All values are
	// those before any of the registers is set, and are evaluated side by side, as
	// operands are. The places of the assignments serve for problems only.
	Together struct {
		At
		Assigns []*Assign
	}
	// Eval evaluates an expression for its events and drops the value.
	Eval struct {
		At
		Value Expr
	}
	// Store writes Value to the cell at Addr.
	Store struct {
		At
		Addr, Value Expr
		Tag         Tag
		// Type is the type of the access; only an exact one matters, in a strict
		// program.
		Type Type
	}
	// Fence is an event without location.
	Fence struct {
		At
		Tag Tag
	}
	// Lock is spin_lock.
	Lock struct {
		At
		Addr Expr
	}
	// Unlock is spin_unlock.
	Unlock struct {
		At
		Addr Expr
	}
	// SyncSrcu waits for the readers of the srcu structure at Addr.
	SyncSrcu struct {
		At
		Addr Expr
		Tag  Tag
	}
	// CloseSrcu is srcu_read_unlock in the form of the model in which it is no
	// access: it ends the section of the srcu structure at Addr whose beginning
	// gave Value. In today's form it is a Store.
	CloseSrcu struct {
		At
		Addr, Value Expr
		Tag         Tag
	}
	// If runs Then or Else.
	If struct {
		At
		Cond       Expr
		Then, Else []Stmt
	}
	// While runs Body as long as Cond holds.
	While struct {
		At
		Cond Expr
		Body []Stmt
	}
	// Block runs Body. A Break in it with its label goes to its end. The labels of
	// the blocks around a statement are different; blocks beside each other may
	// have the same one. A loop's break and continue, the return of an inlined
	// function and a goto forwards all are breaks out of a block.
	Block struct {
		At
		Label string
		Body  []Stmt
	}
	// Break goes to the end of the enclosing Block with its label.
	Break struct {
		At
		Label string
	}
	// Assume restricts the executions to those in which Cond holds. Unlike a branch
	// it controls nothing of what follows.
	Assume struct {
		At
		Cond Expr
	}
	// Cut ends the path as the bound of a loop does: what would follow is not
	// looked at, and a verdict holds only as far as no execution comes here.
	Cut struct{ At }
)

// Expressions.
type (
	// Const is a constant.
	Const struct {
		At
		Value Value
	}
	// RegRef is the value of a register.
	RegRef struct {
		At
		Reg int
	}
	// Binary applies an operator to two operands.
	Binary struct {
		At
		Op   Op
		X, Y Expr
	}
	// Load reads the cell at Addr. srcu_read_lock is a Load tagged srcu-lock.
	Load struct {
		At
		Addr Expr
		Tag  Tag
		// Type is the type of the access, as that of a Store.
		Type Type
	}
	// Xchg writes Value and gives the old value.
	Xchg struct {
		At
		Addr, Value Expr
		Tag         Tag
		// Type is the type of the access, as that of a Store.
		Type Type
	}
	// AtomicOp writes (old Op Operand), cut to Type. Its value is the new one if New
	// is set, else the old one.
	AtomicOp struct {
		At
		Op            Op
		Addr, Operand Expr
		Tag           Tag
		New           bool
		// NoReturn is set for the forms without a value (atomic_add …).
		NoReturn bool
		// Type is the type of the cell; only an exact one matters.
		Type Type
	}
	// CmpXchg writes New if the old value equals Old; its value is the old one.
	CmpXchg struct {
		At
		Addr, Old, New Expr
		Tag            Tag
		// Type is the type of the access, as that of a Store.
		Type Type
	}
	// AddUnless adds Amount unless the old value equals Limit; its value is 1
	// if it added, else 0. The sum is cut to Type.
	AddUnless struct {
		At
		Addr, Amount, Limit Expr
		Tag                 Tag
		// Type is the type of the cell; only an exact one matters.
		Type Type
	}
	// OpenSrcu is srcu_read_lock in the form of the model in which it is no
	// access (CloseSrcu). Its value tells it from any other. In today's form it is
	// a Load.
	OpenSrcu struct {
		At
		Addr Expr
		Tag  Tag
	}
	// TryLock is spin_trylock: 1 if the lock was taken, else 0.
	TryLock struct {
		At
		Addr Expr
	}
	// IsLocked is spin_is_locked: 1 or 0.
	IsLocked struct {
		At
		Addr Expr
	}
	// Choose is any of 0 … N-1, each in paths of its own, N from 1. It is no event,
	// and nothing depends on it.
	Choose struct {
		At
		N int
	}
)

func (*Assign) stmt()    {}
func (*Together) stmt()  {}
func (*Eval) stmt()      {}
func (*Store) stmt()     {}
func (*Fence) stmt()     {}
func (*Lock) stmt()      {}
func (*Unlock) stmt()    {}
func (*SyncSrcu) stmt()  {}
func (*CloseSrcu) stmt() {}
func (*If) stmt()        {}
func (*While) stmt()     {}
func (*Block) stmt()     {}
func (*Break) stmt()     {}
func (*Assume) stmt()    {}
func (*Cut) stmt()       {}

func (*Const) expr()     {}
func (*RegRef) expr()    {}
func (*Binary) expr()    {}
func (*Load) expr()      {}
func (*Xchg) expr()      {}
func (*AtomicOp) expr()  {}
func (*CmpXchg) expr()   {}
func (*AddUnless) expr() {}
func (*TryLock) expr()   {}
func (*IsLocked) expr()  {}
func (*OpenSrcu) expr()  {}
func (*Choose) expr()    {}

// Node is a statement or an expression: anything with a place in the text.
type Node interface{ Span() source.Span }
