package annot

// About describes a directive to people.
type About struct {
	// Word is the directive's word, Form how it is written, without the mark.
	Word, Form string
	// Brief says in one line what it does; Doc says all of it, in Markdown.
	Brief, Doc string
	// Snippet is the directive behind the mark with tab stops as the language
	// server protocol writes them.
	Snippet string
	// goesOn is set if the directive may go on at the next line.
	goesOn bool
}

// Words returns all directives in the order in which a test has them.
func Words() []About {
	return []About{
		{
			Word: "test", Form: "test NAME", Brief: "begins a test",
			Doc: "Begins a test. It has all directives up to the next `test` or up to the end of this run of comments: " +
				"code between two comments ends it, blank lines do not. A file may have several tests, each with a name of its own.",
			Snippet: "test ${1:name}",
		},
		{
			Word: "shared", Form: "shared TYPE NAME [= INIT]", Brief: "declares an object that the threads share",
			Doc: "Declares an object of this test, as the language declares one. It is zero unless an initial value is given. " +
				"Globals of the file are shared already and need no directive.",
			Snippet: "shared ${1:int x}", goesOn: true,
		},
		{
			Word: "init", Form: "init LVALUE = EXPR, …", Brief: "sets initial values",
			Doc: "Sets initial values of shared objects, globals of the file included: `init m.ready = 1, head = &node`. " +
				"What is set nowhere is what the file says, else zero.",
			Snippet: "init ${1:x} = ${2:0}", goesOn: true,
		},
		{
			Word: "thread", Form: "thread [LABEL =] CALL", Brief: "adds a thread that makes one call",
			Doc: "Adds a thread that makes this one call, at the same time as the other threads. Properties name its locals " +
				"`LABEL.local` and what the call returns `LABEL.return`. The label is the function's name unless one is given; " +
				"two threads that call one function need one.",
			Snippet: "thread ${1:function}(${2})", goesOn: true,
		},
		{
			Word: "never", Form: "never EXPR", Brief: "no execution may end like this",
			Doc:     "States that no execution that the model allows ends in a state in which the expression is true." + overFinal,
			Snippet: "never ${1:x == 0}", goesOn: true,
		},
		{
			Word: "always", Form: "always EXPR", Brief: "every execution must end like this",
			Doc:     "States that every execution that the model allows ends in a state in which the expression is true." + overFinal,
			Snippet: "always ${1:x == 1}", goesOn: true,
		},
		{
			Word: "sometimes", Form: "sometimes EXPR", Brief: "some execution must end like this",
			Doc: "States that some execution that the model allows ends in a state in which the expression is true. " +
				"It shows that a test can get where it is meant to get." + overFinal,
			Snippet: "sometimes ${1:x == 1}", goesOn: true,
		},
		{
			Word: "exists", Form: "exists (CONDITION)", Brief: "`sometimes` as a litmus test writes it",
			Doc: "The same as `sometimes`, with a condition as a litmus test has it: `exists (x=1 /\\ ~(consumer.r0=0))`. " +
				"`=`, `/\\`, `\\/` and `~` stand for `==`, `&&`, `||` and `!`; a register may be written with the number of its thread, `1:r0`.",
			Snippet: "exists (${1:x=1})", goesOn: true,
		},
		{
			Word: "~exists", Form: "~exists (CONDITION)", Brief: "`never` as a litmus test writes it",
			Doc:     "The same as `never`, with a condition as a litmus test has it: `~exists (x=1 /\\ consumer.r0=0)`.",
			Snippet: "~exists (${1:x=1})", goesOn: true,
		},
		{
			Word: "forall", Form: "forall (CONDITION)", Brief: "`always` as a litmus test writes it",
			Doc:     "The same as `always`, with a condition as a litmus test has it: `forall (x=1 \\/ consumer.r0=0)`.",
			Snippet: "forall (${1:x=1})", goesOn: true,
		},
		{
			Word: "allow", Form: "allow data-race", Brief: "data races are no finding of this test",
			Doc: "Leaves data races out of the findings of this test. Without it each race between plain accesses is reported; " +
				"`data_race(x)` marks a single access instead.",
			Snippet: "allow data-race",
		},
		{
			Word: "ignore", Form: "ignore NAME, …", Brief: "calls of these functions do nothing",
			Doc: "Says that calls of these functions and macros have no effect on what is checked, such as logging. " +
				"They are left out, their arguments too; what they return is not known. The usual ones (`pr_info`, `printk`, `might_sleep`, " +
				"the asserts of lockdep, `cpu_relax`) need no directive.",
			Snippet: "ignore ${1:function}", goesOn: true,
		},
		{
			Word: "with", Form: "with FILE", Brief: "takes functions of another file too",
			Doc: "Makes the functions of another file, C or Rust, available to this test. The path is relative to this file. " +
				"Shared objects of the two meet by name and layout.",
			Snippet: "with ${1:file}",
		},
		{
			Word: "stub", Form: "stub DECLARATION", Brief: "gives a function that is not here",
			Doc: "Declares a function whose body is not within reach: `stub int foo(void)`. A call of it does nothing and returns any value " +
				"of its type; whatever is then stated must hold for each of them.",
			Snippet: "stub ${1:int foo(void)}", goesOn: true,
		},
		{
			Word: "define", Form: "define NAME[=VALUE]", Brief: "defines a macro, such as CONFIG_SMP",
			Doc:     "Defines a macro for this test, as the compiler's `-D` does, and so decides which branch of an `#ifdef` is checked. Without a value it is 1.",
			Snippet: "define ${1:CONFIG_X}",
		},
		{
			Word: "unroll", Form: "unroll N", Brief: "how often loops are followed",
			Doc: "Follows loops (and recursion) up to N iterations, as the flag `--unroll` does. Loops that only wait for a condition need none. " +
				"A verdict that holds only up to the bound says so.",
			Snippet: "unroll ${1:4}",
		},
		{
			Word: "model", Form: "model NAME", Brief: "checks this test with another memory model",
			Doc:     "Checks this test with the memory model of this name, as the flag `--model` does.",
			Snippet: "model ${1:name}",
		},
	}
}

// overFinal is what all properties have in common.
const overFinal = " The expression has C's operators, and `=>` for \"implies\", which binds weakest. It names shared objects (`m.ready`), " +
	"threads' locals (`consumer.r0`) and results (`consumer.return`), all with the values that they have at the end."

// Lookup returns the description of a directive.
func Lookup(word string) (About, bool) {
	for _, a := range Words() {
		if a.Word == word {
			return a, true
		}
	}
	return About{}, false
}

// wordList returns the words of all directives.
func wordList() []string {
	var list []string
	for _, a := range Words() {
		list = append(list, a.Word)
	}
	return list
}
