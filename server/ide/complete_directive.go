package ide

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// hosted proposes in a text of another language with our tests in its comments:
// directives and the names in them, and primitives in the code of a text that has
// tests. The rest of the code is left to others.
func (c *completer) hosted() {
	if comments, inside := c.comments(); inside {
		c.directive(annot.Complete(c.File, comments, c.offset))
		return
	}
	if len(c.Outline().Tests) == 0 || c.prefix.Start == c.prefix.End || c.inProse(c.offset) {
		return
	}
	if ch, at := c.before(); ch == '.' || ch == '>' || isWord(ch) && c.afterType(at) {
		return // a member, or a new name
	}
	for _, f := range c.Outline().Functions {
		if f.Body.Start < c.offset && c.offset <= f.Body.End {
			c.calls()
			return
		}
	}
}

// comments returns those of the text, and whether the place is in one.
func (c *completer) comments() (comments []source.Span, inside bool) {
	comments = commentsOf(c.File)
	for _, s := range comments {
		closed := strings.HasSuffix(s.Text(), "*/") && len(s.Text()) > 3
		inside = inside || s.Start < c.offset && (c.offset < s.End || c.offset == s.End && !closed)
	}
	return comments, inside
}

func commentsOf(f *source.File) []source.Span { return c.Comments(f) }

// calls proposes the primitives.
func (c *completer) calls() {
	rows := c.primitives().Rows()
	for i := range rows {
		row := &rows[i]
		if !isNear(row.Name, c.prefix.Text()) {
			continue
		}
		if len(params(row)) == 0 && !strings.HasSuffix(rowSignature(row), "(void)") && !strings.HasSuffix(rowSignature(row), "()") {
			continue // a type or constant
		}
		p := Completion{
			Kind: CompletePrimitive, Label: row.Name, Detail: rowSignature(row), Markdown: primitiveMarkdown(row), Order: orderGood,
		}
		if isVariant(row.Name) {
			p.Order = orderFair
		}
		if rest := c.File.Text()[c.offset:]; !strings.HasPrefix(strings.TrimLeft(rest, " \t"), "(") {
			s := (&snippet{}).text(row.Name + "(")
			for k, param := range params(row) {
				if k > 0 {
					s.text(", ")
				}
				s.stop(strings.Trim(param.name, "…"))
			}
			p.Insert, p.Snippet = s.text(")").String(), true
		}
		c.add(p)
	}
}

// directive proposes what annotations know, and the names that fit.
func (c *completer) directive(at annot.Cursor) {
	c.prefix = at.Replace
	if at.Part == annot.MarkPart && at.Test == nil && !strings.HasPrefix(at.Replace.Text(), "@") {
		return // prose is being typed
	}
	for i, p := range at.Proposals {
		c.add(Completion{
			Kind: CompleteKeyword, Label: p.Label, Detail: p.Detail, Markdown: p.Doc, Insert: p.Snippet, Snippet: p.Snippet != "",
			Order: orderGood + min(i/8, 1),
		})
	}
	switch at.Part {
	case annot.CallPart:
		c.functions()
	case annot.ArgPart:
		c.objects(at.Test, "&")
		c.objects(at.Test, "")
	case annot.ObjectPart, annot.ValuePart:
		c.objects(at.Test, "")
	case annot.ExprPart:
		c.objects(at.Test, "")
		c.labels(at.Test)
	case annot.MemberPart:
		c.memberOf(at.Test, at.Base)
	case annot.FunctionPart:
		c.called()
	case annot.MacroPart:
		c.configs()
	case annot.DeclPart:
		c.types()
	case annot.NoPart, annot.MarkPart, annot.WordPart, annot.NewNamePart, annot.FilePart, annot.NumberPart, annot.ModelPart, annot.FlagPart:
	default:
		panic("ide: unhandled part " + at.Part.String())
	}
}

// functions proposes the functions of the file as calls.
func (c *completer) functions() {
	for _, f := range c.Outline().Functions {
		if f.Name == "main" {
			continue
		}
		s := (&snippet{}).text(f.Name + "(")
		for i, p := range paramRanges(oneLine(f.Params.Text())) {
			decl := oneLine(f.Params.Text())[p[0]:p[1]]
			if i > 0 {
				s.text(", ")
			}
			name := decl[strings.LastIndexAny(decl, " *")+1:]
			if strings.Contains(decl, "*") {
				name = "&" + name
			}
			s.stop(name)
		}
		c.add(Completion{
			Kind: CompletePrimitive, Label: f.Name, Detail: oneLine(c.File.Span(f.Span.Start, f.Body.Start).Text()),
			Insert: s.text(")").String(), Snippet: true, Order: orderGood,
		})
	}
}

