package lower

import (
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// reduce returns one iteration of a loop that only waits, under an assumption that
// it is the last; ok is false for any other loop. before is the number of registers
// that there were before the loop.
func (t *thread) reduce(head, rest []prog.Stmt, before int, out *label, at source.Span) (body []prog.Stmt, ok bool) {
	return nil, false
}
