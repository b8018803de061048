#ifndef INDEXER_SEAL_H
#define INDEXER_SEAL_H

#include "common/index/generation.h"
#include "common/index/state.h"

/*
 * The end of every run that writes: put the state beside the databases, say in
 * the manifest what is there, publish. `shards`: how many were written, empty
 * ones too. Status as generation_publish().
 */
MUST_CHECK enum status seal_generation(struct generation *gen,
				       const struct state *state,
				       unsigned shards, uint64_t words,
				       unsigned keep, struct error *err);

/*
 * The state that the live generation left. ST_CORRUPT: there is none that can
 * be read; then all has to be built anew. The caller frees it in any case.
 */
MUST_CHECK enum status seal_read_state(struct state *out,
				       const struct generation *gen,
				       struct error *err);

#endif
