#ifndef INDEXER_UPKEEP_H
#define INDEXER_UPKEEP_H

#include <stdint.h>

#include "common/base/error.h"

/* The commands that look after an index. */

/*
 * Read all of the live generation: every table's hash, Xapian's own check of
 * every database, every stored post, the state. ST_CORRUPT names the first that
 * is damaged. `*posts`: how many there are. `*partly`: Xapian opens tables for
 * writing to check them; where that is not allowed this part is left out, and
 * what it tells of a table that is as it was written is little.
 */
MUST_CHECK enum status upkeep_check(uint64_t *posts, int *partly,
				    const char *dir, struct error *err);

/*
 * Publish the live generation once more, its databases packed as tightly as
 * they can be. `*before`, `*after`: bytes. Status as generation_publish().
 */
MUST_CHECK enum status upkeep_compact(uint64_t *before, uint64_t *after,
				      const char *dir, unsigned keep,
				      unsigned lock_timeout, struct error *err);

/* Make the generation before the live one live again; *number is its. */
MUST_CHECK enum status upkeep_rollback(unsigned *number, const char *dir,
				       unsigned lock_timeout,
				       struct error *err);

#endif
