package cat

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Source reads the files that a model consists of. An error for a file that is
// not there wraps fs.ErrNotExist.
type Source interface {
	Read(name string) (*source.File, error)
}

// Disk is the Source of files of the file system.
type Disk struct{}

// Read reads the file at a path.
func (Disk) Read(name string) (*source.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", name)
	case info.Size() > maxText:
		return nil, fmt.Errorf("%s is too large", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return source.NewFile(name, string(text)), nil
}

// LoadOptions say how a model is loaded.
type LoadOptions struct {
	// Source reads included files. Without one only the library can be included.
	Source Source
	// Bell is the bell file: it is evaluated before the model. It may be nil.
	Bell *source.File
	// Variants are the names for which `if "name"` takes its first branch.
	Variants []string
	// SkipCheck leaves out Check, for a text that is known to be in order.
	SkipCheck bool
}

// maxIncludes bounds the number of files of one model.
const maxIncludes = 200

// Load parses a model file with all that belongs to it, and checks it. The
// standard library comes first, then the bell file, then the model. An include
// is looked for beside the file that has it, then in the library, and nowhere
// else. The model is complete only if the list has no errors; it is never nil.
func Load(main *source.File, opts LoadOptions) (*Model, diag.List) {
	l := &loader{opts: opts}
	m := &Model{Variants: map[string]bool{}}
	for _, v := range opts.Variants {
		m.Variants[v] = true
	}
	l.variants = m.Variants
	m.Instrs = append(m.Instrs, l.implied(LibraryFile(StdlibName)))
	if opts.Bell != nil {
		m.Instrs = append(m.Instrs, l.implied(opts.Bell))
	}
	tree := l.file(main)
	m.Instrs = append(m.Instrs, tree.Instrs...)
	m.Name = tree.Title
	if m.Name == "" {
		base := filepath.Base(main.Name)
		m.Name = strings.TrimSuffix(base, filepath.Ext(base))
	}
	m.Files = l.files
	if !opts.SkipCheck && !l.diags.HasErrors() {
		l.diags.Append(Check(m))
	}
	return m, l.diags
}

// loader resolves includes.
type loader struct {
	opts     LoadOptions
	variants map[string]bool
	// open are the files from the main one to the current one.
	open  []*source.File
	files []*source.File
	count int
	diags diag.List
}

// implied returns the include of a file that no instruction names.
func (l *loader) implied(f *source.File) *Include {
	return &Include{At: At{f.Span(0, 0)}, File: filepath.Base(f.Name), Instrs: l.file(f).Instrs}
}

// file parses a file and what it includes.
func (l *loader) file(f *source.File) *Tree {
	l.files = append(l.files, f)
	tree, diags := Parse(f)
	l.diags.Append(diags)
	l.open = append(l.open, f)
	l.includes(tree.Instrs)
	l.open = l.open[:len(l.open)-1]
	return tree
}

// includes loads the files that instructions include. Branches that the
// variants leave out are left alone: what they need may not be there.
func (l *loader) includes(instrs []Instr) {
	for _, in := range instrs {
		switch in := in.(type) {
		case *Include:
			l.include(in)
		case *If:
			if variantsDecide(in.Cond) {
				if holds(in.Cond, l.variants) {
					l.includes(in.Then)
				} else {
					l.includes(in.Else)
				}
				continue
			}
			l.includes(in.Then)
			l.includes(in.Else)
		case *Procedure:
			l.includes(in.Body)
		case *ForOrder:
			l.includes(in.Body)
		case *Let, *Test, *Show, *Call, *With, *Enum, *Instructions:
		default:
			panic(fmt.Sprintf("cat: unhandled instruction %T", in))
		}
	}
}

// include loads the file that an instruction names.
func (l *loader) include(in *Include) {
	if l.count++; l.count > maxIncludes {
		if l.count == maxIncludes+1 {
			l.diags.Errorf(CodeInclude, in.Span(), "too many includes: at most %d files make a model", maxIncludes)
		}
		return
	}
	f := l.find(in)
	if f == nil {
		return
	}
	for i, open := range l.open {
		if open.Name == f.Name {
			p := l.diags.Errorf(CodeInclude, in.Span(), "%s includes itself", f.Name)
			for _, via := range l.open[i+1:] {
				p.Relate(via.Span(0, 0), "through this file")
			}
			return
		}
	}
	in.Instrs = l.file(f).Instrs
}

// find returns the file that an include means; it reports one that cannot be
// read.
func (l *loader) find(in *Include) *source.File {
	from := l.open[len(l.open)-1]
	if !filepath.IsLocal(in.File) {
		l.diags.Errorf(CodeInclude, in.Span(), "cannot include %q: the path must stay below the folder of %s", in.File, from.Name)
		return nil
	}
	if l.opts.Source != nil && !InLibrary(from.Span(0, 0)) {
		f, err := l.opts.Source.Read(filepath.Join(filepath.Dir(from.Name), in.File))
		if err == nil {
			return f
		}
		if !errors.Is(err, fs.ErrNotExist) {
			l.diags.Errorf(CodeInclude, in.Span(), "cannot include %q: %v", in.File, err)
			return nil
		}
	}
	if f := LibraryFile(in.File); f != nil {
		return f
	}
	l.diags.Errorf(CodeInclude, in.Span(), "cannot include %q: it is neither beside %s nor in the library (%s)",
		in.File, from.Name, strings.Join(LibraryNames(), ", "))
	return nil
}

// variantsDecide reports whether a condition speaks of variants only.
func variantsDecide(c Cond) bool {
	switch c := c.(type) {
	case *VariantCond:
		return true
	case *NotCond:
		return variantsDecide(c.X)
	case *AndCond:
		return variantsDecide(c.X) && variantsDecide(c.Y)
	case *OrCond:
		return variantsDecide(c.X) && variantsDecide(c.Y)
	case *EqCond, *SubsetCond:
		return false
	default:
		panic(fmt.Sprintf("cat: unhandled condition %T", c))
	}
}

// holds decides a condition that speaks of variants only.
func holds(c Cond, variants map[string]bool) bool {
	switch c := c.(type) {
	case *VariantCond:
		return variants[c.Name]
	case *NotCond:
		return !holds(c.X, variants)
	case *AndCond:
		return holds(c.X, variants) && holds(c.Y, variants)
	case *OrCond:
		return holds(c.X, variants) || holds(c.Y, variants)
	case *EqCond, *SubsetCond:
		panic("cat: condition compares values")
	default:
		panic(fmt.Sprintf("cat: unhandled condition %T", c))
	}
}
