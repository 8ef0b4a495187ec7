package z3

import (
	"context"
	"math/rand"
	"os/exec"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/smt/z3/internal/parse"
)

func script(t *testing.T, s *Solver, assumptions ...Lit) string {
	t.Helper()
	var b strings.Builder
	if err := s.WriteSMT2(&b, assumptions...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteSMT2(t *testing.T) {
	s := New(Options{})
	names := []string{"rf(a,b)", "co", "", "and", "x|y\\z", "co", "1st", "@int", ".dot", "w\nx", "é", "co!6"}
	var lits []Lit
	for _, n := range names {
		lits = append(lits, s.NewVar(n).Pos())
	}
	s.AddClause(lits[0], lits[1].Not())
	s.AddClause(lits[3])
	s.AddClause(lits[4].Not())
	got := script(t, s, lits[5].Not())
	want := `(set-logic QF_UF)
(declare-const _.dot Bool)
(declare-const _@int Bool)
(declare-const _v3 Bool)
(declare-const and!4 Bool)
(declare-const co Bool)
(declare-const co!6 Bool)
(declare-const co!6!12 Bool)
(declare-const w_x Bool)
(declare-const x_y_z Bool)
(declare-const |1st| Bool)
(declare-const |rf(a,b)| Bool)
(declare-const |é| Bool)
(assert (or |rf(a,b)| (not co)))
(assert and!4)
(assert (not x_y_z))
; assumptions
(assert (not co!6))
(check-sat)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if out := strings.TrimSpace(parse.Run(got)); out != "sat" {
		t.Errorf("Z3's parser says %q", out)
	}
	s.AddClause()
	if out := strings.TrimSpace(parse.Run(script(t, s))); out != "unsat" {
		t.Errorf("with the empty clause Z3's parser says %q", out)
	}
}

// TestSMT2Agrees feeds random problems as text to Z3's own parser, and to the
// z3 command where there is one, and compares the answers with Check's.
func TestSMT2Agrees(t *testing.T) {
	command, err := exec.LookPath("z3")
	if err != nil {
		t.Log("no z3 command here: only Z3's library reads the text")
	}
	s := New(Options{})
	defer s.Close()
	r := rand.New(rand.NewSource(2))
	for range 20 {
		s.Reset()
		const n = 8
		for range n {
			s.NewVar("v")
		}
		for range 30 {
			s.AddClause(randomLit(r, n), randomLit(r, n), randomLit(r, n))
		}
		a := randomLit(r, n)
		want, err := s.Check(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		text := script(t, s, a)
		if got := strings.TrimSpace(parse.Run(text)); got != want.String() {
			t.Fatalf("Check = %v, the library says %q of\n%s", want, got, text)
		}
		if command == "" {
			continue
		}
		cmd := exec.Command(command, "-in")
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want.String() {
			t.Fatalf("Check = %v, z3 says %q, %v of\n%s", want, got, err, text)
		}
	}
}
