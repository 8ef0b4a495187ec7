package z3

import (
	"context"
	"math/rand"
	"testing"
)

// load adds a problem like those of the checker: choices, an order with
// transitivity, and gates over both. It returns the variables to decide.
func load(s *Solver, r *rand.Rand, reads, writes, gates int) []Var {
	var decide []Var
	for range reads {
		lits := make([]Lit, 2+r.Intn(3))
		for i := range lits {
			v := s.NewVar("")
			decide = append(decide, v)
			lits[i] = v.Pos()
		}
		s.ExactlyOne(lits...)
	}
	order := make([][]Lit, writes)
	for i := range order {
		order[i] = make([]Lit, writes)
	}
	for i := range order {
		for j := i + 1; j < writes; j++ {
			v := s.NewVar("")
			decide = append(decide, v)
			order[i][j], order[j][i] = v.Pos(), v.Neg()
		}
	}
	for i := range order {
		for j := range order {
			for k := range order {
				if i != j && j != k && i != k {
					s.AddClause(order[i][j].Not(), order[j][k].Not(), order[i][k])
				}
			}
		}
	}
	for i := range gates {
		a, b := randomLit(r, s.NumVars()), randomLit(r, s.NumVars())
		g := s.NewVar("").Pos()
		s.AddClause(g.Not(), a)
		s.AddClause(g.Not(), b)
		s.AddClause(g, a.Not(), b.Not())
		if i%3 == 0 {
			s.AddClause(g, randomLit(r, s.NumVars()), randomLit(r, s.NumVars()))
		}
	}
	return decide
}

// block forbids the model on a dozen of vars.
func block(s *Solver, r *rand.Rand, vars []Var) {
	var c []Lit
	for range 12 {
		v := vars[r.Intn(len(vars))]
		if s.Value(v) {
			c = append(c, v.Neg())
		} else {
			c = append(c, v.Pos())
		}
	}
	s.AddClause(c...)
}

func mustNot(b *testing.B, err error) {
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkStartUp is a new context with its first check.
func BenchmarkStartUp(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		s := New(Options{})
		v := s.NewVar("")
		s.AddClause(v.Pos())
		_, err := s.Check(ctx)
		mustNot(b, err)
		s.Close()
	}
}

// BenchmarkReset is a problem of one clause on a warm context.
func BenchmarkReset(b *testing.B) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close()
	for b.Loop() {
		s.Reset()
		v := s.NewVar("")
		s.AddClause(v.Pos())
		_, err := s.Check(ctx)
		mustNot(b, err)
	}
}

// BenchmarkClause is one of a thousand clauses of three literals, sent to Z3.
func BenchmarkClause(b *testing.B) {
	s := New(Options{})
	defer s.Close()
	_, err := s.Check(context.Background())
	mustNot(b, err)
	r := rand.New(rand.NewSource(1))
	for b.Loop() {
		b.StopTimer()
		s.Reset()
		for range 200 {
			s.NewVar("")
		}
		mustNot(b, s.e.add(200, nil))
		b.StartTimer()
		for range 1000 {
			s.AddClause(randomLit(r, 200), randomLit(r, 200), randomLit(r, 200))
		}
		mustNot(b, s.e.add(200, s.lits))
		s.sent = len(s.lits)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(1000*b.N), "ns/clause")
}

// BenchmarkCheckAfterClause is a round of the checker's loop: block the last
// model with one clause, check again under the same assumptions.
func BenchmarkCheckAfterClause(b *testing.B) {
	for _, guarded := range []bool{false, true} {
		name := "plain"
		ctx, opts := context.Background(), Options{}
		if guarded {
			name = "guarded"
			c, cancel := context.WithCancel(ctx)
			defer cancel()
			ctx, opts.MemoryMB = c, 4096
		}
		b.Run(name, func(b *testing.B) {
			s := New(opts)
			defer s.Close()
			r := rand.New(rand.NewSource(1))
			var vars []Var
			var as []Lit
			left := 0
			for b.Loop() {
				if left == 0 {
					b.StopTimer()
					s.Reset()
					vars = load(s, r, 10, 7, 80)
					as = []Lit{randomLit(r, 20), randomLit(r, 20), randomLit(r, 20)}
					left = 20
					_, err := s.Check(ctx, as...)
					mustNot(b, err)
					b.StartTimer()
				}
				left--
				if s.status == Sat {
					block(s, r, vars)
				}
				_, err := s.Check(ctx, as...)
				mustNot(b, err)
			}
		})
	}
}

// BenchmarkModel100 reads the model out of Z3 and 100 values out of it.
func BenchmarkModel100(b *testing.B) {
	s := New(Options{})
	defer s.Close()
	r := rand.New(rand.NewSource(3))
	load(s, r, 6, 6, 80)
	if got, err := s.Check(context.Background()); got != Sat {
		b.Fatal(got, err)
	}
	held := 0
	for b.Loop() {
		mustNot(b, s.readModel(nil))
		for v := Var(1); v <= 100; v++ {
			if s.Value(v) {
				held++
			}
		}
	}
	if s.Stats().Slow > 0 || held == 0 {
		b.Errorf("%d models read the slow way, %d values true", s.Stats().Slow, held)
	}
}

// BenchmarkProblem is a whole problem: Reset, about 700 clauses, four sets of
// assumptions with up to 20 rounds each.
func BenchmarkProblem(b *testing.B) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close()
	r := rand.New(rand.NewSource(1))
	for b.Loop() {
		s.Reset()
		vars := load(s, r, 10, 7, 80)
		for range 4 {
			as := []Lit{randomLit(r, s.NumVars()), randomLit(r, s.NumVars()), randomLit(r, s.NumVars())}
			for range 20 {
				got, err := s.Check(ctx, as...)
				mustNot(b, err)
				if got == Unsat {
					break
				}
				block(s, r, vars)
			}
		}
	}
	st := s.Stats()
	b.ReportMetric(float64(st.Checks)/float64(b.N), "checks/op")
	b.ReportMetric(float64(st.Reused)/float64(b.N), "reused/op")
	b.ReportMetric(float64(allocated()>>10), "KB-Z3")
}
