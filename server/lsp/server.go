package lsp

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"time"

	"go.uber.org/zap"

	"github.com/lkmm-tools/fencepost/server/session"
)

// Config is what a server needs from outside.
type Config struct {
	// Session is the form of each client's session; the Listener is set by the
	// server. Its Pool is shared by all clients.
	Session session.Config
	// Log is where the server logs; it must not be where the protocol goes.
	Log *zap.Logger
	// Version is what clients are told of the server's version.
	Version string
}

// Server serves clients.
type Server struct{ cfg Config }

// New returns a server.
func New(cfg Config) *Server {
	if cfg.Log == nil {
		cfg.Log = zap.NewNop()
	}
	return &Server{cfg: cfg}
}

// endTime bounds how long the end of a client may take: to finish its work and to
// write the last answers.
const endTime = 2 * time.Second

// Serve serves one client until it is gone, says exit, or ctx is over. It closes
// the connection and leaves no goroutine behind, if closing ends a read that waits.
// It reports whether the client took its leave as the protocol wants: shutdown,
// then exit or the end of the connection.
func (s *Server) Serve(ctx context.Context, conn io.ReadWriteCloser) bool {
	c := newClient(s.cfg, conn)
	defer c.close()
	c.start(c.publish)
	c.conn.Go(c.ctx, c.handle)
	select {
	case <-ctx.Done():
	case <-c.exit:
	case <-c.conn.Done():
		if err := c.conn.Err(); err != nil && !errors.Is(err, io.EOF) && ctx.Err() == nil {
			c.log.Info("the connection ended", zap.Error(err))
		}
	}
	return c.isShutDown()
}

// Listen serves every client that connects, until ctx is over or the listener
// fails for good; then it ends the clients. It closes the listener.
func (s *Server) Listen(ctx context.Context, listener net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = listener.Close() })
	defer stop()
	var clients sync.WaitGroup
	defer clients.Wait()
	serving, end := context.WithCancel(ctx)
	defer end()
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		switch {
		case ctx.Err() != nil:
			if err == nil {
				_ = conn.Close()
			}
			return nil
		case passing(err):
			s.cfg.Log.Warn("a client could not connect", zap.Error(err))
			select {
			case <-time.After(acceptPause):
			case <-ctx.Done():
			}
			continue
		case err != nil:
			return err
		}
		clients.Go(func() { s.Serve(serving, conn) })
	}
}

// acceptPause is how long the server waits after an error that passes.
const acceptPause = 100 * time.Millisecond

// passing reports whether a listener may go on after an error: so many files are
// open that there is none left for a connection, and clients leave.
func passing(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
