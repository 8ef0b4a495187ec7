package c

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// defines makes symbols of the macros, and notes the names in their bodies.
func (r *resolver) defines() {
	for _, line := range r.lines {
		list := r.line(line)
		if r.directive(line) != "define" || len(list) == 0 || list[0].Kind != pp.Identifier {
			continue
		}
		name := r.text[list[0].Start:list[0].End]
		s := r.global(outline.Macro, name, r.file.Span(list[0].Start, list[0].End))
		if s.Text == "" {
			start := r.tokens[line[0]].Start
			s.Text = r.text[start:list[len(list)-1].End]
			s.Doc = r.docAbove(start)
		}
		params := r.params(list)
		for _, t := range list[1:] {
			if name := r.text[t.Start:t.End]; t.Kind == pp.Identifier && !params[name] {
				r.macros[name] = true
			}
		}
	}
}

// params returns the parameters of the macro that the tokens behind `define` define.
func (r *resolver) params(list []pp.Token) map[string]bool {
	if len(list) < 2 || r.text[list[1].Start:list[1].End] != "(" || list[1].Start != list[0].End {
		return nil
	}
	params := make(map[string]bool)
	for _, t := range list[2:] {
		if r.text[t.Start:t.End] == ")" {
			break
		}
		params[r.text[t.Start:t.End]] = true
	}
	return params
}

// directive returns the word of a line of the preprocessor: "define".
func (r *resolver) directive(line [2]int) string {
	t := r.tokens[line[0]]
	return strings.TrimLeft(r.text[t.Start:t.End], "# \t")
}

// line returns the tokens behind the word of a line of the preprocessor, without
// comments.
func (r *resolver) line(line [2]int) []pp.Token {
	var list []pp.Token
	for _, t := range r.tokens[line[0]+1 : line[1]] {
		if t.Kind != pp.CommentToken {
			list = append(list, t)
		}
	}
	return list
}

// inLines adds the places in lines of the preprocessor: macros that are defined or
// asked for, and names of the file in the bodies of macros, but for parameters.
func (r *resolver) inLines() {
	for _, line := range r.lines {
		word := r.directive(line)
		if word == "include" || word == "error" || word == "warning" || word == "pragma" || word == "line" {
			continue
		}
		list := r.line(line)
		var params map[string]bool
		if word == "define" {
			params = r.params(list)
		}
		for i, t := range list {
			name := r.text[t.Start:t.End]
			s := r.globals[name]
			if t.Kind != pp.Identifier || s == nil || params[name] {
				continue
			}
			ref := outline.Ref{Span: r.file.Span(t.Start, t.End), Kind: outline.Read, Thread: -1}
			if ref.Span == s.Decl || word == "define" && i == 0 {
				ref.Kind = outline.Declared
			}
			r.places = append(r.places, placed{s, ref})
		}
	}
}

// docAbove returns what the comment on the lines right above an offset says, without
// its decoration. A comment with directives is none.
func (r *resolver) docAbove(offset int) string {
	at := searchSpan(r.comments, offset)
	if at < 0 || strings.Contains(r.comments[at].Text(), "@lkmm") || strings.TrimSpace(r.text[r.comments[at].End:offset]) != "" || strings.Count(r.text[r.comments[at].End:offset], "\n") > 1 {
		return ""
	}
	first := at
	for first > 0 && strings.HasPrefix(r.comments[first].Text(), "//") && strings.HasPrefix(r.comments[first-1].Text(), "//") &&
		strings.Count(r.text[r.comments[first-1].End:r.comments[first].Start], "\n") == 1 &&
		strings.TrimSpace(r.text[r.comments[first-1].End:r.comments[first].Start]) == "" {
		first--
	}
	start := r.comments[first].Start
	if line := r.text[strings.LastIndexByte(r.text[:start], '\n')+1 : start]; strings.TrimSpace(line) != "" {
		return "" // it stands behind code, and is about that
	}
	var out []string
	for _, c := range r.comments[first : at+1] {
		text := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(c.Text(), "//"), "/*"), "*/")
		for _, line := range strings.Split(text, "\n") {
			out = append(out, strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "*/!")))
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// searchSpan returns the index of the last span that ends at an offset or before it,
// -1 if there is none. The spans are in order.
func searchSpan(spans []source.Span, offset int) int {
	low, high := 0, len(spans)
	for low < high {
		mid := (low + high) / 2
		if spans[mid].End <= offset {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low - 1
}
