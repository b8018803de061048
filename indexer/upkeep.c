#include "indexer/upkeep.h"

#include <inttypes.h>
#include <unistd.h>

#include "common/index/inventory.h"
#include "common/index/lock.h"
#include "common/index/packed.h"
#include "common/index/publish.h"
#include "common/index/stub.h"
#include "common/index/tree.h"
#include "common/xapian-c/xap.h"
#include "indexer/seal.h"

enum { RECORD_MAX = 32 << 20 };

static enum status check_records(const char *path, uint64_t *posts,
				 struct error *err)
{
	struct arena arena = ARENA_INIT(64 << 20);
	struct buf data = BUF_INIT(RECORD_MAX);
	struct xap_posting p;
	xap_postings *all = NULL;
	xap_db *db = NULL;
	enum status st = xap_db_open(&db, path, err);

	if (st == ST_OK)
		st = xap_postings_open(&all, db, STR(""), err);
	while (st == ST_OK && (st = xap_postings_next(all, &p, err)) == ST_OK) {
		struct post post;

		arena_clear(&arena);
		buf_clear(&data);
		st = xap_db_doc_data(db, p.docid, &data, err);
		if (st == ST_OK)
			st = packed_decode(&post, &arena, buf_str(&data), err);
		if (st != ST_OK)
			error_context(err, "%s: document %u", path, p.docid);
		*posts += st == ST_OK;
	}
	xap_postings_free(all);
	xap_db_free(db);
	buf_free(&data);
	arena_free(&arena);
	return st == ST_END ? ST_OK : st;
}

static enum status check_structure(const char *path, int *partly,
				   struct error *err)
{
	char table[TREE_PATH_MAX];
	enum status st = tree_join(table, path, "postlist.glass", err);

	if (st == ST_OK && access(table, W_OK) != 0) {
		*partly = 1;
		return ST_OK;
	}
	return st == ST_OK ? xap_check(path, err) : st;
}

static enum status check_shards(const struct generation *gen, uint64_t *posts,
				int *partly, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < gen->manifest.shard_count; i++) {
		uint64_t before = *posts;

		st = check_structure(gen->shards[i], partly, err);
		if (st == ST_OK)
			st = check_records(gen->shards[i], posts, err);
		if (st == ST_OK &&
		    *posts - before != gen->manifest.shards[i].posts)
			st = error_set(err, ST_CORRUPT,
				       "%s has %" PRIu64 " posts, not %" PRIu64,
				       gen->shards[i], *posts - before,
				       gen->manifest.shards[i].posts);
	}
	return st;
}

static enum status check_state(const struct generation *gen, uint64_t posts,
			       struct error *err)
{
	struct state state;
	enum status st = seal_read_state(&state, gen, err);

	if (st == ST_OK && state.post_count != posts)
		st = error_set(err, ST_CORRUPT,
			       "%s/state tells of %zu posts, not %" PRIu64,
			       gen->path, state.post_count, posts);
	state_free(&state);
	return st;
}

enum status upkeep_check(uint64_t *posts, int *partly, const char *dir,
			 struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = generation_open_current(&gen, dir, err);

	*posts = 0;
	*partly = 0;
	if (st == ST_OK)
		st = stub_check_local(dir, err);
	if (st == ST_OK)
		st = inventory_check(&gen.manifest, gen.path, err);
	if (st == ST_OK)
		st = check_structure(gen.vocab, partly, err);
	if (st == ST_OK)
		st = check_shards(&gen, posts, partly, err);
	if (st == ST_OK)
		st = check_state(&gen, *posts, err);
	generation_free(&gen);
	return st;
}

/* One database from the old generation into the new one. */
static enum status pack(const struct generation *old, const char *from,
			const struct generation *gen, struct str name,
			uint64_t items, struct state *next, struct error *err)
{
	char to[TREE_PATH_MAX];
	struct state_packed row = {name, 0, items};
	enum status st = tree_join(to, gen->path, name.p, err);

	if (st == ST_OK)
		st = inventory_check_database(&old->manifest, old->path, name,
					      err);
	if (st == ST_OK)
		st = xap_compact(from, to, err);
	row.bytes = tree_size(to);
	return st == ST_OK ? state_add_packed(next, &row, err) : st;
}

static enum status pack_all(const struct generation *old,
			    const struct generation *gen, struct state *state,
			    struct error *err)
{
	enum status st;

	state->packed_count = 0;
	st = pack(old, old->vocab, gen, STR("vocab"), old->manifest.words,
		  state, err);
	for (size_t i = 0; st == ST_OK && i < old->manifest.shard_count; i++)
		st = pack(old, old->shards[i], gen,
			  old->manifest.shards[i].name,
			  old->manifest.shards[i].posts, state, err);
	return st;
}

static uint64_t total(const struct generation *gen)
{
	uint64_t size = tree_size(gen->vocab);

	for (size_t i = 0; i < gen->manifest.shard_count; i++)
		size += tree_size(gen->shards[i]);
	return size;
}

static enum status compact(uint64_t *after, const struct generation *old,
			   const struct lock *lock, unsigned keep,
			   struct error *err)
{
	struct generation gen = GENERATION_INIT;
	struct state state = STATE_INIT;
	enum status st = seal_read_state(&state, old, err);

	if (st == ST_OK)
		st = generation_begin(&gen, old->dir, lock, err);
	if (st != ST_OK) {
		state_free(&state);
		return st;
	}
	st = pack_all(old, &gen, &state, err);
	*after = 0;
	for (size_t i = 0; st == ST_OK && i < state.packed_count; i++)
		*after += state.packed[i].bytes;
	if (st == ST_OK)
		st = seal_generation(&gen, &state,
				     (unsigned)old->manifest.shard_count,
				     old->manifest.words, keep, err);
	if (st == ST_OK)
		generation_free(&gen);
	else
		generation_abandon(&gen);
	state_free(&state);
	return st;
}

enum status upkeep_compact(uint64_t *before, uint64_t *after, const char *dir,
			   unsigned keep, unsigned lock_timeout,
			   struct error *err)
{
	struct generation old = GENERATION_INIT;
	struct lock lock = LOCK_INIT;
	enum status st = lock_take(&lock, dir, lock_timeout, err);

	*before = *after = 0;
	if (st == ST_OK)
		st = generation_open_current(&old, dir, err);
	if (st == ST_OK) {
		*before = total(&old);
		st = compact(after, &old, &lock, keep, err);
	}
	generation_free(&old);
	lock_drop(&lock);
	return st;
}

enum status upkeep_rollback(unsigned *number, const char *dir,
			    unsigned lock_timeout, struct error *err)
{
	struct lock lock = LOCK_INIT;
	enum status st = lock_take(&lock, dir, lock_timeout, err);

	if (st == ST_OK)
		st = generation_rollback(number, dir, &lock, err);
	lock_drop(&lock);
	return st;
}
