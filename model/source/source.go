// Package source holds the text of an input and the positions in it.
//
// Every later stage keeps a Span for what it was made from, so that a verdict,
// a trace or a refutation can point back to the text.
package source

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// File is one input text. It is immutable once made.
type File struct {
	// Name is the name shown to the user, as given on the command line.
	Name string
	text string
	// lines holds the byte offset at which each line starts.
	lines []int
	// ascii is set when every character is one byte, so that columns need no
	// counting.
	ascii bool
}

// NewFile returns the file with the given name and text.
func NewFile(name, text string) *File {
	f := &File{Name: name, text: text, lines: []int{0}, ascii: true}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
		f.ascii = f.ascii && text[i] < utf8.RuneSelf
	}
	return f
}

// Text returns the whole text.
func (f *File) Text() string { return f.text }

// Len returns the length of the text in bytes.
func (f *File) Len() int { return len(f.text) }

// Lines returns the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lines) }

// Line returns the text of line n (from 1) without its line end, or "" when
// there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	start, end := f.lines[n-1], len(f.text)
	if n < len(f.lines) {
		end = f.lines[n] - 1
	}
	if end > start && f.text[end-1] == '\r' {
		end--
	}
	return f.text[start:end]
}

// Span returns the span of the bytes from start up to end, clipped to the file.
func (f *File) Span(start, end int) Span {
	start = min(max(start, 0), len(f.text))
	end = min(max(end, start), len(f.text))
	return Span{File: f, Start: start, End: end}
}

// Position returns line and column of a byte offset, both from 1, the column
// in characters.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.text))
	line := sort.SearchInts(f.lines, offset+1) - 1
	if f.ascii {
		return Position{Line: line + 1, Column: offset - f.lines[line] + 1}
	}
	return Position{
		Line:   line + 1,
		Column: utf8.RuneCountInString(f.text[f.lines[line]:offset]) + 1,
	}
}

// UTF16 returns the line and the column of a byte offset, both from 0, the
// column in UTF-16 code units, as the language server protocol counts.
func (f *File) UTF16(offset int) (line, column int) {
	offset = min(max(offset, 0), len(f.text))
	line = sort.SearchInts(f.lines, offset+1) - 1
	if f.ascii {
		return line, offset - f.lines[line]
	}
	for _, r := range f.text[f.lines[line]:offset] {
		column += utf16Len(r)
	}
	return line, column
}

// Offset is the inverse of UTF16. A position past the end of a line gives the
// end of that line; a line past the end gives the end of the file.
func (f *File) Offset(line, column int) int {
	if line < 0 {
		return 0
	}
	if line >= len(f.lines) {
		return len(f.text)
	}
	start := f.lines[line]
	end := start + len(f.Line(line+1))
	if f.ascii {
		return min(start+max(column, 0), end)
	}
	for i, r := range f.text[start:end] {
		if column <= 0 {
			return start + i
		}
		column -= utf16Len(r)
	}
	return end
}

func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// Position is a place in a file as people count: line and column from 1, the
// column in characters.
type Position struct {
	Line, Column int
}

// Span is a range of bytes of one file. The zero Span is no place.
type Span struct {
	File       *File
	Start, End int
}

// IsValid reports whether the span is a place in a file.
func (s Span) IsValid() bool { return s.File != nil }

// Text returns the text in the span.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	return s.File.text[s.Start:s.End]
}

// Position returns where the span starts. The zero Span gives the zero Position.
func (s Span) Position() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.Start)
}

// To returns the span from the start of s to the end of t, which must be of the
// same file. If one of them is no place it returns the other.
func (s Span) To(t Span) Span {
	switch {
	case s.File == nil:
		return t
	case t.File == nil:
		return s
	}
	return Span{File: s.File, Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// String returns "name:line:column".
func (s Span) String() string {
	if s.File == nil {
		return "-"
	}
	p := s.Position()
	return fmt.Sprintf("%s:%d:%d", s.File.Name, p.Line, p.Column)
}
