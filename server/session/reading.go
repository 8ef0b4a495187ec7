package session

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// reading is one text under one model, with the files that it names. It is read
// when somebody first asks for it, and once.
type reading struct {
	model *model
	// path is the name of the text.
	path, text string
	// load and build are the session's. They read files, and take its lock.
	load  func(path string) content
	build func(path string) ide.Build
	// defines are the user's macros.
	defines []string

	once     sync.Once
	document *ide.Document
	// failure is the model's.
	failure string
	// uses is what the document depends on besides the text.
	uses uses

	// mu guards looked: the files that were looked for so far, found or not. A file
	// is noted before it is read, so that no change of it is missed.
	mu         sync.Mutex
	looked     map[string]content
	askedBuild bool
}

// content is what is known of a file. One that is not known yet is equal to none.
type content struct {
	known, there bool
	text         string
}

// uses is what a document was read with besides its text. It is immutable.
type uses struct {
	files map[string]content
	// build is what the build system said, if it was asked.
	build *ide.Build
}

// none reports whether the document depends on its text alone.
func (u *uses) none() bool { return len(u.files) == 0 && u.build == nil }

// bytes estimates the memory that is taken.
func (u *uses) bytes() int {
	n := 0
	for path, c := range u.files {
		n += len(path) + len(c.text)
	}
	return n
}

// get returns the document. It takes as long as parsing does.
func (r *reading) get(caught caughtFunc) (*ide.Document, string) {
	r.once.Do(func() {
		var tools *ide.Tools
		tools, r.failure = r.model.get(caught)
		file := source.NewFile(r.path, r.text)
		around, seal := r.around()
		defer seal()
		if attempt(r.path, caught, func() { r.document = tools.NewDocumentIn(around, file) }) && r.document != nil {
			return
		}
		stub := refusing(r.model.name, "internal error while reading this text (please report this with the input)")
		r.document = stub.NewDocument(file)
	})
	return r.document, r.failure
}

// around returns the surroundings of the text. What is used of them is noted.
//
// A document may ask for files again when it answers questions. What it then gets is
// what it was read with.
func (r *reading) around() (s ide.Surroundings, seal func()) {
	var mu sync.Mutex
	files := map[string]*source.File{}
	sealed := false
	host := ide.Files{Defines: r.defines}
	if r.load != nil {
		host.Load = func(path string) (*source.File, bool) {
			mu.Lock()
			defer mu.Unlock()
			if f := files[path]; f != nil {
				return f, true
			}
			if sealed {
				return nil, false
			}
			c := r.look(path)
			if !c.there {
				return nil, false
			}
			files[path] = source.NewFile(path, c.text)
			return files[path], true
		}
	}
	if r.build != nil {
		host.Build = func(path string) ide.Build {
			r.noteBuild()
			b := r.build(path)
			r.uses.build = &b
			return b
		}
	}
	return host.Around(r.path), func() {
		mu.Lock()
		defer mu.Unlock()
		sealed = true
	}
}

// noteBuild notes that the build system is asked.
func (r *reading) noteBuild() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.askedBuild = true
}

// look reads a file and notes it, once.
func (r *reading) look(path string) content {
	if c, ok := r.uses.files[path]; ok {
		return c
	}
	r.note(path, content{})
	c := r.load(path)
	r.note(path, c)
	if r.uses.files == nil {
		r.uses.files = make(map[string]content)
	}
	r.uses.files[path] = c
	return c
}

// note notes what is known of a file.
func (r *reading) note(path string, c content) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.looked == nil {
		r.looked = make(map[string]content)
	}
	r.looked[path] = c
}

// hangsOn reports whether the document may be another with a new content of a file.
func (r *reading) hangsOn(path string, c content) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	old, ok := r.looked[path]
	return ok && (!old.known || !c.known || old != c)
}

// hangsOnBuild reports whether the document may be another with another build.
func (r *reading) hangsOnBuild() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.askedBuild
}

// adopt makes the document of an answer that of the reading, and reports whether it
// is: not if a file has changed since.
func (r *reading) adopt(a answer) bool {
	if !r.isCurrent(&a.uses) {
		return false
	}
	r.once.Do(func() { r.document, r.uses = a.document, a.uses })
	return true
}

// isCurrent reports whether files and build are still what they were. They are
// noted first, as when the text is read.
func (r *reading) isCurrent(u *uses) bool {
	if u.build != nil {
		if r.build == nil {
			return false
		}
		r.noteBuild()
		if b := r.build(r.path); !slices.Equal(b.Include, u.build.Include) || !slices.Equal(b.Defines, u.build.Defines) {
			return false
		}
	}
	for path, c := range u.files {
		if r.load == nil {
			return false
		}
		r.note(path, content{})
		now := r.load(path)
		r.note(path, now)
		if now != c {
			return false
		}
	}
	return true
}

// newReading returns the reading of a text. The session must be locked.
func (s *Session) newReading(path, text string) *reading {
	r := &reading{model: s.currentModel(), path: path, text: text, build: s.cfg.Build, defines: s.settings.Defines}
	if s.cfg.Load != nil {
		r.load = s.fileText
	}
	return r
}

// fileText returns what a file holds: a document that is open goes before the file
// on disk. The session must not be locked.
func (s *Session) fileText(path string) content {
	s.mu.Lock()
	for _, d := range s.docs {
		if filepath.Clean(d.path) == path {
			defer s.mu.Unlock()
			return content{known: true, there: true, text: d.text.String()}
		}
	}
	s.mu.Unlock()
	text, ok := s.cfg.Load(path)
	return content{known: true, there: ok, text: text}
}

// fileChanged starts over with the documents that hang on a file. The session must
// be locked.
func (s *Session) fileChanged(path string, c content) {
	path = filepath.Clean(path)
	for _, d := range s.inOrder() {
		if d.reading != nil && d.reading.hangsOn(path, c) {
			s.reread(d)
		}
	}
}

// reread starts over with a document of which the text is as before and the
// surroundings are not. The session must be locked.
func (s *Session) reread(d *document) {
	s.halt(d)
	d.reading = nil
	d.verify = s.settings.When == OnType
	d.outdated()
	s.startLater(d)
}

// FileChanged tells that a file on disk may have changed, come or gone. What hangs
// on it is checked again.
func (s *Session) FileChanged(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	for _, d := range s.docs {
		if filepath.Clean(d.path) == filepath.Clean(path) {
			return // the editor's text counts
		}
	}
	s.fileChanged(path, content{})
}

// BuildChanged tells that the build system may say something else.
func (s *Session) BuildChanged() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.inOrder() {
		if d.reading != nil && d.reading.hangsOnBuild() {
			s.reread(d)
		}
	}
}

// definesKey returns macros as a part of a question.
func definesKey(defines []string) string { return strings.Join(defines, "\n") }
