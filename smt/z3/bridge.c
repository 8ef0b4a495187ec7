#include "bridge.h"

#include <stdlib.h>
#include <string.h>

struct fp_engine {
	Z3_context c;
	Z3_solver s;
	Z3_ast *pos, *neg; /* literals of variable v at [v] */
	int vars, cap;
	int32_t *lit_of_id; /* AST id to literal, 0 where it is neither */
	unsigned ids;
	Z3_ast *buf; /* the literals of one clause or assumption set */
	size_t bufcap;
};

/* Out of C memory: reported like Z3's own. */
static const int no_memory = Z3_MEMOUT_FAIL;

static void set_params(fp_engine *e) {
	Z3_context c = e->c;
	Z3_params p = Z3_mk_params(c);
	Z3_params_inc_ref(c, p);
	/* Otherwise every check takes SIGINT away from the Go runtime and gives it
	 * back without SA_ONSTACK, after which a SIGINT ends the process. */
	Z3_params_set_bool(c, p, Z3_mk_string_symbol(c, "ctrl_c"), 0);
	/* The combined solver's other half starts from nothing in each check. */
	Z3_params_set_bool(c, p, Z3_mk_string_symbol(c, "ignore_solver1"), 1);
	Z3_solver_set_params(c, e->s, p);
	Z3_params_dec_ref(c, p);
}

fp_engine *fp_open(Z3_context c) {
	Z3_set_error_handler(c, NULL);
	fp_engine *e = calloc(1, sizeof *e);
	if (!e) return NULL;
	e->c = c;
	e->s = Z3_mk_solver_for_logic(c, Z3_mk_string_symbol(c, "QF_UF"));
	if (!e->s) {
		free(e);
		return NULL;
	}
	Z3_solver_inc_ref(c, e->s);
	set_params(e);
	if (Z3_get_error_code(c) != Z3_OK) {
		fp_close(e);
		return NULL;
	}
	return e;
}

void fp_close(fp_engine *e) {
	Z3_solver_dec_ref(e->c, e->s);
	for (int v = 1; v <= e->vars; v++) {
		Z3_dec_ref(e->c, e->neg[v]);
		Z3_dec_ref(e->c, e->pos[v]);
	}
	free(e->pos);
	free(e->neg);
	free(e->lit_of_id);
	free(e->buf);
	free(e);
}

int fp_reset(fp_engine *e) {
	Z3_solver_reset(e->c, e->s);
	return Z3_get_error_code(e->c);
}

static int note_id(fp_engine *e, Z3_ast a, int32_t lit) {
	unsigned id = Z3_get_ast_id(e->c, a);
	if (id >= e->ids) {
		unsigned n = id + id / 2 + 256;
		int32_t *t = realloc(e->lit_of_id, n * sizeof *t);
		if (!t) return no_memory;
		memset(t + e->ids, 0, (n - e->ids) * sizeof *t);
		e->lit_of_id = t;
		e->ids = n;
	}
	e->lit_of_id[id] = lit;
	return Z3_OK;
}

int fp_grow(fp_engine *e, int n) {
	Z3_context c = e->c;
	if (n >= e->cap) {
		int cap = n + n / 2 + 64;
		Z3_ast *p = realloc(e->pos, cap * sizeof *p);
		if (!p) return no_memory;
		e->pos = p;
		p = realloc(e->neg, cap * sizeof *p);
		if (!p) return no_memory;
		e->neg = p;
		e->cap = cap;
	}
	Z3_sort b = Z3_mk_bool_sort(c);
	while (e->vars < n) {
		int v = e->vars + 1;
		Z3_ast p = Z3_mk_const(c, Z3_mk_int_symbol(c, v), b);
		if (!p) return Z3_get_error_code(c);
		Z3_inc_ref(c, p);
		Z3_ast q = Z3_mk_not(c, p);
		if (!q) {
			Z3_dec_ref(c, p);
			return Z3_get_error_code(c);
		}
		Z3_inc_ref(c, q);
		e->pos[v] = p;
		e->neg[v] = q;
		e->vars = v;
		int err = note_id(e, p, v);
		if (!err) err = note_id(e, q, -v);
		if (err) return err;
	}
	return Z3_OK;
}

/* push_lit puts l at e->buf[k]. */
static int push_lit(fp_engine *e, size_t k, int32_t l) {
	if (k >= e->bufcap) {
		size_t cap = 2 * k + 64;
		Z3_ast *b = realloc(e->buf, cap * sizeof *b);
		if (!b) return no_memory;
		e->buf = b;
		e->bufcap = cap;
	}
	e->buf[k] = l > 0 ? e->pos[l] : e->neg[-l];
	return Z3_OK;
}

int fp_add(fp_engine *e, const int32_t *in, size_t n) {
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		if (in[i]) {
			int err = push_lit(e, k++, in[i]);
			if (err) return err;
			continue;
		}
		Z3_ast a = k == 1 ? e->buf[0] : Z3_mk_or(e->c, (unsigned)k, e->buf);
		if (!a) return Z3_get_error_code(e->c);
		Z3_solver_assert(e->c, e->s, a);
		k = 0;
		int err = Z3_get_error_code(e->c);
		if (err != Z3_OK) return err;
	}
	return Z3_OK;
}

int fp_check(fp_engine *e, const int32_t *as, int n, int *err) {
	for (int i = 0; i < n; i++) {
		*err = push_lit(e, i, as[i]);
		if (*err) return FP_UNKNOWN;
	}
	Z3_lbool r = Z3_solver_check_assumptions(e->c, e->s, n, e->buf);
	*err = Z3_get_error_code(e->c);
	if (*err != Z3_OK || r == Z3_L_UNDEF) return FP_UNKNOWN;
	return r == Z3_L_TRUE ? FP_SAT : FP_UNSAT;
}

int fp_trail(fp_engine *e, uint8_t *out, int n) {
	Z3_context c = e->c;
	Z3_ast_vector t = Z3_solver_get_trail(c, e->s);
	if (!t) return Z3_get_error_code(c);
	Z3_ast_vector_inc_ref(c, t);
	unsigned k = Z3_ast_vector_size(c, t);
	for (unsigned i = 0; i < k; i++) {
		Z3_ast a = Z3_ast_vector_get(c, t, i);
		if (!a) continue;
		unsigned id = Z3_get_ast_id(c, a);
		int32_t l = id < e->ids ? e->lit_of_id[id] : 0;
		if (l > 0 && l <= n) out[l] = 1;
	}
	Z3_ast_vector_dec_ref(c, t);
	return Z3_get_error_code(c);
}

int fp_model(fp_engine *e, uint8_t *out, int n) {
	Z3_context c = e->c;
	Z3_model m = Z3_solver_get_model(c, e->s);
	if (!m) return Z3_get_error_code(c);
	Z3_model_inc_ref(c, m);
	for (int v = 1; v <= n && v <= e->vars; v++) {
		Z3_func_decl d = Z3_get_app_decl(c, Z3_to_app(c, e->pos[v]));
		/* NULL where the model leaves v open: false will do there. */
		Z3_ast a = Z3_model_get_const_interp(c, m, d);
		if (a && Z3_get_bool_value(c, a) == Z3_L_TRUE) out[v] = 1;
	}
	Z3_model_dec_ref(c, m);
	return Z3_get_error_code(c);
}

const char *fp_reason(fp_engine *e) {
	return Z3_solver_get_reason_unknown(e->c, e->s);
}

const char *fp_message(fp_engine *e, int code) {
	return Z3_get_error_msg(e->c, code);
}

uint64_t fp_allocated(void) {
	return Z3_get_estimated_alloc_size();
}
