#ifndef INDEXER_CHANGES_H
#define INDEXER_CHANGES_H

#include "common/index/generation.h"
#include "common/index/post.h"
#include "common/index/state.h"

/*
 * A generation that is made from an older one by changing single posts. A
 * shard is copied when the first of its posts changes; the others are linked.
 * The vocabulary learns of every post that comes and goes. Nothing is there for
 * readers before the caller seals the generation.
 */
struct changes;

/* `old` is the live generation, `gen` was just begun; both are borrowed. */
MUST_CHECK enum status changes_begin(struct changes **out,
				     const struct generation *old,
				     const struct generation *gen,
				     struct error *err);
void changes_free(struct changes *c);

/* A new post: *shard and *docid are where it stands. */
MUST_CHECK enum status changes_add(struct changes *c, const struct post *post,
				   struct str unique, uint32_t *shard,
				   uint32_t *docid, struct error *err);
/* In place of the one that stands there. */
MUST_CHECK enum status changes_replace(struct changes *c, uint32_t shard,
				       uint32_t docid, const struct post *post,
				       struct str unique, struct error *err);
MUST_CHECK enum status changes_delete(struct changes *c, uint32_t shard,
				      uint32_t docid, struct error *err);

/*
 * Commit everything, and pack what has too much slack; with `erase`, what has
 * any: blocks that are free still hold what was removed. `next` knows all posts
 * and learns of the packing; *words: different ones in the new vocabulary.
 */
MUST_CHECK enum status changes_end(struct changes *c, int erase,
				   const struct state *old, struct state *next,
				   uint64_t *words, struct error *err);

/* 1: a database of `gen` may have slack. `state` is its. */
int changes_have_slack(const struct generation *gen, const struct state *state);

#endif
