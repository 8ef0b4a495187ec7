package syntax

import "sort"

// maxRepairs is how often a declaration is parsed anew with one more part of it
// taken out.
const maxRepairs = 8

// parseRepaired parses the declaration. Parts of it that cannot be parsed are taken
// out, each with a problem. It returns no nodes if nothing helped.
func (r *rewriter) parseRepaired() (*rendering, []node) {
	for round := 0; round <= maxRepairs && !r.bad; round++ {
		out := r.render()
		nodes, flaws := r.engine().parse(out.text)
		if nodes != nil {
			return out, nodes
		}
		switch {
		case round == 0 && r.repairRegions():
		case r.repairAt(out, flaws):
		default:
			r.reportFlaw(out, flaws)
			return nil, nil
		}
	}
	if !r.reported() {
		r.problem(r.first, r.last, "this cannot be understood")
	}
	return nil, nil
}

// engine returns the parser.
func (u *Unit) engine() *parser {
	if u.parser == nil {
		u.parser = newParser()
	}
	return u.parser
}

// repairRegions parses each region alone, the inner ones first, and takes out those
// that fail. It reports whether there were any.
func (r *rewriter) repairRegions() bool {
	sort.SliceStable(r.regions, func(i, j int) bool {
		a, b := &r.regions[i], &r.regions[j]
		return a.last-a.first < b.last-b.first
	})
	found := false
	for i := range r.regions {
		g := &r.regions[i]
		if g.masked || r.inMasked(g) {
			continue
		}
		sortEdits(r.edits)
		out := r.renderRegion(g)
		if nodes, flaws := r.engine().parse(out.text); nodes == nil {
			r.takeOut(g, out, flaws)
			found = true
		}
	}
	return found
}

// inMasked reports whether a region lies in one that was taken out.
func (r *rewriter) inMasked(g *region) bool {
	for i := range r.regions {
		if h := &r.regions[i]; h.masked && h.first <= g.first && g.last <= h.last {
			return true
		}
	}
	return false
}

// renderRegion returns a text for the parser in which a region stands alone.
func (r *rewriter) renderRegion(g *region) *rendering {
	before, after := "void f(void){", "}"
	switch g.kind {
	case stmtRegion:
		if r.op(g.last-1) != ';' {
			after = ";}"
		}
	case exprRegion:
		before, after = "int x=", ";"
	case forRegion:
		before, after = "void f(void){for(", ");}"
	case memberRegion:
		before, after = "struct s{", "};"
	case paramRegion:
		before, after = "void f(", ");"
	case enumeratorRegion:
		before, after = "enum e{", "};"
	default:
		panic("syntax: unhandled region")
	}
	out := &rendering{}
	out.literal(before, r.toks[g.first].start)
	r.copyTokens(out, g.first, g.last, none)
	out.literal(after, r.toks[g.last-1].end)
	return out
}

// takeOut replaces a region by what is harmless, with a problem.
func (r *rewriter) takeOut(g *region, out *rendering, flaws []flaw) {
	g.masked = true
	d := r.diagnose(g)
	if d.message == "" {
		d = r.describeFlaw(out, flaws, g.first, g.last)
	}
	if !r.isMended(max(g.first-1, r.first), g.last) {
		r.problem(d.first, d.last, "%s", d.message)
	}
	h := hole{kind: badExprHole, piece: none, message: d.message}
	switch g.kind {
	case stmtRegion:
		h.kind = badStmtHole
		r.put(g.first, g.last, ";", h)
	case exprRegion:
		r.put(g.first, g.last, "0", h)
	case forRegion:
		r.put(g.first, g.last, "; 0 ;", h)
	case memberRegion, paramRegion:
		h.kind = badTypeHole
		text := "int"
		if g.name != none {
			text += " x_"
			h.name = g.name
		}
		if g.kind == memberRegion {
			text += ";"
		}
		r.put(g.first, g.last, text, h)
	case enumeratorRegion:
		r.replace(g.first, g.last, "")
	default:
		panic("syntax: unhandled region")
	}
}

// repairAt takes out the smallest region around one of the flaws. It reports
// whether there was one.
func (r *rewriter) repairAt(out *rendering, flaws []flaw) bool {
	for _, f := range flaws {
		at := r.at(int(out.start(f.start)))
		var best *region
		for i := range r.regions {
			g := &r.regions[i]
			if g.first <= at && at < g.last && !g.masked && !r.inMasked(g) && (best == nil || g.last-g.first < best.last-best.first) {
				best = g
			}
		}
		if best != nil {
			r.takeOut(best, out, []flaw{f})
			return true
		}
	}
	return false
}

// reportFlaw reports what is wrong with a declaration that is in no region.
func (r *rewriter) reportFlaw(out *rendering, flaws []flaw) {
	if r.reported() {
		return // a mistake in a part of it, which may be the reason
	}
	d := r.describeFlaw(out, flaws, r.first, r.last)
	r.problem(d.first, d.last, "%s", d.message)
}

// describeFlaw says what tree-sitter stumbled over in the tokens from first up to
// last.
func (r *rewriter) describeFlaw(out *rendering, flaws []flaw, first, last int) diagnosis {
	if len(flaws) == 0 {
		return diagnosis{first, last, "this cannot be understood"}
	}
	f := flaws[0]
	at := r.at(int(out.start(f.start)))
	at = min(max(at, first), last-1)
	if f.missing != "" {
		at = min(max(r.at(int(out.start(max(f.start-1, 0)))), first), last-1)
		return diagnosis{at, at + 1, "expected " + readable(f.missing) + " after this"}
	}
	return diagnosis{at, at + 1, "`" + r.str(at) + "` does not fit here"}
}

// readable returns what is missing in words.
func readable(missing string) string {
	switch missing {
	case "identifier", "field_identifier", "type_identifier", "statement_identifier":
		return "a name"
	case "number_literal":
		return "a number"
	}
	return "`" + missing + "`"
}
