package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxExpansion bounds how deep primitives may be defined by each other.
const maxExpansion = 50

// macro is the parsed body of a primitive: value for an Expr, body for a Proc.
type macro struct {
	row   *kernel.Row
	value *expr
	body  []*stmt
	// fault says what is wrong with the body, "" if nothing is.
	fault string
}

// macro returns the primitive called name with its body, or nil.
func (u *unit) macro(name string) *macro {
	if m, ok := u.macros[name]; ok {
		return m
	}
	row := u.opts.Primitives.Lookup(name)
	if row == nil {
		return nil
	}
	m := parseMacro(row)
	u.macros[name] = m
	return m
}

// parseMacro reads the body of a primitive with the grammar of threads.
func parseMacro(row *kernel.Row) *macro {
	m := &macro{row: row}
	f := source.NewFile(row.Name, row.Body)
	rep := newReporter()
	p := &cParser{params: make(map[string]int, len(row.Params))}
	p.stream = stream{file: f, rep: rep, toks: lexC(f, 0, f.Len(), rep)}
	for i, name := range row.Params {
		p.params[name] = i
	}
	switch {
	case row.Kind == kernel.Expr:
		m.value = p.parseExpr()
	case p.at("{"):
		m.body = p.parseBlock()
	default:
		m.body = p.parseItems()
	}
	if !p.atEnd() {
		p.unexpected("the end of the definition")
	}
	if problem := rep.list.FirstError(); problem != nil {
		m.fault = problem.Message
	}
	return m
}

// enter returns what the body of a primitive is lowered in. It reports a wrong
// number of arguments, and a definition that has no meaning.
func (l *lowering) enter(m *macro, e *expr, v *env) (*env, bool) {
	at := v.at(e).Place
	in := &env{args: e.args, outer: v, call: at, name: e.name}
	if v != nil {
		in.depth = v.depth + 1
	}
	switch want, got := len(m.row.Params), len(e.args); {
	case m.fault != "":
		l.rep.errorf(BadPrimitive, at, "the definition of %s cannot be understood: %s", shown(e.name), m.fault)
	case in.depth > maxExpansion:
		l.rep.errorf(BadPrimitive, at, "the definition of %s uses primitives more than %d deep, perhaps itself", shown(e.name), maxExpansion)
	case want != got:
		l.rep.errorf(BadCall, at, "%s takes %s, not %d: %s", e.name, count(want, "argument"), got, usage(m.row))
	default:
		return in, true
	}
	return nil, false
}

// usage returns how a primitive is called.
func usage(row *kernel.Row) string {
	if row.Doc.Signature != "" {
		return row.Doc.Signature
	}
	return row.Name + "(" + strings.Join(row.Params, ", ") + ")"
}

// callValue lowers a call whose value is used.
func (l *lowering) callValue(e *expr, v *env) prog.Expr {
	at := v.at(e)
	m := l.macro(e.name)
	if m == nil {
		l.unknownPrimitive(e, v)
		return constant(at, 0)
	}
	if m.row.Kind == kernel.Proc {
		l.rep.errorf(BadCall, at.Place, "%s has no value; make it a statement of its own", e.name)
		return constant(at, 0)
	}
	in, ok := l.enter(m, e, v)
	if !ok {
		return constant(at, 0)
	}
	return l.expr(m.value, in)
}

// callStmt lowers a call that is a statement. It returns false if the call is
// that of an expression, which remains to be done.
func (l *lowering) callStmt(e *expr, v *env, discard bool) bool {
	m := l.macro(e.name)
	switch {
	case m == nil:
		l.unknownPrimitive(e, v)
		return true
	case m.row.Kind == kernel.Expr:
		if !discard {
			l.rejected(v, e.span, "%s has a value that is not used; write `(void)%s(…)`", e.name, e.name)
		}
		return false
	case discard && v == nil:
		l.rejected(v, e.span, "%s has no value to be dropped; write it without `(void)`", e.name)
	}
	if in, ok := l.enter(m, e, v); ok {
		l.stmts(m.body, in, true)
	}
	return true
}

// unknownPrimitive reports a call of something that is not in the table.
func (l *lowering) unknownPrimitive(e *expr, v *env) {
	if v != nil {
		l.rep.errorf(BadPrimitive, v.at(e).Place, "the definition of %s uses %s, which is not defined", v.name, shown(e.name))
		return
	}
	name := l.file.Span(e.span.Start, e.span.Start+len(e.name))
	p := l.rep.errorf(UnknownPrimitive, name, "there is no primitive called %s", shown(e.name))
	best := ""
	switch {
	case markup(e.name):
		p.Message += " in the model, and none that does the same"
	case !l.rep.full(diag.Error):
		best = l.suggestPrimitive(e.name)
	}
	if best == "" {
		return
	}
	p.Message += "; did you mean " + best + "?"
	p.Fix("Write "+best, name, best)
}
