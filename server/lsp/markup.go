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

// The marks of Markdown that our texts use.
var (
	linkMark   = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
	strongMark = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	codeMark   = regexp.MustCompile("`([^`]+)`")
	headMark   = regexp.MustCompile(`^#+ `)
	escapeMark = regexp.MustCompile(`\\([\\*_\[\]()<>#` + "`" + `])`)
)

// plain takes the marks out of a text. Blocks of code stay as they are.
func plain(markdown string) string {
	var out []string
	code := false
	for _, line := range strings.Split(markdown, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			code = !code
			continue
		}
		if !code {
			line = headMark.ReplaceAllString(line, "")
			line = linkMark.ReplaceAllString(line, "$1")
			line = strongMark.ReplaceAllString(line, "$1")
			line = codeMark.ReplaceAllString(line, "$1")
			line = escapeMark.ReplaceAllString(line, "$1")
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}
