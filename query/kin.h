#ifndef QUERY_KIN_H
#define QUERY_KIN_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"
#include "query/sought.h"

/*
 * Kin: the words of this archive that a query word also stands for, each
 * with how it is kin.
 */
struct kin {
	struct sought_term *v; /* best first; in the arena */
	size_t n;
};

/* The words that share a stem with `term`, without itself; at most `max`. */
MUST_CHECK enum status kin_inflections(struct kin *out, struct arena *arena,
				       const xap_db *vocab, struct str term,
				       size_t max, struct error *err);

/* The words of the archive that begin with `prefix`, most posts first. */
MUST_CHECK enum status kin_completions(struct kin *out, struct arena *arena,
				       const xap_db *posts, struct str prefix,
				       size_t max, struct error *err);

#endif
