package session

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestTyping follows a document from its opening through edits to its end, in the
// time of the bubble: after Wait nothing moves before the next timer.
func TestTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, nil)
		defer b.end()
		b.document("a", 1, "one")
		synctest.Wait()
		b.expect("a 1 Never+1:r0=one")
		for v := int32(2); v < 6; v++ {
			time.Sleep(100 * time.Millisecond)
			b.replace("a", v, "typing")
		}
		time.Sleep(149 * time.Millisecond)
		synctest.Wait()
		b.expect()
		time.Sleep(time.Millisecond)
		synctest.Wait()
		b.expect("a 5 Never+1:r0=typing")
	})
}
