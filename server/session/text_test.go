package session

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/lkmm-tools/fencepost/model/source"
)

func edit(startLine, startColumn, endLine, endColumn int, text string) Change {
	return Change{StartLine: startLine, StartColumn: startColumn, EndLine: endLine, EndColumn: endColumn, Text: text}
}

func TestEdits(t *testing.T) {
	whole := func(text string) Change { return Change{Whole: true, Text: text} }
	tests := []struct {
		name, before string
		changes      []Change
		after        string
		err          error
	}{
		{"insert", "ab\ncd", []Change{edit(1, 1, 1, 1, "X")}, "ab\ncXd", nil},
		{"insert at the end", "ab\ncd", []Change{edit(1, 2, 1, 2, "X")}, "ab\ncdX", nil},
		{"insert into nothing", "", []Change{edit(0, 0, 0, 0, "X\nY")}, "X\nY", nil},
		{"delete a line", "ab\ncd\nef", []Change{edit(1, 0, 2, 0, "")}, "ab\nef", nil},
		{"join lines", "ab\ncd", []Change{edit(0, 2, 1, 0, "")}, "abcd", nil},
		{"replace over lines", "ab\ncd\nef", []Change{edit(0, 1, 2, 1, "X")}, "aXf", nil},
		{"each after the other", "ab", []Change{edit(0, 0, 0, 0, "\n"), edit(1, 1, 1, 2, "X")}, "\naX", nil},
		{"the whole text", "ab", []Change{whole("new\n"), edit(1, 0, 1, 0, "X")}, "new\nX", nil},
		{"no change", "ab", nil, "ab", nil},

		{"before an astral character", "a𝒳b", []Change{edit(0, 1, 0, 1, "-")}, "a-𝒳b", nil},
		{"after an astral character", "a𝒳b", []Change{edit(0, 3, 0, 3, "-")}, "a𝒳-b", nil},
		{"an astral character", "a𝒳b", []Change{edit(0, 1, 0, 3, "-")}, "a-b", nil},
		{"a letter of two bytes is one unit", "äöü", []Change{edit(0, 1, 0, 2, "o")}, "äoü", nil},
		{"many ASCII letters, then others", "0123456789abcdefä𝒳z", []Change{edit(0, 19, 0, 20, "!")}, "0123456789abcdefä𝒳!", nil},
		{"inside a character", "a𝒳b", []Change{edit(0, 2, 0, 2, "-")}, "a𝒳b", ErrPosition},
		{"up to the inside of a character", "a𝒳b", []Change{edit(0, 0, 0, 2, "-")}, "a𝒳b", ErrPosition},

		{"past the end of a line", "ab\ncd", []Change{edit(0, 99, 0, 99, "X")}, "abX\ncd", nil},
		{"past the end of a line with CR LF", "ab\r\ncd", []Change{edit(0, 99, 0, 99, "X")}, "abX\r\ncd", nil},
		{"to the end of a line with CR LF", "ab\r\ncd", []Change{edit(0, 0, 0, 2, "X")}, "X\r\ncd", nil},
		{"over CR LF", "ab\r\ncd", []Change{edit(0, 2, 1, 0, "")}, "abcd", nil},
		{"a carriage return that the client counts", "ab\r\ncd", []Change{edit(0, 2, 0, 3, "")}, "ab\ncd", nil},
		{"carriage returns in a line", "a\rb", []Change{edit(0, 2, 0, 2, "X")}, "a\rXb", nil},
		{"past the last line", "ab\n", []Change{edit(7, 3, 7, 3, "X")}, "ab\nX", nil},
		{"up to past the last line", "ab\ncd", []Change{edit(0, 1, 99, 0, "")}, "a", nil},

		{"end before start", "ab\ncd", []Change{edit(1, 0, 0, 1, "")}, "ab\ncd", ErrPosition},
		{"end before start in a line", "ab", []Change{edit(0, 2, 0, 1, "")}, "ab", ErrPosition},
		{"end before start, both past the end of the line", "ab", []Change{edit(0, 9, 0, 8, "")}, "ab", ErrPosition},
		{"a negative line", "ab", []Change{edit(-1, 0, 0, 1, "")}, "ab", ErrPosition},
		{"a negative column", "ab", []Change{edit(0, -1, 0, 1, "")}, "ab", ErrPosition},
		{"a negative column past the end", "ab", []Change{edit(9, -1, 9, 1, "")}, "ab", ErrPosition},

		{"all or none", "ab\ncd", []Change{edit(0, 0, 1, 1, "XYZ"), edit(0, 0, 0, 0, "-"), whole("new"), edit(0, 1, 0, 2, "\n"), edit(1, 0, 0, 0, "")}, "ab\ncd", ErrPosition},
		{"too large", "ab", []Change{edit(0, 2, 0, 2, strings.Repeat("x", 30))}, "ab", ErrTooLarge},
		{"too large as a whole", "ab", []Change{whole(strings.Repeat("x", 31))}, "ab", ErrTooLarge},
		{"too large between", "ab", []Change{edit(0, 0, 0, 0, "x"), whole(strings.Repeat("x", 31)), whole("y")}, "ab", ErrTooLarge},
		{"just not too large", "ab", []Change{edit(0, 0, 0, 2, strings.Repeat("x", 30))}, strings.Repeat("x", 30), nil},
	}
	for _, c := range tests {
		d := newText(c.before)
		if err := d.apply(c.changes, 30); !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.err)
		}
		if got := d.String(); got != c.after {
			t.Errorf("%s: %q, want %q", c.name, got, c.after)
		}
	}
}

