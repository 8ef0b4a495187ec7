package lsp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
)

// FuzzFrames reads any bytes as messages. Whatever comes before it, a message that
// begins on a line of its own is found again at last.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{
		"Content-Length: 2\r\n\r\n{}", "Content-Length: 5\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
		"content-length:2\n\n{}Content-Length: 3\r\n\r\n[1]", "Content-Length: 99999999\r\n\r\n", "xContent-Length: 2\r\n\r\n{}",
		"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", ":\r\n\r\n", "Content-Length: 0\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := newFrames(bytes.NewReader(data))
		for n := 0; ; n++ {
			body, bad, err := in.next()
			switch {
			case n > len(data):
				t.Fatalf("more frames than bytes in %q", data)
			case err != nil:
				if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Fatal(err)
				}
				return
			case bad != nil:
				continue
			}
			msg, id, refused := decodeMessage(body)
			if (msg == nil) == (refused == nil) {
				t.Fatalf("%q is both or neither: %v, %v", body, msg, refused)
			}
			if id != nil && !json.Valid(id) {
				t.Fatalf("%q has the identifier %q", body, id)
			}
		}
	})
}

// TestFound finds a message behind garbage.
func TestFound(t *testing.T) {
	const good = "Content-Length: 2\r\n\r\n{}"
	for _, garbage := range []string{
		"x\r\n", "\r\n", "Content-Length: x\r\n", "Content-Length: 3000000000\r\n\r\n", "{}", "Content-Type: x\r\n\r\n", "\xff\xfe\n",
		"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "İContent-Length",
	} {
		in := newFrames(bytes.NewReader([]byte(garbage + "\n" + good)))
		for {
			body, _, err := in.next()
			if err != nil {
				t.Errorf("after %q nothing is found: %v", garbage, err)
				break
			}
			if string(body) == "{}" {
				break
			}
		}
	}
}
