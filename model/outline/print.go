package outline

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// String returns the outline as text, for golden files and for looking at it.
// Places are line:column, both from 1.
//
//	test MP 1:1-9:20, name 1:3, condition 9:1-9:20
//	  thread P0 3:1-6:2, body 4:2-6:1
//	shared x int, declared 2:3
//	  2:3 declared, 3:9 param P0, 5:14 write P0
//	call WRITE_ONCE P0 5:2-5:19: `*x` `1`
//	region init 2:1-2:8
//	line 5: WRITE_ONCE/primitive */operator x/shared,w 1/number
func (o *Outline) String() string {
	var b strings.Builder
	for _, t := range o.Tests {
		fmt.Fprintf(&b, "test %s %s, name %s, condition %s\n", t.Name, extent(t.Span), place(t.NameSpan), extent(t.Condition))
		for _, th := range t.Threads {
			fmt.Fprintf(&b, "  thread %s %s, body %s, parameters end at %s\n",
				th.Name, extent(th.Span), extent(th.Body), place(o.File.Span(th.ParamsEnd, th.ParamsEnd)))
		}
	}
	for _, s := range o.Symbols {
		fmt.Fprintf(&b, "%s\n", o.symbol(s))
	}
	for _, c := range o.Calls {
		fmt.Fprintf(&b, "call %s%s %s:", c.Name, thread(c.Thread), extent(c.Span))
		for _, a := range c.Args {
			fmt.Fprintf(&b, " `%s`", a.Text())
		}
		if !c.Closed {
			b.WriteString(" …")
		}
		b.WriteByte('\n')
	}
	for _, r := range o.Regions {
		fmt.Fprintf(&b, "region %s%s %s\n", r.Kind, thread(r.Thread), extent(r.Span))
	}
	for _, f := range o.Functions {
		fmt.Fprintf(&b, "function %s %s, parameters %s, body %s\n", f.Name, extent(f.Span), extent(f.Params), extent(f.Body))
		if len(f.Locals) > 0 {
			fmt.Fprintf(&b, "  locals%s\n", objects(f.Locals))
		}
	}
	if len(o.Objects) > 0 {
		fmt.Fprintf(&b, "objects%s\n", objects(o.Objects))
	}
	for _, r := range o.Records {
		fmt.Fprintf(&b, "record %s:%s\n", strings.Join(r.Names, ", "), objects(r.Members))
	}
	line := 0
	for _, t := range o.Tokens {
		if n := t.Span.Position().Line; n != line {
			line = n
			fmt.Fprintf(&b, "line %d:\n", line)
		}
		fmt.Fprintf(&b, "  %s %s%s\n", t.Class, firstLine(t.Span.Text()), marks(t.Declares, t.Writes))
	}
	return b.String()
}

func (o *Outline) symbol(s *Symbol) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s%s %s, declared %s", s.Kind, s.Name, thread(s.Thread), s.Type, place(s.Decl))
	if s.Scope.IsValid() {
		fmt.Fprintf(&b, ", in %s", extent(s.Scope))
	}
	if s.Fixed != "" {
		fmt.Fprintf(&b, ", fixed: %s", s.Fixed)
	}
	for _, part := range []struct{ name, text string }{{"text", s.Text}, {"doc", s.Doc}} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n  %s %q", part.name, part.text)
		}
	}
	b.WriteString("\n ")
	for _, r := range s.Refs {
		fmt.Fprintf(&b, " %s %s%s%s;", place(r.Span), r.Kind, thread(r.Thread), marks(false, r.Writes))
	}
	return b.String()
}

func objects(list []Object) string {
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, " %s (%s) %s;", o.Name, o.Type, place(o.Span))
	}
	return b.String()
}

func thread(id int) string {
	if id < 0 {
		return ""
	}
	return fmt.Sprintf(" P%d", id)
}

func marks(declares, writes bool) string {
	text := ""
	if declares {
		text += ", declares"
	}
	if writes {
		text += ", writes"
	}
	return text
}

func firstLine(text string) string {
	first, _, more := strings.Cut(text, "\n")
	if more {
		first += "…"
	}
	return first
}

func place(s source.Span) string {
	if !s.IsValid() {
		return "nowhere"
	}
	p := s.Position()
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

func extent(s source.Span) string {
	if !s.IsValid() {
		return "nowhere"
	}
	return place(s) + "-" + place(s.File.Span(s.End, s.End))
}

// String returns the name of the class.
func (c Class) String() string {
	switch c {
	case Comment:
		return "comment"
	case Keyword:
		return "keyword"
	case Type:
		return "type"
	case Number:
		return "number"
	case String:
		return "string"
	case Operator:
		return "operator"
	case TestName:
		return "test"
	case ThreadName:
		return "thread"
	case SharedName:
		return "shared"
	case RegisterName:
		return "register"
	case PrimitiveName:
		return "primitive"
	case FunctionName:
		return "function"
	case Label:
		return "label"
	default:
		panic(fmt.Sprintf("outline: unhandled class %d", int(c)))
	}
}

// String returns the name of the kind.
func (k SymbolKind) String() string {
	names := [...]string{"shared", "register", "global", "local", "function", "macro", "type", "constant", "member", "label"}
	if int(k) >= len(names) {
		panic(fmt.Sprintf("outline: unhandled kind of symbol %d", int(k)))
	}
	return names[k]
}

// String returns the name of the kind.
func (k RefKind) String() string {
	switch k {
	case Declared:
		return "declared"
	case Param:
		return "param"
	case Read:
		return "read"
	case Write:
		return "write"
	case ReadWrite:
		return "read-write"
	case Address:
		return "address"
	case Asked:
		return "asked"
	default:
		panic(fmt.Sprintf("outline: unhandled kind of place %d", int(k)))
	}
}

// String returns the name of the kind.
func (k RegionKind) String() string {
	switch k {
	case Header:
		return "header"
	case Doc:
		return "comment"
	case Init:
		return "init"
	case Params:
		return "parameters"
	case Body:
		return "body"
	case Final:
		return "final"
	default:
		panic(fmt.Sprintf("outline: unhandled kind of region %d", int(k)))
	}
}
