package cat

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// libraryFiles are the model files that come with the language.
//
//go:embed lib/*.cat
var libraryFiles embed.FS

// libraryPrefix begins the names of library files in messages. No path of a
// user begins so.
const libraryPrefix = "<library>/"

// StdlibName is the library file that is loaded before everything else.
const StdlibName = "stdlib.cat"

// LibraryFile returns a file of the library by the name that include uses, or
// nil.
func LibraryFile(name string) *source.File {
	if strings.ContainsAny(name, `/\`) {
		return nil
	}
	text, err := libraryFiles.ReadFile("lib/" + name)
	if err != nil {
		return nil
	}
	return source.NewFile(libraryPrefix+name, string(text))
}

// LibraryNames returns the names of the files of the library.
func LibraryNames() []string {
	entries, err := fs.ReadDir(libraryFiles, "lib")
	if err != nil {
		panic(fmt.Sprintf("cat: reading the embedded library: %v", err))
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// InLibrary reports whether a place is in a file of the library.
func InLibrary(span source.Span) bool {
	return span.IsValid() && strings.HasPrefix(span.File.Name, libraryPrefix)
}
