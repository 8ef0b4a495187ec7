package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// conditionHover says what the answer to the question of a test is.
func (d *Document) conditionHover(offset int, results []TestResult) *Hover {
	for i, t := range d.Outline().Tests {
		if holds(t.Condition, offset) {
			return &Hover{Span: t.Condition, Markdown: d.answerMarkdown(i, results)}
		}
	}
	return nil
}

// maxStates is how many final states a hover lists.
const maxStates = 10

// answerMarkdown is all that is known of the answer to a test.
func (d *Document) answerMarkdown(test int, results []TestResult) string {
	r := d.resultOf(test, results)
	if r == nil || r.Program == nil {
		return d.verdictLine(test, results)
	}
	var b strings.Builder
	b.WriteString(d.verdictLine(test, results) + "\n")
	res := r.Decided()
	if res == nil {
		return b.String()
	}
	if len(res.Flags) > 0 {
		b.WriteString("\n" + d.flagLines(r, res))
	}
	b.WriteString(stateLines(res))
	fmt.Fprintf(&b, "\n%s\n", effort(r, res))
	return b.String()
}

// verdictLine says the verdict in words, and how it compares with what is expected.
func (d *Document) verdictLine(test int, results []TestResult) string {
	if test >= 0 && test < len(d.Input.Tests) && d.Input.Tests[test].Problems.HasErrors() {
		return "**Not checked**: the test has " + counted(errorsIn(d.Input.Tests[test].Problems), "error", "errors") + "."
	}
	r := d.resultOf(test, results)
	if r == nil {
		return "**Not checked yet.**"
	}
	line := "**" + verdictSentence(r) + "**"
	if res := r.Decided(); res != nil && res.Bounded && !res.NoExecution {
		line += ", up to the loop bound"
	}
	switch {
	case r.hasProperties():
	case r.Judgement.Reason != "":
		line += ". Not as the comment says: " + r.Judgement.Reason
	case r.Decided() != nil && r.Judgement.Expected != "":
		line += ", as expected"
	}
	return line + "."
}

