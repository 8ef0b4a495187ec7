package lsp_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/lsp"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// wire is a connection on which a test says what it likes, byte by byte.
type wire struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
	out  chan string
}

// answer is a message of the server.
type answer struct {
	ID     json.RawMessage
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *struct {
		Code    int
		Message string
	}
}

func newWire(t *testing.T, server *lsp.Server) *wire {
	conn, _ := connect(t, server)
	return wireOn(t, conn)
}

func wireOn(t *testing.T, conn net.Conn) *wire {
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	w := &wire{t, conn, bufio.NewReader(conn), make(chan string, 100)}
	go func() {
		for data := range w.out {
			_, _ = io.WriteString(conn, data) // what fails here fails where it is read
		}
	}()
	t.Cleanup(func() { close(w.out) })
	return w
}

// raw sends bytes as they are, in the order of the calls. It does not wait until
// they are read.
func (w *wire) raw(data string) { w.out <- data }

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// next returns the next message.
func (w *wire) next() answer {
	w.t.Helper()
	length := -1
	for {
		line, err := w.in.ReadString('\n')
		if err != nil {
			w.t.Fatalf("the server went away: %v", err)
		}
		if line == "\r\n" {
			break
		}
		fmt.Sscanf(line, "Content-Length: %d", &length)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(w.in, body); err != nil {
		w.t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		w.t.Fatalf("%s: %v", body, err)
	}
	return a
}

// to returns the answer with an identifier.
func (w *wire) to(id string) answer {
	w.t.Helper()
	for {
		if a := w.next(); string(a.ID) == id && a.Method == "" {
			return a
		}
	}
}

// refused fails unless an answer is an error with a code and a word in its text.
func (a answer) refused(t *testing.T, code int, word string) {
	t.Helper()
	if a.Error == nil || a.Error.Code != code || !strings.Contains(a.Error.Message, word) {
		t.Errorf("answer %+v (%v), want error %d with %q", a.Error, string(a.Result), code, word)
	}
}

// alive fails unless the server answers.
func (w *wire) alive() {
	w.t.Helper()
	w.raw(frame(`{"jsonrpc":"2.0","id":"alive","method":"no/such"}`))
	a := w.to(`"alive"`)
	if a.Error == nil || a.Error.Code != -32601 && a.Error.Code != -32002 {
		w.t.Errorf("the server is not itself any more: %+v", a)
	}
}

const (
	initialize  = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}`
	initialized = `{"jsonrpc":"2.0","method":"initialized","params":{}}`
)

// ready is a wire after initialize.
func ready(t *testing.T, server *lsp.Server) *wire {
	w := newWire(t, server)
	w.raw(frame(initialize) + frame(initialized))
	if a := w.to("0"); a.Error != nil {
		t.Fatal(a.Error)
	}
	return w
}

// TestGarbage sends what is no message, and then sees whether the next message is
// understood.
func TestGarbage(t *testing.T) {
	deep := strings.Repeat("[", 200_000)
	for _, c := range []struct {
		name, sent, id string
		code           int
		word           string
	}{
		{"no JSON", frame("{"), "null", -32700, "not JSON"},
		{"nothing", frame("  "), "null", -32700, "not JSON"},
		{"empty body", frame(""), "null", -32700, "not JSON"},
		{"two values", frame(`{} {}`), "null", -32700, "not JSON"},
		{"batch", frame(`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`), "null", -32600, "batches"},
		{"number", frame(`5`), "null", -32600, "want an object"},
		{"no method", frame(`{"jsonrpc":"2.0","id":7}`), "7", -32600, "method"},
		{"method is a number", frame(`{"jsonrpc":"2.0","id":7,"method":1}`), "7", -32600, "method"},
		{"no version", frame(`{"id":7,"method":"shutdown"}`), "7", -32600, "jsonrpc"},
		{"old version", frame(`{"jsonrpc":"1.0","id":7,"method":"shutdown"}`), "7", -32600, "jsonrpc"},
		{"id is null", frame(`{"jsonrpc":"2.0","id":null,"method":"shutdown"}`), "null", -32600, "id"},
		{"id is an object", frame(`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`), "null", -32600, "id"},
		{"big id", frame(`{"jsonrpc":"2.0","id":12345678901234567890,"method":"x"}`), "12345678901234567890", -32002, "initialize"},
		{"fraction as id", frame(`{"jsonrpc":"2.0","id":1.5,"method":"x"}`), "1.5", -32002, "initialize"},
		{"empty string as id", frame(`{"jsonrpc":"2.0","id":"","method":"x"}`), `""`, -32002, "initialize"},
		{"no UTF-8", frame("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"x\xff\"}"), "7", -32700, "UTF-8"},
		{"deep nesting", frame(deep), "null", -32700, "depth"},
		{"deep parameters", frame(`{"jsonrpc":"2.0","id":7,"method":"x","params":` + deep), "null", -32700, "depth"},
		{"no colon", "Content-Length 5\r\n\r\n", "null", -32700, "colon"},
		{"no length", "Content-Type: x\r\n\r\n", "null", -32700, "Content-Length"},
		{"negative length", "Content-Length: -5\r\n\r\n", "null", -32700, "Content-Length"},
		{"no number", "Content-Length: many\r\n\r\n", "null", -32700, "Content-Length"},
		{"two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "null", -32700, "Content-Length"},
		{"huge length", "Content-Length: 2147483647\r\n\r\n", "null", -32700, "Content-Length"},
		{"overflowing length", "Content-Length: 99999999999999999999999\r\n\r\n", "null", -32700, "Content-Length"},
		{"long line", strings.Repeat("x", 300_000) + "\r\n\r\n", "null", -32700, "no end"},
		{"many lines", strings.Repeat("X: y\r\n", 100) + "\r\n", "null", -32700, "too many lines"},
		{"a web browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "null", -32700, "colon"},
		{"length too small", strings.Replace(frame(`{"jsonrpc":"2.0","id":7,"method":"x"}`), " 37", " 20", 1), "null", -32700, "not JSON"},
		{"zeros", strings.Repeat("\x00", 1000) + "\n", "null", -32700, "colon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWire(t, newServer(nil, nil))
			w.raw(c.sent)
			a := w.next()
			if string(a.ID) != c.id {
				t.Errorf("identifier %s, want %s", a.ID, c.id)
			}
			a.refused(t, c.code, c.word)
			w.alive()
		})
	}
}

// TestHeaderForms sends headers that are unusual and right.
func TestHeaderForms(t *testing.T) {
	body := `{"jsonrpc":"2.0","id":"form","method":"x"}`
	for _, format := range []string{
		"content-length:%d\r\n\r\n%s", "CONTENT-LENGTH:   %d  \r\n\r\n%s", "Content-Length: %d\n\n%s",
		"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s",
		"rubbish before the headerContent-Length: %d\r\n\r\n%s",
	} {
		w := newWire(t, newServer(nil, nil))
		w.raw(fmt.Sprintf(format, len(body), body))
		w.to(`"form"`).refused(t, -32002, "initialize")
	}
}

// TestTooLarge sends a body above the limit, which is skipped.
func TestTooLarge(t *testing.T) {
	w := newWire(t, newServer(nil, nil))
	const size = 65 << 20
	go func() {
		fmt.Fprintf(w.conn, "Content-Length: %d\r\n\r\n", size)
		chunk := bytes.Repeat([]byte(" "), 1<<20)
		for range size >> 20 {
			if _, err := w.conn.Write(chunk); err != nil {
				return
			}
		}
	}()
	w.next().refused(t, -32600, "too large")
	w.alive()
}

// TestAnswersToNothing sends answers that nobody waits for, and two to one call.
func TestAnswersToNothing(t *testing.T) {
	w := newWire(t, newServer(nil, nil))
	w.raw(frame(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{"workspace":{"configuration":true}}}}`) + frame(initialized))
	w.to("0")
	asked := w.next()
	if asked.Method != "workspace/configuration" {
		t.Fatalf("the server says %+v", asked)
	}
	reply := frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":[null]}`, asked.ID))
	w.raw(reply + reply + reply + frame(`{"jsonrpc":"2.0","id":99,"result":null}`) +
		frame(`{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}`) + frame(`{"jsonrpc":"2.0","id":null,"error":5}`))
	w.alive()
}

