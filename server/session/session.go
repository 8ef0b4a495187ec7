package session

import (
	"context"
	"errors"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// Errors of the calls below, to be compared with errors.Is.
var (
	// ErrNotOpen is a document that is not open.
	ErrNotOpen = errors.New("the document is not open")
	// ErrOpen is a document that is open already.
	ErrOpen = errors.New("the document is open already")
	// ErrVersion is a change whose version is not above that of the document.
	ErrVersion = errors.New("the version is not above the last one")
	// ErrPosition is a change outside the text.
	ErrPosition = errors.New("the range is not in the text")
	// ErrTooLarge is a text above the size limit.
	ErrTooLarge = errors.New("the text is too large")
	// ErrOutOfStep is a change of a part of a text after a change that could not be
	// made: the client's text is not known any more. A change of the whole text
	// mends it, as closing and opening do.
	ErrOutOfStep = errors.New("an earlier change could not be made, so the text is not known")
	// ErrClosed is a call after Shutdown.
	ErrClosed = errors.New("the session is closed")
)

// When says when documents are verified. Problems of the front end are always
// found while typing.
type When uint8

const (
	// OnType verifies when the text has been quiet for the debounce time, and when
	// the document is opened or saved.
	OnType When = iota
	// OnSave verifies when the document is opened or saved. What the front end
	// finds is told when the text has been quiet.
	OnSave
)

// Settings are what the user can choose.
type Settings struct {
	// Model is "lkmm", or the path of a .cat or .cfg file.
	Model string
	// Timeout bounds each test, 0 for no bound. Unroll is the loop bound, 0 for 2.
	Timeout time.Duration
	Unroll  int
	// Defines are macros for texts of C, NAME or NAME=VALUE.
	Defines []string
	When    When
	// Debounce is how long a text must be quiet before it is verified.
	Debounce time.Duration
}

// DefaultSettings are those of a user who chose nothing.
func DefaultSettings() Settings {
	return Settings{Model: "lkmm", Timeout: 10 * time.Second, Unroll: 2, Debounce: 150 * time.Millisecond}
}

// Config is what a session needs from outside: it reads no files by itself.
type Config struct {
	// Open opens a memory model.
	Open func(model string) (*ide.Tools, diag.List)
	// Read returns the text of a file, List the paths of the files below a folder
	// that can be checked, in order. Both are for background checking.
	Read func(ctx context.Context, path string) (string, error)
	List func(ctx context.Context, folder string) ([]string, error)
	// Load returns the text of a file that a text includes, false if there is none;
	// Build says how a file is compiled. Either is nil if nobody knows.
	Load  func(path string) (text string, ok bool)
	Build func(path string) ide.Build
	// Listener is told what happens. Its methods are called from goroutines of the
	// session, one at a time, and must not call the session back nor block for long.
	Listener Listener
	// URI names the document of a file that is read for background checking; nil
	// for the path itself.
	URI func(path string) string
	// Pool does the work. Sessions that share one share its workers and the results
	// that it knows; nil for a pool of the session's own.
	Pool *Pool
	// Workers is how many tests a pool of the session's own decides at the same
	// time, 0 for the number of cores.
	Workers int
	// MemoryMB bounds the memory of the process while a test is decided, in
	// megabytes; 0 for the usual bound.
	MemoryMB int
	// Clock makes timers; nil for the real time. Tests pass their own.
	Clock Clock
	// OnPanic, if not nil, is told of each panic that was caught, for the log.
	OnPanic func(name string, value any, stack []byte)
}

// Clock makes timers.
type Clock interface {
	// AfterFunc calls f in a goroutine of its own when d is over. Stop prevents
	// that and reports whether it did.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
	// Now returns the time.
	Now() time.Time
}

// Listener is told what a session finds.
type Listener interface {
	// Checked tells of a snapshot with new diagnostics: when verdicts are there, and
	// again when more of them is known (the list of states). Where verdicts take
	// more than a moment, or are not wanted or not to be had, it is told once of the
	// snapshot without results, so that the problems of the text show; in the usual
	// case there is no such call, because what hangs on verdicts would flicker. For
	// each document the versions never go down, nothing is told of a version after a
	// newer one was, and what is told is of the text, model and options that are
	// current when the call begins.
	Checked(s *Snapshot)
	// Closed tells that a document is closed and that its diagnostics go away. If
	// it is opened again, that is told after it.
	Closed(uri string)
	// Load tells how many documents are being decided and how many wait, when that
	// has changed; the last call tells the truth.
	Load(running, waiting int)
	// Failed tells of what the user should know and no document shows: a model
	// that cannot be opened.
	Failed(message string)
}

// Snapshot is one version of a document with what is known of it. It is
// immutable.
type Snapshot struct {
	URI     string
	Version int32
	*ide.Document
	// Results are the answers to the tests, nil while none is known. They are of
	// exactly this text, and of the model and the options at that time.
	Results []ide.TestResult
	// Diagnostics are Document.Diagnostics(Results).
	Diagnostics diag.List
	// Open is set for a document that the editor has open; otherwise it was read
	// for background checking.
	Open bool
}

// Change replaces the text from Start up to End by Text. Positions are lines and
// UTF-16 columns from 0; a column past the end of its line stands for that end, a
// line past the last one for the end of the text. A position inside a character,
// below 0, or an end before its start is an ErrPosition. Whole replaces the whole
// text.
type Change struct {
	StartLine, StartColumn, EndLine, EndColumn int
	Whole                                      bool
	Text                                       string
}
