package z3

import (
	"context"
	"math/rand"
	"testing"
)

// brute says whether clauses over n variables have a solution.
func brute(n int, clauses [][]Lit) bool {
	for m := 0; m < 1<<n; m++ {
		if bruteHolds(m, clauses) {
			return true
		}
	}
	return false
}

func bruteHolds(m int, clauses [][]Lit) bool {
	for _, c := range clauses {
		ok := false
		for _, l := range c {
			if (m>>(l.Var()-1)&1 == 1) == (l > 0) {
				ok = true
				break
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

func randomLit(r *rand.Rand, n int) Lit {
	l := Lit(1 + r.Intn(n))
	if r.Intn(2) == 0 {
		return l.Not()
	}
	return l
}

// mustCheck compares the answer with the truth and the model with the clauses.
func mustCheck(t *testing.T, s *Solver, clauses [][]Lit, assumptions ...Lit) Status {
	t.Helper()
	all := clauses
	for _, a := range assumptions {
		all = append(all[:len(all):len(all)], []Lit{a})
	}
	want := Unsat
	if brute(s.NumVars(), all) {
		want = Sat
	}
	got, err := s.Check(context.Background(), assumptions...)
	if err != nil || got != want {
		t.Fatalf("Check = %v, %v; want %v for %v", got, err, want, all)
	}
	m := 0
	for v := 1; v <= s.NumVars(); v++ {
		if s.Value(Var(v)) {
			m |= 1 << (v - 1)
		}
	}
	if got == Sat && !bruteHolds(m, all) {
		t.Fatalf("the model %b does not satisfy %v", m, all)
	}
	return got
}

// TestRandom runs incremental random 3-SAT, problem after problem on one
// context, around the density where half of the problems are satisfiable.
func TestRandom(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	r := rand.New(rand.NewSource(1))
	seen := map[Status]int{}
	for p := 0; p < 150; p++ {
		s.Reset()
		n := 3 + r.Intn(8)
		for range n {
			s.NewVar("")
		}
		var clauses [][]Lit
		for round := 0; round < 6; round++ {
			for range n {
				c := make([]Lit, 1+r.Intn(4))
				for i := range c {
					c[i] = randomLit(r, n)
				}
				s.AddClause(c...)
				clauses = append(clauses, c)
			}
			for range 3 {
				seen[mustCheck(t, s, clauses, randomLit(r, n), randomLit(r, n))]++
			}
			seen[mustCheck(t, s, clauses)]++
		}
	}
	st := s.Stats()
	t.Logf("%v, %+v", seen, st)
	if st.Contexts != 1 {
		t.Errorf("%d contexts for one solver", st.Contexts)
	}
	if seen[Sat] < 100 || seen[Unsat] < 100 {
		t.Errorf("one-sided problems: %v", seen)
	}
}

func TestAssumptionsLeaveNothingBehind(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	a, b := s.NewVar("a"), s.NewVar("b")
	clauses := [][]Lit{{a.Pos(), b.Pos()}}
	s.AddClause(clauses[0]...)
	mustCheck(t, s, clauses, a.Neg(), b.Neg())
	mustCheck(t, s, clauses, a.Neg())
	mustCheck(t, s, clauses, b.Neg(), a.Pos())
	mustCheck(t, s, clauses, a.Pos(), a.Neg())
	mustCheck(t, s, clauses)
	c := s.NewVar("c")
	clauses = append(clauses, []Lit{c.Neg(), a.Neg()})
	s.AddClause(clauses[1]...)
	mustCheck(t, s, clauses, c.Pos())
	mustCheck(t, s, clauses, c.Pos(), b.Neg())
}

func TestResetForgets(t *testing.T) {
	s := New(Options{RecycleProblems: 3})
	defer s.Close()
	for p := 0; p < 10; p++ {
		a := s.NewVar("a")
		s.AddClause(a.Pos())
		mustCheck(t, s, [][]Lit{{a.Pos()}})
		if !s.Value(a) {
			t.Fatal("a must hold")
		}
		s.AddClause(a.Neg())
		mustCheck(t, s, [][]Lit{{a.Pos()}, {a.Neg()}})
		s.Reset()
		if s.NumVars() != 0 || s.Value(a) {
			t.Fatal("Reset left something behind")
		}
	}
	if n := s.Stats().Contexts; n != 4 {
		t.Errorf("%d contexts for 10 problems, want 4 with one in 3", n)
	}
}

func TestEmptyClause(t *testing.T) {
	s := New(Options{})
	s.AddClause()
	if got, err := s.Check(context.Background()); got != Unsat || err != nil {
		t.Errorf("Check = %v, %v", got, err)
	}
	if s.Stats().Contexts != 0 {
		t.Error("Z3 was started for an empty clause")
	}
	s.Reset()
	if got, err := s.Check(context.Background()); got != Sat || err != nil {
		t.Errorf("the empty problem: %v, %v", got, err)
	}
	s.Close()
}

func TestCloseKeepsTheProblem(t *testing.T) {
	s := New(Options{})
	a := s.NewVar("a")
	s.AddClause(a.Pos())
	mustCheck(t, s, [][]Lit{{a.Pos()}})
	s.Close()
	mustCheck(t, s, [][]Lit{{a.Pos()}}, a.Neg())
	s.Close()
	s.Close()
}

func TestModelIsReused(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	a, b := s.NewVar("a"), s.NewVar("b")
	s.AddClause(a.Pos())
	mustCheck(t, s, [][]Lit{{a.Pos()}})
	c := [][]Lit{{a.Pos()}, {a.Pos(), b.Pos()}}
	s.AddClause(c[1]...)
	mustCheck(t, s, c, a.Pos())
	if got := s.Stats().Reused; got != 1 {
		t.Errorf("Reused = %d, want 1", got)
	}
}

func TestUnknownLiteralPanics(t *testing.T) {
	s := New(Options{})
	v := s.NewVar("v")
	s.Reset()
	defer func() {
		if recover() == nil {
			t.Error("a literal of a forgotten variable was accepted")
		}
	}()
	s.AddClause(v.Pos())
}

func TestCardinality(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	ctx := context.Background()
	for n := 1; n <= 16; n++ {
		s.Reset()
		lits := make([]Lit, n)
		for i := range lits {
			lits[i] = s.NewVar("x").Pos()
		}
		s.ExactlyOne(lits...)
		count := 0
		for {
			got, err := s.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if got == Unsat {
				break
			}
			var block []Lit
			held := 0
			for _, l := range lits {
				if s.Value(l.Var()) {
					held++
					block = append(block, l.Not())
				}
			}
			if held != 1 {
				t.Fatalf("%d of %d hold", held, n)
			}
			s.AddClause(block...)
			count++
		}
		if count != n {
			t.Errorf("ExactlyOne of %d has %d solutions", n, count)
		}
	}
	s.Reset()
	s.AtMostOne()
	if got, _ := s.Check(ctx); got != Sat {
		t.Error("AtMostOne of nothing must hold")
	}
	s.ExactlyOne()
	if got, _ := s.Check(ctx); got != Unsat {
		t.Error("ExactlyOne of nothing cannot hold")
	}
}
