package session

import "time"

// realClock is the time as it passes.
type realClock struct{}

// AfterFunc makes a timer of package time.
func (realClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	return time.AfterFunc(d, f).Stop
}

// Now returns the time of package time.
func (realClock) Now() time.Time { return time.Now() }
