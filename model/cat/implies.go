package cat

import "fmt"

// Coherent reports whether the text of the model shows that every execution it
// accepts is coherent and has atomic updates: that
//
//	po ∩ loc ∪ rf ∪ co ∪ fr is acyclic and rmw ∩ (fre ; coe) is empty,
//
// for the base relations and the one order co that the model chooses for the
// writes of each location, initial ones first. It computes, for each value, which
// of a few relations the value contains in every execution; false means that this
// is not enough to tell.
func (m *Model) Coherent() bool {
	r := &reader{variants: m.Variants}
	r.instrs(m.Instrs, nil)
	return !r.lost && r.orders == 1 && r.acyclic && r.atomic
}

// parts is a set of relations and sets of events that a value contains.
type parts uint32

const (
	hasPO parts = 1 << iota
	hasLoc
	hasExt
	hasPOLoc
	hasRF
	hasRFInverse
	hasCO
	hasCOE
	hasFR
	hasFRE
	hasRMW
	// hasDetour is fre ; coe, hasBroken what of it goes between the halves of an
	// update.
	hasDetour
	hasBroken
	// hasFirst is co0 between initial and other base writes, hasFirstLock between
	// initial writes and lock acquisitions.
	hasFirst
	hasFirstLock
	hasLocToLock
	hasInit
	hasLock
	hasWrites
	// onlyWrites says that the value is the base set of writes and no more.
	onlyWrites
)

// closed adds what is contained in a part.
func (p parts) closed() parts {
	for _, rule := range [...]struct{ from, to parts }{{hasPO, hasPOLoc}, {hasCO, hasCOE}, {hasFR, hasFRE}} {
		if p&rule.from != 0 {
			p |= rule.to
		}
	}
	return p
}

// bound is what is known of a value.
type bound struct {
	parts parts
	// fun is set for functions and procedures, tuple for tuples.
	fun   *readFunc
	tuple []bound
	// order is set for the sets of orders that contain what parts says.
	order bool
}

// readFunc is a function or a procedure with its environment.
type readFunc struct {
	param  *Pattern
	body   Expr
	instrs []Instr
	env    *reading
	// orders marks the library's function whose value is a set of orders.
	orders bool
}

// reading is an environment: a list of definitions, the last one first.
type reading struct {
	name  string
	value bound
	outer *reading
}

func (e *reading) bind(name string, v bound) *reading { return &reading{name, v, e} }

// reader goes through a model.
type reader struct {
	variants        map[string]bool
	acyclic, atomic bool
	// orders counts the coherence orders that are chosen.
	orders int
	depth  int
	// lost is set when names may mean something that was not understood.
	lost bool
}

// maxReading bounds the nesting of calls.
const maxReading = 100

// baseParts returns what a predefined name contains.
func baseParts(name string) parts {
	switch name {
	case "po":
		return hasPO
	case "loc":
		return hasLoc
	case "ext":
		return hasExt
	case "rf":
		return hasRF
	case "W":
		return hasWrites | onlyWrites
	case "IW":
		return hasInit
	case "LKW":
		return hasLock
	default:
		return 0
	}
}

func (e *reading) lookup(name string) bound {
	for ; e != nil; e = e.outer {
		if e.name == name {
			return e.value
		}
	}
	return bound{parts: baseParts(name).closed()}
}

// instrs reads instructions and returns the environment after them.
func (r *reader) instrs(list []Instr, e *reading) *reading {
	for _, in := range list {
		switch in := in.(type) {
		case *Let:
			e = r.let(in.Rec, in.Bindings, e)
		case *Test:
			r.test(in, e)
		case *Include:
			e = r.instrs(in.Instrs, e)
		case *With:
			e = r.with(in, e)
		case *If:
			switch {
			case !variantsDecide(in.Cond):
				r.lost = true
			case holds(in.Cond, r.variants):
				e = r.instrs(in.Then, e)
			default:
				e = r.instrs(in.Else, e)
			}
		case *Procedure:
			e = e.bind(in.Name, bound{fun: &readFunc{param: in.Param, instrs: in.Body, env: e}})
		case *Call:
			r.call(in, e)
		case *Enum:
			for _, tag := range in.Tags {
				e = e.bind(tagSetName(tag), bound{})
			}
			e = e.bind(in.Name, bound{})
		case *Show, *Instructions, *ForOrder:
			// The body of a forall may run not at all, and defines nothing outside.
		default:
			panic(fmt.Sprintf("cat: unhandled instruction %T", in))
		}
	}
	return e
}

// test notes what an axiom demands.
func (r *reader) test(t *Test, e *reading) {
	if t.Role != Require || t.Negated {
		return
	}
	const cycle = hasPOLoc | hasRF | hasCO | hasFR
	switch p := r.expr(t.Expr, e).parts; {
	case t.Kind == Acyclic && p&cycle == cycle:
		r.acyclic = true
	case t.Kind == Empty && p&hasBroken != 0:
		r.atomic = true
	}
}

// with reads a choice. Only orders that the library makes are understood.
func (r *reader) with(w *With, e *reading) *reading {
	v := bound{}
	if from := r.expr(w.From, e); from.order {
		r.orders++
		v.parts = from.parts
	}
	return e.bind(w.Name, v)
}

// call reads the body of a procedure.
func (r *reader) call(c *Call, e *reading) {
	f := e.lookup(c.Name).fun
	if f == nil || r.depth == maxReading {
		return
	}
	r.depth++
	r.instrs(f.instrs, f.env.bindPattern(f.param, r.expr(c.Arg, e)))
	r.depth--
}

// bindPattern binds the names of a pattern to the parts of a value.
func (e *reading) bindPattern(p *Pattern, v bound) *reading {
	if p == nil {
		return e
	}
	if !p.Tuple {
		return e.bind(p.Names[0], v)
	}
	for i, name := range p.Names {
		x := bound{}
		if i < len(v.tuple) {
			x = v.tuple[i]
		}
		e = e.bind(name, x)
	}
	return e
}

// let reads definitions. What a recursion starts with is empty.
func (r *reader) let(rec bool, list []*Binding, e *reading) *reading {
	outer := e
	if rec {
		for _, b := range list {
			outer = outer.bind(b.Name, bound{})
		}
	}
	for _, b := range list {
		var v bound
		switch {
		case b.Param != nil:
			v.fun = &readFunc{param: b.Param, body: b.Body, env: outer}
			v.fun.orders = b.Name == "generate_orders" && InLibrary(b.Span())
		case rec:
			// The least fixpoint need not contain what the bodies contain at first
			// if they take differences.
		default:
			v = r.expr(b.Body, outer)
			v.parts |= libraryParts(b)
		}
		if b.Name != "" {
			e = e.bind(b.Name, v)
			continue
		}
		e = e.bindPattern(&Pattern{Names: b.Names, Tuple: true}, v)
	}
	return e
}

// libraryParts returns what the standard library's own definitions stand for.
func libraryParts(b *Binding) parts {
	if !b.Span().IsValid() || b.Span().File.Name != libraryPrefix+StdlibName {
		return 0
	}
	switch b.Name {
	case "rmw":
		return hasRMW
	case "co0":
		return hasFirst
	default:
		return 0
	}
}
