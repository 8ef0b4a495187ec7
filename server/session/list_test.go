package session

import (
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// TestListing adds states when nothing was checked for a while, and not for texts
// that are typed or whose verdicts took long.
func TestListing(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		told := func(want string) {
			t.Helper()
			if got := strings.ReplaceAll(b.take(), "\n", ", "); got != want {
				t.Errorf("told %s, want %s", got, want)
			}
		}
		b.document("a", 1, "one bad")
		b.document("a2", 1, "one nap=30ms")
		settle(0)
		told("a 1 faulty")
		settle(30*time.Millisecond + quiet - 1)
		told("a2 1 Never Never")
		settle(1)
		told("")
		settle(30 * time.Millisecond)
		told("a2 1 Never+1:r0=one Never+1:r0=nap")
		if got := b.asked(); got != "lkmm/one/2 lkmm/nap=30ms/2 lkmm/one/2/states lkmm/nap=30ms/2/states" {
			t.Errorf("engines were asked %s", got)
		}

		b.replace("a", 2, "two")
		settle(debounce)
		told("a 2 Never")
		settle(quiet - 1)
		b.replace("a", 3, "three")
		settle(time.Second)
		told("a 3 Never, a 3 Never+1:r0=three")

		b.replace("a", 4, "nap=90ms six")
		settle(debounce + 90*time.Millisecond + quiet)
		b.replace("a", 5, "never") // while states are listed
		if settle(0); b.deciding("nap=90ms six") != 0 {
			t.Error("an edit does not end the listing")
		}
		settle(time.Second)
		told("a 4 Never Sometimes, a 5 Never, a 5 Never+1:r0=never")

		b.replace("a", 6, "nap=101ms")
		settle(time.Second)
		told("a 6 read, a 6 Never")
		s, err := b.s.Snapshot("file:a2")
		if err != nil || describe(s) != "Never+1:r0=one Never+1:r0=nap" {
			t.Errorf("the snapshot has %s (%v)", describe(s), err)
		}
	})
}

// TestListingInTurn lists one document at a time, and gives up in time.
func TestListingInTurn(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		for _, name := range []string{"a", "b", "c"} {
			b.document(name, 1, "late nap=60ms") // listing takes for ever
			settle(60 * time.Millisecond)
		}
		b.mu.Lock()
		b.most = 0
		b.mu.Unlock()
		settle(quiet + 3*listTime + time.Second)
		b.expect("a 1 Never Never", "b 1 Never Never", "c 1 Never Never")
		if got := strings.Count(b.asked(), "late/2/states"); got != 3 {
			t.Errorf("%d lists were begun, want 3", got)
		}
		b.mu.Lock()
		most := b.most
		b.mu.Unlock()
		if most != 1 {
			t.Errorf("%d engines were at work on lists, want one at a time", most)
		}
		s, err := b.s.Snapshot("file:a")
		if err != nil || describe(s) != "Never Never" {
			t.Errorf("a list that is not there is told: %s (%v)", describe(s), err)
		}
	})
}

// TestMerge takes states over from the same tests only.
func TestMerge(t *testing.T) {
	one := func(v verify.Result) []ide.TestResult { return []ide.TestResult{{Verify: &v}} }
	first := one(verify.Result{Observation: verify.Sometimes, Reason: "first"})
	listed := verify.Result{Observation: verify.Sometimes, Enumeration: verify.Partial, States: []string{"s"}, Positives: 1, Negatives: 2, Reason: "second"}
	got, ok := merge(first, one(listed))
	want := listed
	want.Reason = "first"
	if v := got[0].Verify; !ok || v.Enumeration != want.Enumeration || len(v.States) != 1 || v.Positives != 1 || v.Negatives != 2 || v.Reason != "first" {
		t.Errorf("%+v", got[0].Verify)
	}
	if first[0].Verify.Enumeration != verify.NotAsked {
		t.Error("results that were told before were changed")
	}
	timeout, other := listed, listed
	timeout.Status = verify.Timeout
	other.Observation = verify.Never
	for _, more := range [][]ide.TestResult{nil, one(timeout), one(other), one(verify.Result{Observation: verify.Sometimes}), {{}}} {
		if got, ok := merge(first, more); ok || got[0].Verify.Enumeration != verify.NotAsked {
			t.Errorf("states are taken from %+v", more)
		}
	}
}
