package ide_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// A want is what the author of a C file expects at a line, in a comment on it:
//
//	@lkmm never x == 0      // want holds
//	assert(p);              // want violated
//	m->data = v;            // want data-race "plain write" unknown-function "foo"
//
// The words holds, violated and bounded (only up to the loop bound) are verdicts on
// the property or assertion of the line; anything else is the code of a problem,
// with a regular expression that its message matches. An assertion without a want
// must hold. Everything else that is found must be wanted, and the other way round.
type want struct {
	line int
	// verdict is holds, violated or bounded; "" for a problem.
	verdict string
	code    string
	message *regexp.Regexp
}

func (w want) String() string {
	if w.verdict != "" {
		return w.verdict
	}
	return fmt.Sprintf("%s %q", w.code, w.message)
}

const wantMark = "// want "

// wantsOf returns the wants of a text, and what is wrong with them.
func wantsOf(f *source.File) (wants []want, faults []string) {
	for n := 1; n <= f.Lines(); n++ {
		_, text, ok := strings.Cut(f.Line(n), wantMark)
		if !ok {
			continue
		}
		text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "*/"))
		if text == "" {
			faults = append(faults, fmt.Sprintf("%s:%d: nothing is wanted", f.Name, n))
		}
		for text != "" {
			w, rest, err := oneWant(text)
			if err != nil {
				faults = append(faults, fmt.Sprintf("%s:%d: want: %v", f.Name, n, err))
				break
			}
			w.line = n
			wants = append(wants, w)
			text = rest
		}
	}
	return wants, faults
}

// oneWant reads the want that a text begins with.
func oneWant(text string) (w want, rest string, err error) {
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	if slices.Contains([]string{"holds", "violated", "bounded"}, word) && !strings.HasPrefix(rest, `"`) {
		return want{verdict: word}, rest, nil
	}
	if !regexp.MustCompile(`^[a-z][a-z0-9-]*$`).MatchString(word) {
		return w, "", fmt.Errorf("%q is no code of a problem", word)
	}
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		return w, "", fmt.Errorf("behind %s a regular expression in quotes is missing", word)
	}
	pattern, _ := strconv.Unquote(quoted)
	w = want{code: word}
	if w.message, err = regexp.Compile(pattern); err != nil {
		return w, "", err
	}
	return w, strings.TrimSpace(rest[len(quoted):]), nil
}

// fact is what was found at a line, or at several: a verdict or a problem.
type fact struct {
	first, last int
	// verdict is as in want, assert set if no want is needed for holds.
	verdict string
	assert  bool
	code    string
	message string
}

func (f fact) String() string {
	if f.verdict != "" {
		return f.verdict
	}
	return fmt.Sprintf("%s %q", f.code, f.message)
}

// factsOf returns what was found out about a document.
func factsOf(d *ide.Document, results []ide.TestResult) []fact {
	var facts []fact
	for i := range results {
		if v := results[i].Verify; v != nil {
			for _, p := range v.Properties {
				facts = addVerdict(facts, d, v, p)
			}
		}
	}
	for _, p := range d.Diagnostics(results).Problems {
		line := p.Span.Position().Line
		f := fact{first: line, last: line, code: string(p.Code), message: p.Message}
		if !saidByVerdict(facts, f) {
			facts = append(facts, f)
		}
	}
	return facts
}

// addVerdict adds the verdict on a property. An assertion that several threads or
// tests run has the worst.
func addVerdict(facts []fact, d *ide.Document, v *verify.Result, p verify.PropertyResult) []fact {
	at := p.Property.Span
	f := fact{
		first: at.Position().Line, last: d.File.Position(at.End).Line,
		verdict: "holds", assert: p.Property.Kind == prog.AssertKind,
	}
	switch {
	case p.UpToBound(v):
		f.verdict = "bounded"
	case !p.Holds:
		f.verdict = "violated"
	}
	for i := range facts {
		if g := &facts[i]; f.assert && g.assert && g.first == f.first {
			if rank(f.verdict) > rank(g.verdict) {
				*g = f
			}
			return facts
		}
	}
	return append(facts, f)
}

func rank(verdict string) int { return slices.Index([]string{"holds", "bounded", "violated"}, verdict) }

// saidByVerdict reports whether a problem says again what a verdict on its line does.
func saidByVerdict(facts []fact, problem fact) bool {
	switch problem.code {
	case "violated":
		return slices.ContainsFunc(facts, func(f fact) bool {
			return f.verdict == "violated" && f.first <= problem.first && problem.first <= f.last
		})
	case "loop-bound":
		return slices.ContainsFunc(facts, func(f fact) bool { return f.verdict == "bounded" })
	default:
		return false
	}
}