// TestFlood sends many requests at once, and reads the answers only later.
func TestFlood(t *testing.T) {
	w := ready(t, newServer(nil, nil))
	w.raw(open("file:///a.litmus", 1, mp))
	const n = 5000
	var flood strings.Builder
	for i := 1; i <= n; i++ {
		flood.WriteString(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.litmus"},"position":{"line":%d,"character":2}}}`, i, i%30)))
	}
	w.raw(flood.String())
	seen := make(map[string]bool)
	for len(seen) < n {
		if a := w.next(); a.Method == "" {
			if a.Error != nil || seen[string(a.ID)] {
				t.Fatalf("answer %s: %+v, seen before: %v", a.ID, a.Error, seen[string(a.ID)])
			}
			seen[string(a.ID)] = true
		}
	}
	w.alive()
}

// slow is an engine that ends only with its context.
type slow struct{ started chan struct{} }

func (s slow) Verify(ctx context.Context, _ *prog.Program, _ verify.Options) (*verify.Result, error) {
	select {
	case s.started <- struct{}{}:
	default:
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// slowServer never decides a test.
func slowServer() (*lsp.Server, slow) {
	engine := slow{make(chan struct{}, 1)}
	return newServer(files{"/ws/a.litmus": mp}, func(cfg *lsp.Config) {
		cfg.Session.Open = func(model string) (*ide.Tools, diag.List) {
			tools, problems := openBuiltin(model)
			if tools != nil {
				tools.NewEngine = func() ide.Engine { return engine }
			}
			return tools, problems
		}
	}), engine
}

// TestCancel cancels requests with identifiers of each kind, unknown ones too.
func TestCancel(t *testing.T) {
	server, engine := slowServer()
	w := ready(t, server)
	w.raw(open("file:///a.litmus", 1, mp))
	for _, id := range []string{"1", `"one"`, `"1"`, "-7", "2.5"} {
		cancel := func(id string) string {
			return frame(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%s}}`, id))
		}
		w.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":"fencepost/execution","params":{"uri":"file:///a.litmus"}}`, id)) +
			cancel("12345") + cancel(`"nobody"`) + cancel("null") + cancel("[]") + cancel(id))
		w.to(id).refused(t, -32800, "cancelled")
	}
	<-engine.started
	w.alive()
}

