package ide

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// engineFunc is an engine that is one function.
type engineFunc func(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error)

func (f engineFunc) Verify(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error) {
	return f(ctx, p, opts)
}

// parseNames reads a program a line; the line "bad" is an error, "panic" panics.
func parseNames(f *source.File) *Input {
	var programs []*prog.Program
	var problems diag.List
	for _, line := range strings.Fields(f.Text()) {
		switch line {
		case "bad":
			problems.Errorf("test", f.Span(0, 1), "bad line")
		case "panic":
			panic("no idea")
		default:
			programs = append(programs, &prog.Program{Name: line, Span: f.Span(0, 1)})
		}
	}
	return WholeInput(programs, problems)
}

func decided(o verify.Observation) (*verify.Result, error) {
	return &verify.Result{Observation: o}, nil
}

func TestCheck(t *testing.T) {
	answers := func(_ context.Context, p *prog.Program, _ verify.Options) (*verify.Result, error) {
		switch p.Name {
		case "ok":
			return decided(verify.Never)
		case "slow":
			return &verify.Result{Status: verify.Timeout, Reason: "10s are over"}, nil
		case "wild":
			var l diag.List
			return &verify.Result{Status: verify.RuntimeError, Problem: l.Errorf("wild", p.Span, "wild pointer")}, nil
		case "placeless":
			return &verify.Result{Status: verify.RuntimeError, Reason: "?"}, nil
		case "fault":
			return nil, errors.New("solver and model disagree")
		case "crash":
			panic("index out of range")
		case "dead":
			return &verify.Result{NoExecution: true}, nil
		default:
			return nil, nil
		}
	}
	tests := []struct {
		text string
		want []Outcome
		// message is part of the first problem, "" for no problem.
		message string
	}{
		{"ok", []Outcome{Passed}, ""},
		{"ok slow ok", []Outcome{Passed, Undecided, Passed}, ""},
		{"slow", []Outcome{Undecided}, ""},
		{"wild", []Outcome{Faulty}, ""},
		{"placeless", []Outcome{Faulty}, ""},
		{"fault", []Outcome{Faulty}, "internal error: solver and model disagree"},
		{"crash ok", []Outcome{Faulty, Passed}, "internal error: index out of range"},
		{"nil", []Outcome{Faulty}, "gave no result"},
		{"dead", []Outcome{Passed}, "no execution of this test is possible"},
		{"bad ok", []Outcome{Faulty}, "bad line"},
		{"panic", []Outcome{Faulty}, "internal error: no idea"},
		{"C a\x00b", []Outcome{Faulty}, "not a text file"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			c := &Checker{Parse: parseNames, NewEngine: func() Engine { return engineFunc(answers) }}
			results := c.Check(t.Context(), source.NewFile("f", tt.text))
			if len(results) != len(tt.want) {
				t.Fatalf("got %d results, want %d", len(results), len(tt.want))
			}
			for i, r := range results {
				if r.Outcome != tt.want[i] {
					t.Errorf("result %d: got %v, want %v", i, r.Outcome, tt.want[i])
				}
				if r.Outcome == Faulty && r.Error() == nil {
					t.Errorf("result %d is faulty without an error", i)
				}
			}
			switch got := results[0].Problems.String(); {
			case tt.message == "" && got != "":
				t.Errorf("unexpected problem: %s", got)
			case !strings.Contains(got, tt.message):
				t.Errorf("problems %q do not contain %q", got, tt.message)
			}
		})
	}
}

func TestCheckMakesNewEngineAfterPanic(t *testing.T) {
	made, caught := 0, 0
	c := &Checker{
		Parse: parseNames,
		NewEngine: func() Engine {
			made++
			return engineFunc(func(_ context.Context, p *prog.Program, _ verify.Options) (*verify.Result, error) {
				if p.Name == "crash" {
					panic("boom")
				}
				return decided(verify.Never)
			})
		},
		OnPanic: func(_ *source.File, _ any, stack []byte) {
			caught++
			if len(stack) == 0 {
				t.Error("no stack")
			}
		},
	}
	c.Check(t.Context(), source.NewFile("f", "ok ok crash ok ok"))
	if made != 2 || caught != 1 {
		t.Errorf("made %d engines and caught %d panics, want 2 and 1", made, caught)
	}
	c.Check(t.Context(), source.NewFile("g", "bad"))
	if made != 2 {
		t.Error("an input with errors needs no engine")
	}
}

func TestCheckCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := &Checker{Parse: parseNames, NewEngine: func() Engine {
		return engineFunc(func(ctx context.Context, _ *prog.Program, _ verify.Options) (*verify.Result, error) {
			cancel()
			return nil, ctx.Err()
		})
	}}
	for i, r := range c.Check(ctx, source.NewFile("f", "a b")) {
		if r.Outcome != Undecided || r.Verify.Status != verify.Cancelled {
			t.Errorf("result %d: got %v, %v", i, r.Outcome, r.Verify)
		}
	}
}

func TestCheckKeepsPlaceOfEngineError(t *testing.T) {
	model := source.NewFile("my.cat", "acyclic foo")
	var l diag.List
	placed := l.Errorf("cat", model.Span(8, 11), "unknown name foo")
	c := &Checker{Parse: parseNames, NewEngine: func() Engine {
		return engineFunc(func(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
			return nil, placed
		})
	}}
	r := c.Check(t.Context(), source.NewFile("f", "a"))[0]
	if r.Error() != placed {
		t.Errorf("got %v, want %v", r.Error(), placed)
	}
}

func TestCheckWhole(t *testing.T) {
	for _, whole := range []bool{false, true} {
		c := &Checker{Whole: whole, Parse: parseNames, NewEngine: func() Engine {
			return engineFunc(func(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
				return &verify.Result{Enumeration: verify.Partial}, nil
			})
		}}
		want := Passed
		if whole {
			want = Undecided
		}
		if r := c.Check(t.Context(), source.NewFile("f", "a"))[0]; r.Outcome != want {
			t.Errorf("whole %v: got %v, want %v", whole, r.Outcome, want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	r := Unreadable("gone.litmus", "no such file")
	if got := r.Problems.String(); got != "gone.litmus:1:1: error: no such file [unreadable]\n" || r.Outcome != Faulty {
		t.Errorf("got %q, %v", got, r.Outcome)
	}
}

// closable counts how often it is closed.
type closable struct {
	engineFunc
	closed *int
}

func (c closable) Close() { *c.closed++ }

func TestClose(t *testing.T) {
	closed := 0
	c := &Checker{Parse: parseNames, NewEngine: func() Engine {
		return closable{func(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
			return decided(verify.Never)
		}, &closed}
	}}
	c.Close()
	for range 2 {
		c.Check(t.Context(), source.NewFile("f", "a"))
		c.Close()
		c.Close()
	}
	if closed != 2 {
		t.Errorf("closed %d times, want 2", closed)
	}
}
