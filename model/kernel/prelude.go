package kernel

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

// preludeTexts holds the derived primitives: what the kernel builds over the
// primitives of its memory model, as C over the front end's intrinsics.
//
//go:embed prelude/*.h
var preludeTexts embed.FS

// PreludeFile is one file of the prelude.
type PreludeFile struct {
	// Name is what a message calls it: "atomic.h".
	Name string
	Text string
}

// Prelude returns the files of the prelude in the order in which they are read.
//
// Each definition stands below a comment that documents it and all others up to
// the next blank line, in the form that PreludeDocs reads. Names that begin with
// __prelude_ are the prelude's own and have no documentation.
func Prelude() []PreludeFile {
	var files []PreludeFile
	for _, name := range preludeNames() {
		text, err := preludeTexts.ReadFile("prelude/" + name)
		if err != nil {
			panic(fmt.Sprintf("kernel: %v", err))
		}
		files = append(files, PreludeFile{Name: name, Text: string(text)})
		if name == "atomic.h" {
			files = append(files, widths(string(text))...)
		}
	}
	return files
}

// preludeNames lists the embedded files: a file uses only what those before it
// define.
func preludeNames() []string {
	return []string{
		"types.h", "annotations.h", "errno.h", "macros.h", "access.h", "barrier.h", "exchange.h",
		"atomic.h", "bitops.h", "spinlock.h", "mutex.h", "rwlock.h", "seqlock.h", "refcount.h",
		"rcu.h", "list.h", "hlist.h", "memory.h", "sleep.h", "cpu.h", "percpu.h", "bug.h", "pthread.h",
	}
}

// widths returns the families atomic64_* and atomic_long_*. They are the text of
// atomic_* with other names and types: the three have the same members and promise
// the same, which is why only one of them is written down.
func widths(text string) []PreludeFile {
	family := func(prefix, macro, value string) string {
		text := strings.NewReplacer(
			"__prelude_atomic", "__prelude_"+prefix,
			"atomic_t.txt", "atomic_t.txt",
			"atomic_", prefix+"_",
			"ATOMIC_INIT", macro+"_INIT",
		).Replace(text)
		return intWord.ReplaceAllString(text, value)
	}
	return []PreludeFile{
		{Name: "atomic64.h", Text: family("atomic64", "ATOMIC64", "s64")},
		{Name: "atomic_long.h", Text: family("atomic_long", "ATOMIC_LONG", "long")},
	}
}

// intWord is what the values of an atomic_t are.
var intWord = regexp.MustCompile(`\bint\b`)
