package litmus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// FuzzParse checks what must hold of every text: no panic, places inside the
// file, and without errors a program that is complete.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(text).Files {
			if strings.HasSuffix(part.Name, ".litmus") {
				f.Add(string(part.Data))
			}
		}
	}
	f.Add("")
	f.Add("\x00")
	f.Add("C t\n{}\nP0(){}}")
	f.Add("C t{")
	f.Add("C t\n{}\nP0() { r0 = 1; }\nexists x={1}")
	f.Fuzz(func(t *testing.T, text string) {
		p, problems := parseText(text)
		for _, q := range problems.Problems {
			if !q.Span.IsValid() || q.Message == "" {
				t.Errorf("no place or no message: %v", q)
			}
			if q.Span.Start < 0 || q.Span.End < q.Span.Start || q.Span.End > len(text) {
				t.Errorf("bad place: %d to %d", q.Span.Start, q.Span.End)
			}
		}
		if p == nil {
			if !problems.HasErrors() {
				t.Error("no program and no error")
			}
			return
		}
		if problems.HasErrors() {
			return
		}
		checkProgram(t, p)
		if again, problems := parseText(text); prog.Print(again) != prog.Print(p) || problems.HasErrors() {
			t.Error("a second reading gives something else")
		}
	})
}

// checkProgram checks the indices and places of a program.
func checkProgram(t *testing.T, p *prog.Program) {
	t.Helper()
	if p.Name == "" || p.Cond == nil || p.Cond.Text == "" || len(p.Threads) == 0 || len(p.Hash) == 0 {
		t.Error("the program is not complete")
	}
	for _, g := range p.Globals {
		if len(g.Init) != g.Elems() {
			t.Errorf("%s has %d values", g.Name, len(g.Init))
		}
	}
	for i, th := range p.Threads {
		if th.ID != i {
			t.Errorf("thread %d is P%d", i, th.ID)
		}
		checkStmts(t, th, th.Body)
	}
}

func checkStmts(t *testing.T, th *prog.Thread, body []prog.Stmt) {
	for _, s := range body {
		if !s.Span().IsValid() {
			t.Errorf("%T has no place", s)
		}
		switch s := s.(type) {
		case *prog.Assign:
			if s.Reg >= len(th.Regs) {
				t.Errorf("%T of no register", s)
			}
		case *prog.If:
			checkStmts(t, th, s.Then)
			checkStmts(t, th, s.Else)
		case *prog.While:
			checkStmts(t, th, s.Body)
		}
	}
}

func TestNothingToRead(t *testing.T) {
	for text, code := range map[string]diag.Code{"": "empty-file", " \n\t": "empty-file", "C t\n\x00": "binary-file"} {
		p, problems := parseText(text)
		if p != nil || len(problems.Problems) != 1 || problems.Problems[0].Code != code {
			t.Errorf("%q: %v\n%s", text, p, problems.String())
		}
	}
}
