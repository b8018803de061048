#ifndef QUERY_MAIN_NAMES_H
#define QUERY_MAIN_NAMES_H

#include "query/session.h"

/* The command `nisba-query names`. */
struct names_values {
	struct common_values common;
	int format; /* text json jsonl */
	int all;
	const char *batch;
};

extern const struct option_table names_options[];
extern const struct names_values names_defaults;

MUST_CHECK enum status run_names(const void *values, int n, char **args,
				 struct error *err);

#endif
