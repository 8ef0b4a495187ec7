package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"time"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// preferences are what the user can choose.
type preferences struct {
	session    session.Settings
	inlayHints bool
	codeLens   bool
}

func defaultPreferences() preferences {
	return preferences{session: session.DefaultSettings(), codeLens: true}
}

const (
	// settingsSection is the name of our settings in a client's configuration.
	settingsSection = "fencepost"
	// maxUnroll and maxDebounce keep a mistyped value from stopping everything.
	maxUnroll   = 1000
	maxDebounce = 60_000
)

// setting reads one value into p, or says what would be right.
type setting struct {
	name string
	read func(p *preferences, raw json.RawMessage) (want string)
}

// settings are those that the server understands. Clients have more of their own.
func settings() []setting {
	return []setting{
		{"model", readModel},
		{"timeout", readTimeout},
		{"unroll", readUnroll},
		{"defines", readDefines},
		{"check", readCheck},
		{"debounce", readDebounce},
		{"inlayHints", readBool(func(p *preferences) *bool { return &p.inlayHints })},
		{"codeLens", readBool(func(p *preferences) *bool { return &p.codeLens })},
	}
}

// readPreferences reads an object of settings over what was there. What is absent
// or wrong stays as it was; each complaint names a wrong value and the right form.
func readPreferences(p preferences, raw json.RawMessage) (preferences, []string) {
	if empty(raw) {
		return p, nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return p, []string{fmt.Sprintf("setting %s: want an object of settings, got %s", settingsSection, raw)}
	}
	var complaints []string
	for _, s := range settings() {
		value, there := object[s.name]
		if !there || absent(value) {
			continue
		}
		if want := s.read(&p, value); want != "" {
			complaints = append(complaints, fmt.Sprintf("setting %s.%s: want %s, got %s", settingsSection, s.name, want, value))
		}
	}
	return p, complaints
}

func readModel(p *preferences, raw json.RawMessage) string {
	const want = `"lkmm" or the path of a .cat or .cfg file`
	var v string
	if json.Unmarshal(raw, &v) != nil || v == "" {
		return want
	}
	if v != builtinModel && !slices.Contains([]string{".cat", ".cfg"}, filepath.Ext(v)) {
		return want
	}
	p.session.Model = v
	return ""
}

// builtinModel is the name of the model that needs no file.
const builtinModel = "lkmm"

func readTimeout(p *preferences, raw json.RawMessage) string {
	const want = `a duration such as "10s", or a number of seconds; 0 for no limit`
	var text string
	var seconds float64
	var d time.Duration
	switch {
	case json.Unmarshal(raw, &text) == nil:
		var err error
		if d, err = time.ParseDuration(text); err != nil {
			return want
		}
	case json.Unmarshal(raw, &seconds) == nil:
		if seconds > math.MaxInt32 {
			return want
		}
		d = time.Duration(seconds * float64(time.Second))
	default:
		return want
	}
	if d < 0 {
		return want
	}
	p.session.Timeout = d
	return ""
}

func readUnroll(p *preferences, raw json.RawMessage) string {
	n, ok := readInt(raw, 1, maxUnroll)
	if !ok {
		return fmt.Sprintf("a whole number from 1 to %d", maxUnroll)
	}
	p.session.Unroll = n
	return ""
}

func readDebounce(p *preferences, raw json.RawMessage) string {
	n, ok := readInt(raw, 0, maxDebounce)
	if !ok {
		return fmt.Sprintf("a whole number of milliseconds from 0 to %d", maxDebounce)
	}
	p.session.Debounce = time.Duration(n) * time.Millisecond
	return ""
}

// readInt reads a whole number. Clients may write one as 2.0.
func readInt(raw json.RawMessage, least, most int) (int, bool) {
	var v float64
	if json.Unmarshal(raw, &v) != nil || v != math.Trunc(v) || v < float64(least) || v > float64(most) {
		return 0, false
	}
	return int(v), true
}

func readDefines(p *preferences, raw json.RawMessage) string {
	const want = `a list of macros, such as ["CONFIG_SMP", "NR_CPUS=4"]`
	var list []string
	// Clients in Lua cannot tell an empty list from an empty object.
	if bad := json.Unmarshal(raw, &list) != nil && string(raw) != "{}"; bad || slices.ContainsFunc(list, func(d string) bool { return !ide.IsDefine(d) }) {
		return want
	}
	p.session.Defines = list
	return ""
}

func readCheck(p *preferences, raw json.RawMessage) string {
	var v string
	_ = json.Unmarshal(raw, &v) // what is no string is none of the words
	switch v {
	case "onType":
		p.session.When = session.OnType
	case "onSave":
		p.session.When = session.OnSave
	default:
		return `"onType" or "onSave"`
	}
	return ""
}

func readBool(field func(p *preferences) *bool) func(*preferences, json.RawMessage) string {
	return func(p *preferences, raw json.RawMessage) string {
		if json.Unmarshal(raw, field(p)) != nil {
			return "true or false"
		}
		return ""
	}
}

// complain shows what is wrong with settings.
func (c *client) complain(complaints []string) {
	for _, text := range complaints {
		c.showMessage(protocol.MessageTypeWarning, text)
	}
}

// preferred returns the settings in use.
func (c *client) preferred() preferences {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current
}

// prefer puts settings to use.
func (c *client) prefer(p preferences) {
	c.mu.Lock()
	old := c.current
	c.current = p
	shape := p.session
	if shape.Model != builtinModel && !filepath.IsAbs(shape.Model) && len(c.folders) > 0 {
		shape.Model = filepath.Join(c.folders[0].path, shape.Model)
	}
	c.mu.Unlock()
	c.session.Configure(shape)
	c.refreshAfterSettings(old, p)
}

// fetchSettings asks the client for its settings, if it can be asked.
func (c *client) fetchSettings(ctx context.Context) {
	if !c.can.configuration {
		return
	}
	var answer []json.RawMessage
	err := c.call(ctx, "workspace/configuration", &protocol.ConfigurationParams{
		Items: []protocol.ConfigurationItem{{Section: settingsSection}},
	}, &answer)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		c.logMessage(protocol.MessageTypeWarning, "the settings could not be read: "+err.Error())
	case len(answer) == 1:
		c.configure(answer[0])
	}
}

// configure takes settings over the initial ones.
func (c *client) configure(raw json.RawMessage) {
	p, complaints := readPreferences(c.initial, raw)
	c.complain(complaints)
	c.prefer(p)
}
