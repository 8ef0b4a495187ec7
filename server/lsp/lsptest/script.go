package lsptest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// Script is a dialogue with a server, written so that it can be read. A command
// is a line; lines that begin with a tab belong to the one before; # begins a
// comment.
//
//	call METHOD [DOC] [«PLACE»] [JSON]   send a request and show the answer
//	note METHOD [DOC] [«PLACE»] [JSON]   send a notification
//	open DOC                             open a document with the text of that name
//	change DOC «OLD» to «NEW»            replace the first OLD by NEW
//	save DOC, close DOC
//	settle DOC                           wait until all is known of the text
//	await METHOD [DOC]                   wait for a notification, show the last one
//	next METHOD [DOC]                    the same, and show the first one
//	answer METHOD JSON                   what requests of the server get from now on
//	asked METHOD                         wait for a request of the server and show it
//
// $FOLDER in JSON stands for the URI of the folder, $RESULT for the last resultId of
// an answer. DOC becomes the member textDocument, a PLACE with a | in it the member position,
// one without the member range.
type Script struct {
	// Texts are the documents by name, Folder the URI that they are in.
	Texts  map[string]string
	Folder string

	client *Client
	out    strings.Builder
	// result is the last resultId of an answer.
	result string

	versions map[string]int
	current  map[string]string

	mu      sync.Mutex
	changed chan struct{}
	// news are the notifications and requests of the server that were not shown.
	news    []Message
	answers map[string]json.RawMessage
	// decided has the version of which verdicts are known, settled the one of which
	// all is known, by URI.
	decided, settled map[string]int
}

// Play runs a script on a connection that was not started, and returns what was
// said. It ends with ctx.
func (s *Script) Play(ctx context.Context, client *Client, script string) (string, error) {
	s.client, s.changed = client, make(chan struct{})
	s.versions, s.current = make(map[string]int), make(map[string]string)
	s.answers, s.news = make(map[string]json.RawMessage), nil
	s.decided, s.settled = make(map[string]int), make(map[string]int)
	s.out.Reset()
	client.Notified, client.Answer = s.notified, s.asked
	client.Start()
	for _, line := range commandLines(script) {
		fmt.Fprintf(&s.out, "→ %s\n", line)
		if err := s.perform(ctx, line); err != nil {
			return s.out.String(), fmt.Errorf("%s: %w", line, err)
		}
	}
	return s.out.String(), nil
}

// languageOf returns what editors call the language of a file.
func languageOf(name string) string {
	switch {
	case strings.HasSuffix(name, ".c"):
		return "c"
	case strings.HasSuffix(name, ".h"):
		return "cpp" // as most do, unless they are told otherwise
	default:
		return "litmus"
	}
}

// commandLines joins the lines of commands and leaves out comments.
func commandLines(script string) []string {
	var lines []string
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "\t") && len(lines) > 0:
			lines[len(lines)-1] += "\n" + line
		default:
			lines = append(lines, line)
		}
	}
	return lines
}

// perform does one command.
func (s *Script) perform(ctx context.Context, line string) error {
	verb, rest := word(line)
	first, rest := word(rest)
	switch verb {
	case "call":
		return s.call(ctx, first, rest)
	case "note":
		params, err := s.params(rest)
		if err != nil {
			return err
		}
		return s.client.Notify(first, params)
	case "open":
		s.versions[first], s.current[first] = 1, s.Texts[first]
		return s.client.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": s.uri(first), "languageId": languageOf(first), "version": 1, "text": s.Texts[first],
		}})
	case "change":
		return s.change(first, rest)
	case "save", "close":
		method := map[string]string{"save": "textDocument/didSave", "close": "textDocument/didClose"}[verb]
		return s.client.Notify(method, map[string]any{"textDocument": s.document(first)})
	case "settle":
		return s.settle(ctx, first)
	case "await", "next", "asked":
		return s.show(ctx, first, rest, verb == "next")
	case "answer":
		s.mu.Lock()
		defer s.mu.Unlock()
		s.answers[first] = json.RawMessage(rest)
		return nil
	default:
		return fmt.Errorf("unknown command %q", verb)
	}
}

func (s *Script) uri(doc string) string { return s.Folder + "/" + doc }

func (s *Script) document(doc string) map[string]any { return map[string]any{"uri": s.uri(doc)} }

// call sends a request and shows its answer.
func (s *Script) call(ctx context.Context, method, rest string) error {
	params, err := s.params(rest)
	if err != nil {
		return err
	}
	var result json.RawMessage
	err = s.client.Call(ctx, method, params, &result)
	var refused *Error
	switch {
	case errors.As(err, &refused):
		fmt.Fprintf(&s.out, "← error %d: %s\n\n", refused.Code, refused.Message)
	case err != nil:
		return err
	default:
		fmt.Fprintf(&s.out, "← %s\n\n", Pretty(result))
		var named struct{ ResultID string }
		if json.Unmarshal(result, &named) == nil && named.ResultID != "" {
			s.result = named.ResultID
		}
	}
	return nil
}

