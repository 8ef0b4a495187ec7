/* Batched calls into libz3: one crossing from Go for a whole batch of
 * clauses, a check, or a model, because a crossing a term would cost more
 * than Z3's own work. */
#ifndef FENCEPOST_Z3_BRIDGE_H
#define FENCEPOST_Z3_BRIDGE_H

#include <stddef.h>
#include <stdint.h>
#include <z3.h>

/* fp_engine is one solver on a context that somebody else owns. */
typedef struct fp_engine fp_engine;

/* Results of fp_check; everything below FP_UNKNOWN is no result. */
enum { FP_UNSAT = 0, FP_SAT = 1, FP_UNKNOWN = 2 };

/* fp_open makes a solver on c and silences c's error handler: errors are
 * returned as codes, never thrown through Go frames. NULL on failure. */
fp_engine *fp_open(Z3_context c);

/* fp_close releases every reference to c that the engine holds. */
void fp_close(fp_engine *e);

/* fp_reset forgets the clauses; variables stay for the next problem. */
int fp_reset(fp_engine *e);

/* fp_grow makes sure that the variables 1 to n exist. */
int fp_grow(fp_engine *e, int n);

/* fp_add asserts clauses: literals, a zero after each clause. */
int fp_add(fp_engine *e, const int32_t *in, size_t n);

/* fp_check decides the clauses under n assumptions; *err is Z3's error code. */
int fp_check(fp_engine *e, const int32_t *as, int n, int *err);

/* fp_trail reads the assignment that the last check stopped at: out[v] for v
 * in 1..n. It is not Z3's official model, so the caller has to verify it. */
int fp_trail(fp_engine *e, uint8_t *out, int n);

/* fp_model reads Z3's official model, ten times as slow as fp_trail. */
int fp_model(fp_engine *e, uint8_t *out, int n);

/* fp_reason says why the last check returned FP_UNKNOWN. */
const char *fp_reason(fp_engine *e);

/* fp_message explains an error code of Z3's. */
const char *fp_message(fp_engine *e, int code);

/* fp_allocated is the heap of all of Z3 in this process, in bytes. */
uint64_t fp_allocated(void);

#endif
