package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestFolders checks files that are open and files that are not.
func TestFolders(t *testing.T) {
	bubble(t, oneWorker, func(t *testing.T, b *bench) {
		for path, text := range map[string]string{
			"w/1": "one two", "w/2": "bad", "w/sub/3": "old", "v/4": "crash", "other/5": "never",
			"w/6": strings.Repeat("x", maxText+1),
		} {
			b.file(path, text)
		}
		b.document("w/sub/3", 7, "new thing")
		settle(0)
		b.take()
		var names []string
		sum, err := b.s.VerifyFolders(t.Context(), []string{"w", "v", "w/sub"}, func(done, total int, name string) {
			names = append(names, fmt.Sprintf("%d/%d %s", done, total, name))
		})
		settle(0)
		want := map[ide.Outcome]int{ide.Passed: 4, ide.Faulty: 2}
		if err != nil || sum.Files != 5 || sum.Unreadable != 1 || !maps.Equal(sum.Tests, want) {
			t.Errorf("%+v %v", sum, err)
		}
		if got := strings.Join(names, ", "); got != "1/5 w/1, 2/5 w/2, 3/5 w/6, 4/5 w/sub/3, 5/5 v/4" {
			t.Errorf("progress: %s", got)
		}
		b.expect("w/1 0 Never Never", "w/2 0 faulty", "v/4 0 faulty")
		told, _ := b.all()
		for _, s := range told {
			if s.Open != (s.URI == "file:w/sub/3") {
				t.Errorf("%s: open is %v", s.URI, s.Open)
			}
		}
		b.asked()
		if _, err := b.s.VerifyFolders(t.Context(), []string{"w"}, nil); err != nil || b.asked() != "" {
			t.Errorf("again: %v, or engines were asked what is known", err)
		}
		b.lose(1)
	})
}

// TestFoldersGiveWay edits a document while all workers check files, and cancels
// the checking.
func TestFoldersGiveWay(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.file("w/1", "slow")
		b.file("w/2", "slow")
		b.file("w/3", "slow")
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			_, err := b.s.VerifyFolders(ctx, []string{"w"}, nil)
			ended <- err
		}()
		settle(time.Second)
		b.document("a", 1, "one")
		settle(0)
		b.expect("a 1 Never")
		b.document("w/2", 1, "mine")
		settle(0)
		b.expect("w/2 1 Never")
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		settle(0)
		b.expectLoad(0, 0)
		b.expect("")
	})
}

// TestFoldersAndSettings changes the model while files are checked: what is told
// is of the new one.
func TestFoldersAndSettings(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.file("w/1", "nap=1s")
		ended := make(chan error)
		go func() {
			_, err := b.s.VerifyFolders(t.Context(), []string{"w"}, nil)
			ended <- err
		}()
		settle(time.Second / 2)
		b.s.Configure(Settings{Model: "other.cat"})
		if err := <-ended; err != nil {
			t.Error(err)
		}
		settle(0)
		b.expect("w/1 0 Never")
		if got := b.asked(); got != "lkmm/nap=1s/2 other.cat/nap=1s/2" {
			t.Errorf("engines were asked %s", got)
		}
	})
}

// TestFoldersErrors has a folder that cannot be listed.
func TestFoldersErrors(t *testing.T) {
	gone := errors.New("gone")
	bubble(t, func(c *Config) {
		c.List = func(context.Context, string) ([]string, error) { return nil, gone }
	}, func(t *testing.T, b *bench) {
		if sum, err := b.s.VerifyFolders(t.Context(), []string{"w"}, nil); !errors.Is(err, gone) || sum.Files != 0 {
			t.Errorf("%+v %v", sum, err)
		}
		go func() { _ = b.s.Shutdown(context.Background()) }()
		settle(0)
		if _, err := b.s.VerifyFolders(t.Context(), []string{"w"}, nil); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
		b.s.closed, b.s.out = false, newOutbox(b.s.valid) // end is called again
	})
}
