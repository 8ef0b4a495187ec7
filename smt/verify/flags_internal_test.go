package verify

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
)

// Every path is covered, also those of a thread that is alone.
func TestPathCover(t *testing.T) {
	for _, counts := range [][]int{{3}, {2, 3}, {1, 1}, {2, 1, 3}} {
		var threads [][]*event.Path
		want := 0
		for _, n := range counts {
			var list []*event.Path
			for range n {
				list = append(list, &event.Path{})
			}
			threads, want = append(threads, list), want+n
		}
		seen := map[*event.Path]bool{}
		for _, list := range pathCover(threads) {
			for _, p := range list {
				seen[p] = true
			}
		}
		if len(seen) != want {
			t.Errorf("of threads with %v paths %d are covered, want %d", counts, len(seen), want)
		}
	}
}
