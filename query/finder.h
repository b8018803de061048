#ifndef QUERY_FINDER_H
#define QUERY_FINDER_H

#include "query/snippet.h"

/* One match of a query word or phrase in a text. Shared by finder.c, which
 * finds them, and snippet.c, which chooses among them. */
struct hit {
	size_t begin, end;              /* bytes of the text */
	unsigned sequence;              /* of the sought */
	const struct sought_term *term; /* the last of a phrase */
};

struct hits {
	struct hit *v; /* ordered by begin; may overlap */
	size_t n;
};

/*
 * Matches, at most SNIPPET_HITS_MAX; borrowed until the next search. All of
 * them when `whole`, else those worth showing: reading ends a little behind
 * the place where every query word was seen.
 */
void finder_search(struct hits *out, struct finder *f, struct str text,
		   int whole);

const struct sought *finder_sought(const struct finder *f);

#endif
