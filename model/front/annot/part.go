package annot

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/lkmm-tools/fencepost/model/source"
)

// maxUnroll bounds `unroll`; it is the bound of the flag.
const maxUnroll = 1000

// dataRace is what `allow` can allow.
const dataRace = "data-race"

// validTestName reports whether a text can name a test.
func validTestName(s string) bool {
	for _, r := range s {
		if r == unicode.ReplacementChar || !unicode.IsGraphic(r) || strings.ContainsRune("\"'`*;,(){}\\", r) {
			return false
		}
	}
	return s != ""
}

// validLabel reports whether a text is one name.
func validLabel(s string) bool {
	return s != "" && nameLen(s) == len(s) && !strings.Contains(s, "::")
}

// validPath reports whether a text is a name, with a path before it or not.
func validPath(s string) bool { return s != "" && nameLen(s) == len(s) }

// balanced reports a bracket without its partner.
func (p *parser) balanced(body piece) bool {
	at, bad := body.unbalanced()
	if bad {
		p.errorf(Unclosed, at, "this `%s` has no partner in the directive; to go on at the next line, indent it deeper than `%s`", at.Text(), mark)
	}
	return !bad
}

func (p *parser) shared(body piece) {
	if !p.balanced(body) {
		return
	}
	if _, value, ok := body.assign(); ok && value.s == "" {
		p.errorf(BadDirective, body.span(), "the initial value is missing behind `=`")
		return
	}
	p.cur.Shared = append(p.cur.Shared, Shared{Decl: body.span()})
}

func (p *parser) init(body piece) {
	if !p.balanced(body) {
		return
	}
	for _, item := range body.split(',') {
		left, right, ok := item.assign()
		switch {
		case item.s == "":
			p.errorf(BadDirective, item.span().To(body.span()), "an initial value is missing beside a comma: write `LVALUE = EXPR, …`")
			return
		case !ok:
			p.errorf(BadDirective, item.span(), "write `%s = VALUE`: an initial value is missing", shown(item.s))
			continue
		case left.s == "" || right.s == "":
			p.errorf(BadDirective, item.span(), "`=` wants an object on its left and a value on its right")
			continue
		}
		if p.sameInit(left, right) {
			p.cur.Inits = append(p.cur.Inits, Init{left.span(), right.span()})
		}
	}
}

// sameInit looks for another initial value of the same object; it returns false if
// this one is to be left out.
func (p *parser) sameInit(left, right piece) bool {
	earlier, ok := p.say("init", plain(left.s), plain(right.s), left.span().To(right.span()))
	switch {
	case !ok:
		return true
	case earlier.text == plain(right.s):
		p.repeated(Directive{}, left.span(), earlier.span, "`%s` has this initial value already", shown(left.s))
	default:
		p.errorf(Contradiction, left.span().To(right.span()), "`%s` has another initial value already", shown(left.s)).
			Relate(earlier.span, "it is set here")
	}
	return false
}

// plain returns a text without blanks.
func plain(s string) string { return strings.Join(strings.Fields(s), "") }

func (p *parser) thread(d Directive, body piece) {
	if !p.balanced(body) {
		return
	}
	label, call, labelled := body.assign()
	if !labelled {
		call = body
	} else if !validLabel(label.s) {
		p.errorf(BadDirective, label.span().To(call.span()), "the label of a thread is one name: write `thread LABEL = f(…)`")
		return
	}
	open := strings.IndexByte(call.s, '(')
	head := call
	if open >= 0 {
		head = call.sub(0, open).trim()
	}
	function := lastName(head)
	switch {
	case function.s == "":
		p.errorf(BadDirective, body.span(), "a thread is one call of a function: write `thread f(…)` or `thread LABEL = f(…)`")
		return
	case open < 0:
		p.errorf(BadDirective, call.span(), "a thread is a call: write its arguments in parentheses").
			Fix("Write `"+shown(call.s)+"()`", p.file.Span(call.span().End, call.span().End), "()")
		return
	}
	if rest := p.behindCall(call, open); rest.s != "" {
		p.errorf(BadDirective, rest.span(), "a thread is one call; this stands behind it")
		return
	}
	th := Thread{Label: label.word(), Call: call.span(), Span: d.Span}
	if !labelled {
		th.Label = function.word()
	}
	if other, ok := p.say("thread", th.Label.Text, "", th.Label.Span); ok {
		p.sameLabel(th, other.span, labelled)
		return
	}
	p.cur.Threads = append(p.cur.Threads, th)
}

