package source_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
)

// The third character of the second line takes four bytes and two UTF-16 units.
const text = "one\nä𝒳z\r\n\nlast"

func TestPositions(t *testing.T) {
	f := source.NewFile("f", text)
	tests := []struct {
		offset      int
		line, col   int // from 1, in characters
		line16, c16 int // from 0, in UTF-16 units
	}{
		{0, 1, 1, 0, 0},
		{3, 1, 4, 0, 3},
		{4, 2, 1, 1, 0},
		{6, 2, 2, 1, 1},  // after ä
		{10, 2, 3, 1, 3}, // after 𝒳
		{13, 3, 1, 2, 0}, // the empty line
		{18, 4, 5, 3, 4}, // the end
		{99, 4, 5, 3, 4}, // past the end
		{-1, 1, 1, 0, 0}, // before the start
	}
	for _, c := range tests {
		if p := f.Position(c.offset); p.Line != c.line || p.Column != c.col {
			t.Errorf("Position(%d) = %v, want %d:%d", c.offset, p, c.line, c.col)
		}
		if l, col := f.UTF16(c.offset); l != c.line16 || col != c.c16 {
			t.Errorf("UTF16(%d) = %d:%d, want %d:%d", c.offset, l, col, c.line16, c.c16)
		}
		if c.offset < 0 || c.offset > len(text) {
			continue
		}
		if got := f.Offset(c.line16, c.c16); got != c.offset {
			t.Errorf("Offset(%d, %d) = %d, want %d", c.line16, c.c16, got, c.offset)
		}
	}
	if got := f.Offset(1, 99); got != 11 {
		t.Errorf("an offset past the end of a line is %d, want 11, before the line end", got)
	}
	if got := f.Offset(9, 0); got != len(text) {
		t.Errorf("an offset past the last line is %d, want %d", got, len(text))
	}
}

func TestLines(t *testing.T) {
	f := source.NewFile("f", text)
	for n, want := range map[int]string{0: "", 1: "one", 2: "ä𝒳z", 3: "", 4: "last", 5: ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
	if got := source.NewFile("empty", "").Lines(); got != 1 {
		t.Errorf("an empty file has %d lines, want 1", got)
	}
}

func TestSpan(t *testing.T) {
	f := source.NewFile("f", text)
	a, b := f.Span(0, 3), f.Span(4, 6)
	if got := a.To(b); got.Text() != "one\nä" {
		t.Errorf("from one span to the other is %q", got.Text())
	}
	if got := f.Span(-5, 999); got.Start != 0 || got.End != len(text) {
		t.Errorf("a span is not clipped: %d to %d", got.Start, got.End)
	}
	var none source.Span
	if none.To(a) != a || a.To(none) != a || none.IsValid() || none.String() != "-" {
		t.Error("the zero span is taken for a place")
	}
	if got := b.String(); got != "f:2:1" {
		t.Errorf("a span prints as %s", got)
	}
}

// TestPlainPositions compares a text of one-byte characters, whose columns are not
// counted, with one that has the same lines and a wider character at its end.
func TestPlainPositions(t *testing.T) {
	const plain = "one\ntwo three\r\n\nlast"
	a, b := source.NewFile("a", plain), source.NewFile("b", plain+"ä")
	for offset := -1; offset <= len(plain); offset++ {
		if x, y := a.Position(offset), b.Position(offset); x != y {
			t.Errorf("Position(%d) = %v, want %v", offset, x, y)
		}
		line, column := a.UTF16(offset)
		if l, c := b.UTF16(offset); line != l || column != c {
			t.Errorf("UTF16(%d) = %d:%d, want %d:%d", offset, line, column, l, c)
		}
	}
	for line := -1; line < 4; line++ {
		for column := -1; column < 12; column++ {
			want := min(b.Offset(line, column), len(plain))
			if got := a.Offset(line, column); got != want {
				t.Errorf("Offset(%d, %d) = %d, want %d", line, column, got, want)
			}
		}
	}
}
