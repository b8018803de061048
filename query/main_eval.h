#ifndef QUERY_MAIN_EVAL_H
#define QUERY_MAIN_EVAL_H

#include "query/session.h"

/* The command `nisba-query eval`. */
struct eval_values {
	struct common_values common;
	int per_query, expand;
	int match;           /* enum match_mode - 1 */
	const char *against; /* a run file; or NULL */
};

extern const struct option_table eval_options[];
extern const struct eval_values eval_defaults;

MUST_CHECK enum status run_eval(const void *values, int n, char **args,
				struct error *err);

#endif
