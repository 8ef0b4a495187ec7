package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// client is one connection with its session.
type client struct {
	cfg     Config
	log     *zap.Logger
	stream  *stream
	conn    jsonrpc2.Conn
	session *session.Session
	mail    *mailbox
	methods map[string]method

	// ctx ends with the connection; all goroutines of the client end with it and
	// are counted in work.
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup
	// exit is closed by the exit notification.
	exit chan struct{}
	// queue bounds the requests that are being answered, processors those that
	// compute at the same time.
	queue, processors chan struct{}

	mu    sync.Mutex
	phase phase
	// closing is set when nothing more may be started.
	closing bool
	// running are the requests that are being answered, by identifier.
	running map[string]context.CancelFunc
	// waiting is the number of those that may wait for a solver.
	waiting int
	// client is what the client can do and wants. It does not change after
	// initialize.
	can     abilities
	wants   wishes
	folders []folder
	// initial and current are settings from initializationOptions, and with what
	// was configured later.
	initial, current preferences
	// complaints are about initializationOptions, for when they may be shown.
	complaints []string
	// proposals are those of the last completion, and listed its number.
	proposals []ide.Completion
	listed    int
	// foreign are open documents that are no tests.
	foreign map[string]bool
	// pushed are the documents for which diagnostics are shown that were pushed,
	// latest what was last told of open ones.
	pushed   map[string]bool
	progress map[string]func()
	tokens   int
	busy     map[string]*refresh
	pulls    *pulls
	// status is what the client was told of the load; only
	// publish uses it.
	status statusParams
	// deciding is the progress of what the session does by itself, nil while it does
	// nothing; only publish uses it. sweeping is set while a command verifies the
	// workspace, and shows its own.
	deciding *progress
	sweeping atomic.Bool
}

// phase is where a client is in the life of a connection.
type phase uint8

const (
	// created is before initialize.
	created phase = iota
	// ready is after it.
	ready
	// shutDown is after shutdown.
	shutDown
)

const (
	// maxQueue is how many requests that only compute are taken at a time; the next
	// is read when one is answered.
	maxQueue = 64
	// maxWaiting is how many requests may wait for verdicts at the same time; more
	// are refused.
	maxWaiting = 256
)

// newClient returns a client that has sent nothing yet.
func newClient(cfg Config, conn io.ReadWriteCloser) *client {
	c := &client{
		cfg: cfg, log: cfg.Log, stream: newStream(conn), mail: newMailbox(), methods: methods(),
		exit:       make(chan struct{}),
		queue:      make(chan struct{}, maxQueue),
		processors: make(chan struct{}, runtime.GOMAXPROCS(0)),
		running:    make(map[string]context.CancelFunc),
		foreign:    make(map[string]bool),
		pushed:     make(map[string]bool),
		progress:   make(map[string]func()),
		busy:       make(map[string]*refresh),
		pulls:      newPulls(),
		initial:    defaultPreferences(),
		current:    defaultPreferences(),
		status:     statusParams{State: "idle"},
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.conn = jsonrpc2.NewConn(c.stream)
	shape := cfg.Session
	shape.Listener = c.mail
	shape.URI = func(path string) string { return string(uriOf(path)) }
	c.session = session.New(shape)
	return c
}

// close ends the client and all that it has started.
func (c *client) close() {
	c.mu.Lock()
	c.closing = true
	c.mu.Unlock()
	c.cancel()
	ctx, stop := context.WithTimeout(context.Background(), endTime)
	defer stop()
	if err := c.session.Shutdown(ctx); err != nil && !errors.Is(err, session.ErrClosed) {
		c.log.Warn("the session did not end in time", zap.Error(err))
	}
	c.waitForWork(ctx)
	c.stream.out.flush(ctx)
	// What fails here is a connection that is closed already.
	_ = c.stream.end()
	<-c.conn.Done()
}

// waitForWork waits until no request is being answered, or until ctx is over: the
// reading of a model of megabytes cannot be stopped.
func (c *client) waitForWork(ctx context.Context) {
	ended := make(chan struct{})
	go func() {
		c.work.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
		c.log.Warn("requests did not end in time")
	}
}

// isShutDown reports whether the client has asked for shutdown.
func (c *client) isShutDown() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.phase == shutDown
}

// start runs f in a goroutine that the client's end waits for. At the end nothing
// is started any more.
func (c *client) start(f func(ctx context.Context)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing {
		return
	}
	c.work.Go(func() {
		defer c.catch("a background task")
		f(c.ctx)
	})
}

// catch logs a panic, so that it costs what was being done and not the server.
func (c *client) catch(doing string) {
	if v := recover(); v != nil {
		c.log.Error("panic", zap.String("in", doing), zap.Any("value", v), zap.ByteString("stack", debug.Stack()))
		c.logMessage(protocol.MessageTypeError, "internal error in "+doing+", please report it")
	}
}

// notify sends a notification. It does not block.
func (c *client) notify(method string, params any) {
	raw, err := marshal(params)
	if err != nil {
		c.log.Error("a notification cannot be encoded", zap.String("method", method), zap.Error(err))
		return
	}
	// A connection that is gone needs no notification.
	_ = c.conn.Notify(c.ctx, method, raw)
}

// call asks the client and waits for its answer.
func (c *client) call(ctx context.Context, method string, params, result any) error {
	raw, err := marshal(params)
	if err != nil {
		return err
	}
	var answer json.RawMessage
	id, err := c.conn.Call(ctx, method, raw, &answer)
	if err != nil {
		c.stream.forget(id)
		return err
	}
	if result == nil || len(answer) == 0 {
		return nil
	}
	return json.Unmarshal(answer, result)
}

// logMessage writes to the client's log.
func (c *client) logMessage(kind protocol.MessageType, text string) {
	c.notify("window/logMessage", &protocol.LogMessageParams{Type: kind, Message: text})
}

// showMessage shows a message to the user.
func (c *client) showMessage(kind protocol.MessageType, text string) {
	c.notify("window/showMessage", &protocol.ShowMessageParams{Type: kind, Message: text})
}
