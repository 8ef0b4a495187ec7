package progen

import (
	"fmt"
	"strings"
)

// Answer says what a hostile text should get.
type Answer uint8

const (
	// Rejected texts get an error with a place, and no verdict.
	Rejected Answer = iota
	// Warned texts get their verdict and a warning.
	Warned
	// Accepted texts are odd but right.
	Accepted
	// Undecided texts may be refused or given up, as long as it is soon and
	// without a panic.
	Undecided
)

// Case is a text that a checker must survive.
type Case struct {
	Name, Text string
	Answer     Answer
	// Why says what is wrong with the text.
	Why string
	// AtRunTime says that the error is one of an execution, not of the text.
	AtRunTime bool
}

// Hostile returns the hostile texts. Some are megabytes long, so that they are
// made rather than kept in files.
func Hostile() []Case {
	var all []Case
	all = append(all, hostileBytes()...)
	all = append(all, hostileSyntax()...)
	all = append(all, hostileMeaning()...)
	return append(all, hostileSizes()...)
}

func because(name, text string, answer Answer, why string) Case {
	return Case{Name: name, Text: text, Answer: answer, Why: why}
}

func atRunTime(name, text, why string) Case {
	return Case{Name: name, Text: text, Answer: Rejected, Why: why, AtRunTime: true}
}

// hostileBytes are texts that are no text.
func hostileBytes() []Case {
	binary := make([]byte, 4096)
	for i := range binary {
		binary[i] = byte(i*7 + i>>8)
	}
	valid := wellFormed("int r0 = READ_ONCE(*x);", "exists (0:r0=0)")
	return []Case{
		because("empty", "", Rejected, "an empty file"),
		because("blank", "\n\n   \n", Rejected, "a file of blanks"),
		because("binary", string(binary), Rejected, "no text at all"),
		because("header-only", "C only", Rejected, "nothing after the header"),
		because("zero-bytes", strings.Replace(valid, "READ", "RE\x00AD", 1), Rejected, "a zero byte inside a name"),
		because("bad-utf8", strings.Replace(valid, "r0 =", "r\xff =", 1), Rejected, "a byte that is not UTF-8 inside a name"),
		because("byte-order-mark", "\ufeff"+valid, Undecided, "a byte order mark before the header"),
		because("carriage-returns", strings.ReplaceAll(valid, "\n", "\r\n"), Undecided, "line ends of another system"),
		because("lisa", "LISA lisa\n{}\n P0 ;\n r[] r0 x ;\nexists (0:r0=0)\n", Rejected, "a litmus file of another language"),
		because("assembly", "PPC ppc\n{0:r1=x;}\n P0 ;\n lwz r2,0(r1) ;\nexists (0:r2=0)\n", Rejected, "a litmus file of a processor"),
	}
}

// wellFormed is a small test around a body and a final section.
func wellFormed(body, final string) string {
	return fmt.Sprintf("C hostile\n\n{}\n\nP0(int *x, int *y)\n{\n\t%s\n}\n\n%s\n", body, final)
}

// hostileSyntax are texts that the grammar refuses.
func hostileSyntax() []Case {
	final := "exists (0:r0=0)"
	read := "int r0 = READ_ONCE(*x);"
	return []Case{
		because("unterminated-header-comment", "C hostile\n(*\n * no end\n{}\nP0(int *x) { int r0 = 0; }\n"+final, Rejected, "a header comment without an end"),
		because("unterminated-comment", wellFormed(read+" /* no end", final), Rejected, "a comment without an end in a thread"),
		because("unterminated-init", "C hostile\n{ x=1;\n\nP0(int *x)\n", Rejected, "an init block without an end"),
		because("unterminated-body", "C hostile\n\n{}\n\nP0(int *x)\n{\n\t"+read+"\n\n"+final+"\n", Rejected, "a thread without a closing brace"),
		because("unterminated-condition", wellFormed(read, "exists (0:r0=0"), Rejected, "a condition without a closing parenthesis"),
		because("unterminated-string", wellFormed("// say \"\n\t"+read, final), Undecided, "a quote that is not closed, in a comment"),
		because("missing-semicolon", wellFormed("int r0 = READ_ONCE(*x)\n\tint r1 = 0;", final), Rejected, "a statement without its semicolon"),
		because("missing-operand", wellFormed("int r0 = 1 + ;", final), Rejected, "an operator without an operand"),
		because("missing-condition-value", wellFormed(read, "exists (0:r0=)"), Rejected, "a comparison with nothing"),
		because("stray-brace", wellFormed(read+" }", final), Rejected, "a brace too many"),
		because("wrong-thread-number", "C hostile\n{}\nP1(int *x) { int r0 = 0; }\n"+final, Rejected, "threads that do not start at P0"),
		because("no-thread", "C hostile\n{}\nexists (x=0)\n", Rejected, "a test without threads"),
		because("value-parameter", "C hostile\n{}\nP0(int x) { int r0 = x; }\n"+final, Rejected, "a parameter that is no pointer"),
		because("huge-number", wellFormed("int r0 = 99999999999999999999;", final), Rejected, "a constant beyond 32 bits"),
		because("huge-thread-number", wellFormed(read, "exists (99999999999999999999:r0=0)"), Rejected, "a thread number beyond all bounds"),
		because("two-conditions", wellFormed(read, final+"\n"+final), Rejected, "two conditions"),
		because("locations-after-condition", wellFormed(read, final+"\nlocations [x]"), Rejected, "a list after the condition"),
		because("commas-in-locations", wellFormed(read, "locations [x, y]\n"+final), Accepted, "commas where semicolons belong"),
		because("several-errors", wellFormed("int r0 = ;\n\tint r1 = frobnicate(x);\n\tint r2 = 1 +;", final), Rejected, "three mistakes that should all be reported"),
		because("words-run-together", "C hostile{}P0(int*x){int r0=READ_ONCE(*x);}exists(0:r0=0)", Undecided, "no blanks or line ends"),
	}
}

