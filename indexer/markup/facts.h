#ifndef INDEXER_MARKUP_FACTS_H
#define INDEXER_MARKUP_FACTS_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/base/str.h"
#include "common/index/post.h"

/*
 * What a page says about itself, in the many places where pages do: each
 * field's values with the rank of the place that stated them, 0 the most
 * trusted. Values are copied into the arena, white space folded.
 */
enum fact_field {
	FACT_TITLE,
	FACT_SITE,
	FACT_URL,
	FACT_LANG,
	FACT_PUBLISHED,
	FACT_UPDATED,
	FACT_AUTHOR,
	FACT_TAG,
	FACT_SERIES,
	FACT_ROBOTS, /* what search engines are told */
	FACT_FIELDS  /* how many */
};

enum {
	FACTS_MAX = 256,         /* of one page; more are ignored */
	FACT_VALUE_MAX = 1 << 10 /* bytes; longer ones are cut at a space */
};

struct fact {
	enum fact_field field;
	unsigned rank;
	struct str value;
};

struct facts {
	struct arena *arena; /* borrowed */
	struct str body;     /* a post's text in JSON-LD, the longest about */
	unsigned penalty;    /* added to the rank of facts in text */
	size_t n;
	struct fact v[FACTS_MAX];
};

/* An empty value is no fact, an address no author. */
MUST_CHECK enum status facts_add(struct facts *f, enum fact_field field,
				 unsigned rank, struct str value,
				 struct error *err);
/* The same for a list separated by commas. */
MUST_CHECK enum status facts_add_list(struct facts *f, enum fact_field field,
				      unsigned rank, struct str values,
				      struct error *err);

/* The first of the best rank; NULL when there is none. */
const struct fact *facts_top(const struct facts *f, enum fact_field field);
/* Its value; empty when there is none. */
struct str facts_best(const struct facts *f, enum fact_field field);

/*
 * All values by rank, no repeats, in the arena. With `best_only` only those
 * of the best rank.
 */
MUST_CHECK enum status facts_list(struct str_list *out, const struct facts *f,
				  enum fact_field field, int best_only,
				  struct error *err);

#endif
