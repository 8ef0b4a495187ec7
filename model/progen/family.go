package progen

import (
	"fmt"
	"strings"
)

// FamilyInfo is a family of tests that grows with a number.
type FamilyInfo struct {
	Name string
	// Doc says what n counts and why the answer is what it is.
	Doc string
	// Least is the smallest n that makes sense.
	Least int
	// Expected is the observation for a given n.
	Expected func(n int) string
	make     func(n int) family
}

// family is the test for one n.
type family struct {
	init    string
	threads []familyThread
	final   string
}

type familyThread struct {
	params string
	lines  []string
}

// Families lists the families in the order in which they are reported.
func Families() []FamilyInfo {
	return []FamilyInfo{
		{
			Name: "sb-ring-mb", Least: 2, Expected: always("Never"), make: ring("smp_mb();"),
			Doc: "A store-buffer ring of N threads: each stores to its own variable, passes a full fence and loads its neighbour's. The fences forbid that all loads come first.",
		},
		{
			Name: "sb-ring", Least: 2, Expected: always("Sometimes"), make: ring(""),
			Doc: "The store-buffer ring of N threads without fences, which all loads may come first in.",
		},
		{
			Name: "mp-chain", Least: 2, Expected: always("Never"), make: chain(true),
			Doc: "A message that is handed on over N threads, each hand-over a release that an acquire reads. It arrives.",
		},
		{
			Name: "mp-chain-relaxed", Least: 2, Expected: always("Sometimes"), make: chain(false),
			Doc: "The chain of N threads with marked but unordered accesses, in which the message may be overtaken.",
		},
		{
			Name: "iriw-mb", Least: 2, Expected: always("Never"), make: iriw("smp_mb();"),
			Doc: "Two writers and N readers that load the two variables in alternating order with full fences between: no two of them disagree about which was stored first.",
		},
		{
			Name: "iriw", Least: 2, Expected: always("Sometimes"), make: iriw(""),
			Doc: "Two writers and N readers without fences, which may disagree.",
		},
		{
			Name: "rcu-chain", Least: 2, Expected: always("Never"), make: rcuChain(true),
			Doc: "A cycle of N threads, in turn a grace period and a reader, each loading what the one before stores. There are as many grace periods as readers, or one more, so the cycle cannot close.",
		},
		{
			Name: "rcu-chain-short", Least: 2, Expected: always("Sometimes"), make: rcuChain(false),
			Doc: "A cycle of N threads, in turn a reader and a grace period, with one grace period fewer than there are readers: an even N has a thread with a full fence in the place of the last one. A reader is left over, so the cycle closes.",
		},
		{
			Name: "lock-ring", Least: 2, Expected: always("Never"), make: lockRing,
			Doc: "The store-buffer ring inside N critical sections of one lock: whoever comes last sees all stores.",
		},
		{
			Name: "cmpxchg", Least: 2, Expected: always("Never"), make: cmpxchgRace,
			Doc: "N threads try to turn one word from 0 to 1: no two of them succeed.",
		},
		{
			Name: "atomic-inc", Least: 1, Expected: always("Never"), make: increments,
			Doc: "N threads increment one counter: its last value is N, whatever the order.",
		},
		{
			Name: "xchg", Least: 2, Expected: always("Never"), make: exchanges(false),
			Doc: "N threads exchange one word: no two of them get its first value.",
		},
		{
			Name: "xchg-order", Least: 1, Expected: always("Sometimes"), make: exchanges(true),
			Doc: "N threads exchange one word, and the question is for one of the N! orders.",
		},
	}
}

func always(observation string) func(int) string { return func(int) string { return observation } }

// Family returns the text of the test of a family for n, or "" if there is no
// such family. An n below the least one is raised to it.
func Family(name string, n int) string {
	for _, info := range Families() {
		if info.Name == name {
			n = max(n, info.Least)
			return render(info, n, info.make(n))
		}
	}
	return ""
}

// render writes a family's test with the comment that says what it shows.
func render(info FamilyInfo, n int, f family) string {
	var out strings.Builder
	fmt.Fprintf(&out, "C %s-%d\n\n(*\n * Result: %s\n *\n", info.Name, n, info.Expected(n))
	for _, line := range wrap(info.Doc, 76) {
		out.WriteString(" * " + line + "\n")
	}
	fmt.Fprintf(&out, " * Here N is %d.\n *)\n\n%s\n", n, f.init)
	for i, th := range f.threads {
		fmt.Fprintf(&out, "\nP%d(%s)\n{\n", i, th.params)
		for _, line := range th.lines {
			if line != "" {
				out.WriteString("\t" + line + "\n")
			}
		}
		out.WriteString("}\n")
	}
	out.WriteString("\n" + f.final + "\n")
	return out.String()
}

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// conjunction joins atoms into an exists clause.
func conjunction(atoms []string) string { return "exists (" + strings.Join(atoms, ` /\ `) + ")" }
