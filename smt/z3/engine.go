package z3

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"

	goz3 "github.com/aclements/go-z3/z3"
)

/*
#cgo LDFLAGS: -lz3
#include "bridge.h"
*/
import "C"

// engine is what Z3 knows of a problem: a go-z3 context and one solver on it.
// It is a cache of what Solver holds, so that it can be thrown away at any
// time. go-z3 makes and ends the context; everything else goes through
// bridge.c, because go-z3 has no check under assumptions, cannot keep Z3 from
// taking SIGINT, and reads a model one variable at a time.
type engine struct {
	ctx  *goz3.Context
	raw  C.Z3_context
	impl any // what go-z3's finalizer for the context hangs on
	c    *C.fp_engine
	vars int // variables that c has
}

// newEngine starts a context, which takes about ten milliseconds.
func newEngine() (*engine, error) {
	ctx := goz3.NewContext(nil)
	e := &engine{ctx: ctx}
	if err := e.open(); err != nil {
		return nil, err
	}
	return e, nil
}

// open finds the C handle that go-z3 does not export, and makes the solver.
// Reflection by name turns a changed layout into an error where unsafe offsets
// would crash.
func (e *engine) open() error {
	impl := reflect.ValueOf(e.ctx).Elem().FieldByName("contextImpl")
	if impl.Kind() != reflect.Pointer || impl.IsNil() {
		return errLayout
	}
	handle := impl.Elem().FieldByName("c")
	if handle.Kind() != reflect.Pointer || handle.IsNil() {
		return errLayout
	}
	e.raw = C.Z3_context(handle.UnsafePointer())
	e.impl = reflect.NewAt(impl.Type().Elem(), impl.UnsafePointer()).Interface()
	e.c = C.fp_open(e.raw)
	runtime.KeepAlive(e.ctx)
	if e.c == nil {
		return errors.New("z3: no solver could be made")
	}
	return nil
}

var errLayout = errors.New("z3: this version of go-z3 keeps its context elsewhere")

// close ends the context at once. go-z3 would leave that to a finalizer, and
// a small Go heap may not be collected for minutes while discarded contexts
// hold tens of megabytes each of memory that Go does not see.
func (e *engine) close() {
	C.fp_close(e.c)
	runtime.SetFinalizer(e.impl, nil)
	C.Z3_del_context(e.raw)
	e.c, e.raw, e.impl, e.ctx = nil, nil, nil, nil
}

// reset forgets the clauses and keeps the variables.
func (e *engine) reset() error {
	code := C.fp_reset(e.c)
	return e.error(code)
}

// add makes the variables up to vars and asserts clauses, each ended by a 0.
func (e *engine) add(vars int, clauses []Lit) error {
	if vars > e.vars {
		if err := e.error(C.fp_grow(e.c, C.int(vars))); err != nil {
			return err
		}
		e.vars = vars
	}
	if len(clauses) == 0 {
		return nil
	}
	return e.error(C.fp_add(e.c, (*C.int32_t)(&clauses[0]), C.size_t(len(clauses))))
}

// check decides the clauses under assumptions. Unknown comes with an error.
func (e *engine) check(assumptions []Lit) (Status, error) {
	var p *C.int32_t
	if len(assumptions) > 0 {
		p = (*C.int32_t)(&assumptions[0])
	}
	var code C.int
	r := C.fp_check(e.c, p, C.int(len(assumptions)), &code)
	if err := e.error(code); err != nil {
		return Unknown, err
	}
	switch r {
	case C.FP_SAT:
		return Sat, nil
	case C.FP_UNSAT:
		return Unsat, nil
	}
	reason := C.GoString(C.fp_reason(e.c))
	runtime.KeepAlive(e.ctx)
	return Unknown, fmt.Errorf("z3: no answer: %s", reason)
}

// trail reads the assignment that the check ended with into out, a 1 for each
// true variable at its number. The caller must verify it.
func (e *engine) trail(out []byte) error {
	clear(out)
	return e.error(C.fp_trail(e.c, (*C.uint8_t)(&out[0]), C.int(len(out)-1)))
}

// model reads the model as Z3 builds it.
func (e *engine) model(out []byte) error {
	clear(out)
	return e.error(C.fp_model(e.c, (*C.uint8_t)(&out[0]), C.int(len(out)-1)))
}

// interrupt stops a running check, and is lost when none runs.
func (e *engine) interrupt() { e.ctx.Interrupt() }

// error turns an error code of Z3 into an error. It comes last in every
// method and so also keeps the context alive across the call.
func (e *engine) error(code C.int) error {
	defer runtime.KeepAlive(e.ctx)
	switch code {
	case C.Z3_OK:
		return nil
	case C.Z3_MEMOUT_FAIL:
		return ErrMemory
	}
	return fmt.Errorf("z3: %s", C.GoString(C.fp_message(e.c, code)))
}

// allocated is the heap that all of Z3 holds in this process, in bytes.
func allocated() uint64 { return uint64(C.fp_allocated()) }
