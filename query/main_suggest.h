#ifndef QUERY_MAIN_SUGGEST_H
#define QUERY_MAIN_SUGGEST_H

#include "query/session.h"

/* The commands "suggest" and "related". */
struct suggest_values {
	struct common_values common;
	long limit;
	int format;
};

extern const struct option_table suggest_options[];
extern const struct option_table related_options[];
extern const struct suggest_values suggest_defaults;

MUST_CHECK enum status run_suggest(const void *values, int n, char **args,
				   struct error *err);
MUST_CHECK enum status run_related(const void *values, int n, char **args,
				   struct error *err);

#endif
