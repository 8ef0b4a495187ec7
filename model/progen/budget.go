package progen

import "maps"

// unroll is the loop bound that estimates assume, herd7's default.
const unroll = 2

// anywhere stands for the location of an access through a loaded pointer.
const anywhere = "*"

// footprint is what a piece of a program adds to the number of candidate
// executions.
type footprint struct {
	// reads and writes count accesses by location.
	reads, writes map[string]int
	// choices counts branches and primitives that may fail.
	choices int
	// branches counts if and while statements, in the text rather than unrolled.
	branches int
}

func reading(loc string) footprint { return footprint{reads: map[string]int{loc: 1}} }
func writing(loc string) footprint { return footprint{writes: map[string]int{loc: 1}} }

// updating is the footprint of a read-modify-write; choices is 1 if it may fail.
func updating(loc string, choices int) footprint {
	return footprint{reads: map[string]int{loc: 1}, writes: map[string]int{loc: 1}, choices: choices}
}

// plus returns the footprint of both.
func (f footprint) plus(g footprint) footprint {
	return footprint{
		reads:    addCounts(f.reads, g.reads),
		writes:   addCounts(f.writes, g.writes),
		choices:  f.choices + g.choices,
		branches: f.branches + g.branches,
	}
}

// times returns the footprint of n repetitions.
func (f footprint) times(n int) footprint {
	r := footprint{branches: f.branches}
	for range n {
		r = r.plus(footprint{reads: f.reads, writes: f.writes, choices: f.choices})
	}
	return r
}

func addCounts(a, b map[string]int) map[string]int {
	if len(b) == 0 {
		return a
	}
	sum := make(map[string]int, len(a)+len(b))
	maps.Copy(sum, a)
	for loc, n := range b {
		sum[loc] += n
	}
	return sum
}

// fits says whether a program with this footprint is within the limits.
// pointed are the locations that a pointer may point to.
func (f footprint) fits(c Config, pointed []string) bool {
	if f.branches > c.MaxBranches {
		return false
	}
	reads := 0
	for _, n := range f.reads {
		reads += n
	}
	for _, n := range f.all(pointed) {
		if n > c.MaxWrites {
			return false
		}
	}
	return reads <= c.MaxReads && f.candidates(pointed) <= c.MaxCandidates
}

// all counts the writes by location, writes through pointers counted for every
// location that a pointer may point to.
func (f footprint) all(pointed []string) map[string]int {
	writes := maps.Clone(f.writes)
	if n := writes[anywhere]; n > 0 {
		for _, loc := range pointed {
			writes[loc] += n
		}
		delete(writes, anywhere)
	}
	return writes
}

// candidates estimates the number of candidate executions.
func (f footprint) candidates(pointed []string) float64 {
	writes := f.all(pointed)
	total := 1.0
	for range f.choices {
		total *= 2
	}
	for _, n := range writes {
		for i := 2; i <= n; i++ {
			total *= float64(i)
		}
	}
	for loc, n := range f.reads {
		sources := float64(writes[loc] + 1)
		if loc == anywhere {
			sources = 0
			for _, p := range pointed {
				sources += float64(writes[p] + 1)
			}
		}
		for range n {
			total *= sources
		}
	}
	return total
}
