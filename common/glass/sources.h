#ifndef COMMON_GLASS_SOURCES_H
#define COMMON_GLASS_SOURCES_H

#include "common/glass/run.h"
#include "common/glass/values.h"

/*
 * Runs that are merged: documents of the first come first, and the numbers of
 * each begin behind those of the one before. All are read side by side, from
 * their bounds on: values slot by slot, lengths, terms in their order.
 */
struct glass_source {
	struct glass_run_reader r;
	uint32_t before;              /* documents in the sources before it */
	uint32_t values[GLASS_SLOTS]; /* how many */
	/* Of the term that it is at; its bytes are next in `r`. */
	struct buf term;
	uint64_t start; /* of the term: str_start() */
	uint32_t documents, frequency;
	uint32_t first, last;
	uint64_t bytes;
};

struct glass_sources {
	struct glass_source *v;
	size_t n;
	struct glass_totals totals;              /* of all */
	struct glass_bounds bounds[GLASS_SLOTS]; /* of all */
	struct glass_source **with;              /* those at the term */
	size_t count;                            /* of them */
	void **heap; /* those that come later: struct glass_source */
	size_t heap_len;
};

/* Paths are borrowed. The caller closes it in any case. ST_LIMIT: more
 * documents than Xapian numbers. */
MUST_CHECK enum status glass_sources_open(struct glass_sources *s,
					  const char *const *paths, size_t n,
					  struct error *err);
void glass_sources_close(struct glass_sources *s);

/* Bounds are read; values, then lengths, are the caller's to read; then this,
 * once. */
MUST_CHECK enum status glass_sources_begin_terms(struct glass_sources *s,
						 struct error *err);
/*
 * The next term: s->with[0] to [s->count - 1] have it, in their order, and the
 * caller reads the bytes of each. ST_END.
 */
MUST_CHECK enum status glass_sources_next_term(struct glass_sources *s,
					       struct error *err);

#endif
