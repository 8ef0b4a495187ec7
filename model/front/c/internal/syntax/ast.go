// Package syntax is the C of one translation unit as a tree: declarations,
// types as they are written, statements and expressions, each with its place in
// the text that its author wrote.
//
// The tree is made by tree-sitter from the text that package pp expanded. What
// could not be understood is a Bad node; everything around it is there. For each Bad
// node there is an error among the Unit's problems, and what was mended (a missing
// semicolon) has one too: who meets a Bad node has nothing more to report, but must
// not take the declaration for checked.
//
// The way of a text:
//
//	tokens with their partners (stream, brackets)
//	─► top-level declarations (cut, head, declared) and their names (unit)
//	─► of the one that is asked for: what the grammar misreads is replaced
//	   (rewrite, tokens, names, typearg, attribute, asm), its statements are told
//	   apart and what is missing is put in (statement, declaration, prepare)
//	─► tree-sitter (tree), and again with what cannot be parsed taken out
//	   (repair, diagnose)
//	─► the tree of this package (convert)
package syntax

import (
	"github.com/lkmm-tools/fencepost/model/source"
)

// At is the place of a node in the text as it was written. What a macro of the
// file or of the prelude made has the place of the macro's use.
type At struct{ Place source.Span }

// Span returns the place.
func (a At) Span() source.Span { return a.Place }

// Node is anything with a place.
type Node interface{ Span() source.Span }

// Ident is a name where it is introduced.
type Ident struct {
	At
	Name string
}

// Declarations.

// Storage is the set of storage classes and function specifiers of a declaration.
type Storage uint8

// The members of a Storage.
const (
	Static Storage = 1 << iota
	Extern
	Typedef
	Inline
	Register
	ThreadLocal
)

// Qualifiers is the set of type qualifiers.
type Qualifiers uint8

// The members of Qualifiers.
const (
	Const Qualifiers = 1 << iota
	Volatile
	Restrict
	Atomic
)

// Var is a declared object, a typedef name or a function that is declared without
// a body: one declarator of a declaration.
type Var struct {
	At
	Name    Ident
	Storage Storage
	Type    TypeExpr
	// Init is its initialiser or nil.
	Init Expr
}

// Func is a function with its body.
type Func struct {
	At
	Name    Ident
	Storage Storage
	Type    *FuncType
	Body    *Compound
}

// Types as they are written.
type (
	// TypeExpr is a type. The set is closed.
	TypeExpr interface {
		Node
		typeExpr()
	}
	// BasicType is made of keywords: "unsigned long", "char", "void", "_Bool",
	// in one spelling for each type, without signed or int where they are implied:
	// "int", "unsigned", "long", "unsigned long", "long long", "short", "signed char",
	// "float", "double", "long double", "__int128".
	BasicType struct {
		At
		Name  string
		Quals Qualifiers
	}
	// NamedType is a typedef name.
	NamedType struct {
		At
		Name  string
		Quals Qualifiers
	}
	// RecordType is a struct or union, with or without its members.
	RecordType struct {
		At
		Union bool
		// Tag is its name, "" for none.
		Tag Ident
		// Fields are the members; Defined tells a type without any from one that
		// is defined elsewhere.
		Fields  []*Field
		Defined bool
		// Packed is set by the attribute; Aligned is its operand or nil.
		Packed  bool
		Aligned Expr
		Quals   Qualifiers
	}
	// EnumType is an enumeration, with or without its members.
	EnumType struct {
		At
		Tag     Ident
		Members []*EnumMember
		Defined bool
		Quals   Qualifiers
	}
	// PointerType is a pointer.
	PointerType struct {
		At
		Elem  TypeExpr
		Quals Qualifiers
	}
	// ArrayType is an array. Len is nil for `[]`.
	ArrayType struct {
		At
		Elem TypeExpr
		Len  Expr
	}
	// FuncType is the type of a function.
	FuncType struct {
		At
		Result   TypeExpr
		Params   []*Var
		Variadic bool
	}
	// TypeofType is typeof or __auto_type: the type of X, or Type if that is given;
	// both nil for __auto_type. Quals are added to that type; Unqual is set for
	// typeof_unqual, which takes its qualifiers away before. _Atomic(T) is Type with
	// Atomic.
	TypeofType struct {
		At
		X      Expr
		Type   TypeExpr
		Quals  Qualifiers
		Unqual bool
	}
	// BadType could not be understood.
	BadType struct{ At }
)