// lastName returns the name of the function that the text before the parenthesis of
// a call names, empty if it names none: `push` of `list::push` and of
// `list::push::<u8>`.
func lastName(head piece) piece {
	path := head
	if at := strings.Index(head.s, "::<"); at >= 0 && strings.HasSuffix(head.s, ">") {
		path = head.sub(0, at)
	}
	if !validPath(path.s) {
		return head.sub(0, 0)
	}
	if at := strings.LastIndex(path.s, "::"); at >= 0 {
		path = path.sub(at+2, len(path.s))
	}
	return path
}

// behindCall returns what stands behind the parentheses of a call.
func (p *parser) behindCall(call piece, open int) piece {
	end := -1
	behind := call.sub(open+1, len(call.s))
	depth := 1
	for i := 0; i < len(behind.s) && depth > 0; {
		if n := literal(behind.s[i:]); n > 0 {
			i += n
			continue
		}
		switch behind.s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		i++
		end = i
	}
	return behind.sub(max(end, 0), len(behind.s)).trim()
}

// sameLabel reports a thread whose label another one has.
func (p *parser) sameLabel(th Thread, other source.Span, labelled bool) {
	name := unused(th.Label.Text, func(s string) bool {
		_, taken := p.said["thread "+s]
		return taken
	})
	problem := p.errorf(DuplicateLabel, th.Label.Span, "another thread is called `%s`: give this one a label of its own, `thread %s = %s`",
		shown(th.Label.Text), shown(name), shown(th.Call.Text())).Relate(other, "the other thread is here")
	if labelled {
		problem.Fix("Call it `"+shown(name)+"`", th.Label.Span, name)
	} else {
		problem.Fix("Call it `"+shown(name)+"`", p.file.Span(th.Call.Start, th.Call.Start), name+" = ")
	}
}

func (p *parser) property(d Directive, body piece) {
	litmus := false
	switch d.Word.Text {
	case "exists", "~exists", "forall":
		litmus = true
	}
	x, problems := ParseExpr(body.span(), litmus)
	for _, q := range problems.Problems {
		added := p.add(q.Severity, q.Code, q.Span, "%s", q.Message)
		added.Related, added.Fixes = q.Related, q.Fixes
	}
	if x == nil {
		p.cur.Broken = true
		return
	}
	if earlier, ok := p.say(d.Word.Text, Format(x), "", d.Span); ok {
		p.repeated(d, d.Body, earlier.span, "the test states this already")
		return
	}
	p.cur.Props = append(p.cur.Props, &Property{Span: d.Span, Word: d.Word, Text: body.span(), Expr: x})
}

func (p *parser) allow(d Directive, body piece) {
	switch {
	case body.s != dataRace:
		p.errorf(BadDirective, body.span(), "only `%s` can be allowed", dataRace).Fix("Write `"+dataRace+"`", body.span(), dataRace)
	case p.cur.AllowRace:
		p.repeated(d, d.Body, p.cur.AllowSpan, "data races are allowed already")
	default:
		p.cur.AllowRace, p.cur.AllowSpan = true, body.span()
	}
}

func (p *parser) ignore(d Directive, body piece) {
	for _, name := range body.split(',') {
		call := strings.TrimSuffix(name.s, "()")
		switch {
		case name.s == "":
			p.errorf(BadDirective, body.span(), "a name is missing beside a comma: write `ignore NAME, …`")
			return
		case call != name.s && validPath(call):
			p.errorf(BadDirective, name.span(), "write the name alone, without parentheses").Fix("Write `"+shown(call)+"`", name.span(), call)
			continue
		case strings.ContainsAny(name.s, " \t\n") && validPath(plain(name.s)):
			p.errorf(BadDirective, name.span(), "names are separated by commas").
				Fix("Write commas", name.span(), strings.Join(strings.Fields(name.s), ", "))
			continue
		case !validPath(strings.TrimSuffix(name.s, "!")):
			p.errorf(BadDirective, name.span(), "`%s` is no name of a function or macro", shown(name.s))
			continue
		}
		p.addWord(d, &p.cur.Ignore, name.word(), "calls of `%s` are ignored already")
	}
}