// TestSameIdentifier sends a second request with the identifier of one that is not
// answered.
func TestSameIdentifier(t *testing.T) {
	server, _ := slowServer()
	w := ready(t, server)
	ask := frame(`{"jsonrpc":"2.0","id":5,"method":"fencepost/execution","params":{"uri":"file:///a.litmus"}}`)
	w.raw(open("file:///a.litmus", 1, mp) + ask + ask)
	w.to("5").refused(t, -32600, "not answered yet")
}

// TestTooManyWait sends more requests that wait for verdicts than are taken.
func TestTooManyWait(t *testing.T) {
	server, _ := slowServer()
	w := ready(t, server)
	var flood strings.Builder
	for i := 1; i <= 300; i++ {
		flood.WriteString(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"fencepost/execution","params":{"uri":"file:///a.litmus"}}`, i)))
	}
	w.raw(open("file:///a.litmus", 1, mp) + flood.String())
	w.to("257").refused(t, -32803, "waiting already")
	w.to("300").refused(t, -32803, "waiting already")
	w.alive()
}

// TestOrder changes a document between two questions: each is about the text as it
// was when it came.
func TestOrder(t *testing.T) {
	w := ready(t, newServer(nil, nil))
	tests := func(id int) string {
		return frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"fencepost/tests","params":{"uri":"file:///a.litmus"}}`, id))
	}
	var talk strings.Builder
	talk.WriteString(open("file:///a.litmus", 1, mp))
	const n = 200
	for i := 1; i <= n; i++ {
		talk.WriteString(change("file:///a.litmus", i+1, strings.Replace(mp, "C MP", fmt.Sprintf("C MP%d", i), 1)) + tests(i))
	}
	w.raw(talk.String())
	for seen := 0; seen < n; {
		a := w.next()
		if a.Method != "" {
			continue
		}
		seen++
		if want := fmt.Sprintf(`"name":"MP%s"`, a.ID); !strings.Contains(string(a.Result), want) {
			t.Errorf("request %s: %s, want %s", a.ID, a.Result, want)
		}
	}
}