// unmet returns what differs between what is wanted and what was found, a line each.
func unmet(f *source.File, wants []want, facts []fact) []string {
	var out []string
	say := func(line int, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s:%d: %s\n\t%s", f.Name, line, fmt.Sprintf(format, args...), strings.TrimSpace(f.Line(line))))
	}
	used := make([]bool, len(wants))
	claim := func(fits func(w want) bool) (want, bool) {
		for i, w := range wants {
			if !used[i] && fits(w) {
				used[i] = true
				return w, true
			}
		}
		return want{}, false
	}
	for _, got := range facts {
		if got.verdict != "" {
			w, ok := claim(func(w want) bool { return w.verdict != "" && got.first <= w.line && w.line <= got.last })
			switch {
			case ok && w.verdict != got.verdict:
				say(w.line, "want %s, found %s", w, got)
			case !ok && !(got.assert && got.verdict == "holds"):
				say(got.first, "found %s, and nothing is wanted", got)
			}
			continue
		}
		if _, ok := claim(func(w want) bool {
			return w.code == got.code && w.line == got.first && w.message.MatchString(got.message)
		}); !ok {
			say(got.first, "found %s, and it is not wanted", got)
		}
	}
	for i, w := range wants {
		if !used[i] {
			say(w.line, "want %s, and it was not found", w)
		}
	}
	return out
}

// TestWants breaks each rule of wants.
func TestWants(t *testing.T) {
	const text = `/* @lkmm never x // want holds
 * @lkmm always a
 *   && b // want violated */
assert(y);
assert(z); // want bounded
p->q = 1; // want data-race "plain .*write" unknown-name "p"
`
	never, always := fact{first: 1, last: 1, verdict: "holds"}, fact{first: 2, last: 3, verdict: "violated"}
	y, z := fact{first: 4, last: 4, verdict: "holds", assert: true}, fact{first: 5, last: 5, verdict: "bounded", assert: true}
	race, name := fact{first: 6, last: 6, code: "data-race", message: "a plain write"}, fact{first: 6, last: 6, code: "unknown-name", message: "no p"}
	all := []fact{never, always, y, z, race, name}
	change := func(i int, f func(*fact)) []fact {
		list := slices.Clone(all)
		f(&list[i])
		return list
	}
	for _, c := range []struct {
		name  string
		facts []fact
		// lines are those at which something differs.
		lines []int
	}{
		{"as wanted", all, nil},
		{"another verdict", change(0, func(f *fact) { f.verdict = "violated" }), []int{1}},
		{"no verdict", all[1:], []int{1}},
		{"another verdict on two lines", change(1, func(f *fact) { f.verdict = "bounded" }), []int{3}},
		{"an assertion fails", change(2, func(f *fact) { f.verdict = "violated" }), []int{4}},
		{"an assertion holds after all", change(3, func(f *fact) { f.verdict = "holds" }), []int{5}},
		{"another line", change(4, func(f *fact) { f.first = 5 }), []int{5, 6}},
		{"another message", change(4, func(f *fact) { f.message = "a plain read" }), []int{6, 6}},
		{"another code", change(5, func(f *fact) { f.code = "unknown-type" }), []int{6, 6}},
		{"a problem twice", append(slices.Clone(all), race), []int{6}},
		{"a problem less", all[:5], []int{6}},
	} {
		f := source.NewFile("t.c", text)
		wants, faults := wantsOf(f)
		if len(wants) != 5 || len(faults) > 0 {
			t.Fatalf("the wants are %v, faults %v", wants, faults)
		}
		got := unmet(f, wants, c.facts)
		var lines []int
		for _, line := range got {
			n, _ := strconv.Atoi(strings.Split(line, ":")[1])
			lines = append(lines, n)
		}
		if !slices.Equal(lines, c.lines) {
			t.Errorf("%s: differs at %v, want %v:\n%s", c.name, lines, c.lines, strings.Join(got, "\n"))
		}
	}
	for _, bad := range []string{"x; // want ", "x; // want race", `x; // want Race "x"`, `x; // want race "("`, `x; // want holds race`} {
		if _, faults := wantsOf(source.NewFile("t.c", bad)); len(faults) != 1 {
			t.Errorf("%s: faults %q", bad, faults)
		}
	}
}