// testIndex returns the index of a test in the outline, -1 if there is none.
func (c *completer) testIndex(t *annot.Test) int {
	if t == nil {
		return -1
	}
	return slices.IndexFunc(c.Outline().Tests, func(o *outline.Test) bool { return o.NameSpan == t.NameSpan && o.Span.Start == t.Span.Start })
}

// objects proposes the objects of a test and the variables of the file, with a sign
// before them. The address of an array is its name.
func (c *completer) objects(t *annot.Test, sign string) {
	test := c.testIndex(t)
	add := func(name, typ, what string, order int) {
		if (sign == "&") == strings.Contains(typ, "[") {
			order++
		}
		if c.prefix.Start > 0 && sign != "" && strings.HasPrefix(c.File.Text()[c.prefix.Start-1:], sign) {
			return // it is there
		}
		c.add(Completion{Kind: CompleteShared, Label: sign + name, Detail: strings.TrimSpace(typ + " " + what), Order: order})
	}
	for _, s := range c.Outline().Symbols {
		if s.Kind == outline.Shared && s.Test == test && test >= 0 && s.Type != "" {
			add(s.Name, s.Type, "(shared object)", orderBest)
		}
	}
	for _, o := range c.Outline().Objects {
		add(o.Name, o.Type, "(variable of the file)", orderFair)
	}
}

// labels proposes the threads of a test.
func (c *completer) labels(t *annot.Test) {
	if t == nil {
		return
	}
	for _, th := range t.Threads {
		c.add(Completion{Kind: CompletePrimitive, Label: th.Label.Text, Detail: "thread: its locals and what it returns", Order: orderGood})
	}
}

// memberOf proposes what can stand behind a dot or an arrow.
func (c *completer) memberOf(t *annot.Test, base annot.Expr) {
	place, ok := base.(*annot.Place)
	if !ok {
		return
	}
	test := c.testIndex(t)
	if len(place.Path) == 0 && test >= 0 {
		for _, th := range c.Outline().Tests[test].Threads {
			if th.Name == place.Root.Text {
				c.locals(th)
				return
			}
		}
	}
	typ := c.globalType(place.Root.Text)
	for _, s := range c.Outline().Symbols {
		if s.Kind == outline.Shared && s.Test == test && s.Name == place.Root.Text && s.Type != "" {
			typ = s.Type
		}
	}
	for _, step := range place.Path {
		if step.Field == "" {
			continue
		}
		r := c.Outline().Record(typ)
		if r == nil {
			return
		}
		typ = ""
		for _, m := range r.Members {
			if m.Name == step.Field {
				typ = m.Type
			}
		}
	}
	if r := c.Outline().Record(typ); r != nil {
		for _, m := range r.Members {
			c.add(Completion{Kind: CompleteShared, Label: m.Name, Detail: m.Type, Order: orderBest})
		}
	}
}

// locals proposes the locals of a thread and its result.
func (c *completer) locals(th *outline.Thread) {
	c.add(Completion{Kind: CompleteRegister, Label: "return", Detail: "what the thread's function returns", Order: orderBest})
	for _, f := range c.Outline().Functions {
		if f.Span != th.Span {
			continue
		}
		for _, l := range f.Locals {
			if !slices.ContainsFunc(c.list, func(p Completion) bool { return p.Label == l.Name }) {
				c.add(Completion{Kind: CompleteRegister, Label: l.Name, Detail: l.Type, Order: orderGood})
			}
		}
	}
}

// called proposes the functions that are called in the file and are not in it.
func (c *completer) called() {
	seen := make(map[string]bool)
	for _, call := range c.Outline().Calls {
		if !seen[call.Name] && c.Outline().Function(call.Name) == nil && c.primitives().Lookup(call.Name) == nil {
			c.add(Completion{Kind: CompletePrimitive, Label: call.Name, Detail: "called here", Order: orderGood})
		}
		seen[call.Name] = true
	}
}

// configName is a name of the kernel's configuration in a condition.
var configName = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b.*?\b([A-Za-z_]\w*)|\bIS_ENABLED\((\w+)\)`)

// configs proposes the macros that conditions of the file ask for.
func (c *completer) configs() {
	var names []string
	for _, m := range configName.FindAllStringSubmatch(c.File.Text(), -1) {
		name := m[1] + m[2]
		if name != "defined" && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		c.add(Completion{Kind: CompleteKeyword, Label: name, Detail: "asked for in this file", Order: orderGood})
	}
}

// types proposes the types of the file and the usual ones.
func (c *completer) types() {
	for _, r := range c.Outline().Records {
		for _, name := range r.Names {
			c.add(Completion{Kind: CompleteType, Label: name, Detail: counted(len(r.Members), "member", "members"), Order: orderGood})
		}
	}
	for _, name := range []string{"int", "long", "bool", "u8", "u16", "u32", "u64", "atomic_t", "atomic64_t", "spinlock_t"} {
		c.add(Completion{Kind: CompleteType, Label: name, Order: orderFair})
	}
}
