package lsp

import (
	"fmt"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/session"
)

// diagnosticSource is what clients show as the origin.
const diagnosticSource = "fencepost"

// diagnostics returns those of a snapshot, in its order.
func (c *client) diagnostics(s *session.Snapshot) []protocol.Diagnostic {
	list := make([]protocol.Diagnostic, 0, len(s.Diagnostics.Problems))
	for _, p := range s.Diagnostics.Problems {
		list = append(list, c.diagnostic(s, p))
	}
	return list
}

// diagnostic returns one problem.
func (c *client) diagnostic(s *session.Snapshot, p *diag.Problem) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Severity: severityOf(p.Severity), Code: string(p.Code), Source: diagnosticSource, Message: p.Message,
	}
	if here(s, p.Span) {
		d.Range = rangeOf(p.Span)
	} else {
		// A problem of the memory model is shown on the first line.
		d.Range = rangeOf(s.File.Span(0, len(s.File.Line(1))))
		if p.Span.IsValid() {
			d.Message = fmt.Sprintf("%s (%s)", d.Message, p.Span)
		}
	}
	if c.can.unnecessaryTag && unnecessary(p.Code) {
		d.Tags = []protocol.DiagnosticTag{protocol.DiagnosticTagUnnecessary}
	}
	for _, r := range p.Related {
		at, ok := location(s, r.Span)
		switch {
		case ok && c.can.relatedInformation:
			d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: at, Message: r.Message})
		case r.Span.IsValid() && here(s, r.Span):
			d.Message += fmt.Sprintf("\nline %d: %s", r.Span.Position().Line, r.Message)
		default:
			d.Message += fmt.Sprintf("\n%s: %s", r.Span, r.Message)
		}
	}
	return d
}

// here reports whether a span is in the document.
func here(s *session.Snapshot, at source.Span) bool {
	return at.IsValid() && (at.File == s.File || at.File.Name == s.File.Name)
}

// location returns where a span is, if clients can go there.
func location(s *session.Snapshot, at source.Span) (protocol.Location, bool) {
	switch {
	case here(s, at):
		return protocol.Location{URI: protocol.DocumentURI(s.URI), Range: rangeOf(at)}, true
	case at.IsValid() && filepath.IsAbs(at.File.Name):
		return protocol.Location{URI: uriOf(at.File.Name), Range: rangeOf(at)}, true
	default:
		return protocol.Location{}, false
	}
}

func severityOf(s diag.Severity) protocol.DiagnosticSeverity {
	switch s {
	case diag.Error:
		return protocol.DiagnosticSeverityError
	case diag.Warning:
		return protocol.DiagnosticSeverityWarning
	case diag.Hint:
		return protocol.DiagnosticSeverityHint
	default:
		panic(fmt.Sprintf("lsp: unhandled severity %d", s))
	}
}

// unnecessary reports whether a problem is that something is not needed.
func unnecessary(code diag.Code) bool { return strings.HasPrefix(string(code), "unused-") }
