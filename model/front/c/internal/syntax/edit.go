package syntax

import "sort"

// edit replaces a range of Out in the text that the parser sees. It is an insertion
// if the range is empty.
type edit struct {
	start, end int32
	// text is what the parser sees instead.
	text string
	// hole is what the replaced text means, none if it needs no saying.
	hole int32
	// owner is the token at which the construct begins that an insertion completes:
	// of two insertions at one place, that of the later construct goes first.
	owner int32
}

// hole says what the parser does not see.
type hole struct {
	kind holeKind
	// piece is the type or expression inside, none if there is none.
	piece int
	// message is what is wrong, of a bad hole.
	message string
	asm     *Asm
	// name is the token that a bad declaration declares, none or 0 if there is none.
	name int
	// unqual is set for typeof_unqual.
	unqual bool
}

type holeKind uint8

const (
	typeofHole holeKind = iota
	autoTypeHole
	atomicHole
	typeArgHole
	genericDefaultHole
	asmHole
	badExprHole
	badStmtHole
	badTypeHole
	// unnamedHole is the name of what has none.
	unnamedHole
	// operandHole is an operator in front of an operand that the parser would take
	// for a type.
	operandHole
	// postfixHole is ++ or -- behind its operand, which the parser sees as a member.
	postfixHole
)

// piece is a type or an expression that is parsed beside the declaration that it is
// in, because the parser would not take it where it stands.
type piece struct {
	first, last int
	isType      bool
	// hole is the placeholder that stands for exactly these tokens, none if it is
	// for more.
	hole int32
	// node is its tree.
	node int32
}

// segment is a run of the text that the parser sees, and what it stands for.
type segment struct {
	// at is where it begins.
	at int32
	// start and end are the range of Out.
	start, end int32
	// edited is set if the whole range stands for the whole run.
	edited bool
	hole   int32
}

// rendering is the text for the parser.
type rendering struct {
	text []byte
	segs []segment
}

// literal appends text that stands for nothing.
func (r *rendering) literal(s string, at int32) {
	r.segs = append(r.segs, segment{int32(len(r.text)), at, at, true, none})
	r.text = append(r.text, s...)
}

// copyRange appends the range of out from start up to end with edits, which are
// sorted, apart from that for the hole own.
func (r *rendering) copyRange(out []byte, start, end int32, edits []edit, toks []token, own int32) {
	n := sort.Search(len(edits), func(i int) bool { return edits[i].start >= start })
	// maskStart is where the last replacement began.
	pos, maskStart := start, int32(-1)
	for _, e := range edits[n:] {
		if e.start > end || e.start == end && e.end > end {
			break
		}
		insertion := e.start == e.end
		switch {
		case e.start < pos, insertion && e.start == pos && maskStart >= 0 && toks[e.owner].start >= maskStart:
			continue // inside of what is replaced
		case insertion && toks[e.owner].start < start:
			continue // it completes what is around the range
		case e.end > end, own != none && e.hole == own:
			continue
		}
		r.verbatim(out, pos, e.start)
		r.segs = append(r.segs, segment{int32(len(r.text)), e.start, e.end, true, e.hole})
		r.text = append(append(append(r.text, ' '), e.text...), ' ')
		pos = e.end
		if !insertion {
			maskStart = e.start
		}
	}
	r.verbatim(out, pos, end)
}

func (r *rendering) verbatim(out []byte, start, end int32) {
	if start < end {
		r.segs = append(r.segs, segment{int32(len(r.text)), start, end, false, none})
		r.text = append(r.text, out[start:end]...)
	}
}

// sortEdits puts edits in the order in which copyRange needs them: of those at one
// place insertions first, those of later constructs before the others, then the
// widest.
func sortEdits(edits []edit) {
	sort.SliceStable(edits, func(i, j int) bool {
		a, b := &edits[i], &edits[j]
		if a.start != b.start {
			return a.start < b.start
		}
		if x, y := a.start == a.end, b.start == b.end; x != y {
			return x
		} else if x {
			return a.owner > b.owner
		}
		return a.end > b.end
	})
}

// segment returns the one that holds an offset of the text.
func (r *rendering) segment(at int32) *segment {
	n := sort.Search(len(r.segs), func(i int) bool { return r.segs[i].at > at })
	return &r.segs[max(n-1, 0)]
}

// start returns the offset of Out for the start of a node.
func (r *rendering) start(at int32) int32 {
	s := r.segment(at)
	if s.edited {
		return s.start
	}
	return s.start + at - s.at
}

// end returns the offset of Out for the end of a node.
func (r *rendering) end(at int32) int32 {
	s := r.segment(at - 1)
	if s.edited {
		return s.end
	}
	return s.start + at - s.at
}

// hole returns what the parser does not see at the start of a node, none for
// nothing.
func (r *rendering) hole(at int32) int32 { return r.segment(at).hole }
