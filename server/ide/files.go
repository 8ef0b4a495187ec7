package ide

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Files are the files around the texts that are checked. Its functions may be
// called by several goroutines.
type Files struct {
	// Load returns the file at a path, false if there is none that can be read.
	Load func(path string) (*source.File, bool)
	// Build says how a file is compiled; nil if nobody knows.
	Build func(path string) Build
	// Defines are macros that the user wants, NAME or NAME=VALUE.
	Defines []string
}

// Build is what a build system says about a file.
type Build struct {
	// Include are the folders in which included files are looked for, in order.
	Include []string
	// Defines are macros, NAME or NAME=VALUE.
	Defines []string
}

// Around returns the surroundings of the text at a path. The build system is asked
// when its answer is first needed, and once.
func (h *Files) Around(path string) Surroundings {
	build := sync.OnceValue(func() Build {
		if h.Build == nil {
			return Build{}
		}
		return h.Build(path)
	})
	return Surroundings{
		Defines: func() []string { return mergeDefines(build().Defines, h.Defines) },
		Read: func(name string, from *source.File, angled bool) (*source.File, bool) {
			if h.Load == nil || name == "" || strings.IndexByte(name, 0) >= 0 {
				return nil, false
			}
			return h.find(filepath.FromSlash(name), from, angled, build)
		},
	}
}

// find looks for an included file as a compiler does: beside the file that names
// it, then in the folders of the build.
func (h *Files) find(name string, from *source.File, angled bool, build func() Build) (*source.File, bool) {
	if filepath.IsAbs(name) {
		return h.Load(filepath.Clean(name))
	}
	if !angled {
		if f, ok := h.Load(filepath.Join(filepath.Dir(from.Name), name)); ok {
			return f, true
		}
	}
	if isKernelHeader(name) {
		return nil, false
	}
	for _, folder := range build().Include {
		if f, ok := h.Load(filepath.Join(folder, name)); ok {
			return f, true
		}
	}
	return nil, false
}

// isKernelHeader reports whether a header declares what the kernel offers to all
// of its parts. The prelude says what that means; its implementation in terms of
// compilers and CPUs is not what is checked.
func isKernelHeader(name string) bool {
	first, _, nested := strings.Cut(filepath.ToSlash(name), "/")
	return nested && slices.Contains([]string{"linux", "asm", "asm-generic", "uapi", "vdso", "generated"}, first)
}

// mergeDefines puts macros behind others. Of several of one name the last stays,
// at the place of the first.
func mergeDefines(lists ...[]string) []string {
	var all []string
	at := make(map[string]int)
	for _, d := range slices.Concat(lists...) {
		name, _, _ := strings.Cut(d, "=")
		if i, ok := at[name]; ok {
			all[i] = d
			continue
		}
		at[name] = len(all)
		all = append(all, d)
	}
	return all
}

// IsDefine reports whether a text is a macro of the form NAME or NAME=VALUE.
func IsDefine(text string) bool {
	name, _, _ := strings.Cut(text, "=")
	return isIdentifier(name) && !strings.ContainsAny(text, "\n\x00")
}