// units is a text as a client of the protocol has it: UTF-16 code units, a line
// ending with its line feed.
type units []uint16

// offset is what text.span should compute, done plainly. It is false inside a
// character.
func (u units) offset(line, column int) (int, bool) {
	start := 0
	for ; line > 0; line-- {
		i := slices.Index(u[start:], '\n')
		if i < 0 {
			return len(u), true
		}
		start += i + 1
	}
	end := len(u)
	if i := slices.Index(u[start:], '\n'); i >= 0 {
		end = start + i
	}
	at := start + column
	if end > start && u[end-1] == '\r' && column != end-start {
		end--
	}
	at = min(at, end)
	return at, at == 0 || at == len(u) || !utf16.IsSurrogate(rune(u[at])) || u[at] < 0xdc00
}

// apply is an edit done plainly.
func (u units) apply(c Change) (units, bool) {
	insert := utf16.Encode([]rune(c.Text))
	if c.Whole {
		return insert, true
	}
	start, ok := u.offset(c.StartLine, c.StartColumn)
	end, ok2 := u.offset(c.EndLine, c.EndColumn)
	if !ok || !ok2 || c.StartLine > c.EndLine || c.StartLine == c.EndLine && c.StartColumn > c.EndColumn {
		return u, false
	}
	return slices.Concat(u[:start], insert, u[max(start, end):]), true
}

func (u units) String() string { return string(utf16.Decode(u)) }

// randomText makes texts in which the difficult characters are frequent.
func randomText(r *rand.Rand, most int) string {
	parts := []string{"a", "word ", "ä", "𝒳", "\r\n", "\n", "\r", "中", "01234567", "🙂"}
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// randomChange makes an edit, sometimes outside the text, of lines near each other.
func randomChange(r *rand.Rand, lines int) Change {
	line := r.IntN(lines + 2)
	return Change{
		StartLine: line, StartColumn: r.IntN(12), EndLine: line + r.IntN(3), EndColumn: r.IntN(12),
		Whole: r.IntN(60) == 0, Text: randomText(r, 6),
	}
}

// TestEditsAgainstUnits compares random edits with the same edits of UTF-16 units,
// in texts of all sizes up to several blocks.
func TestEditsAgainstUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		start := randomText(r, 1<<(round%13))
		got, want := newText(start), units(utf16.Encode([]rune(start)))
		for i := range 100 {
			before := want
			changes := make([]Change, 1+r.IntN(3))
			ok := true
			for k := range changes {
				changes[k] = randomChange(r, slices.Index(append(slices.Clone(want), '\n'), '\n')+strings.Count(want.String(), "\n"))
				if ok {
					want, ok = want.apply(changes[k])
				}
			}
			if !ok {
				want = before
			}
			err := got.apply(changes, 1<<20)
			if (err == nil) != ok || got.String() != want.String() {
				t.Fatalf("round %d, edit %d: %+v of %q: %v\n%q, want\n%q (made: %v)", round, i, changes, before, err, got.String(), want, ok)
			}
			if len(want) > 1<<14 {
				break
			}
		}
	}
}

// TestPositionsAgree holds the offsets to those that source.File computes, since
// what is told to clients goes through it.
func TestPositionsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		s := randomText(r, 40)
		d, f := newText(s), source.NewFile("f", s)
		for i := range s {
			line, column := f.UTF16(i)
			start, _, err := d.span(edit(line, column, line, column, ""))
			// source.File has no place between CR and LF.
			if err != nil || start != i && !(s[i] == '\n' && i > 0 && s[i-1] == '\r') {
				t.Fatalf("%q: offset %d is %d:%d, which is taken for offset %d (%v)", s, i, line, column, start, err)
			}
		}
	}
}

// BenchmarkEdit types at the end of a text of five megabytes.
func BenchmarkEdit(b *testing.B) {
	for _, line := range []string{"\tr0 = READ_ONCE(*x); // a line as they are\n", "\n", "x"} {
		b.Run(fmt.Sprintf("%dB-lines", len(line)), func(b *testing.B) {
			s := strings.Repeat(line, 5<<20/len(line))
			d := newText(s)
			last := strings.Count(s, "\n")
			column := len(s) - strings.LastIndexByte(s, '\n') - 1
			b.ReportAllocs()
			for b.Loop() {
				if err := d.apply([]Change{edit(last, column, last, column, "y")}, maxText); err != nil {
					d = newText(s)
				}
			}
		})
	}
}