// hostileMeaning are texts that parse and yet mean nothing, or something else.
func hostileMeaning() []Case {
	final := "exists (0:r0=0)"
	read := "int r0 = READ_ONCE(*x);"
	return []Case{
		because("unknown-primitive", wellFormed("int r0 = frobnicate(x);", final), Rejected, "a primitive that does not exist"),
		because("wrong-argument-count", wellFormed("int r0 = READ_ONCE(*x, 1);", final), Rejected, "an argument too many"),
		because("too-few-arguments", wellFormed("WRITE_ONCE(*x);", final), Rejected, "an argument too few"),
		because("no-dereference", wellFormed("int r0 = READ_ONCE(x);", final), Rejected, "READ_ONCE of an address instead of what is there"),
		because("missing-condition-variable", wellFormed(read, "exists (nowhere=1)"), Rejected, "a condition over a variable that does not exist"),
		because("missing-condition-symbol", wellFormed(read, "exists (0:r0=nowhere)"), Rejected, "a comparison with the address of nothing"),
		because("missing-condition-thread", wellFormed(read, "exists (7:r0=0)"), Rejected, "a condition over a thread that does not exist"),
		because("missing-init-thread", "C hostile\n{ 7:r0=1; }\nP0(int *x) { int r0 = 0; }\n"+final, Rejected, "a register of a thread that does not exist"),
		because("twice-initialised", "C hostile\n{ x=1; x=2; }\nP0(int *x) { int r0 = 0; }\n"+final, Rejected, "two initial values"),
		because("unknown-type", "C hostile\n{ widget x=1; }\nP0(int *x) { int r0 = 0; }\n"+final, Rejected, "a type without a size"),
		because("undeclared-register", wellFormed("int r1;\n\tr0 = READ_ONCE(*x);\n\tr1 = r0;", final), Warned, "a register that is not declared, as another is"),
		because("unread-register", wellFormed("int r1;\n\tint r0 = r1;", final), Warned, "a register that is read before it is written"),
		because("missing-parameter", "C hostile\n{}\nP0(int *x) { int r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1); }\nP1(int *y) { WRITE_ONCE(*y, 2); }\n"+final, Warned, "a shared variable that is not a parameter"),
		atRunTime("null-read", wellFormed("int r1 = 0;\n\tint r0 = *r1;", final), "a read through zero in every execution"),
		because("self-deadlock", "C hostile\n{}\nP0(spinlock_t *s) { int r0 = 0; spin_lock(s); spin_lock(s); spin_unlock(s); spin_unlock(s); }\n"+final, Warned, "a lock that is taken twice: no execution"),
		because("lock-never-released", "C hostile\n{}\nP0(spinlock_t *s) { int r0 = 0; spin_lock(s); }\nP1(spinlock_t *s) { spin_lock(s); }\n"+final, Warned, "a lock that two threads take and none releases: no execution"),
		because("unlock-only", "C hostile\n{}\nP0(spinlock_t *s) { int r0 = 0; spin_unlock(s); }\n"+final, Accepted, "an unlock without a lock, which the model flags"),
		because("return-does-nothing", wellFormed("int r0 = 1;\n\treturn;\n\tr0 = 0;", final), Warned, "a return that does not return"),
		because("endless-loop", wellFormed("int r0 = 0;\n\twhile (1)\n\t\tr0 = r0 + 1;", final), Warned, "a loop that never ends: no execution"),
		atRunTime("division-by-zero", wellFormed("int r0 = 1 / 0;", final), "a division by zero in every execution"),
		because("implication-first", wellFormed(read, `exists (0:r0=1 /\ x=1 => y=1)`), Warned, "an implication that binds tighter than it looks"),
	}
}
