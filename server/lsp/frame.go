package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"go.lsp.dev/jsonrpc2"
)

const (
	// maxBody is the largest body in bytes that is read; a larger one is skipped and
	// answered with an error. The largest legitimate message opens a document of
	// some megabytes.
	maxBody = 64 << 20
	// maxSkip is the largest body in bytes that is skipped by its length. A larger
	// length is taken for garbage: to believe it would mean never to hear the peer
	// again.
	maxSkip = 1 << 30
	// maxHeaderLine is the longest line of a header in bytes, maxHeaderLines the
	// number of its lines; what is longer is garbage.
	maxHeaderLine  = 64 << 10
	maxHeaderLines = 64
)

// lengthName is the only member of a header that matters.
const lengthName = "content-length:"

// frames cuts the input into bodies.
type frames struct {
	in *bufio.Reader
	// pending is a header line that was read already.
	pending []byte
	// lost is set after garbage, until the next header is found.
	lost bool
}

func newFrames(r io.Reader) *frames { return &frames{in: bufio.NewReaderSize(r, maxHeaderLine)} }

// next returns the next body. bad is what is wrong with a frame that is passed
// over; err is the end of the input.
func (f *frames) next() (body []byte, bad *jsonrpc2.Error, err error) {
	if f.lost {
		if err := f.resync(); err != nil {
			return nil, nil, err
		}
	}
	length, bad, err := f.header()
	if bad != nil || err != nil {
		return nil, bad, err
	}
	if length > maxBody {
		if _, err := io.CopyN(io.Discard, f.in, length); err != nil {
			return nil, nil, cutOff(err)
		}
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "a message of %d bytes is too large: the limit is %d", length, maxBody), nil
	}
	// The memory grows with what arrives, not with what was announced.
	var buf bytes.Buffer
	if _, err := io.CopyN(&buf, f.in, length); err != nil {
		return nil, nil, cutOff(err)
	}
	return buf.Bytes(), nil, nil
}

// header returns the length that the next header gives. After a header that makes
// no sense the input is lost.
func (f *frames) header() (length int64, bad *jsonrpc2.Error, err error) {
	length = -1
	for n := 0; n < maxHeaderLines; n++ {
		line, whole, err := f.line()
		if err != nil {
			if n == 0 && len(line) == 0 {
				return 0, nil, err
			}
			return 0, nil, cutOff(err)
		}
		text := strings.TrimSpace(string(line))
		name, value, colon := strings.Cut(text, ":")
		switch {
		case !whole:
			return 0, f.garbage(nil, "a header line has no end"), nil
		case text == "" && length >= 0:
			return length, nil, nil
		case text == "":
			return 0, f.garbage(nil, "a header has no Content-Length"), nil
		case !colon:
			return 0, f.garbage(line, "a header line has no colon"), nil
		case !strings.EqualFold(name+":", lengthName):
			if _, there := lengthIn(line); there {
				return 0, f.garbage(line, "a header follows something that is none"), nil
			}
			continue
		}
		v, ok := bodyLength(value)
		if !ok || length >= 0 && length != v {
			return 0, f.garbage(nil, "Content-Length makes no sense"), nil
		}
		length = v
	}
	return 0, f.garbage(nil, "a header has too many lines"), nil
}

// garbage marks the input as lost. The next header may begin in what is left of
// the line.
func (f *frames) garbage(line []byte, what string) *jsonrpc2.Error {
	f.lost, f.pending = true, bytes.Clone(line)
	return jsonrpc2.Errorf(jsonrpc2.ParseError, "%s: want \"Content-Length: N\", an empty line and N bytes", what)
}

// resync passes over garbage up to the next place, be it in the middle of a line,
// where a length is given.
func (f *frames) resync() error {
	for {
		line, _, err := f.line()
		if err != nil {
			return cutOff(err)
		}
		if i, ok := lengthIn(line); ok {
			f.lost, f.pending = false, bytes.Clone(line[i:])
			return nil
		}
	}
}

// line returns the next line with its end. whole is false for the beginning of one
// that is too long.
func (f *frames) line() (line []byte, whole bool, err error) {
	if f.pending != nil {
		line, f.pending = f.pending, nil
		return line, true, nil
	}
	line, err = f.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return line, false, nil
	}
	return line, err == nil, err
}

// lengthIn finds where a line gives a length.
func lengthIn(line []byte) (int, bool) {
	lower := bytes.Map(asciiLower, line)
	i := bytes.LastIndex(lower, []byte(lengthName))
	if i < 0 || len(lower) != len(line) {
		return 0, false // not ASCII, so it is no header
	}
	_, ok := bodyLength(string(line[i+len(lengthName):]))
	return i, ok
}

// asciiLower leaves characters other than ASCII alone.
func asciiLower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// bodyLength reads the value of Content-Length.
func bodyLength(value string) (int64, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31)
	return int64(n), err == nil && n <= maxSkip
}

// cutOff is an end of the input inside a message.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
