package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"go.lsp.dev/jsonrpc2"
)

// stream is a jsonrpc2.Stream for a peer that cannot be trusted: it bounds what
// it holds, answers what it cannot read with an error, and goes on with the next
// message. Writing never blocks, see outbox; reading pauses while too much waits
// to be written, so that a peer that does not read fills its own memory.
//
// The peer's identifiers may be any number or string. The library knows only small
// numbers, so an incoming call carries the text of its identifier as a string.
type stream struct {
	conn io.Closer
	in   *frames
	out  *outbox

	mu sync.Mutex
	// calls are our own calls that wait for their answer.
	calls map[string]bool
}

// newStream starts a stream, which goes on until it is ended.
func newStream(conn io.ReadWriteCloser) *stream {
	return &stream{conn: conn, in: newFrames(conn), out: newOutbox(conn), calls: make(map[string]bool)}
}

// Read returns the next message that has the form of one. It answers the others
// by itself.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if err := s.out.pause(); err != nil {
			return nil, 0, err
		}
		body, bad, err := s.in.next()
		if err != nil {
			return nil, 0, err
		}
		if bad != nil {
			s.refuse(nil, bad)
			continue
		}
		msg, id, bad := decodeMessage(body)
		switch {
		case bad != nil:
			s.refuse(id, bad)
		case !s.expected(msg):
			// An answer to nothing. The library would hand it to a call that has its
			// answer already, and block.
		default:
			return msg, int64(len(body)), nil
		}
	}
}

// expected reports whether a message may be passed on: an answer only once, and
// only to a call of ours.
func (s *stream) expected(msg jsonrpc2.Message) bool {
	r, ok := msg.(*jsonrpc2.Response)
	if !ok {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := string(wireID(r.ID()))
	known := s.calls[key]
	delete(s.calls, key)
	return known
}

// refuse answers a message that is none.
func (s *stream) refuse(id json.RawMessage, bad *jsonrpc2.Error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	data, err := encode(wireMessage{ID: id, Error: bad})
	if err != nil {
		panic(fmt.Sprintf("lsp: an error cannot be encoded: %v", err))
	}
	_ = s.out.put(data) // a closed stream needs no answer
}

// Write queues a message.
func (s *stream) Write(_ context.Context, msg jsonrpc2.Message) (int64, error) {
	var wire wireMessage
	switch msg := msg.(type) {
	case *jsonrpc2.Response:
		wire.ID = wireID(msg.ID())
		if err := msg.Err(); err != nil {
			wire.Error = asWire(err)
		} else {
			wire.Result = msg.Result()
		}
	case *jsonrpc2.Call:
		wire.ID, wire.Method, wire.Params = wireID(msg.ID()), msg.Method(), present(msg.Params())
		s.mu.Lock()
		s.calls[string(wire.ID)] = true
		s.mu.Unlock()
	case *jsonrpc2.Notification:
		wire.Method, wire.Params = msg.Method(), present(msg.Params())
	default:
		panic(fmt.Sprintf("lsp: unhandled message %T", msg))
	}
	data, err := encode(wire)
	if err != nil {
		return 0, err
	}
	return int64(len(data)), s.out.put(data)
}

// forget drops a call of ours whose answer is no longer wanted.
func (s *stream) forget(id jsonrpc2.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, string(wireID(id)))
}

// Close does nothing. The library calls it as soon as reading fails, when there may
// still be answers to write.
func (s *stream) Close() error { return nil }

// end ends both directions. What still waits to be written is dropped.
func (s *stream) end() error {
	s.out.close()
	return s.conn.Close()
}

// present returns nil for parameters that are not there.
func present(params json.RawMessage) json.RawMessage {
	if string(params) == "null" {
		return nil
	}
	return params
}

// encode returns a message with its header.
func encode(m wireMessage) ([]byte, error) {
	m.Version = jsonrpc2.Version
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil {
		return nil, err
	}
	text := bytes.TrimSuffix(body.Bytes(), []byte("\n"))
	head := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(text))
	return append([]byte(head), text...), nil
}
