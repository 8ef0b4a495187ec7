package litmus

import "github.com/lkmm-tools/fencepost/model/source"

// exprKind is a kind of syntax tree of an expression.
type exprKind uint8

const (
	// exprBad stands for what was reported already.
	exprBad exprKind = iota
	// exprNum is the constant num.
	exprNum
	// exprName is the register or parameter called name.
	exprName
	// exprParam is parameter num of the primitive whose body this is.
	exprParam
	// exprParen is (x).
	exprParen
	// exprCast is (type)x.
	exprCast
	// exprDeref is *x.
	exprDeref
	// exprAddr is &x.
	exprAddr
	// exprNeg is -x, exprNot is !x, exprCompl is ~x.
	exprNeg
	exprNot
	exprCompl
	// exprBinary is x name y, for every operator whose operands are both
	// evaluated.
	exprBinary
	// exprAnd is x && y, exprOr is x || y.
	exprAnd
	exprOr
	// exprCond is x ? y : z.
	exprCond
	// exprIndex is x[y].
	exprIndex
	// exprCall is name(args).
	exprCall
	// exprWord is a word of the macro language, name{tag}(args), with the
	// operator op for the atomic operations.
	exprWord
	// exprAssign is x name= y; name is empty for a plain assignment.
	exprAssign
	// exprStep is x++ or ++x if num is 1, x-- or --x if it is -1; prefix says
	// which.
	exprStep
	// exprComma is x, y.
	exprComma
)

// expr is the syntax tree of an expression.
type expr struct {
	kind    exprKind
	span    source.Span
	name    string
	num     int64
	x, y, z *expr
	args    []*expr
	// tag and op belong to exprWord. hasTag tells {} from no braces.
	tag, op string
	hasTag  bool
	prefix  bool
	// covered is set when the hint on an outer expression covers this one.
	covered bool
	// typ is the type of a cast.
	typ ctype
	// height is the height of the tree, which is bounded so that no later
	// stage runs out of stack.
	height int
}

// stmtKind is a kind of syntax tree of a statement.
type stmtKind uint8

const (
	// stmtEmpty is `;`, or what was reported already.
	stmtEmpty stmtKind = iota
	// stmtExpr evaluates x; with discard it was written (void)x.
	stmtExpr
	// stmtDecl declares the variables in decls.
	stmtDecl
	// stmtBlock is { body }.
	stmtBlock
	// stmtIf is if (x) body else els.
	stmtIf
	// stmtWhile is while (x) body.
	stmtWhile
	// stmtDo is do body while (x).
	stmtDo
	// stmtFor is for (init; x; step) body; all but body may be missing.
	stmtFor
	// stmtReturn is return without a value.
	stmtReturn
)

// stmt is the syntax tree of a statement.
type stmt struct {
	kind    stmtKind
	span    source.Span
	x       *expr
	discard bool
	decls   []decl
	init    []*stmt
	step    *expr
	body    []*stmt
	els     []*stmt
}

// decl declares one variable, with an initial value or without.
type decl struct {
	name string
	span source.Span // of the name
	typ  ctype
	init *expr
	// whole is the span from the type or the name to the end of init.
	whole source.Span
}
