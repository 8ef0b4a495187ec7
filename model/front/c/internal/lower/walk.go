package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// someSyntax reports whether f holds of a node of the tree or of one inside of it.
// Types are left out.
func someSyntax(n syntax.Node, f func(syntax.Node) bool) bool {
	if f(n) {
		return true
	}
	for _, c := range children(n) {
		if someSyntax(c, f) {
			return true
		}
	}
	return false
}

// children returns the statements and expressions right inside of a node.
func children(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	expr := func(list ...syntax.Expr) {
		for _, e := range list {
			if e != nil {
				out = append(out, e)
			}
		}
	}
	stmt := func(list ...syntax.Stmt) {
		for _, s := range list {
			if s != nil {
				out = append(out, s)
			}
		}
	}
	switch n := n.(type) {
	case *syntax.Compound:
		stmt(n.List...)
	case *syntax.DeclStmt:
		for _, v := range n.Vars {
			expr(v.Init)
		}
	case *syntax.ExprStmt:
		expr(n.X)
	case *syntax.If:
		expr(n.Cond)
		stmt(n.Then, n.Else)
	case *syntax.While:
		expr(n.Cond)
		stmt(n.Body)
	case *syntax.DoWhile:
		stmt(n.Body)
		expr(n.Cond)
	case *syntax.For:
		stmt(n.Init)
		expr(n.Cond, n.Post)
		stmt(n.Body)
	case *syntax.Switch:
		expr(n.X)
		stmt(n.Body)
	case *syntax.Case:
		stmt(n.List...)
	case *syntax.Label:
		stmt(n.Stmt)
	case *syntax.Return:
		expr(n.X)
	case *syntax.Goto, *syntax.Break, *syntax.Continue, *syntax.Asm, *syntax.BadStmt:
	case *syntax.Name, *syntax.Int, *syntax.Float, *syntax.String, *syntax.TypeArg, *syntax.SizeofType,
		*syntax.SizeofExpr, *syntax.BadExpr:
	case *syntax.Unary:
		expr(n.X)
	case *syntax.IncDec:
		expr(n.X)
	case *syntax.Binary:
		expr(n.X, n.Y)
	case *syntax.Assign:
		expr(n.X, n.Y)
	case *syntax.Cond:
		expr(n.Cond, n.Then, n.Else)
	case *syntax.Call:
		expr(n.Fun)
		expr(n.Args...)
	case *syntax.Member:
		expr(n.X)
	case *syntax.Index:
		expr(n.X, n.I)
	case *syntax.Cast:
		expr(n.X)
	case *syntax.Comma:
		expr(n.X, n.Y)
	case *syntax.StmtExpr:
		stmt(n.Body)
	case *syntax.InitList:
		for _, i := range n.Items {
			expr(i.Value)
		}
	case *syntax.CompoundLit:
		out = append(out, n.Init)
	case *syntax.Generic:
		for _, c := range n.Cases {
			expr(c.Value)
		}
	default:
		panic(fmt.Sprintf("lower: unhandled node %T", n))
	}
	return out
}

// modifiedNames returns the names that a function assigns or takes the address of,
// wherever they are declared.
func (k *knowledge) modifiedNames(fn *syntax.Func) map[string]bool {
	if names := k.modified[fn]; names != nil {
		return names
	}
	names := map[string]bool{}
	someSyntax(fn.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			names[root(n.X)] = true
		case *syntax.IncDec:
			names[root(n.X)] = true
		case *syntax.Unary:
			if n.Op == "&" {
				names[root(n.X)] = true
			}
		}
		return false
	})
	k.modified[fn] = names
	return names
}

// root returns the name of the variable of which an lvalue is a part, "" if it is
// none: what a pointer points to is no part of it.
func root(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return e.Name
	case *syntax.Member:
		if !e.Arrow {
			return root(e.X)
		}
	case *syntax.Index:
		return root(e.X)
	case *syntax.Comma:
		return root(e.Y)
	}
	return ""
}
