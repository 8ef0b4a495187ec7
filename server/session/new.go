package session

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Bounds of a session.
const (
	// maxText is the largest text that is read, in bytes.
	maxText = 16 << 20
	// maxUnroll keeps a mistyped loop bound from filling the memory.
	maxUnroll = 1000
	// usualUnroll is the loop bound where none is given.
	usualUnroll = 2
	// usualMemory bounds the solver's memory where no bound is given, in megabytes.
	usualMemory = 1024
)

// Session is the documents of one client. Its methods may be called by several
// goroutines. They never wait for a solver, except Await and VerifyFolders.
//
// Locks are taken in this order: the session's, its pool's, its outbox's. No
// function of ide is called while one of them is held.
type Session struct {
	cfg   Config
	clock Clock
	pool  *Pool
	owner owner
	out   *outbox
	// ctx ends with the session.
	ctx    context.Context
	cancel context.CancelFunc
	// work counts tasks, the delivery, and calls of VerifyFolders. It grows only
	// while closed is not set.
	work sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	settings Settings
	docs     map[string]*document
	// opened counts the documents that were ever opened.
	opened uint64
	// model is nil until it is needed. Epoch counts changes of the model and of the
	// options.
	model *model
	epoch uint64
	// failed is the last model whose failure the listener was told of.
	failed *model
}

// New returns a session with the default settings. The model is opened when it
// is first needed, so that Configure may come first.
func New(cfg Config) *Session {
	s := &Session{
		cfg: cfg, clock: cfg.Clock, pool: cfg.Pool, settings: DefaultSettings(), docs: map[string]*document{},
	}
	if s.clock == nil {
		s.clock = realClock{}
	}
	if s.pool == nil {
		s.pool = newPool(cfg.Workers, s.clock)
	}
	s.out = newOutbox(s.valid)
	s.owner.load = s.out.setLoad
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.work.Go(func() { s.out.deliver(cfg.Listener) })
	return s
}

// Shutdown ends all work and waits for it; afterwards nothing is told and every
// call gives ErrClosed. The context bounds the waiting.
func (s *Session) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return ErrClosed
	}
	s.closed = true
	for _, d := range s.docs {
		s.halt(d)
		d.wake()
	}
	s.docs = nil
	s.mu.Unlock()
	s.cancel()
	s.out.close()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.work.Wait()
		if s.cfg.Pool == nil {
			s.pool.Close()
		}
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// currentModel returns the model in use. The session must be locked.
func (s *Session) currentModel() *model {
	if s.model == nil {
		s.model = s.pool.model(s.settings.Model, s.cfg.Open)
	}
	return s.model
}

// question returns what is asked about a text. The session must be locked.
func (s *Session) question(path, text string) question {
	return question{s.currentModel().id, s.settings.Unroll, definesKey(s.settings.Defines), path, text}
}

// options returns what engines are asked. The session must be locked.
func (s *Session) options() verify.Options {
	memory := s.cfg.MemoryMB
	if memory == 0 {
		memory = usualMemory
	}
	return verify.Options{Timeout: s.settings.Timeout, Unroll: s.settings.Unroll, MemoryMB: memory}
}

// caught passes a panic on to the log.
func (s *Session) caught(name string, value any, stack []byte) {
	if s.cfg.OnPanic != nil {
		s.cfg.OnPanic(name, value, stack)
	}
}

// sensible returns settings without values that make no sense.
func sensible(c Settings) Settings {
	if c.Model == "" {
		c.Model = builtinModel
	}
	if c.Unroll == 0 {
		c.Unroll = usualUnroll
	}
	c.Unroll = min(max(c.Unroll, 1), maxUnroll)
	c.Timeout = max(c.Timeout, 0)
	c.Debounce = min(max(c.Debounce, 0), time.Minute)
	return c
}

// Settings returns the settings that are in use.
func (s *Session) Settings() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// Configure takes new settings; values that make no sense are brought into their
// range. If model, time limit or loop bound are others, everything that is open
// is checked again.
func (s *Session) Configure(settings Settings) {
	settings = sensible(settings)
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.settings
	s.settings = settings
	switch {
	case s.closed:
	case old.Model != settings.Model:
		s.renew(true)
	case !slices.Equal(old.Defines, settings.Defines):
		for _, d := range s.inOrder() {
			d.reading = nil
		}
		s.renew(false)
	case old.Timeout != settings.Timeout || old.Unroll != settings.Unroll:
		s.renew(false)
	case old.When == OnSave && settings.When == OnType:
		for _, d := range s.inOrder() {
			if !d.verify {
				d.verify = true
				s.halt(d)
				s.start(d, opened)
			}
		}
	}
}

// Reload opens the model again, because its files have changed, and checks
// everything that is open again.
func (s *Session) Reload() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed && s.settings.Model != builtinModel {
		s.renew(true)
	}
}

// renew starts over with all documents. The session must be locked.
func (s *Session) renew(model bool) {
	s.epoch++
	if model {
		s.model = nil
	}
	for _, d := range s.inOrder() {
		s.halt(d)
		if model {
			d.reading = nil
		}
		d.outdated()
		s.start(d, opened)
	}
}
