package cat

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// LKMMv2 is the variant under which both halves of a read-modify-write carry its
// tag and fully ordered ones have no fences around them. Without it the macros
// are of the earlier form.
const LKMMv2 = "lkmmv2"

// Config is a model that a user named, with what belongs to it.
type Config struct {
	Model *Model
	// Macros is the file of the primitives, nil if none is named.
	Macros *source.File
	// Variants are the variants that are on, in the order of the file.
	Variants []string
}

// Open reads the model at a path: a .cfg file of herd7, or a .cat file. The
// config is complete only if the list has no errors; it is never nil.
func Open(path string) (*Config, diag.List) { return OpenIn(Disk{}, path) }

// OpenIn is Open with a source of files.
//
// A .cfg names the model and may name a bell file, a macro file and variants. If
// no bell file is named, the one of the model's base name beside it is taken; for
// a .cat alone so is the macro file (.def).
//
// A .cat alone does not tell its variants. lkmmv2 is on, as in today's kernel,
// unless the model is an earlier one: its files do not mention the variant, and
// the tags that they declare are the earlier ones ('acquire, 'mb) and not the
// later ones ('ACQUIRE, 'MB).
func OpenIn(src Source, path string) (*Config, diag.List) {
	var diags diag.List
	cfg := &Config{Model: &Model{Variants: map[string]bool{}}}
	file, err := src.Read(path)
	if err != nil {
		diags.Errorf(CodeConfig, source.NewFile(path, "").Span(0, 0), "cannot read the model: %v", err)
		return cfg, diags
	}
	if filepath.Ext(path) == ".cfg" {
		return openConfig(src, file)
	}
	bell, err := beside(src, file, ".bell")
	if err == nil {
		cfg.Macros, err = beside(src, file, ".def")
	}
	if err != nil {
		diags.Errorf(CodeConfig, file.Span(0, 0), "cannot read what belongs to the model: %v", err)
		return cfg, diags
	}
	cfg.Variants = []string{LKMMv2}
	cfg.Model, diags = Load(file, LoadOptions{Source: src, Bell: bell, Variants: cfg.Variants})
	if isEarlier(cfg.Model) {
		cfg.Variants = nil
		cfg.Model, diags = Load(file, LoadOptions{Source: src, Bell: bell})
	}
	return cfg, diags
}

// beside returns the file of a model's base name with another ending, nil if there
// is none.
func beside(src Source, main *source.File, ending string) (*source.File, error) {
	f, err := src.Read(strings.TrimSuffix(main.Name, filepath.Ext(main.Name)) + ending)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return f, err
}

// isEarlier reports whether a model that was loaded with lkmmv2 on is of the time
// before that variant.
func isEarlier(m *Model) bool {
	for _, f := range m.Files {
		if strings.Contains(f.Text(), `"`+LKMMv2+`"`) {
			return false
		}
	}
	early, late := false, false
	var look func(instrs []Instr)
	look = func(instrs []Instr) {
		for _, in := range instrs {
			switch in := in.(type) {
			case *Include:
				look(in.Instrs)
			case *Enum:
				for _, tag := range in.Tags {
					switch tag {
					case "acquire", "release", "mb":
						early = true
					case "ACQUIRE", "RELEASE", "MB":
						late = true
					}
				}
			}
		}
	}
	look(m.Instrs)
	return early && !late
}

// openConfig reads the files that a .cfg names.
func openConfig(src Source, file *source.File) (*Config, diag.List) {
	var diags diag.List
	cfg := &Config{Model: &Model{Variants: map[string]bool{}}}
	var model, bell *source.File
	for _, s := range settings(file) {
		switch s.key {
		case "model":
			model = s.read(src, &diags)
		case "bell":
			bell = s.read(src, &diags)
		case "macros":
			cfg.Macros = s.read(src, &diags)
		case "variant":
			for _, v := range strings.FieldsFunc(s.value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
				cfg.Variants = append(cfg.Variants, v)
			}
		default:
			// Most keys are about drawing and herd7 has many: none of them
			// changes what a model means.
		}
	}
	if diags.HasErrors() {
		return cfg, diags
	}
	if model == nil {
		diags.Errorf(CodeConfig, file.Span(0, 0), "no model: expected a line `model FILE.cat`")
		return cfg, diags
	}
	if bell == nil {
		var err error
		if bell, err = beside(src, model, ".bell"); err != nil {
			diags.Errorf(CodeConfig, file.Span(0, 0), "cannot read the bell file: %v", err)
			return cfg, diags
		}
	}
	cfg.Model, diags = Load(model, LoadOptions{Source: src, Bell: bell, Variants: cfg.Variants})
	return cfg, diags
}

// setting is one line of a .cfg file.
type setting struct {
	key, value string
	span       source.Span // of the value
}

// settings returns the lines of a .cfg file. A `#` begins a comment.
func settings(file *source.File) []setting {
	var list []setting
	offset := 0
	for _, line := range strings.SplitAfter(file.Text(), "\n") {
		start := offset
		offset += len(line)
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		key := fields[0]
		rest := line[strings.Index(line, key)+len(key):]
		value := strings.TrimSpace(rest)
		start += len(line) - len(strings.TrimLeft(rest, " \t"))
		span := file.Span(start, start+len(value))
		if n := len(value); n > 1 && value[0] == '"' && value[n-1] == '"' {
			value = value[1 : n-1]
		}
		list = append(list, setting{key: key, value: value, span: span})
	}
	return list
}

// read reads the file that a setting names. The name is relative to the folder
// of the .cfg file.
func (s setting) read(src Source, diags *diag.List) *source.File {
	if s.value == "" {
		diags.Errorf(CodeConfig, s.span, "expected a file name after `%s`", s.key)
		return nil
	}
	path := s.value
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(s.span.File.Name), path)
	}
	f, err := src.Read(path)
	if err != nil {
		diags.Errorf(CodeConfig, s.span, "cannot read the file of `%s`: %v", s.key, err)
		return nil
	}
	return f
}
