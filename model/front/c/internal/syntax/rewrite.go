package syntax

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// rewriter prepares a declaration for the parser. The grammar of tree-sitter knows
// no types and not all of GNU C; what it would misread is replaced by something
// that it reads as it is meant: names of types by int, typeof, types as arguments
// and inline assembly by placeholders (holes), annotations by nothing. What is
// wrong and can be told from the tokens alone is mended with a problem.
type rewriter struct {
	*Unit
	// first and last are the tokens of the declaration.
	first, last int
	edits       []edit
	holes       []hole
	pieces      []piece
	regions     []region
	// attrs are attributes with a meaning, by the keyword of the record or the name
	// of the declarator that they belong to.
	attrs map[int]*attributes
	// shadows are the names of types that the declaration uses for other things.
	shadows map[string]bool
	depth   int
	// problemsBefore is how many problems there were before this declaration.
	problemsBefore int
	// expression is set if all is one expression, the first piece.
	expression bool
	// bad is set if the whole declaration cannot be understood.
	bad bool
}

func newRewriter(u *Unit, first, last int) *rewriter {
	return &rewriter{Unit: u, first: first, last: last, problemsBefore: len(u.problems.Problems)}
}

// reported reports whether an error of this declaration was reported.
func (r *rewriter) reported() bool {
	return (&diag.List{Problems: r.problems.Problems[r.problemsBefore:]}).HasErrors()
}

// op, keyword, plain and endsOperand are those of the stream, but for what stands
// before the declaration: that is no part of it.
func (r *rewriter) op(i int) op {
	if i < r.first {
		return 0
	}
	return r.stream.op(i)
}

func (r *rewriter) keyword(i int) word {
	if i < r.first {
		return plainWord
	}
	return r.stream.keyword(i)
}

func (r *rewriter) plain(i int) bool { return i >= r.first && r.stream.plain(i) }

func (r *rewriter) endsOperand(i int) bool { return i >= r.first && r.stream.endsOperand(i) }

// replace replaces the tokens from i up to j.
func (r *rewriter) replace(i, j int, text string) {
	r.edits = append(r.edits, edit{start: r.toks[i].start, end: r.toks[j-1].end, text: text, hole: none})
}

// put replaces the tokens from i up to j by a hole that the parser takes for text.
func (r *rewriter) put(i, j int, text string, h hole) {
	r.holes = append(r.holes, h)
	r.edits = append(r.edits, edit{start: r.toks[i].start, end: r.toks[j-1].end, text: text, hole: int32(len(r.holes) - 1)})
}

// insert puts text behind token i-1, for the construct that begins at owner.
func (r *rewriter) insert(i int, text string, owner int) {
	at := r.toks[max(i-1, 0)].end
	if i == r.first {
		at = r.toks[i].start
	}
	r.edits = append(r.edits, edit{start: at, end: at, text: text, hole: none, owner: int32(owner)})
}

// mark inserts text that is a hole before token i.
func (r *rewriter) mark(i int, text string, h hole) {
	r.holes = append(r.holes, h)
	r.insert(i, text, i)
	r.edits[len(r.edits)-1].hole = int32(len(r.holes) - 1)
}

// newPiece has the tokens from i up to j parsed apart.
func (r *rewriter) newPiece(i, j int, isType bool) int {
	r.pieces = append(r.pieces, piece{first: i, last: j, isType: isType, hole: none})
	return len(r.pieces) - 1
}

// problem reports an error of the text at the tokens from i up to j.
func (r *rewriter) problem(i, j int, format string, args ...any) {
	r.problems.Errorf(SyntaxError, r.span(i, j), format, args...)
}

// expect reports that text is missing behind token i-1, and puts it there.
//
// Where a bracket is open, that is the mistake, and was reported.
func (r *rewriter) expect(i int, text string, owner int, format string, args ...any) {
	if r.isMended(owner, i) {
		r.insert(i, text, owner)
		return
	}
	r.problems.Errorf(SyntaxError, r.span(i-1, i), format, args...).
		Fix("insert `"+text+"`", r.behind(i-1), text)
	r.insert(i, text, owner)
}

// isMended reports whether there is a mistake in the tokens from i up to j that has
// been reported: a bracket without its partner, or what is no token.
func (r *rewriter) isMended(i, j int) bool {
	for ; i < j; i++ {
		t := &r.toks[i]
		if t.class == otherToken || t.match == none && (t.op == '(' || t.op == '[' || t.op == '{' || t.op == ')' || t.op == ']') {
			return true
		}
	}
	return false
}

// render returns the text for the parser: the declaration, then its pieces in the
// body of a function.
func (r *rewriter) render() *rendering {
	sortEdits(r.edits)
	out := &rendering{}
	if !r.expression {
		r.copyTokens(out, r.first, r.last, none)
	}
	if len(r.pieces) == 0 {
		return out
	}
	out.literal("\nvoid f(void){", r.toks[r.last].start)
	for i := range r.pieces {
		p := &r.pieces[i]
		r.wrap(out, p)
	}
	out.literal("}", r.toks[r.last].start)
	return out
}

// wrap appends a piece as a statement.
func (r *rewriter) wrap(out *rendering, p *piece) {
	at := r.toks[p.first].start
	if p.isType {
		out.literal("(", at)
		r.copyTokens(out, p.first, p.last, p.hole)
		out.literal(")0;", r.toks[p.last].start)
		return
	}
	out.literal("return ", at)
	r.copyTokens(out, p.first, p.last, p.hole)
	out.literal(";", r.toks[p.last].start)
}

// copyTokens appends the tokens from i up to j with the edits there, apart from
// that for the hole own.
func (r *rewriter) copyTokens(out *rendering, i, j int, own int32) {
	if i < j {
		out.copyRange(r.Text.Out, r.toks[i].start, r.toks[j-1].end, r.edits, r.toks, own)
	}
}

// place returns where a range of Out is written.
func (r *rewriter) place(start, end int32) source.Span {
	return r.Text.Span(int(start), int(end))
}
