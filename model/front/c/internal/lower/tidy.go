package lower

import "github.com/lkmm-tools/fencepost/model/prog"

// tidy returns the statements of a thread in the form in which they are kept.
func tidy(list []prog.Stmt) []prog.Stmt { return list }
