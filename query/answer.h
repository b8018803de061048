#ifndef QUERY_ANSWER_H
#define QUERY_ANSWER_H

#include "common/index/post.h"
#include "common/xapian-c/xap.h"
#include "query/archive.h"
#include "query/facets.h"
#include "query/filter.h"
#include "query/parse.h"
#include "query/plan.h"
#include "query/snippet.h"

/*
 * A query answered: what every renderer shows. Plain data in the answer's
 * arena.
 */
enum match_mode {
	MATCH_BEST, /* posts with all words, then those with some */
	MATCH_ALL,
	MATCH_ANY
};

enum sort_order { SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };

struct answer_options {
	uint32_t limit, offset;
	enum match_mode match;
	enum sort_order sort;
	int exact;
	int suggest;       /* "did you mean" (correct.h) */
	int ids_only;      /* results without snippets */
	int64_t half_life; /* seconds in which relevance halves; 0: never */
	int expand;        /* by words of the best (expand.h) */
	int all_copies;    /* the same text as often as found */
	int facets;        /* count what the posts have in common */
	/* Of searching: then the answer is what was found, with a note. 0:
	 * none.
	 */
	uint32_t limit_ms;
	const struct filter *filter;     /* NULL: any post */
	const struct kin_tables *tables; /* of names; NULL: the built-in one */
	struct query_limits limits;
};

struct result {
	struct post post; /* without its text */
	uint32_t docid;
	double score;
	uint32_t copies; /* of its text found, 1 or more */
	struct snippet snippet;
	struct snippet title, author; /* whole, with marks */
};

struct answer {
	struct arena arena;
	struct str qid;   /* what the query is called in a batch; or empty */
	struct tree tree; /* as understood, with its notes */
	struct plan plan;
	uint32_t posts; /* of the archive */
	uint32_t total; /* posts of the kind that comes first; copies count
			   once if all are on this page or before */
	int exact_total;
	uint32_t offset;
	struct str suggestion; /* a query that finds more; or empty */
	double took_ms;
	int has_facets;       /* they were asked for */
	struct facets facets; /* of the posts that `total` counts */
	struct result *results;
	size_t n;
};

/*
 * The caller frees *out with answer_free(), also after a failure. A query
 * without words but with a filter or facets finds all posts that pass, newest
 * first.
 */
MUST_CHECK enum status answer_query(struct answer *out, struct archive *archive,
				    struct str query,
				    const struct answer_options *options,
				    struct error *err);
/* Only understand it: tree and plan are set. */
MUST_CHECK enum status answer_plan(struct answer *out, struct archive *archive,
				   struct str query,
				   const struct answer_options *options,
				   struct error *err);
/* Then search for what is planned; answer_query() does both. */
MUST_CHECK enum status answer_planned(struct answer *a, struct archive *archive,
				      const struct answer_options *options,
				      struct error *err);
void answer_free(struct answer *a);

#endif
