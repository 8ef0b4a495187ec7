package verify_test

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// growthReport is what is written as JSON.
type growthReport struct {
	Go    string       `json:"go"`
	CPUs  int          `json:"cpus"`
	Lines []growthLine `json:"lines"`
}

// writeGrowth writes the measurements as JSON, and as tables if a file is named
// for them.
func writeGrowth(file, table string, lines []growthLine) error {
	text, err := json.MarshalIndent(growthReport{runtime.Version(), runtime.GOMAXPROCS(0), lines}, "", "\t")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil || table == "" {
		return err
	}
	var out strings.Builder
	for _, info := range progen.Families() {
		var family []growthLine
		for _, l := range lines {
			if l.Family == info.Name {
				family = append(family, l)
			}
		}
		if len(family) > 0 {
			out.WriteString(growthTable(info, family) + "\n")
		}
	}
	return os.WriteFile(table, []byte(out.String()+growthSummary(lines)), 0o644)
}

// growthTable puts a family's lines side by side.
func growthTable(info progen.FamilyInfo, lines []growthLine) string {
	head := []string{"N"}
	var rows [][]string
	for _, l := range lines {
		switch l.Mode {
		case "auto":
			head = append(head, "auto ms", "by")
		case "smt":
			head = append(head, "smt ms", "rounds", "lemmas", "candidates")
		case "smt-cold":
			head = append(head, "cold ms")
		case "native":
			head = append(head, "native ms", "candidates")
		default:
			panic("unhandled mode " + l.Mode)
		}
	}
	longest := 0
	for _, l := range lines {
		longest = max(longest, len(l.Points))
	}
	for i := range longest {
		row := []string{""}
		for _, l := range lines {
			var cells []string
			if i < len(l.Points) {
				row[0] = fmt.Sprint(l.Points[i].N)
				cells = growthCells(l.Points[i])
			} else {
				cells = make([]string, len(growthCells(l.Points[0])))
			}
			row = append(row, cells...)
		}
		rows = append(rows, row)
	}
	return fmt.Sprintf("### %s\n\n%s Expected: %s.\n\n%s", info.Name, info.Doc, info.Expected(8), markdown(head, rows))
}

// growthCells are the cells of one measurement.
func growthCells(p growthPoint) []string {
	ms := fmt.Sprintf("%.2f", p.Ms)
	if p.Status != verify.Decided.String() {
		ms = p.Status
	}
	switch p.Mode {
	case "auto":
		return []string{ms, p.Engine}
	case "smt":
		return []string{ms, fmt.Sprint(p.Rounds), fmt.Sprint(p.Lemmas), fmt.Sprint(p.Candidates)}
	case "smt-cold":
		return []string{ms}
	case "native":
		return []string{ms, fmt.Sprint(p.Candidates)}
	default:
		panic("unhandled mode " + p.Mode)
	}
}

// growthSummary says how far each family came, and how fast its time grows at
// the end.
func growthSummary(lines []growthLine) string {
	var rows [][]string
	for _, l := range lines {
		last := l.Points[0]
		for _, p := range l.Points {
			if p.Status == verify.Decided.String() {
				last = p
			}
		}
		growth := ""
		if l.Exponent != 0 {
			growth = fmt.Sprintf("N^%.1f", l.Exponent)
		}
		rows = append(rows, []string{
			l.Family, l.Mode, fmt.Sprint(l.Largest), fmt.Sprintf("%.2f", last.Ms),
			fmt.Sprint(last.Rounds), fmt.Sprint(last.Lemmas), growth,
		})
	}
	return "### Growth\n\nThe largest N that was decided, and how fast the time grows between the last two points.\n\n" +
		markdown([]string{"family", "mode", "largest N", "ms", "rounds", "lemmas", "growth"}, rows)
}

// markdown aligns a table, words to the left and numbers to the right.
func markdown(head []string, rows [][]string) string {
	width := make([]int, len(head))
	words := make([]bool, len(head))
	for i, h := range head {
		width[i] = len(h)
		words[i] = len(rows) > 0 && strings.Trim(rows[0][i], "0123456789.N^-") != ""
	}
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], len(cell))
		}
	}
	var out strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			if words[i] {
				fmt.Fprintf(&out, "| %-*s ", width[i], cell)
			} else {
				fmt.Fprintf(&out, "| %*s ", width[i], cell)
			}
		}
		out.WriteString("|\n")
	}
	line(head)
	for i := range head {
		if dashes := strings.Repeat("-", width[i]); words[i] {
			out.WriteString("| " + dashes + " ")
		} else {
			out.WriteString("|-" + dashes + ":")
		}
	}
	out.WriteString("|\n")
	for _, row := range rows {
		line(row)
	}
	return out.String()
}
