package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// Summary counts the outcomes of a run.
type Summary struct {
	Passed, Missed, Faulty, Undecided, UpToBound int
	// NotStarted is the number of inputs that were not looked at.
	NotStarted int
}

// Add counts one outcome.
func (s *Summary) Add(o ide.Outcome) {
	switch o {
	case ide.Passed:
		s.Passed++
	case ide.Missed:
		s.Missed++
	case ide.Faulty:
		s.Faulty++
	case ide.Undecided:
		s.Undecided++
	case ide.UpToBound:
		s.UpToBound++
	default:
		panic(fmt.Sprintf("report: unhandled outcome %d", o))
	}
}

// Tests returns the number of results that were counted.
func (s *Summary) Tests() int { return s.Passed + s.Missed + s.Faulty + s.Undecided + s.UpToBound }

// Text returns the line that ends a text report.
func (s *Summary) Text(elapsed time.Duration) string {
	parts := []string{fmt.Sprintf("%d passed", s.Passed)}
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, itoa(n)+" "+what)
		}
	}
	add(s.Missed, "not as expected")
	add(s.Faulty, "could not be checked")
	add(s.Undecided, "undecided")
	add(s.UpToBound, "decided up to the loop bound only")
	add(s.NotStarted, "not started")
	return fmt.Sprintf("%s: %s (%.2f s)", count(s.Tests()+s.NotStarted, "test", "tests"),
		strings.Join(parts, ", "), elapsed.Seconds())
}

func itoa(n int) string { return strconv.Itoa(n) }
