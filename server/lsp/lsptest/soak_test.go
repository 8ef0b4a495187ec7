package lsptest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

const soakEditsFlag = "soak.edits"

// The soak has this many documents; memory and goroutines are compared with those
// after the first soakWarm edits.
const (
	soakDocuments = 50
	soakWarm      = 1000
)

// draft is a document as the client has it, in UTF-16 units as the protocol
// counts.
type draft struct {
	uri      string
	original []uint16
	text     []uint16
	version  int
}

// health is the server's answer to fencepost/health.
type health struct {
	Goroutines int `json:"goroutines"`
}

// TestSoak edits many documents many times, leaves some of them broken for a
// while, asks about them in between, and checks that the server forgets nothing,
// keeps nothing, and tells nothing wrong.
func TestSoak(t *testing.T) {
	s := start(t, map[string]any{"debounce": 1})
	total, err := strconv.Atoi(flagValue(soakEditsFlag))
	if err != nil {
		t.Fatal(err)
	}
	files := litmusFiles(t, "../../../testdata/litmus")
	random := rand.New(rand.NewPCG(1, 2))
	var drafts []*draft
	for i := range soakDocuments {
		text, err := os.ReadFile(files[i%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		d := &draft{uri: fmt.Sprintf("file:///soak/%d.litmus", i), original: utf16.Encode([]rune(string(text))), version: 1}
		d.text = d.original
		drafts = append(drafts, d)
		s.open(d.uri, 1, string(text))
	}
	warm, warmMemory := health{}, 0
	for n := range total {
		s.editAtRandom(random, drafts[random.IntN(len(drafts))])
		if n%20 == 19 {
			s.ask(random, drafts[random.IntN(len(drafts))])
		}
		if n%100 == 99 {
			s.settle(drafts)
		}
		if n+1 == soakWarm {
			warm, warmMemory = s.health(), s.resident()
		}
		if n%1000 == 999 {
			fmt.Printf("%6d edits: %d goroutines, %d MiB resident\n", n+1, s.health().Goroutines, s.resident()>>10)
		}
	}
	s.settle(drafts)
	end, endMemory := s.health(), s.resident()
	if total > soakWarm {
		if end.Goroutines > warm.Goroutines {
			t.Errorf("%d goroutines after %d edits, %d after %d", warm.Goroutines, soakWarm, end.Goroutines, total)
		}
		if endMemory > warmMemory+warmMemory/10 {
			t.Errorf("%d KiB resident after %d edits, %d after %d", warmMemory, soakWarm, endMemory, total)
		}
	}
	s.compareWithFresh(drafts)
}

// editAtRandom types, deletes or pastes somewhere, or takes the document back to
// its original text.
func (s *server) editAtRandom(random *rand.Rand, d *draft) {
	s.t.Helper()
	from := random.IntN(len(d.text) + 1)
	to := from
	var text string
	switch random.IntN(12) {
	case 0: // take all back, as an undo does
		from, to, text = 0, len(d.text), string(utf16.Decode(d.original))
	case 1: // a character of two units in a comment or in the middle of things
		text = "𝒳"
	case 2, 3: // delete a few characters
		to = min(len(d.text), from+random.IntN(6))
	case 4: // what breaks a text most
		text = []string{"{", "}", "/*", "(*", "\"", "\r\n", "exists", "\x01"}[random.IntN(8)]
	case 5: // paste another part of the text
		a := random.IntN(len(d.text) + 1)
		b := min(len(d.text), a+random.IntN(200))
		text = string(utf16.Decode(d.text[a:b]))
	default:
		text = []string{" ", "\n", "x", "1", ";", "r0", "(", ")"}[random.IntN(8)]
	}
	from, to = boundary(d.text, from), boundary(d.text, to)
	r := rangeOf(d.text, from, to)
	d.text = append(append(append([]uint16{}, d.text[:from]...), utf16.Encode([]rune(text))...), d.text[to:]...)
	if len(d.text) > 4*len(d.original)+1000 {
		d.text, text = d.original, string(utf16.Decode(d.original))
		r = nil
	}
	d.version++
	change := map[string]any{"text": text}
	if r != nil {
		change["range"] = r
	}
	s.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": d.uri, "version": d.version}, "contentChanges": []any{change},
	})
}

// boundary moves an offset out of the middle of a surrogate pair or of a line
// end.
func boundary(text []uint16, i int) int {
	if i > 0 && i < len(text) && (text[i]&0xfc00 == 0xdc00 || text[i-1] == '\r' && text[i] == '\n') {
		return i - 1
	}
	return i
}

// rangeOf returns the range of the units from one offset to another.
func rangeOf(text []uint16, from, to int) map[string]any {
	at := func(offset int) (line, column int) {
		for _, c := range text[:offset] {
			column++
			if c == '\n' {
				line, column = line+1, 0
			}
		}
		return line, column
	}
	a, b := at(from)
	c, d := at(to)
	return place(a, b, c, d)
}

// ask sends a few requests about a random place and wants an answer to each.
func (s *server) ask(random *rand.Rand, d *draft) {
	s.t.Helper()
	lines := strings.Count(string(utf16.Decode(d.text)), "\n")
	position := map[string]int{"line": random.IntN(lines + 1), "character": random.IntN(40)}
	for _, method := range []string{"hover", "completion", "definition", "documentHighlight", "signatureHelp"} {
		s.call("textDocument/"+method, map[string]any{"textDocument": map[string]any{"uri": d.uri}, "position": position}, nil)
	}
	for _, method := range []string{"documentSymbol", "foldingRange", "semanticTokens/full", "codeLens"} {
		s.call("textDocument/"+method, map[string]any{"textDocument": map[string]any{"uri": d.uri}}, nil)
	}
}

// settle waits until the server has told of the last version of every document
// and has nothing left to do.
func (s *server) settle(drafts []*draft) {
	s.t.Helper()
	for _, d := range drafts {
		s.wait(fmt.Sprintf("diagnostics of version %d of %s", d.version, d.uri), func() bool {
			return s.published[d.uri].Version == d.version && s.results[d.uri].Version == d.version
		})
	}
	s.wait("rest", func() bool { return s.status.Running == 0 && s.status.Waiting == 0 })
}

// health asks for the server's own figures. Goroutines of work that just ended
// may still be on their way out, so the smallest of a few answers counts.
func (s *server) health() health {
	s.t.Helper()
	best := health{Goroutines: 1 << 30}
	for range 20 {
		var h health
		s.call("fencepost/health", map[string]any{}, &h)
		if h.Goroutines < best.Goroutines {
			best = h
		}
		time.Sleep(10 * time.Millisecond)
	}
	return best
}

// compareWithFresh opens the final texts in a server that never saw another one:
// it must say the same.
func (s *server) compareWithFresh(drafts []*draft) {
	s.t.Helper()
	fresh := start(s.t, map[string]any{"debounce": 1})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, d := range drafts {
		text := string(utf16.Decode(d.text))
		fresh.open(d.uri, d.version, text)
		fresh.settle([]*draft{d})
		said := func(s *server) string {
			s.mu.Lock()
			defer s.mu.Unlock()
			out, err := json.Marshal([]any{s.published[d.uri].Diagnostics, s.results[d.uri].Tests})
			if err != nil {
				s.t.Fatal(err)
			}
			return string(out)
		}
		if a, b := said(s), said(fresh); a != b {
			s.t.Errorf("%s: after many edits the server says\n%s\nand a fresh one\n%s", d.uri, a, b)
		}
		if ctx.Err() != nil {
			s.t.Fatal("comparing takes too long")
		}
	}
}