// TestPanic has a front end that panics: the request fails, the server lives.
func TestPanic(t *testing.T) {
	w := ready(t, newServer(nil, func(cfg *lsp.Config) {
		cfg.Session.Open = func(model string) (*ide.Tools, diag.List) {
			tools, problems := openBuiltin(model)
			tools.Primitives = nil // the hover of a primitive follows it
			return tools, problems
		}
	}))
	w.raw(open("file:///a.litmus", 1, mp) +
		frame(`{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.litmus"},"position":{"line":12,"character":3}}}`))
	w.to("1").refused(t, -32603, "internal error")
	w.alive()
}

// TestGoroutines has clients that leave in every way, and counts what is left.
func TestGoroutines(t *testing.T) {
	server, _ := slowServer()
	before := runtime.NumGoroutine()
	for _, leave := range []string{
		"", "Content-Length: 100\r\n\r\n{", "Content-Le", frame(initialize), frame(initialize) + frame(initialized) + open("file:///a.litmus", 1, mp),
		frame(initialize) + open("file:///a.litmus", 1, mp) + frame(`{"jsonrpc":"2.0","id":1,"method":"fencepost/execution","params":{"uri":"file:///a.litmus"}}`),
		frame(initialize) + frame(`{"jsonrpc":"2.0","method":"exit"}`),
		frame(initialize) + frame(`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`),
	} {
		conn, clean := connect(t, server)
		go io.Copy(io.Discard, conn) //nolint:errcheck // it ends with the connection
		if _, err := io.WriteString(conn, leave); err != nil && !strings.Contains(leave, "exit") {
			t.Fatal(err)
		}
		if got, want := clean(), strings.Contains(leave, "shutdown"); got != want {
			t.Errorf("after %q the end counts as clean: %v", leave, got)
		}
	}
	// Goroutines that have done their work may need a moment to be gone.
	for end := time.Now().Add(patience); runtime.NumGoroutine() > before; {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
		runtime.Gosched()
	}
}

// TestDeaf has a client that writes and never reads: the server stops to listen
// instead of filling its memory, and ends with the connection.
func TestDeaf(t *testing.T) {
	server := newServer(nil, nil)
	conn, clean := connect(t, server)
	// The answer repeats the identifier, so it is as long as the request.
	message := frame(`{"jsonrpc":"2.0","method":"no/such","id":"` + strings.Repeat("x", 1<<20) + `"}`)
	const most = 60
	for n := 0; ; n++ {
		if n == most {
			t.Fatalf("the server took %d MB from a client that reads nothing", n)
		}
		if err := conn.SetWriteDeadline(time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, message); errors.Is(err, os.ErrDeadlineExceeded) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	clean()
}

func open(uri string, version int, text string) string {
	return notification("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": "litmus", "version": version, "text": text,
	}})
}

func change(uri string, version int, text string) string {
	return notification("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

func notification(method string, params any) string {
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
	if err != nil {
		panic(err)
	}
	return frame(string(body))
}

const mp = `C MP

{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*y);
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\ 1:r1=0)
`
