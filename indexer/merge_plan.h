#ifndef INDEXER_MERGE_PLAN_H
#define INDEXER_MERGE_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "common/index/state.h"
#include "indexer/crew.h"

/*
 * How what a crew made of batches of posts becomes shards and a vocabulary.
 * Batches are cut into shards where a batch ends, in their order, and merged
 * in tiers: a merge opens a file for each run. All of it follows from the
 * batches, whoever made them.
 *
 * In each shard documents are numbered from 1, without gaps: Xapian 1.4.22
 * cannot read all documents of a database with gaps under the name of a term
 * that is in all of them ("Unexpected end of posting list"). So posts of equal
 * weight come in an order that depends on the shards.
 */
enum {
	MERGE_SHARD_POSTS = 100000, /* of a shard, unless asked otherwise */
	/* One times the other stays well below Xapian's 2^32 - 1 numbers. */
	MERGE_POSTS_MAX = 20000000,
	MERGE_SHARDS_MAX = 200
};

struct merge_plan {
	uint32_t *ends; /* posts up to the end of each batch */
	uint32_t batches;
	size_t size;
	uint32_t *starts; /* of each shard: posts before it; one more entry */
	uint32_t *firsts; /* its first batch; one more entry */
	uint32_t shards;
};

void merge_plan_free(struct merge_plan *p);

/* Another batch, of so many posts. */
MUST_CHECK enum status merge_plan_add(struct merge_plan *p, uint32_t posts,
				      struct error *err);
/* Posts so far. */
uint32_t merge_plan_total(const struct merge_plan *p);
/*
 * All batches are in, there is one at least. `shards`: how many are wanted,
 * there may be fewer; 0: as MERGE_SHARD_POSTS asks.
 */
MUST_CHECK enum status merge_plan_cut(struct merge_plan *p, unsigned shards,
				      struct error *err);
uint32_t merge_plan_posts(const struct merge_plan *p, uint32_t shard);

/* Posts that are numbered through, from 1, get their shard and number there. */
void merge_plan_place(const struct merge_plan *p, struct state *state);

/* Do it: the shards and the vocabulary are there. */
MUST_CHECK enum status merge_plan_run(const struct merge_plan *p,
				      struct crew *crew, struct error *err);

#endif
