#ifndef QUERY_RECENCY_H
#define QUERY_RECENCY_H

#include "common/xapian-c/xap.h"

/*
 * Newer posts before older ones that match about as well. What a post's date
 * adds to its weight halves with each half-life of its age; ranking.h says how
 * much it is of the best post's weight, since weights of one query mean
 * nothing in another.
 */

/*
 * "2y", "18 months", "6w", "90 days": in seconds. ST_USAGE: no such time, or
 * not between a day and 1,000 years.
 */
MUST_CHECK enum status recency_parse(int64_t *half_life, const char *text,
				     struct error *err);

/* Replace *query by the same with that weight. `how`: as it is searched. */
MUST_CHECK enum status recency_add(xap_query **query, const xap_db *posts,
				   const struct xap_search *how,
				   int64_t half_life, struct error *err);

#endif
