package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// frame is a call of a function that is being inlined, or the outermost one, of the
// thread itself.
type frame struct {
	outer *frame
	// fn is nil for the thread's own, before its function is called.
	fn *syntax.Func
	// env resolves names and types in the scope that is being lowered.
	env   *ctype.Env
	scope *scope
	// at is the place of everything in the frame: the call outside of the prelude
	// that led into it. It is invalid in other functions, where each node has its own.
	at source.Span
	// made is the number that a variable of the call itself has (variable.made).
	made int
	// own is set for the frame of the thread's own function.
	own bool
	// end is where return goes; result takes the value, which has the type typ.
	end    *label
	typ    *ctype.Type
	result *variable
	// value is what the function returns if it only returns at its end.
	value *val
	// targets of break, continue and goto, the innermost last.
	breaks, continues []*label
	gotos             map[string]*label
	// key spells the arguments if all are known.
	key string
	// modified are the names that the function assigns or takes the address of.
	modified map[string]bool
}

// scope is a block with the variables that it declares.
type scope struct {
	outer *scope
	vars  map[string]*variable
}

func newScope(outer *scope) *scope { return &scope{outer: outer, vars: map[string]*variable{}} }

// variable is a local variable or a parameter.
type variable struct {
	name string
	// decl is its declaration, nil for what the program made.
	decl *syntax.Var
	typ  *ctype.Type
	span source.Span
	// hidden variables are in no state.
	hidden bool
	// made is its number among the variables of the thread, in the order in which they
	// were declared; what the program made itself has none.
	made int
	// regs are the registers of its scalars by offset, made as they are used; cells
	// are the scalars that it has.
	regs  map[int64]int
	cells []ctype.Cell
	// unset is set for one that has no value before it is assigned.
	unset bool
	// object is where it is if its address is a value.
	object *object
	// target is what it points to, if it is a pointer to void that never changes.
	target *ctype.Type
	// bound is its value if that is known and never changes.
	bound *val
	// twin is another variable of the thread's own function with its name.
	twin source.Span
}

// lookup returns the local called name, or nil.
func (t *thread) lookup(name string) *variable {
	for s := t.frame.scope; s != nil; s = s.outer {
		if v := s.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

// scoped runs f in a scope of its own.
func (t *thread) scoped(f func()) {
	fr := t.frame
	scope, env := fr.scope, fr.env
	fr.scope, fr.env = newScope(scope), env.Inner()
	f()
	fr.scope, fr.env = scope, env
}

// place returns the place of a node as problems and events have it.
func (t *thread) place(n syntax.Node) source.Span {
	if t.frame.at.IsValid() {
		return t.frame.at
	}
	return n.Span()
}

// declare makes a variable known in the innermost scope. It has no value yet.
func (t *thread) declare(name string, decl *syntax.Var, typ *ctype.Type, at source.Span) *variable {
	v := &variable{name: name, decl: decl, typ: typ, span: at, regs: map[int64]int{}, unset: true}
	v.hidden = !t.frame.own
	t.made++
	v.made = t.made
	if v.hidden && t.frame.fn != nil {
		v.name = t.frame.fn.Name.Name + "." + name
	}
	if name != "" {
		t.frame.scope.vars[name] = v
		if first := t.locals[name]; t.frame.own && first == nil {
			t.locals[name] = v
		} else if t.frame.own && first.decl != decl {
			first.twin = at
		}
	}
	if decl != nil && t.escaped[decl] {
		v.object = t.private(t.label+"."+v.name, typ, at)
		v.object.uninit = true
	}
	return v
}

// escape makes a variable an object in the next round, since its address is needed
// as a value. In this round nothing sensible can be done with it.
func (t *thread) escape(v *variable, at source.Span) {
	if v.decl == nil {
		t.errorf(NotModelled, at, "the address of this value is needed; give the value a name")
		return
	}
	t.escaped[v.decl] = true
}

// cell returns the scalar of a variable at an offset, nil if there is none.
func (t *thread) cell(v *variable, offset int64) *ctype.Cell {
	if v.cells == nil {
		cells, err := ctype.Cells(v.typ, maxCells)
		if err != nil {
			t.errorf(NotModelled, v.span, "%s: %v", v.name, err)
		}
		v.cells = cells
	}
	for i := range v.cells {
		if v.cells[i].Offset == offset {
			return &v.cells[i]
		}
	}
	return nil
}

// register returns the register that holds the scalar of type typ at an offset of
// a variable. It is -1 if there is no such scalar, so that the variable must be
// memory.
func (t *thread) register(v *variable, offset int64, typ *ctype.Type) (reg int, cell *ctype.Type) {
	c := t.cell(v, offset)
	if c == nil || scalarSize(c.Type) != scalarSize(typ) {
		return -1, nil
	}
	reg, ok := v.regs[offset]
	if !ok {
		reg = t.reg(v.name+c.Name, c.Type, v.span, v.hidden)
		v.regs[offset] = reg
		t.variables[reg] = v
		if v.unset {
			t.unset[reg] = v
		}
	}
	return reg, c.Type
}

// scalarSize returns the size of a scalar in bytes.
func scalarSize(t *ctype.Type) int64 {
	if t.Kind == ctype.Unknown {
		return 8
	}
	return int64(t.Bits) / 8
}

// maxCells bounds the scalars of an object.
const maxCells = 4096
