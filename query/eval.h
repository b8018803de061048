#ifndef QUERY_EVAL_H
#define QUERY_EVAL_H

#include <stddef.h>

#include "query/eval_judged.h"

/*
 * How good a ranking is, by posts that people judged. Computed as trec_eval
 * does: only queries with a relevant post count, a post that nobody judged is
 * not relevant, and what comes behind rank EVAL_DEPTH is not seen.
 */
enum eval_measure {
	EVAL_MAP,   /* average precision */
	EVAL_NDCG,  /* nDCG@10; a grade is its own gain */
	EVAL_P10,   /* relevant ones among the first ten, of ten */
	EVAL_R1000, /* found among the first thousand, of all relevant */
	EVAL_MRR,   /* 1 / rank of the first relevant one */
	EVAL_MEASURES
};

enum { EVAL_DEPTH = 1000 };

struct eval_scores {
	double v[EVAL_MEASURES]; /* each 0 to 1 */
};

/* "nDCG@10" */
const char *eval_name(enum eval_measure m);

/*
 * Of the ids ranked for one query; a second time the same id is passed over.
 * 0: the query has no relevant post.
 */
int eval_ranking(struct eval_scores *out, const struct eval_rows *judged,
		 const struct str *ids, size_t n);

/*
 * Whether the mean of a - b over the queries could be chance: the share of
 * random exchanges of a query's two values that move the mean at least as far
 * from 0 (Fisher's randomization test, two-sided, EVAL_ROUNDS of them). The
 * same input gives the same answer.
 */
enum { EVAL_ROUNDS = 20000 };
double eval_chance(const double *a, const double *b, size_t n);

#endif
