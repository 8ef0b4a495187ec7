package ctype_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// types has the objects t0, t1 … of some types.
const types = `
typedef signed char s8; typedef unsigned char u8; typedef short s16; typedef unsigned short u16;
typedef unsigned int u32; typedef long long s64; typedef unsigned long long u64;
struct a { int x; }; struct b { int x; };
enum color { RED }; enum sign { MINUS = -1 };
s8 vs8; u8 vu8; s16 vs16; u16 vu16; int vint; u32 vu32; long vlong; unsigned long vulong; s64 vs64; u64 vu64;
_Bool vbool; char vchar; enum color venum; enum sign vsign; mystery_t vunknown; double vdouble;
int *pint; const int *pcint; unsigned *puint; char *pchar; u8 *pu8; void *pvoid; struct a *pa; struct b *pb; mystery_t *punknown;
struct a va; struct b vb; int array[3]; int function(int);
`

// typeNamed returns the type of an object of types.
func typeNamed(t *testing.T, b bench, name string) *ctype.Type {
	t.Helper()
	if v := b.unit.Var(name); v != nil {
		return b.VarType(v)
	}
	if v := b.unit.Prototype(name); v != nil {
		return b.Type(v.Type)
	}
	t.Fatalf("no object %s", name)
	return nil
}

func TestUsual(t *testing.T) {
	b := open(source.NewFile("types.c", types), "")
	for _, c := range []struct{ a, b, want string }{
		{"vs8", "vu8", "int"}, {"vbool", "vbool", "int"}, {"vchar", "vchar", "int"}, {"vu16", "vs16", "int"},
		{"vint", "vu32", "u32"}, {"vint", "vlong", "long"}, {"vu32", "vlong", "long"},
		{"vulong", "vlong", "unsigned long"}, {"vulong", "vs64", "unsigned long long"}, {"vu64", "vs64", "u64"},
		{"vlong", "vs64", "s64"}, {"vu32", "vs64", "s64"}, {"vint", "venum", "unsigned int"}, {"vint", "vsign", "int"},
		{"vunknown", "vint", "long"}, {"vunknown", "vunknown", "long"}, {"vunknown", "vu64", "u64"},
		{"vunknown", "pint", "int *"}, {"pint", "vint", ""}, {"vdouble", "vint", ""}, {"va", "vint", ""},
	} {
		for _, swap := range []bool{false, true} {
			x, y := typeNamed(t, b, c.a), typeNamed(t, b, c.b)
			if swap {
				x, y = y, x
			}
			got := ""
			if u := ctype.Usual(x, y); u != nil {
				got = u.String()
			}
			if got != c.want {
				t.Errorf("%s with %s (%v): %q, want %q", c.a, c.b, swap, got, c.want)
			}
		}
	}
}

func TestCompatible(t *testing.T) {
	b := open(source.NewFile("types.c", types), "")
	for _, c := range []struct {
		to, from string
		want     bool
	}{
		{"vint", "vu64", true}, {"vbool", "pint", true}, {"vint", "pint", false}, {"pint", "vint", false},
		{"pint", "pcint", true}, {"pint", "puint", true}, {"pint", "pchar", false}, {"pchar", "pu8", true},
		{"pvoid", "pa", true}, {"pa", "pvoid", true}, {"pa", "pb", false}, {"pint", "array", true},
		{"va", "va", true}, {"va", "vb", false}, {"vunknown", "pint", true}, {"pa", "punknown", true},
		{"vunknown", "va", false}, {"vint", "va", false}, {"pvoid", "function", true},
	} {
		if got := ctype.Compatible(typeNamed(t, b, c.to), typeNamed(t, b, c.from)); got != c.want {
			t.Errorf("%s = %s: %v, want %v", c.to, c.from, got, c.want)
		}
	}
}

func TestConvert(t *testing.T) {
	b := open(source.NewFile("types.c", types), "")
	for _, c := range []struct {
		to      string
		n, want int64
	}{
		{"vu8", 300, 44}, {"vs8", 200, -56}, {"vchar", -1, 255}, {"vu32", -1, 1<<32 - 1}, {"vint", 1 << 31, -1 << 31},
		{"vulong", -1, -1}, {"vbool", 256, 1}, {"vbool", 0, 0}, {"venum", -1, 1<<32 - 1}, {"pint", 8, 8},
	} {
		if got := ctype.Convert(typeNamed(t, b, c.to), c.n); got != c.want {
			t.Errorf("(%s)%d = %d, want %d", c.to, c.n, got, c.want)
		}
	}
}

func TestProg(t *testing.T) {
	b := open(source.NewFile("types.c", types), "")
	for name, want := range map[string]prog.Type{
		"vint":     {},
		"vu8":      {Name: "u8", Bits: 8, Unsigned: true, Exact: true},
		"vbool":    {Name: "bool", Bits: 8, Unsigned: true, Exact: true},
		"vs64":     {Name: "s64", Bits: 64, Exact: true},
		"vsign":    {},
		"venum":    {Name: "enum color", Bits: 32, Unsigned: true, Exact: true},
		"pcint":    {Name: "int", Bits: 64, Unsigned: true, Pointer: true, Exact: true},
		"vunknown": {Name: "unknown", Bits: 64, Exact: true},
		"va":       {},
	} {
		if got := typeNamed(t, b, name).Prog(); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

// TestLearn goes through what use teaches of types that are known by name only, and
// that the lessons end.
func TestLearn(t *testing.T) {
	b := open(source.NewFile("types.c", "struct far f; struct far *pf; later_t l; typedef struct { int n; } lock_t; lock_t lock; int i; int *pi;"), "")
	at := b.unit.Var("f").Name.Span()
	far := typeNamed(t, b, "f")
	member := func(name string) *ctype.Type {
		m, ok := b.Member(far, name, at)
		if !ok {
			t.Fatalf("no member %s", name)
		}
		return m.Type
	}
	check := func(what string, got, want bool) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v", what, got)
		}
	}
	lock, integer := typeNamed(t, b, "lock"), typeNamed(t, b, "i")
	for round := range 3 {
		before := b.Lessons()
		check("the address of a member given as that of a lock", b.Meet(ctype.PointerTo(member("lock")), ctype.PointerTo(lock), at), true)
		check("a number assigned to a member", b.Meet(member("n"), integer, at), true)
		check("which says nothing of its width", member("n").Kind == ctype.Unknown, round == 0)
		check("its address given as that of an int", b.Meet(ctype.PointerTo(member("n")), typeNamed(t, b, "pi"), at), true)
		check("a pointer assigned to a member", b.Meet(member("next"), typeNamed(t, b, "pf"), at), true)
		elem, ok := b.Deref(member("next"), at)
		check("leads back", ok && ctype.Same(elem, far), true)
		later, ok := b.Deref(typeNamed(t, b, "l"), at)
		check("a name that is used as a pointer is one", ok, true)
		_, ok = b.Member(later, "x", at)
		check("to a record", ok, true)
		if taught := b.Lessons() - before; taught > 0 && round > 0 || taught == 0 && round == 0 {
			t.Errorf("round %d teaches %d lessons", round, taught)
		}
	}
	check("the lock is one", ctype.Same(member("lock"), lock), true)
	check("and no int", b.Learn(member("lock"), integer, at), false)
	room, _ := far.Room()
	if room != 24 {
		t.Errorf("struct far takes %d bytes", room)
	}
}
