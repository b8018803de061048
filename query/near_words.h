#ifndef QUERY_NEAR_WORDS_H
#define QUERY_NEAR_WORDS_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"

/*
 * The words of an archive that may have been typed or heard for another
 * (typo.h). Not all words are looked at: only those that begin as it does, and
 * those whose beginning is a slip of its beginning.
 */
enum {
	NEAR_WORDS_MAX = 4,
	NEAR_WORDS_BUDGET = 40000 /* words read for a query, less if they
				      are compared too: some 10 ms */
};

struct near_word {
	struct str term; /* in the arena */
	unsigned cost;   /* less is better; frequent words cost less */
	uint32_t posts;
};

struct near_words {
	struct near_word v[NEAR_WORDS_MAX]; /* best first */
	size_t n;
};

/* `term`: folded, and itself not in the archive. At most *budget words are
 * looked at, which is less by them then. */
MUST_CHECK enum status near_words(struct near_words *out, struct arena *arena,
				  const xap_db *posts, const xap_db *vocab,
				  struct str term, size_t *budget,
				  struct error *err);

#endif
