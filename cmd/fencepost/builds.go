package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// commandsName is the file in which build systems say how each file is compiled.
const commandsName = "compile_commands.json"

// builds knows how files are compiled, as far as a compile_commands.json above
// them says. It may be used by several goroutines.
type builds struct {
	mu sync.Mutex
	// read are the files that were read, by path.
	read map[string]*commands
}

// commands is one compile_commands.json as it was at a time.
type commands struct {
	size   int64
	change time.Time
	files  map[string]ide.Build
}

func newBuilds() *builds { return &builds{read: make(map[string]*commands)} }

// of returns how a file is compiled. The nearest compile_commands.json in a folder
// above it counts, or in a folder called build there. One that cannot be read says
// nothing, as one that is not there.
func (b *builds) of(path string) ide.Build {
	path, err := filepath.Abs(path)
	if err != nil {
		return ide.Build{}
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		for _, at := range []string{filepath.Join(dir, commandsName), filepath.Join(dir, "build", commandsName)} {
			info, err := os.Stat(at)
			if err == nil && info.Mode().IsRegular() && info.Size() <= maxInput {
				return b.commands(at, info).files[path]
			}
		}
		if dir == filepath.Dir(dir) {
			return ide.Build{}
		}
	}
}

// commands returns what a file says, and reads it if it has changed.
func (b *builds) commands(at string, info os.FileInfo) *commands {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.read[at]; c != nil && c.size == info.Size() && c.change.Equal(info.ModTime()) {
		return c
	}
	c := &commands{size: info.Size(), change: info.ModTime()}
	if text, err := os.ReadFile(at); err == nil {
		c.files = parseCommands(text)
	}
	b.read[at] = c
	return c
}

// parseCommands reads a compile_commands.json. Of several commands for a file the
// first counts.
func parseCommands(text []byte) map[string]ide.Build {
	var entries []struct {
		Directory, File, Command string
		Arguments                []string
	}
	if json.Unmarshal(text, &entries) != nil {
		return nil
	}
	files := make(map[string]ide.Build, len(entries))
	for _, e := range entries {
		file := e.File
		if !filepath.IsAbs(file) {
			file = filepath.Join(e.Directory, file)
		}
		file = filepath.Clean(file)
		if _, known := files[file]; known {
			continue
		}
		args := e.Arguments
		if len(args) == 0 {
			args = splitCommand(e.Command)
		}
		files[file] = parseArguments(args, e.Directory)
	}
	return files
}

// parseArguments takes from a compiler's arguments what matters here. What -U
// undefines is not defined by an earlier -D any more.
func parseArguments(args []string, dir string) ide.Build {
	var quoted, usual, system []string
	var build ide.Build
	for i := 0; i < len(args); i++ {
		value := func(flag string) (string, bool) {
			rest, ok := strings.CutPrefix(args[i], flag)
			if ok && rest == "" && i+1 < len(args) {
				i++
				rest = args[i]
			}
			return rest, ok && rest != ""
		}
		folder := func(list *[]string, flag string) bool {
			name, ok := value(flag)
			if ok {
				if !filepath.IsAbs(name) {
					name = filepath.Join(dir, name)
				}
				*list = append(*list, filepath.Clean(name))
			}
			return ok
		}
		switch {
		case folder(&quoted, "-iquote"), folder(&system, "-isystem"), folder(&usual, "-I"):
			continue
		}
		if d, ok := value("-D"); ok && ide.IsDefine(d) {
			build.Defines = append(build.Defines, d)
		} else if name, ok := value("-U"); ok {
			build.Defines = without(build.Defines, name)
		}
	}
	build.Include = append(append(quoted, usual...), system...)
	return build
}

// without returns macros but the one with a name.
func without(defines []string, name string) []string {
	var rest []string
	for _, d := range defines {
		if n, _, _ := strings.Cut(d, "="); n != name {
			rest = append(rest, d)
		}
	}
	return rest
}

// splitCommand splits a command line into arguments as a shell does: at blanks
// outside of quotes, with backslashes.
func splitCommand(line string) []string {
	var args []string
	var arg strings.Builder
	inside, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		ch := line[i]
		switch {
		case quote == '\'' && ch != '\'':
			arg.WriteByte(ch)
		case ch == '\\' && i+1 < len(line) && (quote == 0 || strings.IndexByte("\"\\$`", line[i+1]) >= 0):
			i++
			arg.WriteByte(line[i])
			inside = true
		case quote != 0 && ch == quote:
			quote = 0
		case quote == 0 && (ch == '"' || ch == '\''):
			quote, inside = ch, true
		case quote == 0 && (ch == ' ' || ch == '\t' || ch == '\n'):
			if inside {
				args = append(args, arg.String())
			}
			arg.Reset()
			inside = false
		default:
			arg.WriteByte(ch)
			inside = true
		}
	}
	if inside {
		args = append(args, arg.String())
	}
	return args
}
