package progen

import (
	"fmt"
	"strings"
)

// hostileSizes are texts that are too much of something.
func hostileSizes() []Case {
	final := "exists (0:r0=0)"
	read := "int r0 = READ_ONCE(*x);"
	deep := 20_000
	return []Case{
		because("ten-megabytes-of-comment", strings.Replace(wellFormed(read, final), "{}", "(*\n"+strings.Repeat(" * nothing to see here\n", 10<<20/23)+" *)\n\n{}", 1), Accepted, "ten megabytes of comment"),
		because("ten-megabytes-of-statements", wellFormed(read+"\n\t"+strings.Repeat("r0 = r0 + 1;\n\t", 10<<20/15), final), Undecided, "ten megabytes of statements"),
		because("ten-megabytes-of-stores", wellFormed(read+"\n\t"+strings.Repeat("WRITE_ONCE(*x, 1);\n\t", 10<<20/20), final), Undecided, "half a million stores to one location"),
		because("ten-megabytes-of-condition", wellFormed(read, "exists (0:r0=0"+strings.Repeat(` /\ 0:r0=0`, 10<<20/11)+")"), Undecided, "a condition of a million atoms"),
		because("long-line", wellFormed("int r0 = 1"+strings.Repeat(" + 1", 250_000)+";", final), Undecided, "one expression of a megabyte"),
		because("long-name", wellFormed("int "+strings.Repeat("r", 1<<20)+" = 1;", "exists (x=0)"), Accepted, "a name of a megabyte"),
		because("deep-parentheses", wellFormed("int r0 = "+strings.Repeat("(", deep)+"1"+strings.Repeat(")", deep)+";", final), Undecided, "twenty thousand parentheses"),
		because("deep-blocks", wellFormed(read+strings.Repeat(" if (r0) {", deep)+" r0 = 1; "+strings.Repeat("}", deep), final), Undecided, "twenty thousand nested blocks"),
		because("deep-loops", wellFormed(read+strings.Repeat(" while (r0) {", 64)+" r0 = 0; "+strings.Repeat("}", 64), final), Undecided, "sixty-four nested loops, exponential when unrolled"),
		because("deep-casts", wellFormed("int r0 = "+strings.Repeat("(int)", deep)+"1;", final), Undecided, "twenty thousand casts"),
		because("deep-negation", wellFormed(read, "exists ("+strings.Repeat("~(", deep)+"0:r0=0"+strings.Repeat(")", deep)+")"), Undecided, "twenty thousand negations"),
		because("deep-implication", wellFormed(read, "exists ("+strings.Repeat("0:r0=0 => ", deep)+"0:r0=0)"), Undecided, "twenty thousand implications, which nest to the right"),
		because("deep-comments", "C hostile\n"+strings.Repeat("(*\n", deep)+strings.Repeat("*)\n", deep)+"{}\nP0(int *x) { "+read+" }\n"+final, Undecided, "twenty thousand nested comments"),
		because("deep-dereference", wellFormed(strings.Repeat("*", deep)+"x = 1;", "exists (x=0)"), Undecided, "a pointer to a pointer to …"),
		because("unclosed-parentheses", wellFormed("int r0 = "+strings.Repeat("(", deep)+";", final), Rejected, "twenty thousand parentheses that do not close"),
		because("many-errors", wellFormed(strings.Repeat("int r0 = ;\n\t", 10_000), final), Rejected, "ten thousand mistakes"),
		because("two-hundred-threads", manyThreads(200), Undecided, "two hundred threads"),
		because("many-branches", wellFormed(strings.Repeat("if (READ_ONCE(*x)) WRITE_ONCE(*y, 1);\n\t", 200)+"int r0 = 0;", final), Undecided, "two hundred branches, 2^200 paths"),
		because("many-locations", manyLocations(5_000), Undecided, "five thousand shared variables"),
		because("large-array", "C hostile\n{ int a[1000000000]; }\nP0(int *a) { int r0 = READ_ONCE(*a); }\n"+final, Undecided, "an array of a thousand million elements"),
	}
}

// manyThreads makes a store-buffer ring.
func manyThreads(n int) string { return Family("sb-ring", n) }

// manyLocations makes one thread that touches many variables once.
func manyLocations(n int) string {
	var params, body []string
	for i := range n {
		params = append(params, fmt.Sprintf("int *x%d", i))
		body = append(body, fmt.Sprintf("WRITE_ONCE(*x%d, 1);", i))
	}
	return fmt.Sprintf("C hostile\n\n{}\n\nP0(%s)\n{\n\t%s\n}\n\nexists (x0=1)\n",
		strings.Join(params, ", "), strings.Join(body, "\n\t"))
}
