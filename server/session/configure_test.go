package session

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// oneWorker makes the order of events that of the documents.
func oneWorker(c *Config) { c.Workers = 1 }

// TestSettings checks again what settings change, and nothing else.
func TestSettings(t *testing.T) {
	bubble(t, oneWorker, func(t *testing.T, b *bench) {
		b.document("a", 1, "one")
		b.document("b", 1, "nap=50ms")
		settle(time.Second)
		b.take()
		b.asked()
		c := DefaultSettings()
		asked := func(what string, want string) {
			t.Helper()
			b.s.Configure(c)
			settle(time.Second)
			asks := strings.Fields(b.asked())
			asks = slices.DeleteFunc(asks, func(s string) bool { return strings.HasSuffix(s, "/states") })
			slices.Sort(asks)
			if got := strings.Join(asks, " "); got != want {
				t.Errorf("%s: engines are asked %q, want %q", what, got, want)
			}
		}
		asked("nothing new", "")
		c.Debounce = time.Second
		asked("another debounce time", "")
		b.expect("")
		c.Timeout = time.Second
		asked("another time limit", "")
		if got, want := b.take(), "a 1 Never+1:r0=one\nb 1 Never+1:r0=nap"; got != want {
			t.Errorf("told again\n%s\nwant\n%s", got, want)
		}
		c.Unroll = 5
		asked("another loop bound", "lkmm/nap=50ms/5 lkmm/one/5")
		c.Model = "other.cat"
		asked("another model", "other.cat/nap=50ms/5 other.cat/one/5")
		b.take()
		b.s.Reload()
		asked("the model's file has changed", "other.cat/nap=50ms/5 other.cat/one/5")
		c.Model = "lkmm"
		asked("as before", "")
		b.s.Reload()
		asked("the built-in model does not change", "")
		c.Unroll = 0
		asked("the usual loop bound", "")
		if n := b.opens.Load(); n != 3 {
			t.Errorf("models were opened %d times, want 3", n)
		}
		told, _ := b.all()
		for _, s := range told {
			if s.Results == nil {
				t.Errorf("%s: told without results", s.URI)
			}
		}
	})
}

func TestSensibleSettings(t *testing.T) {
	for _, c := range []struct{ in, want Settings }{
		{Settings{}, Settings{Model: "lkmm", Unroll: 2}},
		{DefaultSettings(), DefaultSettings()},
		{Settings{Unroll: -4, Timeout: -1, Debounce: -1}, Settings{Model: "lkmm", Unroll: 1}},
		{Settings{Model: "m.cat", Unroll: 1 << 30, Debounce: time.Hour}, Settings{Model: "m.cat", Unroll: 1000, Debounce: time.Minute}},
	} {
		if got := sensible(c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v becomes %+v, want %+v", c.in, got, c.want)
		}
	}
}

// TestModelThatFails shows the problems of texts under a model that cannot be
// opened, and results as soon as it can.
func TestModelThatFails(t *testing.T) {
	bubble(t, oneWorker, func(t *testing.T, b *bench) {
		b.refuse.Store("broken")
		b.document("a", 1, "one")
		b.document("b", 1, "bad")
		settle(0)
		b.take()
		b.asked()
		b.s.Configure(Settings{Model: "broken.cat"})
		settle(0)
		b.expect("a 1 read", "b 1 read")
		for _, c := range []struct {
			name     string
			problems int
		}{{"file:a", 0}, {"file:b", 1}} {
			s, err := b.s.Await(t.Context(), c.name)
			if err != nil || s.Results != nil || len(s.Diagnostics.Problems) != c.problems {
				t.Errorf("%s: %v %v", c.name, s, err)
			}
		}
		b.replace("a", 2, "two")
		b.replace("b", 2, "three")
		settle(time.Second)
		if got := b.asked(); got != "" {
			t.Errorf("engines were asked %s", got)
		}
		if _, f := b.all(); len(f) != 1 || !strings.Contains(f[0], "broken.cat cannot be opened: broken.cat:1:1: error: no such model") {
			t.Errorf("failures: %q", f)
		}
		b.file("w/x", "four")
		if sum, err := b.s.VerifyFolders(t.Context(), []string{"w"}, nil); err == nil || len(sum.Tests) > 0 {
			t.Errorf("a folder without a model: %v %v", sum, err)
		}
		b.refuse.Store("")
		b.take()
		b.s.Reload()
		settle(0)
		b.expect("a 2 Never", "b 2 Never")
	})
}

// TestNoModelAtAll has to do without any front end.
func TestNoModelAtAll(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.refuse.Store("l")
		b.document("a", 1, "one")
		settle(0)
		b.expect("a 1 read")
		s, err := b.s.Snapshot("file:a")
		_, failures := b.all()
		if err != nil || s.File.Text() != "one" || s.Outline() == nil || !s.Diagnostics.HasErrors() || len(failures) != 1 {
			t.Errorf("%+v %v %q", s, err, failures)
		}
	})
}
