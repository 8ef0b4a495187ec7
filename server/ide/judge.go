package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// DataRaceFlag is the flag that the model raises for a data race. It is the
// only flag that expectations speak of.
const DataRaceFlag = "data-race"

// The words of a Result comment that are not observations.
const (
	expectMaybe    = "Maybe"
	expectDeadlock = "DEADLOCK"
)

// Judgement compares an answer with what the author wrote in a Result comment, or
// with what any program of C or Rust must be.
type Judgement struct {
	// Expected is the expected observation in the word of the comment, "" for none.
	Expected string
	// Pass reports whether the answer meets the expectation; a litmus test without
	// one passes. It is false for a test without an answer.
	Pass bool
	// Reason says in one line what differs, "" if nothing does.
	Reason string
}

// Judge compares the answer to a test with its expectation, in the order in
// which the kernel's judging script does (litmus-format.md 9), or says whether a
// program with properties is as it must be. Both arguments may be nil.
func Judge(p *prog.Program, res *verify.Result) Judgement {
	j := Judgement{}
	if p != nil && p.Expect != nil {
		j.Expected = p.Expect.Word
	}
	switch {
	case p == nil || res == nil:
		return j
	case res.Status == verify.RuntimeError && p.Strict && res.Problem != nil:
		j.Reason = strings.Join(append([]string{"run-time error"}, faults(p, res)...), "; ")
		return j
	case res.Status != verify.Decided:
		return j
	case p.Cond != nil:
		j.Reason = mismatch(p.Expect, res)
	default:
		j.Reason = strings.Join(faults(p, res), "; ")
	}
	j.Pass = j.Reason == ""
	return j
}

// Flags of the built-in model that tell of freed memory.
const (
	// UseAfterFreeFlag is an access to memory after it was freed.
	UseAfterFreeFlag = verify.FlagFreed
	// DoubleFreeFlag is memory that is freed twice.
	DoubleFreeFlag = "double-free"
)

// faults says what is wrong with a program that has properties: those that do not
// hold, and flags that it must not have.
func faults(p *prog.Program, res *verify.Result) []string {
	var out []string
	bad := 0
	for _, q := range res.Properties {
		if !q.Holds && !q.UpToBound(res) {
			bad++
		}
	}
	switch {
	case bad == 1 && len(res.Properties) == 1:
		out = append(out, "the property is violated")
	case bad > 0:
		out = append(out, fmt.Sprintf("%d of %d properties %s violated", bad, len(res.Properties), plural(bad, "is", "are")))
	}
	if HasFlag(res, DataRaceFlag) && !p.AllowRace {
		out = append(out, "data race")
	}
	if HasFlag(res, UseAfterFreeFlag) {
		out = append(out, "use after free")
	}
	if HasFlag(res, DoubleFreeFlag) {
		out = append(out, "double free")
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// mismatch returns what a decided answer has against the expectation.
func mismatch(expect *prog.Expectation, res *verify.Result) string {
	if expect == nil {
		return ""
	}
	raced := HasFlag(res, DataRaceFlag)
	known := isVerdictWord(expect.Word)
	switch {
	case expect.DataRace && !raced:
		return "a data race was expected and there is none"
	case raced && !expect.DataRace:
		return "a data race was found and none was expected"
	case expect.Word == expectDeadlock && res.NoExecution:
		return ""
	case expect.Word == expectDeadlock:
		return fmt.Sprintf("expected that no execution is possible, found %s", res.Observation)
	case !known && res.NoExecution && res.Bounded:
		return noVerdict(expect.Word) + "; no execution ends within the loop bound"
	case !known && res.NoExecution:
		return noVerdict(expect.Word) + "; no execution is possible at all"
	case res.NoExecution && res.Bounded:
		return fmt.Sprintf("expected %s, but no execution ends within the loop bound", expect.Word)
	case res.NoExecution:
		return fmt.Sprintf("expected %s, but no execution is possible at all", expect.Word)
	case expect.Word == expectMaybe || expect.Word == res.Observation.String():
		return ""
	case raced:
		// Where a race is expected the word only indicates what a compiler
		// might make of the program, so the script forgives a difference.
		return ""
	case !known:
		return fmt.Sprintf("%s; found %s", noVerdict(expect.Word), res.Observation)
	default:
		return fmt.Sprintf("expected %s, found %s", expect.Word, res.Observation)
	}
}

// isVerdictWord reports whether a Result comment can be met by some answer. The
// case of the letters counts, as for the kernel's script.
func isVerdictWord(word string) bool {
	switch word {
	case verify.Never.String(), verify.Sometimes.String(), verify.Always.String(), expectMaybe, expectDeadlock:
		return true
	}
	return false
}

// noVerdict says that no answer meets a word.
func noVerdict(word string) string {
	return fmt.Sprintf("`%s` is no verdict: write Never, Sometimes, Always, Maybe or DEADLOCK", word)
}

// HasFlag reports whether the answer raises the flag called name.
func HasFlag(res *verify.Result, name string) bool {
	for _, f := range res.Flags {
		if f.Name == name {
			return true
		}
	}
	return false
}
