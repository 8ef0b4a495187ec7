package lsp_test

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/lsp"
)

// tired is a listener that cannot accept for a while, and then fails for good.
type tired struct {
	net.Listener
	errs chan error
}

func (l tired) Accept() (net.Conn, error) {
	select {
	case err := <-l.errs:
		return nil, &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", err)}
	default:
		return l.Listener.Accept()
	}
}

// TestListenErrors has a listener with errors: after one that passes the next
// client is served, after another one no client is left waiting.
func TestListenErrors(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := tired{listener, make(chan error, 3)}
	l.errs <- syscall.EMFILE
	l.errs <- syscall.ENFILE
	ended := make(chan error, 1)
	go func() { ended <- newServer(nil, nil).Listen(t.Context(), l) }()
	dial := func() net.Conn {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
	wireOn(t, dial()).alive()
	l.errs <- syscall.EINVAL
	dial() // it ends the call that waits already
	select {
	case err := <-ended:
		if !errors.Is(err, syscall.EINVAL) {
			t.Errorf("the server ended with %v", err)
		}
	case <-time.After(patience):
		t.Error("the server did not end while a client was connected")
	}
}

// TestWorkspaceUnreadable verifies a workspace with a folder that is not there:
// that is no fault of the server.
func TestWorkspaceUnreadable(t *testing.T) {
	w := newWire(t, newServer(nil, func(cfg *lsp.Config) {
		cfg.Session.List = func(context.Context, string) ([]string, error) { return nil, errors.New("cannot read") }
	}))
	w.raw(frame(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{},"rootUri":"file:///gone","initializationOptions":[]}}`) +
		frame(initialized) + frame(`{"jsonrpc":"2.0","id":1,"method":"workspace/executeCommand","params":{"command":"fencepost.server.verifyWorkspace"}}`))
	w.to("1").refused(t, -32803, "cannot be verified: /gone: cannot read")
	w.alive()
}
