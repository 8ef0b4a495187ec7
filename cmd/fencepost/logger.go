package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// levelOff is above every level that is logged.
const levelOff = "off"

// logLevel is the value of --log-level. The zero value is off.
type logLevel struct{ name string }

func logLevels() []string { return []string{levelOff, "error", "warn", "info", "debug"} }

// String returns the level as the flag spells it.
func (l *logLevel) String() string {
	if l.name == "" {
		return levelOff
	}
	return l.name
}

// Set parses the flag.
func (l *logLevel) Set(s string) error {
	if !slices.Contains(logLevels(), s) {
		return fmt.Errorf("want %s", strings.Join(logLevels(), ", "))
	}
	l.name = s
	return nil
}

// Type names the value in the help.
func (*logLevel) Type() string { return "LEVEL" }

// lazyLog makes the logger when something is first logged at a level that is
// on: most runs log nothing and must not pay for it.
type lazyLog struct {
	level logLevel
	once  sync.Once
	made  *zap.Logger
}

// get returns the logger, or a silent one if logging is off.
func (l *lazyLog) get(w zapcore.WriteSyncer) *zap.Logger {
	l.once.Do(func() {
		level, err := zapcore.ParseLevel(l.level.String())
		if err != nil { // off
			l.made = zap.NewNop()
			return
		}
		enc := zap.NewDevelopmentEncoderConfig()
		enc.EncodeTime = zapcore.ISO8601TimeEncoder
		l.made = zap.New(zapcore.NewCore(zapcore.NewConsoleEncoder(enc), zapcore.Lock(w), level))
	})
	return l.made
}

// on reports whether anything is logged.
func (l *lazyLog) on() bool { return l.level.String() != levelOff }

// close flushes what was logged.
func (l *lazyLog) close() {
	if l.made != nil {
		// A terminal or a pipe cannot be synced, which is no error to anyone.
		_ = l.made.Sync()
	}
}
