package pp

import "github.com/lkmm-tools/fencepost/model/source"

// Comments returns the comments of a file without expanding it. None is marked as
// inactive.
func Comments(f *source.File) []Comment {
	c := comments{}
	l := newLexer(f, classes())
	l.sink, l.quiet = &c, true
	var t token
	for l.next(&t); t.kind != endOfText; l.next(&t) {
	}
	return c.list
}

// comments collects comments.
type comments struct{ list []Comment }

func (c *comments) comment(l *lexer, start, end int, line bool) {
	c.list = append(c.list, Comment{Span: l.file.Span(start, end), Line: line})
}

func (c *comments) unclosed(l *lexer, start, end int, what string) {}

// Tokens returns the tokens of a file as they are written: comments, directives and
// branches that are not taken are among them. Start and End are offsets into the
// file. The # of a directive and its name are one token.
func Tokens(f *source.File) []Token {
	w := writtenTokens{list: make([]Token, 0, f.Len()/4+16)}
	l := newLexer(f, classes())
	l.sink, l.quiet = &w, true
	var t token
	hash := -1 // a # that begins a line and waits for its name
	for l.next(&t); t.kind != endOfText; l.next(&t) {
		kind, start := t.kind, int(t.start)
		switch {
		case hash >= 0 && hash == len(w.list)-1 && t.flags&lined == 0 && (kind == Identifier || kind == Number):
			w.list[hash].End = int(t.end)
			hash = -1
			continue
		case t.op == '#' && t.flags&lined != 0:
			kind, hash = Directive, len(w.list)
		default:
			hash = -1
		}
		w.list = append(w.list, Token{kind, start, int(t.end)})
	}
	return w.list
}

// writtenTokens collects tokens, with the comments that the lexer meets between
// them.
type writtenTokens struct{ list []Token }

func (w *writtenTokens) comment(l *lexer, start, end int, line bool) {
	w.list = append(w.list, Token{CommentToken, start, end})
}

func (w *writtenTokens) unclosed(l *lexer, start, end int, what string) {}
