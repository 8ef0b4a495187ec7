package diag

import "strings"

// Closest returns the name that is most like a mistyped word, or "" if none is
// near. Of names that are equally near it returns the first.
func Closest(word string, names []string) string {
	best, least := "", max(2, len(word)/4)+1
	for _, name := range names {
		if name == word || apart(len(name), len(word)) >= least {
			continue
		}
		d := Distance(strings.ToLower(word), strings.ToLower(name))
		if d < least {
			best, least = name, d
		}
	}
	if least >= len(word) {
		return ""
	}
	return best
}

func apart(n, m int) int { return max(n-m, m-n) }

// Distance returns how many characters must be added, removed, replaced or
// swapped with a neighbour to turn a into b. Long names count as far apart.
func Distance(a, b string) int {
	const longest = 64
	if len(a) > longest || len(b) > longest {
		return longest
	}
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	var last []int
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last, before, row = before, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], last[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
