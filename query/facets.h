#ifndef QUERY_FACETS_H
#define QUERY_FACETS_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"

/*
 * What the posts that match have in common: how many there are of each year,
 * month, author, tag, series, site and language. Values that fold to the same
 * words
 * ("Iraq", "iraq") are one, shown as most posts write it.
 */
enum facet_row {
	FACET_BY_YEAR, /* newest first, all of them */
	FACET_BY_MONTH,
	FACET_BY_AUTHOR,
	FACET_BY_TAG,
	FACET_BY_SERIES,
	FACET_BY_SITE,
	FACET_BY_LANG,
	FACET_ROWS /* how many */
};

struct facet_value {
	struct str text; /* "2006", "2006-06", "Basel Haddad" */
	uint32_t posts;
};

struct facet {
	const char *name;      /* "year", as in JSON */
	struct facet_value *v; /* most posts first, unless said above */
	size_t n;              /* at most FACET_SHOWN_MAX, but for years */
};

struct facets {
	struct facet rows[FACET_ROWS];
	struct facet_value *timeline; /* months with posts, oldest first */
	size_t months;
	uint32_t posts;   /* that were counted */
	uint32_t undated; /* of them, without a date */
};

enum {
	FACET_SHOWN_MAX = 20,
	FACET_DIFFERENT_MAX = 200 * 1000, /* values; later ones do not count */
	FACET_MERGE_MAX = 1000 /* values of a row, most posts first, whose
				  spellings are put together */
};

/* Counts post by post; all of it lives in `arena`. */
struct facet_counter;
MUST_CHECK enum status facet_counter_new(struct facet_counter **out,
					 struct arena *arena,
					 struct error *err);
/* Count so many posts by their packed value (common/index/facet.h): a xap_spy's
 * see(). Damaged bytes count as far as they can be read. */
enum status facet_counter_see(void *counter, struct str packed, uint32_t posts,
			      struct error *err);
/* What was counted; to be called once. */
MUST_CHECK enum status facets_make(struct facets *out,
				   struct facet_counter *counter,
				   struct error *err);
/* The memory outside the arena; NULL is allowed. */
void facet_counter_free(struct facet_counter *counter);

#endif
