package ide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// The tags of accesses that stand for the ends of an SRCU section. What they
// read and write is the index of the section, which means nothing to a reader.
const (
	tagSrcuLock   = "srcu-lock"
	tagSrcuUnlock = "srcu-unlock"
)

// effect words what an access did.
func (b *graphBuilder) effect(a *access) string {
	var parts []string
	for k, i := range a.events {
		e := b.x.Events[i]
		p := b.eventEffect(i)
		if p == "" {
			continue
		}
		if k > 0 && e.Kind == event.Write && len(parts) > 0 {
			// The place was just named by the read half.
			p = "writes " + b.value(e)
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, ", ")
}

func (b *graphBuilder) eventEffect(i int) string {
	e := b.x.Events[i]
	switch e.Kind {
	case event.Read:
		if e.Tag == tagSrcuLock {
			return ""
		}
		return "reads " + b.cell(e) + "=" + b.value(e) + b.from(i, "from ", "(initial)")
	case event.Write:
		if e.Tag == tagSrcuUnlock {
			return ""
		}
		return "writes " + b.cell(e) + "=" + b.value(e)
	case event.LockRead:
		return "takes " + b.cell(e) + b.from(i, "after ", "first")
	case event.Unlock:
		return "releases " + b.cell(e)
	case event.LockFail, event.IsLocked:
		return "finds " + b.cell(e) + " taken" + b.from(i, "by ", "")
	case event.NotLocked:
		return "finds " + b.cell(e) + " free" + b.from(i, "after ", "")
	case event.LockWrite, event.Fence, event.Sync, event.Section, event.Init:
		return ""
	default:
		panic(fmt.Sprintf("ide: unhandled kind %v", e.Kind))
	}
}

// from names the access that event i reads from, with a blank before it.
func (b *graphBuilder) from(i int, preposition, initial string) string {
	s := b.source[i]
	switch {
	case s >= 0 && b.of[s] >= 0:
		return " " + preposition + b.accesses[b.of[s]].letter
	case initial != "":
		return " " + initial
	default:
		return ""
	}
}

func (b *graphBuilder) cell(e exec.Event) string { return CellName(b.x.Prog, e.Addr) }

func (b *graphBuilder) value(e exec.Event) string { return e.Value.Format(b.x.Prog) }

// coherence lists, for each cell that more than one access wrote, the accesses
// in the order in which the memory took their writes.
func (b *graphBuilder) coherence() []string {
	var lines []string
	for _, writes := range b.writes() {
		if len(writes) < 2 {
			continue
		}
		order := make([]string, len(writes))
		for k, i := range writes {
			order[k] = b.accesses[b.of[i]].letter + "=" + b.value(b.x.Events[i])
		}
		lines = append(lines, b.cell(b.x.Events[writes[0]])+": "+strings.Join(order, ", then "))
	}
	return lines
}

// writes returns the writes to each cell in coherence order, the cells in the
// order of the text. Initial writes and what stands for the ends of an SRCU
// section are left out.
func (b *graphBuilder) writes() [][]int {
	byCell := make(map[prog.Value][]int)
	var cells []prog.Value
	for i, e := range b.x.Events {
		if e.Kind != event.Write || e.Tag == tagSrcuUnlock {
			continue
		}
		if len(byCell[e.Addr]) == 0 {
			cells = append(cells, e.Addr)
		}
		byCell[e.Addr] = append(byCell[e.Addr], i)
	}
	lists := make([][]int, len(cells))
	for k, c := range cells {
		writes := byCell[c]
		slices.SortStableFunc(writes, func(i, j int) int { return b.earlier(writes, i) - b.earlier(writes, j) })
		lists[k] = writes
	}
	return lists
}

// earlier returns how many of the writes come before write i. CO is a total
// order over the writes to a cell, so this is its place among them.
func (b *graphBuilder) earlier(writes []int, i int) int {
	n := 0
	for _, j := range writes {
		if j != i && b.x.CO.Has(j, i) {
			n++
		}
	}
	return n
}
