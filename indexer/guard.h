#ifndef INDEXER_GUARD_H
#define INDEXER_GUARD_H

#include "common/index/manifest.h"
#include "common/index/state.h"

/*
 * Stops a run that would forget much of a source: most likely a disk was not
 * mounted, or an export broke off. ST_REFUSED, with how to insist.
 */
struct guard {
	unsigned max_delete; /* percent of a source's posts that may vanish */
	int allow_mass_delete;
};

/* Every source of `old` against `next`, as losses.h counts. */
MUST_CHECK enum status guard_states(const struct guard *g,
				    const struct state *old,
				    const struct state *next,
				    struct error *err);
/*
 * Where there is no old state: there are only numbers, and new posts make up
 * for lost ones.
 */
MUST_CHECK enum status guard_counts(const struct guard *g,
				    const struct manifest *old,
				    const struct state *next,
				    struct error *err);

#endif
