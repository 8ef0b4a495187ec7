// Package lsptest is a language client for tests. It shares no code with the
// server: it does its own framing and its own bookkeeping, so that a fault of the
// server's libraries is not repeated on this side.
package lsptest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"sync"
)

// Message is a message from the server that is not a response.
type Message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params,omitempty"`
}

// Error is an error response.
type Error struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Error returns code and message.
func (e *Error) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Message) }

// Client is one connection to a server. Its methods may be called by several
// goroutines.
type Client struct {
	// Answer gives the result of a request from the server; nil answers null. It
	// must be set before Start.
	Answer func(m Message) any
	// Notified is told of each notification, in order, and must return soon. It
	// must be set before Start.
	Notified func(m Message)

	conn    io.ReadWriteCloser
	writing sync.Mutex

	mu      sync.Mutex
	next    int
	waiting map[int]chan response
	ended   error
	done    chan struct{}
}

type response struct {
	Result json.RawMessage
	Error  *Error
}

// ErrEnded is a call on a connection that has ended.
var ErrEnded = errors.New("the connection has ended")

// New returns a client that does not read yet.
func New(conn io.ReadWriteCloser) *Client {
	return &Client{conn: conn, waiting: make(map[int]chan response), done: make(chan struct{})}
}

// Start begins to read.
func (c *Client) Start() { go c.read() }

// Done is closed when the connection has ended.
func (c *Client) Done() <-chan struct{} { return c.done }

// Close ends the connection and waits until nothing is read any more.
func (c *Client) Close() error {
	err := c.conn.Close()
	<-c.done
	return err
}

// Call sends a request and decodes its result into result, unless that is nil.
// An error response is returned as *Error.
func (c *Client) Call(ctx context.Context, method string, params, result any) error {
	c.mu.Lock()
	if c.ended != nil {
		c.mu.Unlock()
		return c.ended
	}
	c.next++
	id := c.next
	answer := make(chan response, 1)
	c.waiting[id] = answer
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.waiting, id)
		c.mu.Unlock()
	}()
	if err := c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params}); err != nil {
		return err
	}
	select {
	case r := <-answer:
		if r.Error != nil {
			return r.Error
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(r.Result, result)
	case <-ctx.Done():
		return ctx.Err()
	case <-c.done:
		return ErrEnded
	}
}

// Notify sends a notification.
func (c *Client) Notify(method string, params any) error {
	return c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// Write sends bytes as they are, to see what the server makes of them.
func (c *Client) Write(raw []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	_, err := c.conn.Write(raw)
	return err
}

func (c *Client) send(message map[string]any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return c.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...))
}

// read handles messages until the connection ends.
func (c *Client) read() {
	in := bufio.NewReader(c.conn)
	var err error
	for err == nil {
		var body []byte
		if body, err = readFrame(in); err == nil {
			err = c.handle(body)
		}
	}
	c.mu.Lock()
	c.ended = fmt.Errorf("%w: %w", ErrEnded, err)
	c.mu.Unlock()
	close(c.done)
}

func readFrame(in *bufio.Reader) ([]byte, error) {
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil || n < 0 {
		return nil, fmt.Errorf("bad length %q", header.Get("Content-Length"))
	}
	body := make([]byte, n)
	_, err = io.ReadFull(in, body)
	return body, err
}

// handle takes one message: a response, a request of the server, or a
// notification.
func (c *Client) handle(body []byte) error {
	var m struct {
		Message
		Result json.RawMessage `json:"result"`
		Error  *Error          `json:"error"`
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return fmt.Errorf("the server sent %q: %w", body, err)
	}
	switch {
	case m.Method == "":
		var id int
		if json.Unmarshal(m.ID, &id) != nil {
			return nil // an error about a message that could not be read
		}
		c.mu.Lock()
		answer := c.waiting[id]
		c.mu.Unlock()
		if answer != nil {
			answer <- response{m.Result, m.Error}
		}
	case len(m.ID) > 0:
		var result any
		if c.Answer != nil {
			result = c.Answer(m.Message)
		}
		return c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
	case c.Notified != nil:
		c.Notified(m.Message)
	}
	return nil
}
