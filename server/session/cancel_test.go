package session

import (
	"testing"
	"time"
)

// TestCancel gives up on a test that does not end, and asks for it again.
func TestCancel(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.s.Cancel() // nothing is open
		b.document("a", 1, "slow")
		b.document("b", 1, "one")
		settle(time.Second)
		b.expect("b 1 Never", "a 1 read")
		b.s.Cancel()
		settle(0)
		b.expect("a 1 cancelled")
		b.expectLoad(0, 0)
		if s, err := b.s.Snapshot("file:a"); err != nil || describe(s) != "cancelled" {
			t.Errorf("%v, %v", s, err)
		}
		settle(time.Minute)
		b.expect("")

		// Save and Await want the verdict again.
		if err := b.s.Save("file:a"); err != nil {
			t.Error(err)
		}
		settle(0)
		if n := b.deciding("slow"); n != 1 {
			t.Errorf("%d engines work after Save", n)
		}
		waited := make(chan *Snapshot, 1)
		go func() {
			s, _ := b.s.Await(t.Context(), "file:a")
			waited <- s
		}()
		settle(0)
		b.s.Cancel()
		if s := <-waited; describe(s) != "cancelled" {
			t.Errorf("Await ends with %s", describe(s))
		}
		go func() {
			s, _ := b.s.Await(t.Context(), "file:a")
			waited <- s
		}()
		settle(0)
		if n := b.deciding("slow"); n != 1 {
			t.Errorf("%d engines work for Await", n)
		}
		b.replace("a", 2, "two")
		if s := <-waited; describe(s) != "Never" || s.Version != 2 {
			t.Errorf("after a change Await ends with %s", describe(s))
		}
	})
}