// Field is a member of a record. An unnamed struct or union has no Name.
type Field struct {
	At
	Name Ident
	Type TypeExpr
	// Bits is the width of a bit-field or nil.
	Bits Expr
	// Packed and Aligned are the attributes of this member alone; Aligned is nil if
	// there is none.
	Packed  bool
	Aligned Expr
}

// EnumMember is a constant of an enumeration. Value may be nil.
type EnumMember struct {
	At
	Name  Ident
	Value Expr
}

// Statements.
type (
	// Stmt is a statement. The set is closed.
	Stmt interface {
		Node
		stmt()
	}
	// Compound is a block.
	Compound struct {
		At
		List []Stmt
		// End is the closing brace.
		End source.Span
	}
	// DeclStmt declares objects, types or both. Types are the records and
	// enumerations that the declaration defines.
	DeclStmt struct {
		At
		Vars  []*Var
		Types []TypeExpr
	}
	// ExprStmt evaluates an expression; X is nil for `;`.
	ExprStmt struct {
		At
		X Expr
	}
	// If is if.
	If struct {
		At
		Cond       Expr
		Then, Else Stmt // Else may be nil
	}
	// While is while.
	While struct {
		At
		Cond Expr
		Body Stmt
	}
	// DoWhile is do … while.
	DoWhile struct {
		At
		Body Stmt
		Cond Expr
	}
	// For is for; Init is an ExprStmt, a DeclStmt or nil, Cond and Post may be nil.
	For struct {
		At
		Init Stmt
		Cond Expr
		Post Expr
		Body Stmt
	}
	// Switch is switch. Cases are Case statements in its body.
	Switch struct {
		At
		X    Expr
		Body Stmt
	}
	// Case is a case or default label (Value nil) with the statements up to the
	// next label. Last is the end of a range (`case 1 ... 3:`) or nil.
	Case struct {
		At
		Value, Last Expr
		List        []Stmt
	}
	// Label is a label with its statement, which is nil at the end of a block and
	// before a case label.
	Label struct {
		At
		Name Ident
		Stmt Stmt
	}
	// Goto is goto.
	Goto struct {
		At
		Label Ident
	}
	// Break is break.
	Break struct{ At }
	// Continue is continue.
	Continue struct{ At }
	// Return is return; X may be nil.
	Return struct {
		At
		X Expr
	}
	// Asm is inline assembly. Empty is set when there are neither instructions nor
	// operands apart from a memory clobber: a compiler barrier.
	Asm struct {
		At
		Text    string
		Empty   bool
		Clobber bool
	}
	// BadStmt could not be understood; Message says what is wrong.
	BadStmt struct {
		At
		Message string
	}
)

