package pp

import (
	"maps"
	"slices"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Macros is a set of macros. It is immutable once made, and safe for concurrent
// use. The nil Macros is empty.
type Macros struct {
	// under are the macros below these: those of the prelude.
	under *Macros
	// own holds nil for a name that the text undefines.
	own map[string]*Macro
	// some is that of own and of those below.
	some nameFilter
}

// nameFilter tells of most names that they are not in a set.
type nameFilter [128]uint64

// nameHash is cheap and good enough to tell names of macros from others.
func nameHash(name string) uint {
	n := uint(len(name))
	return uint(name[0]) + uint(name[n-1])<<5 + uint(name[n/2])<<8 + uint(name[n/3])<<2 + n*67
}

func (f *nameFilter) add(name string) {
	h := nameHash(name)
	f[h/64%128] |= 1 << (h % 64)
}

// has reports whether name may be in the set.
func (f *nameFilter) has(name string) bool {
	h := nameHash(name)
	return f[h/64%128]&(1<<(h%64)) != 0
}

// Macro is one macro.
type Macro struct {
	Name     string
	NameSpan source.Span
	// Function is set for one with parameters, Variadic if the last takes the rest.
	Function bool
	Variadic bool
	Params   []string
	// Body is the replacement as it is written, invalid if there is none.
	Body source.Span
	// Doc is the comment that stands right above the definition, without its
	// decoration; "" if there is none.
	Doc string
	// Prelude is set for a macro of the prelude and for those that are always
	// defined.
	Prelude bool

	body []token
	// plain is set if the body is its own expansion but for other macros: no
	// parameters, no ##.
	plain   bool
	builtin builtin
	// doubt is the undecided conditional that the definition is in, nil if none.
	doubt *doubt
}

// Lookup returns the macro called name, or nil.
func (m *Macros) Lookup(name string) *Macro {
	if name == "" || m == nil || !m.some.has(name) {
		return nil
	}
	for ; m != nil; m = m.under {
		if found, ok := m.own[name]; ok {
			return found
		}
	}
	return nil
}

// Names returns the names in order.
func (m *Macros) Names() []string {
	all := make(map[string]bool)
	for layer := m; layer != nil; layer = layer.under {
		for name := range layer.own {
			if m.Lookup(name) != nil {
				all[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// same reports whether two macros have the same meaning by their text: parameters
// may have other names, and blanks count only where there is one or none.
func (m *Macro) same(n *Macro, blanks bool) bool {
	if m.Function != n.Function || m.Variadic != n.Variadic || len(m.Params) != len(n.Params) || len(m.body) != len(n.body) || m.builtin != n.builtin {
		return false
	}
	for i := range m.body {
		a, b := &m.body[i], &n.body[i]
		if a.kind != b.kind || a.arg != b.arg || (a.flags^b.flags)&pasted != 0 {
			return false
		}
		if a.kind != param && a.kind != stringify && a.text != b.text {
			return false
		}
		if blanks && i > 0 && (a.flags^b.flags)&spaced != 0 {
			return false
		}
	}
	return true
}
