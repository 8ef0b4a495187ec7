package testkit

import (
	"fmt"
	"strings"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// archive compares the golden sections of an archive with those that a test
// gives.
type archive struct {
	old *txtar.Archive
	// given are the sections of the test, in its order, the empty ones too.
	given []txtar.File
}

// isInput reports whether a section is read by the test, not made by it.
func isInput(name string) bool { return strings.HasPrefix(name, "in.") }

// section returns the text of the section called name.
func section(a *txtar.Archive, name string) (string, bool) {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// record notes what a section must hold.
func (a *archive) record(name, text string) error {
	if isInput(name) || strings.TrimSpace(name) != name || name == "" {
		return fmt.Errorf("%q can't name a golden section", name)
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if len(txtar.Parse([]byte(text)).Files) > 0 {
		return fmt.Errorf("section %s holds a line that would begin another section:\n%s", name, text)
	}
	for _, f := range a.given {
		if f.Name == name {
			return fmt.Errorf("section %s is given twice", name)
		}
	}
	a.given = append(a.given, txtar.File{Name: name, Data: []byte(text)})
	return nil
}

// complaints says where the archive is not what the test gave.
func (a *archive) complaints() []string {
	var list []string
	given := make(map[string]bool)
	for _, f := range a.given {
		given[f.Name] = true
		want, _ := section(a.old, f.Name)
		if got := string(f.Data); got != want {
			list = append(list, fmt.Sprintf("section %s differs (-want +got); -%s rewrites it:\n%s", f.Name, updateFlag, cmp.Diff(want, got)))
		}
	}
	for _, f := range a.old.Files {
		if !isInput(f.Name) && !given[f.Name] {
			list = append(list, fmt.Sprintf("no stage gives section %s; -%s removes it", f.Name, updateFlag))
		}
	}
	return list
}

// format returns the archive with its comment, its inputs, and then the sections
// that the test gave.
func (a *archive) format() []byte {
	updated := &txtar.Archive{Comment: a.old.Comment}
	for _, f := range a.old.Files {
		if isInput(f.Name) {
			updated.Files = append(updated.Files, f)
		}
	}
	for _, f := range a.given {
		if len(f.Data) > 0 {
			updated.Files = append(updated.Files, f)
		}
	}
	return txtar.Format(updated)
}
