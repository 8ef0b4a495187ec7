package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/lkmm-tools/fencepost/model/source"
)

// rangeOf returns a span as lines and UTF-16 columns.
func rangeOf(s source.Span) protocol.Range {
	if !s.IsValid() {
		return protocol.Range{}
	}
	return protocol.Range{Start: positionOf(s.File, s.Start), End: positionOf(s.File, s.End)}
}

// positionOf returns a byte offset as line and UTF-16 column.
func positionOf(f *source.File, offset int) protocol.Position {
	line, column := f.UTF16(offset)
	return protocol.Position{Line: uint32(line), Character: uint32(column)}
}

// offsetOf returns the byte offset of a position. One outside the text gives the
// nearest place in it, as the protocol wants.
func offsetOf(f *source.File, p protocol.Position) int {
	return f.Offset(int(p.Line), int(p.Character))
}

// spanOf returns the span of a range.
func spanOf(f *source.File, r protocol.Range) source.Span {
	return f.Span(offsetOf(f, r.Start), offsetOf(f, r.End))
}

// uriOf returns the name of a file as clients spell it.
func uriOf(path string) protocol.DocumentURI { return uri.File(path) }

// pathOf returns the path of a document in the file system, and false for one
// that is not there. The library's Filename panics on those.
func pathOf(name string) (string, bool) {
	u, err := url.Parse(name)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	p := u.Path
	if len(p) >= 3 && p[0] == '/' && p[2] == ':' {
		p = p[1:] // a Windows drive
	}
	return filepath.FromSlash(p), true
}

// nameOf returns what messages call a document.
func nameOf(name string) string {
	if p, ok := pathOf(name); ok {
		return p
	}
	if u, err := url.Parse(name); err == nil {
		if p := u.Opaque + u.Path; p != "" {
			return path.Base(p)
		}
	}
	return name
}

// baseName returns the last part of what messages call a document.
func baseName(name string) string { return filepath.Base(nameOf(name)) }

// isModelFile reports whether a document belongs to a memory model.
func isModelFile(name string) bool {
	switch strings.ToLower(filepath.Ext(nameOf(name))) {
	case ".cat", ".cfg", ".bell", ".def":
		return true
	default:
		return false
	}
}
