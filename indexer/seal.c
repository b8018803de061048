#include "indexer/seal.h"

#include <stdlib.h>

#include "common/base/file.h"
#include "common/index/publish.h"
#include "common/index/tree.h"

static enum status write_state(const struct generation *gen,
			       const struct state *state, struct error *err)
{
	struct buf text = BUF_INIT(STATE_MAX);
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, gen->path, "state", err);

	if (st == ST_OK)
		st = state_format(&text, state, err);
	if (st == ST_OK)
		st = file_replace(path, buf_str(&text), err);
	buf_free(&text);
	return st;
}

enum status seal_read_state(struct state *out, const struct generation *gen,
			    struct error *err)
{
	struct buf text = BUF_INIT(STATE_MAX);
	char path[TREE_PATH_MAX];
	enum status st = tree_join(path, gen->path, "state", err);

	*out = (struct state)STATE_INIT;
	if (st == ST_OK)
		st = file_read(&text, path, err);
	if (st == ST_NOTFOUND)
		st = error_set(err, ST_CORRUPT, "%s is missing", path);
	if (st == ST_OK) {
		st = state_parse(out, buf_str(&text), err);
		if (st != ST_OK)
			error_context(err, "%s", path);
	}
	buf_free(&text);
	return st;
}

/* The rows of a manifest, with what they point to. */
struct rows {
	struct manifest_shard *shards;
	char (*names)[PUBLISH_SHARD_NAME_MAX];
	struct manifest_source *sources;
};

static enum status make_rows(struct rows *r, const struct state *state,
			     unsigned shards, struct error *err)
{
	r->shards = calloc(shards, sizeof(*r->shards));
	r->names = calloc(shards, sizeof(*r->names));
	r->sources = calloc(state->source_count + 1, sizeof(*r->sources));
	if (!r->shards || !r->names || !r->sources)
		return error_set(err, ST_MEMORY, "out of memory");
	for (unsigned i = 0; i < shards; i++) {
		publish_shard_name(r->names[i], i);
		r->shards[i].name =
			(struct str){r->names[i], strlen(r->names[i])};
	}
	for (size_t i = 0; i < state->post_count; i++) {
		if (state->posts[i].shard >= shards)
			return error_set(err, ST_CORRUPT,
					 "a post in shard %u of %u",
					 state->posts[i].shard, shards);
		r->shards[state->posts[i].shard].posts++;
	}
	for (size_t i = 0; i < state->source_count; i++)
		r->sources[i] = (struct manifest_source){
			state->sources[i].path, state_source_posts(state, i)};
	return ST_OK;
}

enum status seal_generation(struct generation *gen, const struct state *state,
			    unsigned shards, uint64_t words, unsigned keep,
			    struct error *err)
{
	struct rows rows = {NULL, NULL, NULL};
	struct manifest m = {.posts = state->post_count,
			     .words = words,
			     .shard_count = shards,
			     .source_count = state->source_count};
	enum status st = make_rows(&rows, state, shards, err);

	m.shards = rows.shards;
	m.sources = rows.sources;
	if (st == ST_OK)
		st = write_state(gen, state, err);
	if (st == ST_OK)
		st = generation_publish(gen, &m, keep, err);
	free(rows.shards);
	free(rows.names);
	free(rows.sources);
	return st;
}
