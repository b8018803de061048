#ifndef QUERY_MAIN_SEARCH_H
#define QUERY_MAIN_SEARCH_H

#include "query/session.h"

/* The commands "search" and "explain". */
struct search_values {
	struct common_values common;
	long limit, offset;
	int format; /* row of formats[], or explain's choice */
	int sort;   /* enum sort_order */
	int match;  /* enum match_mode - 1 */
	int facets, timeline, expand, no_collapse;
	const char *batch; /* a file of queries; or NULL */
	const char *half_life, *from, *to, *author, *tag, *series, *lang, *site;
};

extern const struct option_table search_options[];
extern const struct option_table explain_options[];
extern const struct search_values search_defaults;

MUST_CHECK enum status run_search(const void *values, int n, char **args,
				  struct error *err);
MUST_CHECK enum status run_explain(const void *values, int n, char **args,
				   struct error *err);

#endif