// addWord appends a word to a list that does not have it yet.
func (p *parser) addWord(d Directive, list *[]Word, word Word, already string) {
	if earlier, ok := p.say(d.Word.Text, word.Text, "", word.Span); ok {
		p.repeated(d, word.Span, earlier.span, already, shown(word.Text))
		return
	}
	*list = append(*list, word)
}

func (p *parser) with(d Directive, body piece) {
	path := body
	if n := literal(body.s); n > 2 && n == len(body.s) && body.s[n-1] == body.s[0] {
		path = body.sub(1, n-1)
	} else if strings.ContainsAny(body.s, " \t\"'<>,") {
		p.errorf(BadDirective, body.span(), "`with` takes one file; quote a name with blanks: `with \"my file.c\"`")
		return
	}
	p.addWord(d, &p.cur.With, path.word(), "the test has the functions of `%s` already")
}

func (p *parser) stub(body piece) {
	if !p.balanced(body) {
		return
	}
	if !strings.Contains(body.s, "(") {
		p.errorf(BadDirective, body.span(), "`stub` declares a function: write `stub int %s(void)`", shown(lastWord(body.s)))
		return
	}
	p.cur.Stubs = append(p.cur.Stubs, Stub{Decl: body.span()})
}

func lastWord(s string) string {
	fields := strings.Fields(s)
	return strings.TrimLeft(fields[len(fields)-1], "*&")
}

func (p *parser) define(d Directive, body piece) {
	name, value, assigned := body.assign()
	if !assigned {
		name = body
	}
	if n := nameLen(name.s); n < len(name.s) || !validLabel(name.s) {
		problem := p.errorf(BadDirective, body.span(), "write `define NAME` or `define NAME=VALUE`")
		if rest := strings.TrimSpace(name.s[n:]); validLabel(name.s[:n]) && name.s[n] == ' ' && !assigned {
			problem.Fix("Write `=`", body.span(), name.s[:n]+"="+rest)
		}
		return
	}
	word := Word{name.s, body.span()}
	if assigned {
		word.Text += "=" + value.s
	}
	earlier, ok := p.say("define", name.s, word.Text, word.Span)
	switch {
	case !ok:
		p.cur.Defines = append(p.cur.Defines, word)
	case earlier.text == word.Text:
		p.repeated(d, d.Body, earlier.span, "`%s` is defined already", shown(word.Text))
	default:
		p.errorf(Contradiction, body.span(), "`%s` is defined with another value", shown(name.s)).Relate(earlier.span, "it is defined here")
	}
}

func (p *parser) unroll(d Directive, body piece) {
	n, err := strconv.Atoi(body.s)
	if err != nil || n < 1 || n > maxUnroll || body.s[0] == '+' {
		p.errorf(BadDirective, body.span(), "`unroll` takes a number from 1 to %d: how many iterations of a loop are followed", maxUnroll)
		return
	}
	if p.once(d, body, p.cur.UnrollSpan, strconv.Itoa(p.cur.Unroll), "loops are followed %s times already") {
		p.cur.Unroll, p.cur.UnrollSpan = n, body.span()
	}
}

func (p *parser) model(d Directive, body piece) {
	if strings.ContainsAny(body.s, " \t,\"'") {
		p.errorf(BadDirective, body.span(), "`model` takes one name")
		return
	}
	if p.once(d, body, p.cur.Model.Span, p.cur.Model.Text, "the test has the model `%s` already") {
		p.cur.Model = body.word()
	}
}

// once reports a setting that an earlier directive has made; it returns true if
// there is none.
func (p *parser) once(d Directive, body piece, first source.Span, value, already string) bool {
	switch {
	case !first.IsValid():
		return true
	case value == body.s:
		p.repeated(d, d.Body, first, already, value)
	default:
		p.errorf(Contradiction, body.span(), already+", which this contradicts", value).Relate(first, "it is set here")
	}
	return false
}
