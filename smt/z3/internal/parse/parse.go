// Package parse lets Z3's own parser run a script, so that tests can check
// SMT-LIB text on machines without a z3 command.
package parse

import "unsafe"

/*
#cgo LDFLAGS: -lz3
#include <signal.h>
#include <stdlib.h>
#include <z3.h>

// Z3 takes SIGINT while it runs a script and gives it back without the flags
// that the Go runtime needs: the next SIGINT would end the process.
static const char *run(Z3_context c, const char *text) {
	struct sigaction was;
	sigaction(SIGINT, NULL, &was);
	const char *out = Z3_eval_smtlib2_string(c, text);
	sigaction(SIGINT, &was, NULL);
	return out;
}
*/
import "C"

// Run returns what Z3 prints for an SMT-LIB 2 script, errors included.
func Run(script string) string {
	cfg := C.Z3_mk_config()
	defer C.Z3_del_config(cfg)
	c := C.Z3_mk_context(cfg)
	defer C.Z3_del_context(c)
	C.Z3_set_error_handler(c, nil)
	text := C.CString(script)
	defer C.free(unsafe.Pointer(text))
	return C.GoString(C.run(c, text))
}
