#ifndef INDEXER_LOSSES_H
#define INDEXER_LOSSES_H

#include "common/index/state.h"

/*
 * What the deletion guard counts: the posts of a source of `old` that are not
 * in `next` any more. New posts make up for none of them. Not lost is
 *
 * - a post whose id is still in that source, wherever it stands now,
 * - a post whose file was moved: its bytes are there under a new name,
 * - the one post of a file that still has one: it changed its id.
 *
 * `source`: an index into old->sources. ST_LIMIT only.
 */
MUST_CHECK enum status losses_count(uint64_t *lost, const struct state *old,
				    size_t source, const struct state *next,
				    struct error *err);

#endif
