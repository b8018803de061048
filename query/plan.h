#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"
#include "query/kin.h"
#include "query/sought.h"
#include "query/tree.h"

/*
 * The plan: a query tree turned into Xapian queries for one archive. Each
 * word is cut as the indexer cuts text and widened by its kin in the
 * archive's vocabulary.
 */
struct plan_options {
	int64_t now; /* for "last month", UTC; 0: the clock */
	int exact;   /* no kin for any word */
	const struct kin_tables *tables; /* of names; NULL: what is built in */
};

enum {
	PLAN_TERMS_MAX = 300,       /* in all, after widening */
	PLAN_PLACES_MAX = 128,      /* different words as typed, in all */
	PLAN_PLACES_MIN = 16,       /* so many at least, however common; */
	PLAN_POSTINGS_MAX = 450000, /* then until their posts add up to this */
	PLAN_BESIDE_MAX = 150000,   /* posts in which it is looked up whether
				  words stand side by side, but for the first
				  such words */
	PLAN_CLOSE_MAX = 500,       /* posts of the rarer of two words, to look
				  up in which they stand close together; */
	PLAN_CLOSE_ALL = 2000,      /* and of all such pairs */
	PLAN_KIN_MAX = 12,          /* inflections of one word */
	PLAN_NAMES_MAX = 64,        /* other spellings of one name */
	PLAN_PREFIX_MAX = 50,       /* words for one word* */
	PLAN_QUERIES_MAX = 8192     /* pieces a plan is built of */
};

struct plan {
	struct arena arena;   /* owns what sought points to */
	xap_query *all;       /* posts that satisfy the whole query */
	xap_query *some;      /* posts with some of its words; NULL: the
				       query has no words to do without */
	xap_query *within;    /* posts that satisfy its fields, dates and
				       exclusions; NULL: it has none */
	xap_query *bonus;     /* words close together, and forms as typed
				       where a word cannot weigh more by itself:
				       they add weight to what one of the
				       others finds, for AND_MAYBE; or NULL */
	int weighs;           /* 1: some posts match it better than others;
				       not so filters (author:, tag:, date: ...)
				       and what is left out */
	struct sought sought; /* words to be marked */
	struct sought aside; /* words of fields and exclusions, which are not */
	struct str *absent;  /* words that stand in no post, but kin of theirs
				do, fields' included */
	size_t absent_count;
	unsigned terms;   /* in all */
	xap_query **made; /* every query made, to be freed */
	size_t made_count;
};

/*
 * `vocab` may be NULL: then words have no kin. Adds notes to `tree`. On
 * failure nothing needs to be freed.
 */
MUST_CHECK enum status plan_make(struct plan *out, struct tree *tree,
				 const xap_db *posts, const xap_db *vocab,
				 const struct plan_options *options,
				 struct error *err);
void plan_free(struct plan *p);

#endif
