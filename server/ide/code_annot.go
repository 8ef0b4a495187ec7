package ide

// annotCodes documents what can be wrong with the directives in comments. A test with
// an error in a directive is not checked.
func annotCodes() []CodeDoc {
	return []CodeDoc{
		{"unknown-directive", "The word behind `@lkmm` is no directive, or `@lkmm` itself is misspelt. The quick fix writes the most similar one."},
		{"bad-directive", "A directive does not have its form; the message shows it. A directive goes on at the next line only if that is indented deeper than its `@lkmm`, and a bracket or an operator asks for more."},
		{"directive-before-test", "A directive belongs to the `@lkmm test NAME` above it in the same comment, or in comments with nothing but blank lines between. Here is none."},
		{"duplicate-test", "Two tests of a file have one name, so that nobody can tell which one is meant."},
		{"duplicate-label", "Two threads of a test have one label, so that a property could not tell their locals apart. Threads that call one function need labels: `@lkmm thread second = f(2)`."},
		{"contradictory-directive", "The directive says otherwise than an earlier one of the same test. Only one of them can be meant."},
		{"misplaced-directive", "A directive begins a line of its comment. Behind other words it is prose and means nothing."},
		{"repeated-directive", "The test says this already."},
		{"precedence", "C groups this otherwise than it reads: `x & 1 == 0` is `x & (1 == 0)`, and `a < b < c` compares the truth of `a < b` with c. Write parentheses."},
	}
}
