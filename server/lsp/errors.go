package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// Error codes of the protocol that the library does not name.
const (
	// codeServerCancelled is a request that the server gave up by itself.
	codeServerCancelled jsonrpc2.Code = -32802
	// codeRequestFailed is a request that is right and that cannot be met.
	codeRequestFailed jsonrpc2.Code = -32803
)

// failed is a request that is right in form and cannot be met. The message is
// shown to the user.
func failed(format string, args ...any) error {
	return jsonrpc2.Errorf(codeRequestFailed, format, args...)
}

// invalidParams is a request whose parameters have the wrong form.
func invalidParams(format string, args ...any) error {
	return jsonrpc2.Errorf(jsonrpc2.InvalidParams, format, args...)
}

// wireError gives an error of a handler its code. Only errors that handlers chose
// for the client keep their words; every other one is a fault of ours.
func wireError(ctx context.Context, err error) error {
	var wire *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wire):
		return err
	case errors.Is(err, session.ErrClosed):
		return jsonrpc2.Errorf(codeServerCancelled, "the server is shutting down")
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return jsonrpc2.Errorf(protocol.CodeRequestCancelled, "cancelled")
	case errors.Is(err, session.ErrNotOpen), errors.Is(err, session.ErrOpen), errors.Is(err, session.ErrVersion),
		errors.Is(err, session.ErrPosition), errors.Is(err, session.ErrTooLarge), errors.Is(err, session.ErrOutOfStep):
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%v", err)
	default:
		return jsonrpc2.Errorf(jsonrpc2.InternalError, "internal error: %v", err)
	}
}

// decode reads the parameters of a message. The error says which member is wrong.
func decode(params json.RawMessage, into any) error {
	if len(params) == 0 || string(params) == "null" {
		return invalidParams("the parameters are missing")
	}
	err := json.Unmarshal(params, into)
	var mismatch *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mismatch) && fieldOf(mismatch) != "":
		return invalidParams("%s: want %s, got %s", fieldOf(mismatch), formOf(mismatch), mismatch.Value)
	case errors.As(err, &mismatch):
		return invalidParams("want %s, got %s", formOf(mismatch), mismatch.Value)
	default:
		return invalidParams("%v", err)
	}
}

// fieldOf returns the path of the member that is wrong, without the names of Go
// types that are embedded.
func fieldOf(e *json.UnmarshalTypeError) string {
	parts := strings.Split(e.Field, ".")
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p != "" && p[0] < 'a' }), ".")
}

// formOf names the JSON form of the Go type that a value did not fit.
func formOf(e *json.UnmarshalTypeError) string {
	switch k := e.Type.Kind().String(); k {
	case "uint32":
		return "a number from 0 to 4294967295"
	case "int32":
		return "a whole number of 32 bits"
	case "float64", "int", "int64", "uint":
		return "a number"
	case "string":
		return "a string"
	case "bool":
		return "true or false"
	case "slice", "array":
		return "an array"
	case "struct", "map", "ptr":
		return "an object"
	default:
		return fmt.Sprintf("a value of kind %s", k)
	}
}
