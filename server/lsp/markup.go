package lsp

import (
	"regexp"
	"strings"

	"go.lsp.dev/protocol"
)

// markup returns a text in Markdown, or without its marks for a client that does
// not render them.
func markup(markdown string, rendered bool) protocol.MarkupContent {
	if rendered {
		return protocol.MarkupContent{Kind: protocol.Markdown, Value: markdown}
	}
	return protocol.MarkupContent{Kind: protocol.PlainText, Value: plain(markdown)}
}

// The marks of Markdown that our texts use outside of code.
var (
	linkMark   = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
	strongMark = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	softMark   = regexp.MustCompile(`\*([^*]+)\*`)
	headMark   = regexp.MustCompile(`^#+ `)
	escapeMark = regexp.MustCompile(`\\([\\*_\[\]()<>#` + "`" + `])`)
)

// plain takes the marks out of a text. Code stays as it is.
func plain(markdown string) string {
	var out []string
	code := false
	for _, line := range strings.Split(markdown, "\n") {
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "```"):
			code = !code
			continue
		case !code && line == "---":
			line = ""
		case !code:
			line = plainLine(headMark.ReplaceAllString(line, ""))
		}
		if line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// plainLine takes the marks out of a line: every second part between backquotes is
// code.
func plainLine(line string) string {
	parts := strings.Split(line, "`")
	for i := 0; i < len(parts); i += 2 {
		p := linkMark.ReplaceAllString(parts[i], "$1")
		p = strongMark.ReplaceAllString(p, "$1")
		p = softMark.ReplaceAllString(p, "$1")
		parts[i] = escapeMark.ReplaceAllString(p, "$1")
	}
	return strings.Join(parts, "")
}