// verdictSentence is the verdict with what it is about.
func verdictSentence(r *TestResult) string {
	text := r.Verdict()
	if res := r.Decided(); res != nil && !res.NoExecution && !r.hasProperties() && r.Program.Cond.Quant == prog.Exists {
		text = "this " + text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// flagLines lists the flags with their meaning.
func (d *Document) flagLines(r *TestResult, res *verify.Result) string {
	var b strings.Builder
	for i := range res.Flags {
		f := &res.Flags[i]
		pairs := d.flaggedPairs(f)
		text := FlagMeaning(f.Name, r.Program)
		if f.Name == DataRaceFlag && len(pairs) > 0 {
			text = fmt.Sprintf("data race between line %d and line %d", line(pairs[0][0]), line(pairs[0][1]))
			if len(pairs) > 1 {
				text += fmt.Sprintf(", and %d more", len(pairs)-1)
			}
		} else if len(pairs) > 0 {
			text += fmt.Sprintf(" (line %d)", line(pairs[0][0]))
		}
		fmt.Fprintf(&b, "- Flag %s: %s\n", code(f.Name), text)
	}
	return b.String()
}

// line returns the line of an access.
func line(a flagged) int { return a.span.Position().Line }

// stateLines lists the final states, as far as they are known, and counts the
// executions on each side.
func stateLines(res *verify.Result) string {
	var b strings.Builder
	switch res.Enumeration {
	case verify.NotAsked:
		return ""
	case verify.Complete:
		fmt.Fprintf(&b, "\n%s:\n", counted(len(res.States), "final state", "final states"))
	case verify.Partial:
		fmt.Fprintf(&b, "\nAt least %s (time ran out while listing them):\n", counted(len(res.States), "final state", "final states"))
	default:
		panic(fmt.Sprintf("ide: unhandled enumeration %d", res.Enumeration))
	}
	if len(res.States) == 0 {
		return ""
	}
	b.WriteString("\n```text\n")
	for i, s := range res.States {
		if i == maxStates {
			fmt.Fprintf(&b, "… and %d more\n", len(res.States)-i)
			break
		}
		if s == "" {
			s = "(nothing is asked for)"
		}
		b.WriteString(s + "\n")
	}
	b.WriteString("```\n")
	if res.Enumeration == verify.Complete {
		fmt.Fprintf(&b, "\n%s, %s.\n",
			counted(res.Positives, "execution satisfies the proposition", "executions satisfy the proposition"),
			counted(res.Negatives, "does not", "do not"))
	}
	return b.String()
}

// effort says how long the answer took, and which engine gave it.
func effort(r *TestResult, res *verify.Result) string {
	engine := "engine " + res.Stats.Engine.String()
	return fmt.Sprintf("*%s, %s, %s tried*", duration(r.Millis), engine,
		counted(res.Stats.Candidates, "candidate execution", "candidate executions"))
}

// expectationHover says how a Result comment is judged.
func (d *Document) expectationHover(offset int, results []TestResult) *Hover {
	for i, p := range d.Programs {
		if p == nil || p.Expect == nil {
			continue
		}
		span := d.expectationSpan(p)
		start := max(span.Start-len("Result: "), 0)
		if offset < start || offset > span.End || span.File != d.File {
			continue
		}
		return &Hover{Span: d.File.Span(start, span.End), Markdown: joined(
			expectationMeaning(p.Expect), d.verdictLine(i, results))}
	}
	return nil
}

// expectationSpan returns the place of an expectation without the end of its
// comment.
func (d *Document) expectationSpan(p *prog.Program) source.Span {
	span := d.local(p.Expect.Span)
	text := strings.TrimSuffix(strings.TrimSuffix(span.Text(), "*)"), "*/")
	span.End = span.Start + len(strings.TrimRight(text, " \t"))
	return span
}

// expectationMeaning says what a Result comment demands.
func expectationMeaning(e *prog.Expectation) string {
	var text string
	switch e.Word {
	case "Never":
		text = "The proposition of the condition is true in no execution."
	case "Sometimes":
		text = "The proposition of the condition is true in some executions and not in others."
	case "Always":
		text = "The proposition of the condition is true in every execution."
	case expectMaybe:
		text = "Any verdict will do."
	case expectDeadlock:
		text = "No execution is possible at all."
	default:
		text = code(e.Word) + " is none of `Never`, `Sometimes`, `Always`, `Maybe` and `DEADLOCK`, so no verdict meets it."
	}
	switch {
	case e.DataRace:
		text += " There is a data race, and only that is binding: what a racy program does is up to the compiler, so the word before `DATARACE` is not held against the verdict."
	case e.Word == expectMaybe:
		text += " But there is no data race: `DATARACE` would announce one."
	default:
		text += " And there is no data race: `DATARACE` would announce one."
	}
	return "**Expected:** " + text + "\n\nThe first line of this form counts, by the rules of the kernel's `tools/memory-model/scripts`."
}

// testHover sums up the test whose header is at an offset.
func (d *Document) testHover(offset int, results []TestResult) *Hover {
	for i, t := range d.Outline().Tests {
		if !holds(t.NameSpan, offset) {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s: litmus test with %s\n", code(t.Name), counted(len(t.Threads), "thread", "threads"))
		if p := d.program(i); p != nil && p.Cond != nil && p.Cond.Text != "" && !d.Problems.HasErrors() {
			fmt.Fprintf(&b, "\n```c\n%s\n```\n", p.Cond.Text)
		}
		return &Hover{Span: t.NameSpan, Markdown: joined(b.String(), d.answerMarkdown(i, results))}
	}
	return nil
}

// threadHover sums up the thread whose name is at an offset.
func (d *Document) threadHover(offset int, _ []TestResult) *Hover {
	for i, t := range d.Outline().Tests {
		for _, th := range t.Threads {
			if holds(th.NameSpan, offset) {
				return &Hover{Span: th.NameSpan, Markdown: d.threadMarkdown(i, th.ID)}
			}
		}
	}
	t, ok := d.threadNumberAt(offset)
	if !ok {
		return nil
	}
	return &Hover{Span: t, Markdown: d.threadMarkdown(d.testAt(offset), threadNumber(t.Text()))}
}

// threadMarkdown lists what a thread can touch: the shared variables that it is
// given and its registers.
func (d *Document) threadMarkdown(test, id int) string {
	var shared, registers []string
	for _, s := range d.Outline().Symbols {
		switch {
		case s.Test != test:
		case s.Thread == id:
			registers = append(registers, code(s.Name))
		case s.Thread < 0:
			for _, r := range s.Refs {
				if r.Thread == id {
					shared = append(shared, code(s.Name))
					break
				}
			}
		}
	}
	return fmt.Sprintf("`P%d`: thread %d of the test\n\nShared variables: %s\n\nRegisters: %s\n", id, id, listed(shared), listed(registers))
}

// listed joins names, or says that there are none.
func listed(names []string) string {
	const most = 16
	if len(names) == 0 {
		return "none"
	}
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	return strings.Join(names, ", ")
}
