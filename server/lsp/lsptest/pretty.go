package lsptest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// prettyWidth is how many characters a value in one line may have.
	prettyWidth = 110
	// prettyLines is how many lines of a text are shown, prettyItems how many values
	// of a list that are not plain.
	prettyLines = 10
	prettyItems = 6
)

// Pretty prints JSON so that it can be read: what fits in a line is in one, texts
// of several lines are shown as they look, members keep their order. Of what is
// long it shows the beginning and says how much is left.
func Pretty(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "nothing"
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := readNode(d)
	if err != nil {
		return fmt.Sprintf("%s (%v)", raw, err)
	}
	return v.print("")
}

// node is a JSON value with the order of its members.
type node struct {
	// text is a value that holds no others.
	text string
	// long is a text of several lines.
	long    string
	open    string
	names   []string
	members []*node
}

func readNode(d *json.Decoder) (*node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return leaf(token), nil
	}
	n := &node{open: delim.String()}
	for d.More() {
		if delim == '{' {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			n.names = append(n.names, fmt.Sprint(name))
		}
		member, err := readNode(d)
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, member)
	}
	_, err = d.Token()
	return n, err
}

func leaf(token json.Token) *node {
	switch v := token.(type) {
	case string:
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if e.Encode(v) != nil || strings.Contains(strings.TrimSuffix(v, "\n"), "\n") {
			return &node{long: v, text: fmt.Sprintf("%q", v)}
		}
		return &node{text: strings.TrimSuffix(b.String(), "\n")}
	case nil:
		return &node{text: "null"}
	default:
		return &node{text: fmt.Sprint(v)}
	}
}

// close returns the bracket that closes the value.
func (n *node) close() string { return map[string]string{"{": "}", "[": "]"}[n.open] }

// line returns the value in one line, and whether it can be in one.
func (n *node) line() (string, bool) {
	if n.open == "" {
		return n.text, n.long == ""
	}
	var parts []string
	for i, m := range n.members {
		text, ok := m.line()
		if !ok {
			return "", false
		}
		if n.open == "{" {
			text = n.names[i] + ": " + text
		}
		parts = append(parts, text)
	}
	return n.open + strings.Join(parts, ", ") + n.close(), true
}

func (n *node) print(indent string) string {
	if text, ok := n.line(); ok && utf8.RuneCountInString(text)+len(indent) <= prettyWidth || n.open == "" && n.long == "" {
		return text
	}
	if n.long != "" {
		return n.lines(indent + "  | ")
	}
	var b strings.Builder
	b.WriteString(n.open)
	switch {
	case n.open == "{":
		for i, m := range n.members {
			text := m.print(indent + "  ")
			if drawing(n.names[i]) && m.long != "" {
				text = fmt.Sprintf("text that begins with %.8q", m.long)
			}
			fmt.Fprintf(&b, "\n%s  %s: %s", indent, n.names[i], text)
		}
	case n.plain():
		b.WriteString(n.packed(indent + "  "))
	default:
		for i, m := range n.members {
			if left := len(n.members) - i; i >= prettyItems && left > 1 {
				fmt.Fprintf(&b, "\n%s  … and %d more", indent, left)
				break
			}
			fmt.Fprintf(&b, "\n%s  %s", indent, m.print(indent+"  "))
		}
	}
	fmt.Fprintf(&b, "\n%s%s", indent, n.close())
	return b.String()
}

// drawing reports whether a member is a picture, of which the look is tested where
// it is made.
func drawing(name string) bool { return name == "dot" || name == "svg" }

// lines shows a text as it looks.
func (n *node) lines(margin string) string {
	lines := strings.Split(strings.TrimSuffix(n.long, "\n"), "\n")
	if left := len(lines) - prettyLines; left > 1 {
		lines = append(lines[:prettyLines:prettyLines], fmt.Sprintf("… and %d more lines", left))
	}
	var b strings.Builder
	b.WriteString("text")
	for _, l := range lines {
		if r := []rune(l); len(r) > prettyWidth {
			l = string(r[:prettyWidth]) + "…"
		}
		b.WriteString("\n" + strings.TrimRight(margin+l, " "))
	}
	return b.String()
}

// plain reports whether all members are in one line and hold no others.
func (n *node) plain() bool {
	return !slices.ContainsFunc(n.members, func(m *node) bool { return m.open != "" || m.long != "" })
}

// packed puts plain members into as few lines as they need; numbers into fives, as
// semantic tokens are.
func (n *node) packed(indent string) string {
	var b strings.Builder
	width := prettyWidth
	for i, m := range n.members {
		numbers := m.text[0] >= '0' && m.text[0] <= '9'
		if numbers && i%5 == 0 || !numbers && width+len(m.text) > prettyWidth {
			b.WriteString("\n" + indent)
			width = len(indent)
		} else {
			b.WriteString(" ")
		}
		b.WriteString(m.text)
		width += len(m.text) + 1
	}
	return b.String()
}