// params reads [DOC] [«PLACE»] [JSON].
func (s *Script) params(rest string) (any, error) {
	rest = strings.TrimSpace(rest)
	params := make(map[string]any)
	doc := ""
	if rest != "" && rest[0] != '{' {
		doc, rest = word(rest)
		params["textDocument"] = s.document(doc)
	}
	if place, after, ok := quoted(rest); ok {
		rest = after
		before, behind, cursor := strings.Cut(place, "|")
		start := strings.Index(s.current[doc], before+behind)
		if start < 0 {
			return nil, fmt.Errorf("%s has no text %q", doc, before+behind)
		}
		if cursor {
			params["position"] = position(s.current[doc], start+len(before))
		} else {
			params["range"] = span(s.current[doc], start, start+len(before))
		}
	}
	if rest == "" {
		if len(params) == 0 {
			return nil, nil
		}
		return params, nil
	}
	rest = strings.NewReplacer("$FOLDER", s.Folder, "$RESULT", s.result).Replace(rest)
	if err := json.Unmarshal([]byte(rest), &params); err != nil {
		return nil, fmt.Errorf("%s: %w", rest, err)
	}
	return params, nil
}

// word takes the first word off the beginning.
func word(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, " \t\n"); i >= 0 {
		return text[:i], strings.TrimSpace(text[i:])
	}
	return text, ""
}

// quoted takes «TEXT» off the beginning.
func quoted(text string) (inside, rest string, ok bool) {
	after, ok := strings.CutPrefix(text, "«")
	if !ok {
		return "", text, false
	}
	inside, rest, ok = strings.Cut(after, "»")
	return inside, strings.TrimSpace(rest), ok
}

// change replaces a part of a document: «OLD» to «NEW».
func (s *Script) change(doc, rest string) error {
	old, rest, ok := quoted(rest)
	text, _, there := quoted(strings.TrimSpace(strings.TrimPrefix(rest, "to")))
	start := strings.Index(s.current[doc], old)
	if !ok || !there || start < 0 {
		return errors.New("want a text of the document: «OLD» to «NEW»")
	}
	at := span(s.current[doc], start, start+len(old))
	s.versions[doc]++
	s.current[doc] = s.current[doc][:start] + text + s.current[doc][start+len(old):]
	return s.client.Notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": s.uri(doc), "version": s.versions[doc]},
		"contentChanges": []any{map[string]any{"range": at, "text": text}},
	})
}

// position returns a byte offset as line and UTF-16 column.
func position(text string, offset int) map[string]any {
	before := text[:offset]
	line := strings.Count(before, "\n")
	column := len(utf16.Encode([]rune(before[strings.LastIndexByte(before, '\n')+1:])))
	return map[string]any{"line": line, "character": column}
}

func span(text string, start, end int) map[string]any {
	return map[string]any{"start": position(text, start), "end": position(text, end)}
}

// notified takes a notification.
func (s *Script) notified(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.news = append(s.news, m)
	if m.Method == "fencepost/results" {
		s.note(m.Params)
	}
	s.wake()
}

// note notes whether all is known of a text: the states of each test that has a
// verdict.
func (s *Script) note(params json.RawMessage) {
	var r struct {
		URI     string
		Version int
		Tests   []struct {
			Observation string
			States      int
		}
	}
	if json.Unmarshal(params, &r) != nil {
		return
	}
	s.decided[r.URI] = r.Version
	for _, t := range r.Tests {
		if t.Observation != "" && t.States == 0 {
			return
		}
	}
	s.settled[r.URI] = r.Version
}

// asked answers a request of the server.
func (s *Script) asked(m Message) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.news = append(s.news, m)
	s.wake()
	if answer, ok := s.answers[m.Method]; ok {
		return answer
	}
	return nil
}

func (s *Script) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// until waits for a condition, which is looked at under the lock.
func (s *Script) until(ctx context.Context, holds func() bool) error {
	for {
		s.mu.Lock()
		done, changed := holds(), s.changed
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-s.client.Done():
			return ErrEnded
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ErrBusy is a server that had no time to list the states of a test, which it does
// only for tests that it decides quickly. To play again may help.
var ErrBusy = errors.New("the server did not list the states of a test, as on a busy machine")

// listTime is much longer than a server takes to list states, or to give up.
const listTime = 5 * time.Second

// settle waits until all is known of a text.
func (s *Script) settle(ctx context.Context, doc string) error {
	uri, version := s.uri(doc), s.versions[doc]
	if err := s.until(ctx, func() bool { return s.decided[uri] >= version }); err != nil {
		return err
	}
	listing, stop := context.WithTimeout(ctx, listTime)
	defer stop()
	err := s.until(listing, func() bool { return s.settled[uri] >= version })
	if err != nil && listing.Err() != nil && ctx.Err() == nil {
		return ErrBusy
	}
	return err
}

// show waits for messages of the server of one kind, and shows the first or the
// last one. Those that came before the last one are dropped.
func (s *Script) show(ctx context.Context, method, doc string, first bool) error {
	var shown *Message
	doc = strings.TrimSpace(doc)
	about := fmt.Appendf(nil, `"uri":%q`, s.uri(doc))
	err := s.until(ctx, func() bool {
		kept := s.news[:0]
		for _, m := range s.news {
			if m.Method == method && (doc == "" || bytes.Contains(m.Params, about)) && (shown == nil || !first) {
				shown = &m
			} else {
				kept = append(kept, m)
			}
		}
		s.news = kept
		return shown != nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(&s.out, "← %s\n\n", Pretty(shown.Params))
	return nil
}
