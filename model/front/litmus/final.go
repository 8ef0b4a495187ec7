package litmus

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// readFinal reads the final section: what is observed and what is asked.
func (u *unit) readFinal() {
	u.declared = len(u.prog.Globals)
	toks := lexState(u.file, u.at.final, max(u.at.end, u.at.final), u.rep)
	p := &stateParser{u: u, stream: stream{file: u.file, rep: u.rep, toks: toks}}
	var seen finalParts
	for !p.atEnd() && !p.finalPart(&seen) {
	}
	if u.prog.Cond == nil {
		u.prog.Cond = &prog.Condition{Quant: prog.Forall, Prop: &prog.PropConst{Value: true}}
	}
	u.prog.Cond.Text = conditionText(u.prog)
}

// finalParts says which parts of the final section were read.
type finalParts struct {
	locations, filter bool
}

// finalPart reads one part of the final section. It returns true when the rest
// is not to be read.
func (p *stateParser) finalPart(seen *finalParts) bool {
	t := p.cur()
	word := ""
	if t.kind == tokName {
		word = p.text(t)
	}
	switch {
	case word == "locations":
		p.next()
		if seen.filter && !seen.locations {
			p.rep.rejected(p.span(t), "`locations` must stand before `filter`")
		} else if seen.locations {
			p.rep.rejected(p.span(t), "there can be only one `locations`")
		}
		seen.locations = true
		p.locations()
		return false
	case word == "filter":
		p.next()
		seen.filter = true
		prop := p.prop(inFilter)
		if p.u.prog.Filter != nil {
			p.rep.rejected(p.span(t), "there can be only one `filter`; join them with `/\\`")
			prop = &prog.AndProp{X: p.u.prog.Filter, Y: prop}
		}
		p.u.prog.Filter = prop
		if semicolon := p.cur(); p.accept(";") {
			p.rep.rejected(p.span(semicolon), "remove this `;`")
		}
		return false
	}
	quant, ok := p.quantifier()
	if !ok {
		p.unexpected("`exists`, `~exists`, `forall`, `locations` or `filter`")
		return true
	}
	p.condition(t, quant)
	return true
}

// quantifier reads the word before a condition. A parenthesis alone means
// exists.
func (p *stateParser) quantifier() (prog.Quantifier, bool) {
	t := p.cur()
	switch {
	case p.at("("):
		return prog.Exists, true
	case p.at("~"), p.at("!"), p.atWord("not"):
		if !p.isWord(p.peek(1), "exists") {
			return prog.Exists, false
		}
		if !p.at("~") {
			p.rep.rejected(p.span(t), "write `~exists`")
		}
		p.pos += 2
		return prog.NotExists, true
	case t.kind != tokName:
		return prog.Exists, false
	}
	switch p.text(t) {
	case "exists", "final", "observed", "Observed":
		p.next()
		if p.u.negated {
			return prog.NotExists, true
		}
		return prog.Exists, true
	case "forall":
		p.next()
		if p.u.negated {
			p.rep.errorf(SyntaxError, p.span(t), "`not` stands before `exists` only")
		}
		return prog.Forall, true
	}
	return prog.Exists, false
}

// condition reads the proposition behind a quantifier, and what may follow it.
func (p *stateParser) condition(start token, quant prog.Quantifier) {
	c := &prog.Condition{Quant: quant}
	p.u.prog.Cond = c
	switch {
	case p.atEnd():
		p.unexpected("a proposition, such as `(0:r0=1 /\\ x=2)`")
		c.Prop = &prog.PropConst{Value: true}
	case p.text(start) == "observed" || p.text(start) == "Observed":
		c.Prop = p.observed()
	default:
		c.Prop = p.prop(inCondition)
	}
	c.Span = p.since(start.start)
	p.accept(";")
	if p.atWord("with") {
		p.rep.warnf(Ignored, p.file.Span(p.cur().start, p.toks[len(p.toks)-1].end), "the `with` clause is ignored")
		return
	}
	if p.atEnd() || p.rep.list.HasErrors() {
		return
	}
	if p.atWord("exists") || p.atWord("forall") || p.at("~") || p.atWord("locations") || p.atWord("filter") {
		p.rep.errorf(SyntaxError, p.span(p.cur()), "a test has one condition, and it comes last; join conditions with `/\\` or `\\/`").
			Relate(c.Span, "the condition")
		return
	}
	p.unexpected("the end of the test after its condition")
}

// observed reads the old form `observed 0:r0=1; x=2;`: a conjunction.
func (p *stateParser) observed() prog.Prop {
	var all prog.Prop
	for !p.atEnd() && !p.atWord("with") {
		before := p.pos
		x := p.prop(inCondition)
		if all == nil {
			all = x
		} else {
			all = &prog.AndProp{X: all, Y: x}
		}
		if !p.accept(";") || p.pos == before {
			break
		}
	}
	if all == nil {
		return &prog.PropConst{Value: true}
	}
	return all
}

// locations reads the list behind `locations`.
func (p *stateParser) locations() {
	open := p.cur()
	if !p.expect("[", "after `locations`") {
		return
	}
	for !p.at("]") && !p.atEnd() {
		if p.atAny(";", ",") { // an item may be missing
			p.next()
			continue
		}
		if p.atWord("exists") || p.atWord("forall") || p.atWord("filter") || p.at("~") {
			break
		}
		p.location()
	}
	if !p.accept("]") {
		p.rep.errorf(Unclosed, p.span(open), "the list of locations has no end: `]` is missing")
		return
	}
	if t := p.cur(); p.accept(";") {
		p.rep.rejected(p.span(t), "remove this `;`")
	}
}

// location reads one item of the list and what separates it from the next.
func (p *stateParser) location() {
	var place prog.Place
	var ok bool
	if p.atRegister() {
		place, ok = p.register()
	} else {
		place, ok = p.cell(inLocations)
	}
	if ok {
		p.u.prog.Locations = append(p.u.prog.Locations, place)
	}
	// A type may follow; it has no effect.
	for p.at("*") || p.cur().kind == tokName && !isFinalWord(p.text(p.cur())) {
		p.next()
	}
	if p.at(",") {
		p.rep.rejected(p.span(p.next()), "locations are separated by `;`")
		return
	}
	if p.at("]") || p.accept(";") {
		return
	}
	if ok {
		p.missing(";", "between the locations")
	}
	for !p.atAny(";", "]", ",") && !p.atEnd() && !p.atWord("exists") && !p.atWord("forall") && !p.at("~") {
		p.next()
	}
}
