package session

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// disk is the files on disk and what the build says, with a front end that reads
// them: the word "+NAME" includes a file, "defines" stands for the macros.
type disk struct {
	mu      sync.Mutex
	files   map[string]string
	include []string
	loads   int
}

func (k *disk) write(path, text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.files[path] = text
}

func (k *disk) config(c *Config) {
	c.Load = func(path string) (string, bool) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.loads++
		text, ok := k.files[path]
		return text, ok
	}
	c.Build = func(string) ide.Build {
		k.mu.Lock()
		defer k.mu.Unlock()
		return ide.Build{Include: k.include}
	}
	open := c.Open
	c.Open = func(model string) (*ide.Tools, diag.List) {
		tools, l := open(model)
		if tools != nil {
			parse := tools.Languages[0].Parse
			tools.Languages[0].Parse = func(f *source.File, s ide.Surroundings) *ide.Input {
				return parse(source.NewFile(f.Name, expanded(f, s)), s)
			}
		}
		return tools, l
	}
}

// expanded returns a text with what it includes.
func expanded(f *source.File, s ide.Surroundings) string {
	var words []string
	for _, word := range strings.Fields(f.Text()) {
		name, includes := strings.CutPrefix(word, "+")
		switch {
		case includes:
			if g, ok := s.Read(name, f, false); ok {
				words = append(words, expanded(g, s))
			} else {
				words = append(words, "gone")
			}
		case word == "defines":
			words = append(words, s.Defines()...)
		default:
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// withDisk runs a test with files.
func withDisk(t *testing.T, f func(t *testing.T, b *bench, k *disk)) {
	k := &disk{files: map[string]string{}}
	bubble(t, k.config, func(t *testing.T, b *bench) { f(t, b, k) })
}

// expectAll compares the events of one moment, which have no order, with those
// wanted.
func (b *bench) expectAll(want ...string) {
	b.t.Helper()
	var got []string
	for _, e := range strings.Split(b.take(), "\n") {
		if !strings.Contains(e, "+") {
			got = append(got, e)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		b.t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestIncludes changes a file under a document that includes it: on disk, in the
// editor, and as it comes and goes.
func TestIncludes(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("h", "one")
		b.document("a", 1, "+h")
		b.document("other", 1, "one")
		settle(0)
		b.expectAll("a 1 Never", "other 1 Never")

		k.write("h", "seven")
		b.s.FileChanged("unrelated")
		settle(time.Second)
		b.expect("")
		b.s.FileChanged("./h")
		settle(debounce - 1)
		b.expect("")
		settle(1)
		b.expect("a 1 Sometimes")

		// The editor has another text than the disk; to open what is there is no change.
		b.document("h", 1, "seven")
		settle(time.Second)
		b.expect("h 1 Sometimes")
		b.replace("h", 2, "one two")
		settle(debounce)
		b.expectAll("h 2 Never Never", "a 1 Never Never")
		k.write("h", "three")
		b.s.FileChanged("h") // the editor's text counts
		settle(time.Second)
		b.expect("")
		if err := b.s.Close("file:h"); err != nil {
			t.Error(err)
		}
		settle(time.Second)
		b.expectAll("h closed", "a 1 Never")
	})
}

// TestIncludeThatComes finds a file that was not there, through one that is.
func TestIncludeThatComes(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("dir/h", "+deep seven")
		b.document("a", 1, "+dir/h")
		settle(0)
		b.expect("a 1 Never Sometimes")
		k.write("dir/deep", "yes")
		b.s.FileChanged("dir/deep")
		settle(debounce)
		b.expect("a 1 Sometimes Sometimes")
	})
}

// TestBuildChanged asks the build again.
func TestBuildChanged(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("inc/h", "yes")
		b.document("a", 1, "+h")
		b.document("b", 1, "+gone")
		settle(0)
		b.expectAll("a 1 Never", "b 1 Never")
		k.include = []string{"inc"}
		b.s.BuildChanged()
		settle(debounce)
		b.expectAll("a 1 Sometimes", "b 1 Never")
	})
}

// TestKeptWithIncludes keeps an answer as long as what was read is the same.
func TestKeptWithIncludes(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("h", "one")
		b.document("a", 1, "+h")
		settle(time.Second)
		b.expect("a 1 Never")
		b.asked()
		again := func(version int32, want, asks string) {
			t.Helper()
			b.replace("a", version, "typing")
			b.replace("a", version+1, "+h")
			settle(time.Second)
			if got := strings.Split(b.take(), "\n")[0]; !strings.HasPrefix(got, want) {
				t.Errorf("told %s, want %s", got, want)
			}
			if got := b.asked(); !strings.HasPrefix(got, asks) || asks == "" && got != "" {
				t.Errorf("the engine was asked %q, want %q", got, asks)
			}
		}
		again(2, "a 3 Never", "")
		k.write("h", "seven")
		again(4, "a 5 Sometimes", "lkmm/seven/2")
		k.include = []string{"inc"}
		again(6, "a 7 Sometimes", "") // the build was never asked
		// What is kept still knows what it hangs on.
		k.write("h", "one")
		b.s.FileChanged("h")
		settle(debounce)
		b.expect("a 7 Never")
	})
}

// TestSaveOfInclude verifies what includes a file that is saved.
func TestSaveOfInclude(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		settings := DefaultSettings()
		settings.When = OnSave
		b.s.Configure(settings)
		b.document("a", 1, "+h")
		b.document("h", 1, "one")
		settle(time.Second)
		b.take()
		b.replace("h", 2, "seven")
		settle(time.Second)
		b.expectAll("h 2 read", "a 1 read")
		if err := b.s.Save("file:h"); err != nil {
			t.Error(err)
		}
		settle(0)
		b.expectAll("h 2 Sometimes", "a 1 Sometimes")
	})
}

// TestDefines takes macros from the settings.
func TestDefines(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, _ *disk) {
		b.document("a", 1, "x defines")
		settle(time.Second)
		b.expect("a 1 Never")
		settings := DefaultSettings()
		settings.Defines = []string{"yes", "no"}
		b.s.Configure(settings)
		settle(time.Second)
		b.expect("a 1 Never Sometimes Never")
	})
}

// TestFoldersWithIncludes checks files that are not open, and keeps the answers.
func TestFoldersWithIncludes(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("d/h", "one")
		b.file("d/a", "+h")
		for i, want := range []string{"Never", "Never", "Sometimes"} {
			if i == 2 {
				k.write("d/h", "seven")
			}
			b.asked()
			if _, err := b.s.VerifyFolders(context.Background(), []string{"d"}, nil); err != nil {
				t.Error(err)
			}
			b.expect("d/a 0 " + want)
			if asks := b.asked(); (asks == "") != (i == 1) {
				t.Errorf("pass %d: the engine was asked %q", i, asks)
			}
		}
	})
}

// TestChangeWhileReading changes a file while a text that includes it is being read.
func TestChangeWhileReading(t *testing.T) {
	withDisk(t, func(t *testing.T, b *bench, k *disk) {
		k.write("h", "one")
		load := b.s.cfg.Load
		b.s.cfg.Load = func(path string) (string, bool) {
			text, ok := load(path)
			time.Sleep(20 * time.Millisecond) // what was read is old when this is over
			return text, ok
		}
		b.document("a", 1, "+h")
		settle(10 * time.Millisecond)
		k.write("h", "seven")
		b.s.FileChanged("h")
		settle(time.Second)
		b.expect("a 1 Sometimes")
	})
}
