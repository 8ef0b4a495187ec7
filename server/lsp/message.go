package lsp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"go.lsp.dev/jsonrpc2"
)

// wireMessage is any message as it is written.
type wireMessage struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *jsonrpc2.Error `json:"error,omitempty"`
}

// readMessage is any message as it is read. Members that are absent are nil; null
// is a value of its own.
type readMessage struct {
	Version json.RawMessage `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  json.RawMessage `json:"method"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   json.RawMessage `json:"error"`
}

// decodeMessage reads a body. bad is what is wrong with it, and id the identifier
// under which the sender can be told, nil if it has none.
func decodeMessage(body []byte) (msg jsonrpc2.Message, id json.RawMessage, bad *jsonrpc2.Error) {
	var m readMessage
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, nil, unreadable(body, err)
	}
	id, ok := canonicalID(m.ID)
	var method string
	switch {
	case !ok:
		return nil, nil, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "id: want a number or a string")
	case !utf8.Valid(body):
		return nil, id, jsonrpc2.Errorf(jsonrpc2.ParseError, "the message is not UTF-8")
	case string(m.Version) != `"`+jsonrpc2.Version+`"`:
		return nil, id, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "jsonrpc: want %q", jsonrpc2.Version)
	case m.Method == nil && (m.Result != nil || m.Error != nil):
		return decodeAnswer(&m)
	case json.Unmarshal(m.Method, &method) != nil || method == "":
		return nil, id, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "method: want a string")
	}
	var err error
	if id == nil {
		msg, err = jsonrpc2.NewNotification(method, m.Params)
	} else {
		msg, err = jsonrpc2.NewCall(jsonrpc2.NewStringID(string(id)), method, m.Params)
	}
	if err != nil {
		return nil, id, jsonrpc2.Errorf(jsonrpc2.ParseError, "params: %v", err)
	}
	return msg, id, nil
}

// unreadable says what is wrong with a body that is not an object.
func unreadable(body []byte, err error) *jsonrpc2.Error {
	var mismatch *json.UnmarshalTypeError
	switch {
	case bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) && errors.As(err, &mismatch):
		return jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "batches are not supported: send one message at a time")
	case errors.As(err, &mismatch):
		return jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "want an object, got %s", mismatch.Value)
	default:
		return jsonrpc2.Errorf(jsonrpc2.ParseError, "not JSON: %v", err)
	}
}

// decodeAnswer reads an answer to a call of ours. Ours have small numbers.
func decodeAnswer(m *readMessage) (jsonrpc2.Message, json.RawMessage, *jsonrpc2.Error) {
	var failure error
	if m.Error != nil {
		wire := &jsonrpc2.Error{}
		if json.Unmarshal(m.Error, wire) != nil {
			wire = jsonrpc2.Errorf(jsonrpc2.UnknownError, "unreadable error")
		}
		failure = wire
	}
	n, err := strconv.ParseInt(string(m.ID), 10, 32)
	if err != nil {
		n = 0 // no call of ours has it, so the answer is dropped
	}
	result := m.Result
	if result == nil {
		result = json.RawMessage("null")
	}
	msg, err := jsonrpc2.NewResponse(jsonrpc2.NewNumberID(int32(n)), result, failure)
	if err != nil {
		return nil, nil, jsonrpc2.Errorf(jsonrpc2.ParseError, "result: %v", err)
	}
	return msg, nil, nil
}

// canonicalID returns an identifier in the one spelling by which it is compared
// and sent back: nil for none, false for what cannot be one.
func canonicalID(id json.RawMessage) (json.RawMessage, bool) {
	if id == nil {
		return nil, true
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(id))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil, false
	}
	switch v := v.(type) {
	case json.Number:
		return json.RawMessage(v.String()), true
	case string:
		text, err := json.Marshal(v)
		return text, err == nil
	default:
		return nil, false
	}
}

// wireID returns the spelling of an identifier that decodeMessage kept.
func wireID(id jsonrpc2.ID) json.RawMessage { return json.RawMessage(fmt.Sprint(id)) }

// asWire returns an error in the form that is sent.
func asWire(err error) *jsonrpc2.Error {
	var wire *jsonrpc2.Error
	if errors.As(err, &wire) {
		return wire
	}
	return jsonrpc2.Errorf(jsonrpc2.InternalError, "internal error: %v", err)
}
