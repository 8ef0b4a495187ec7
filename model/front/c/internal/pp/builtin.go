package pp

import (
	"strconv"

	"github.com/lkmm-tools/fencepost/model/source"
)

// builtin is a macro that has no body.
type builtin uint8

const (
	notBuiltin builtin = iota
	lineMacro
	fileMacro
	counterMacro
	isEnabled
	isBuiltin
	isModule
	isReachable
	hasFeature
	kernelVersion
	// pragma is the operator _Pragma, which has no effect.
	pragma
)

// predefined returns the macros that are always defined: those of a compiler for
// a 64-bit machine that builds a kernel.
func predefined() *Macros {
	m := &Macros{own: make(map[string]*Macro)}
	for name, b := range map[string]builtin{
		"__LINE__": lineMacro, "__FILE__": fileMacro, "__FILE_NAME__": fileMacro, "__BASE_FILE__": fileMacro,
		"__COUNTER__": counterMacro,
	} {
		m.own[name] = &Macro{Name: name, Prelude: true, builtin: b}
	}
	for name, b := range map[string]builtin{
		"IS_ENABLED": isEnabled, "IS_BUILTIN": isBuiltin, "IS_MODULE": isModule, "IS_REACHABLE": isReachable,
		"__has_attribute": hasFeature, "__has_builtin": hasFeature, "__has_feature": hasFeature,
		"__has_extension": hasFeature, "__has_c_attribute": hasFeature, "__has_cpp_attribute": hasFeature,
		"_Pragma": pragma, "__has_include": hasFeature, "__has_include_next": hasFeature,
	} {
		m.own[name] = &Macro{Name: name, Prelude: true, builtin: b, Function: true, Params: []string{"x"}}
	}
	for name, value := range map[string]string{
		"__KERNEL__": "1", "__STDC__": "1", "__STDC_VERSION__": "201112L", "__STDC_HOSTED__": "1",
		"__GNUC__": "13", "__GNUC_MINOR__": "0", "__GNUC_PATCHLEVEL__": "0", "__OPTIMIZE__": "1",
		"__LP64__": "1", "_LP64": "1", "__CHAR_BIT__": "8", "__SIZEOF_INT__": "4", "__SIZEOF_LONG__": "8",
		"__SIZEOF_POINTER__": "8", "CONFIG_64BIT": "1", "CONFIG_SMP": "1",
	} {
		m.own[name] = &Macro{
			Name: name, Prelude: true, plain: true, Body: source.NewFile(name, value).Span(0, len(value)),
			body: []token{{text: value, kind: Number}},
		}
	}
	m.own["KERNEL_VERSION"] = &Macro{Name: "KERNEL_VERSION", Prelude: true, builtin: kernelVersion, Function: true, Params: []string{"a", "b", "c"}}
	for name := range m.own {
		m.some.add(name)
	}
	return m
}

// neverDefined reports whether name is known to be not defined: what other
// compilers, languages and tools define.
func neverDefined(name string) bool {
	switch name {
	case "__cplusplus", "__ASSEMBLY__", "__ASSEMBLER__", "__CHECKER__", "__clang__", "__INTEL_COMPILER", "_MSC_VER",
		"__OBJC__", "__GENKSYMS__", "__BPF__", "__SPARSE__", "__STRICT_ANSI__", "__ILP32__", "_WIN32", "CONFIG_32BIT":
		return true
	}
	return false
}

// enterBuiltin replaces a macro that has no body.
func (x *expander) enterBuiltin(t *token, m *Macro) bool {
	c := newCall(t, m)
	if m.Function && !x.collect(&c, t) {
		return true
	}
	r := c.use
	r.kind, r.op = Number, 0
	place := x.at(&c.use)
	switch m.builtin {
	case lineMacro:
		r.text = strconv.Itoa(place.Position().Line)
	case fileMacro:
		r.kind, r.text = String, strconv.Quote(place.File.Name)
	case counterMacro:
		r.text = strconv.Itoa(x.counter)
		x.counter++
	case isEnabled, isBuiltin, isModule, isReachable:
		r = x.option(&c, r)
	case hasFeature:
		r.text = "0"
	case pragma:
		x.release(&c)
		return true
	case kernelVersion:
		n := 0
		for i := range 3 {
			part, err := strconv.Atoi(quotedArg(x.expanded(&c, i)))
			if err != nil || part < 0 || part > 0xffff {
				x.errorf(BadMacroCall, place, "KERNEL_VERSION takes three numbers")
				part = 0
			}
			n = n<<8 + min(part, 0xffff>>(8*one(i > 0)))
		}
		r.text = strconv.Itoa(n)
	default:
		panic("pp: unhandled builtin")
	}
	x.release(&c)
	mark := len(x.toks)
	x.toks = append(x.toks, r)
	x.push(frame{toks: x.toks[mark:len(x.toks):len(x.toks)], macro: m, mark: mark, use: r})
	return true
}

// option decides IS_ENABLED(NAME) and its kin. What the configuration does not say
// is taken to be enabled, with a hint, as the first branch of #ifdef is taken.
func (x *expander) option(c *call, r token) token {
	arg := x.arg(c, 0)
	if len(arg) != 1 || arg[0].kind != Identifier {
		// The argument was a macro of its own, or is no name.
		arg = x.expanded(c, 0)
		r.text = "0"
		if len(arg) == 1 && arg[0].text == "1" {
			r.text = "1"
		}
		return r
	}
	name := arg[0].text
	if m := x.lookup(name); m != nil {
		x.use(m, &arg[0])
	}
	built, module := x.isOne(name), x.isOne(name+"_MODULE")
	if module == maybe && built != maybe {
		module = no // the options that are known are not modules unless they say so
	}
	if built == maybe && module == yes {
		built = no
	}
	var v truth
	switch c.macro.builtin {
	case isBuiltin:
		v = built
	case isModule:
		v = module
		if v == maybe && built == maybe {
			v = no
		}
	default:
		v = max(built, module)
		if built == yes || module == yes {
			v = yes
		}
	}
	switch v {
	case yes:
		r.text = "1"
	case no:
		r.text = "0"
	case maybe:
		if x.condition {
			r.kind, r.text = unknown, name
			break
		}
		x.assume(name, true)
		x.problems.Hintf(PreprocessorBranch, x.at(&c.use), "nothing here defines %s: it is taken to be enabled; %s", name, howToDecide([]string{name}))
		r.text = "1"
	}
	return r
}

// truth is a truth value that may not be known.
type truth uint8

const (
	no truth = iota
	yes
	maybe
)

// defined says whether a name is the name of a macro.
func (x *expander) defined(name string) truth {
	if m, ok := x.own[name]; ok {
		if m == nil {
			return no
		}
		return yes
	}
	if x.base.Lookup(name) != nil {
		return yes
	}
	if neverDefined(name) {
		return no
	}
	if v, ok := x.assumed[name]; ok {
		if v {
			return yes
		}
		return no
	}
	return maybe
}

// isOne says whether a name is a macro that is 1.
func (x *expander) isOne(name string) truth {
	if m := x.lookup(name); m != nil {
		if len(m.body) == 1 && m.body[0].text == "1" {
			return yes
		}
		return no
	}
	return x.defined(name)
}

// quotedArg returns the text of an argument that is one token, else "".
func quotedArg(toks []token) string {
	if len(toks) == 1 {
		return toks[0].text
	}
	return ""
}