// Expressions.
type (
	// Expr is an expression. The set is closed. Parentheses are gone.
	Expr interface {
		Node
		expr()
	}
	// Name is the use of a name.
	Name struct {
		At
		Name string
	}
	// Int is an integer or character constant. Value has its bits; Unsigned and
	// Long (0, 1 or 2) are its suffixes, Decimal tells whether it is written so.
	Int struct {
		At
		Value    uint64
		Unsigned bool
		Long     int
		Decimal  bool
	}
	// Float is a floating constant.
	Float struct{ At }
	// String is a string literal.
	String struct {
		At
		Value string
	}
	// Unary is one of - + ! ~ * & applied to X.
	Unary struct {
		At
		Op string
		X  Expr
	}
	// IncDec is ++ or --, before or after its operand.
	IncDec struct {
		At
		Op     string
		Prefix bool
		X      Expr
	}
	// Binary is an operator with two operands, && and || included.
	Binary struct {
		At
		Op   string
		X, Y Expr
	}
	// Assign is = or a compound assignment; Op is "" or the operator without =.
	Assign struct {
		At
		Op   string
		X, Y Expr
	}
	// Cond is ?:. Then is nil in the form `x ?: y`.
	Cond struct {
		At
		Cond, Then, Else Expr
	}
	// Call is a call of a function, or the use of a macro that is not known.
	Call struct {
		At
		Fun  Expr
		Args []Expr
	}
	// TypeArg is a type where an argument is expected: offsetof(struct s, f),
	// va_arg, and macros that are not known.
	TypeArg struct {
		At
		Type TypeExpr
	}
	// Member is X.Name, or X->Name if Arrow is set.
	Member struct {
		At
		X     Expr
		Name  Ident
		Arrow bool
	}
	// Index is X[I].
	Index struct {
		At
		X, I Expr
	}
	// Cast is (Type)X.
	Cast struct {
		At
		Type TypeExpr
		X    Expr
	}
	// Compare with Sizeof: SizeofType is sizeof(Type), SizeofExpr sizeof X;
	// Alignof is set for _Alignof.
	SizeofType struct {
		At
		Type    TypeExpr
		Alignof bool
	}
	// SizeofExpr is sizeof X.
	SizeofExpr struct {
		At
		X       Expr
		Alignof bool
	}
	// Comma is X, Y.
	Comma struct {
		At
		X, Y Expr
	}
	// StmtExpr is ({ … }); its value is that of the last statement, if that is an
	// expression.
	StmtExpr struct {
		At
		Body *Compound
	}
	// InitList is { … }, as an initialiser.
	InitList struct {
		At
		Items []*InitItem
	}
	// Compound literal (Type){ … }.
	CompoundLit struct {
		At
		Type TypeExpr
		Init *InitList
	}
	// Generic is _Generic(X, …); Cases with a nil Type are the default.
	Generic struct {
		At
		X     Expr
		Cases []*GenericCase
	}
	// BadExpr could not be understood; Message says what is wrong.
	BadExpr struct {
		At
		Message string
	}
)

// InitItem is an item of an initialiser with its designators: `.a[1] = x`.
type InitItem struct {
	At
	Designators []Designator
	Value       Expr
}

// Designator is .Field or [Index].
type Designator struct {
	At
	Field string
	Index Expr
}

// GenericCase is one association of _Generic.
type GenericCase struct {
	At
	Type  TypeExpr
	Value Expr
}

func (*BasicType) typeExpr()   {}
func (*NamedType) typeExpr()   {}
func (*RecordType) typeExpr()  {}
func (*EnumType) typeExpr()    {}
func (*PointerType) typeExpr() {}
func (*ArrayType) typeExpr()   {}
func (*FuncType) typeExpr()    {}
func (*TypeofType) typeExpr()  {}
func (*BadType) typeExpr()     {}

func (*Compound) stmt() {}
func (*DeclStmt) stmt() {}
func (*ExprStmt) stmt() {}
func (*If) stmt()       {}
func (*While) stmt()    {}
func (*DoWhile) stmt()  {}
func (*For) stmt()      {}
func (*Switch) stmt()   {}
func (*Case) stmt()     {}
func (*Label) stmt()    {}
func (*Goto) stmt()     {}
func (*Break) stmt()    {}
func (*Continue) stmt() {}
func (*Return) stmt()   {}
func (*Asm) stmt()      {}
func (*BadStmt) stmt()  {}

func (*Name) expr()        {}
func (*Int) expr()         {}
func (*Float) expr()       {}
func (*String) expr()      {}
func (*Unary) expr()       {}
func (*IncDec) expr()      {}
func (*Binary) expr()      {}
func (*Assign) expr()      {}
func (*Cond) expr()        {}
func (*Call) expr()        {}
func (*TypeArg) expr()     {}
func (*Member) expr()      {}
func (*Index) expr()       {}
func (*Cast) expr()        {}
func (*SizeofType) expr()  {}
func (*SizeofExpr) expr()  {}
func (*Comma) expr()       {}
func (*StmtExpr) expr()    {}
func (*InitList) expr()    {}
func (*CompoundLit) expr() {}
func (*Generic) expr()     {}
func (*BadExpr) expr()     {}
