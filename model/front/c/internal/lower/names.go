package lower

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// unknownName reports a name that nothing declares, with the nearest one that
// something does.
func (t *thread) unknownName(e *syntax.Name) {
	if t.dead {
		return
	}
	at := t.place(e)
	var names []string
	for s := t.frame.scope; s != nil; s = s.outer {
		for name := range s.vars {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	p := t.errorf(UnknownName, at, "%s is not declared here", e.Name)
	if e.Name == strings.ToUpper(e.Name) {
		p.Message += fmt.Sprintf("; `@lkmm define %s=…` gives it a value", e.Name)
	}
	t.suggest(p, e.Name, names, at)
}

// noMember reports a member that a record does not have.
func (t *thread) noMember(typ *ctype.Type, name string, at source.Span) {
	typ = typ.Resolve()
	if typ.Kind != ctype.Record {
		t.errorf(UnknownMember, at, "%s has no members, so no %s", typ, name)
		return
	}
	p := t.errorf(UnknownMember, at, "%s has no member %s", typ, name)
	t.suggest(p, name, t.frame.env.MemberNames(typ), at)
}

// suggest adds the name that was probably meant, if there is one.
func (t *thread) suggest(p *diag.Problem, name string, names []string, at source.Span) {
	near := diag.Closest(name, names)
	if near == "" || len(p.Fixes) > 0 {
		return
	}
	p.Message += "; is it " + near + "?"
	if at.Text() == name {
		p.Fix("Change to "+near, at, near)
	}
}
