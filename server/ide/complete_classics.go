package ide

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// classic is a well-known test. Its text is that of the file; what stands between
// « and » is a tab stop.
type classic struct{ name, detail, text string }

// classics proposes whole tests, in place of the header that is being typed.
func (c *completer) classics() {
	text := c.File.Text()
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	at := c.File.Span(min(start, c.offset), c.offset)
	if strings.TrimSpace(text) == "" {
		at = c.File.Span(c.offset, c.offset) // the lines before stay
		if c.onlyBlank(0, c.offset) {
			at = c.File.Span(0, c.offset) // a test begins on the first line
		}
	}
	for i, t := range classicTests() {
		s := &snippet{}
		plain := ""
		for k, part := range strings.FieldsFunc(t.text, func(r rune) bool { return r == '«' || r == '»' }) {
			if k%2 == 1 {
				s.stop(part)
			} else {
				s.text(part)
			}
			plain += part
		}
		c.addClassic(at, t, s.String(), plain, i)
	}
}

func (c *completer) addClassic(at source.Span, t classic, insert, plain string, order int) {
	label := "C " + t.name
	typed := strings.TrimSpace(at.Text())
	if typed != "" && !isNear(label, typed) && !isNear(t.name, typed) {
		return
	}
	c.list = append(c.list, Completion{
		Kind: CompleteTest, Label: label, Detail: t.detail, Markdown: "```c\n" + plain + "```",
		Replace: at, Insert: insert, Snippet: true, Order: order,
	})
}

// classicTests returns the tests, each with the verdict that the model gives it.
func classicTests() []classic {
	return []classic{
		{"MP", "message passing: data, then flag", `C «MP»

(*
 * Result: Never
 *
 * Message passing: who sees the flag sees the data.
 *)

{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	«smp_store_release(y, 1)»;
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = «smp_load_acquire(y)»;
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\ 1:r1=0)
`},
		{"SB", "store buffering: two flags", `C «SB»

(*
 * Result: Never
 *
 * Store buffering: of two who raise a flag and look at the other's, at least one
 * sees it raised.
 *)

{}

P0(int *x, int *y)
{
	int r0;

	WRITE_ONCE(*x, 1);
	«smp_mb()»;
	r0 = READ_ONCE(*y);
}

P1(int *x, int *y)
{
	int r0;

	WRITE_ONCE(*y, 1);
	«smp_mb()»;
	r0 = READ_ONCE(*x);
}

exists (0:r0=0 /\ 1:r0=0)
`},
		{"LB", "load buffering: values before their time", `C «LB»

(*
 * Result: Never
 *
 * Load buffering: nobody reads what is written only after it was read.
 *)

{}

P0(int *x, int *y)
{
	int r0;

	r0 = READ_ONCE(*x);
	«smp_store_release(y, 1)»;
}

P1(int *x, int *y)
{
	int r0;

	r0 = «smp_load_acquire(y)»;
	WRITE_ONCE(*x, 1);
}

exists (0:r0=1 /\ 1:r0=1)
`},
		{"IRIW", "independent reads of independent writes", `C «IRIW»

(*
 * Result: Never
 *
 * Independent reads of independent writes: two readers agree on which of two
 * writes came first.
 *)

{}

P0(int *x)
{
	WRITE_ONCE(*x, 1);
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*x);
	«smp_mb()»;
	r1 = READ_ONCE(*y);
}

P2(int *y)
{
	WRITE_ONCE(*y, 1);
}

P3(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*y);
	«smp_mb()»;
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\ 1:r1=0 /\ 3:r0=1 /\ 3:r1=0)
`},
		{"RCU", "a reader and a grace period", `C «RCU»

(*
 * Result: Never
 *
 * The guarantee of RCU: a reader that sees what follows a grace period sees what
 * preceded it.
 *)

{}

P0(int *x, int *y)
{
	int r0;
	int r1;

	rcu_read_lock();
	r0 = READ_ONCE(*y);
	r1 = READ_ONCE(*x);
	rcu_read_unlock();
}

P1(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	«synchronize_rcu()»;
	WRITE_ONCE(*y, 1);
}

exists (0:r0=1 /\ 0:r1=0)
`},
		{"RCU-publish", "a pointer that RCU protects", `C «RCU-publish»

(*
 * Result: Never
 *
 * Publishing with RCU: who finds the new object finds it filled in.
 *)

{
int old = 0;
int new = 0;
int *p = old;
}

P0(int **p, int *new)
{
	WRITE_ONCE(*new, 1);
	«rcu_assign_pointer(*p, new)»;
}

P1(int **p)
{
	int *r0;
	int r1;

	rcu_read_lock();
	r0 = «rcu_dereference(*p)»;
	r1 = READ_ONCE(*r0);
	rcu_read_unlock();
}

exists (1:r0=new /\ 1:r1=0)
`},
	}
}
