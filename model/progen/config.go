package progen

// Config sets the size and the subject of random programs.
type Config struct {
	// MinThreads and MaxThreads bound the number of threads; numbers above two
	// get rarer the larger they are.
	MinThreads, MaxThreads int
	// MaxStatements bounds the top-level statements of a thread. A critical
	// section counts as one.
	MaxStatements int
	// MaxDepth bounds the nesting of if, while and critical sections.
	MaxDepth int
	// MaxBranches bounds the if and while statements of a program.
	MaxBranches int
	// MaxWrites bounds the writes to one location, all paths taken together.
	MaxWrites int
	// MaxReads bounds the reads of a program, loop bodies counted unrolled.
	MaxReads int
	// MaxCandidates bounds the estimated number of candidate executions.
	MaxCandidates float64
	// Themes are the subjects to draw from; none means AllThemes.
	Themes []Theme
	// Mistakes allows what herd7 accepts although it is wrong: reads through
	// null pointers, arithmetic on addresses, unmatched critical sections,
	// unread registers, and the like.
	Mistakes bool
}

// Default returns the sizes that the comparison with the enumerator uses: a
// program then takes the enumerator milliseconds, rarely a second.
func Default() Config {
	return Config{
		MinThreads:    1,
		MaxThreads:    4,
		MaxStatements: 4,
		MaxDepth:      2,
		MaxBranches:   3,
		MaxWrites:     4,
		MaxReads:      9,
		MaxCandidates: 1 << 13,
		Mistakes:      true,
	}
}
