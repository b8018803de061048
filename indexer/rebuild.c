#include "indexer/rebuild.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/index/publish.h"
#include "common/index/tree.h"
#include "indexer/document.h"
#include "indexer/intake.h"
#include "indexer/seal.h"

/*
 * Xapian's inverter is fastest while it fits the processor's cache: posts go
 * into small databases, one commit each, that are merged at the end. Measured
 * on 5,700 posts: 150 to 800 a batch cost the same; smaller ones take less
 * memory (61, 84 and 142 MB). A merge opens five files for each
 * database, so it goes in tiers.
 */
enum { BATCH_POSTS = 300, MERGE_MAX = 100 };

struct build {
	const char *dir; /* of the generation */
	const struct rebuild_options *options;
	struct lexicon *lexicon;
	struct document_maker *maker;
	xap_writer *writer; /* of the open batch; NULL: none */
	unsigned batch;     /* its number */
	unsigned in_batch;  /* posts */
	struct state state; /* of what is built */
	struct rebuild_result *result;
};

static void batch_path(char out[PATH_MAX], const struct build *b,
		       const char *kind, unsigned number)
{
	snprintf(out, PATH_MAX, "%s/%s-%06u", b->dir, kind, number);
}

static enum status close_batch(struct build *b, struct error *err)
{
	enum status st = ST_OK;

	if (!b->writer)
		return ST_OK;
	st = xap_writer_commit(b->writer, err);
	xap_writer_free(b->writer);
	b->writer = NULL;
	b->batch++;
	b->in_batch = 0;
	return st;
}

/* Merge databases first..last of `kind` into `to`, and remove them. */
static enum status merge(struct build *b, const char *kind, unsigned first,
			 unsigned behind, const char *to, struct error *err)
{
	char(*names)[PATH_MAX] = calloc(behind - first, sizeof(*names));
	const char **paths = calloc(behind - first, sizeof(*paths));
	enum status st = ST_OK;

	if (!names || !paths)
		st = error_set(err, ST_LIMIT, "out of memory");
	for (unsigned i = first; st == ST_OK && i < behind; i++) {
		batch_path(names[i - first], b, kind, i);
		paths[i - first] = names[i - first];
	}
	if (st == ST_OK)
		st = xap_compact(paths, behind - first, to, err);
	for (unsigned i = first; st == ST_OK && i < behind; i++)
		st = tree_remove(names[i - first], err);
	free(names);
	free(paths);
	return st;
}

/* Tiers of MERGE_MAX until one merge is enough. */
static enum status merge_all(struct build *b, const char *to, struct error *err)
{
	const char *kind = "batch", *next = "tier";
	unsigned count = b->batch;
	enum status st = ST_OK;

	while (st == ST_OK && count > MERGE_MAX) {
		unsigned made = 0;

		for (unsigned i = 0; st == ST_OK && i < count; i += MERGE_MAX) {
			unsigned behind = i + MERGE_MAX;
			char path[PATH_MAX];

			batch_path(path, b, next, made++);
			st = merge(b, kind, i, behind < count ? behind : count,
				   path, err);
		}
		count = made;
		kind = next;
		next = next[0] == 't' ? "batch" : "tier";
	}
	return st == ST_OK ? merge(b, kind, 0, count, to, err) : st;
}

static enum status add_post(struct build *b, const struct posts_item *item,
			    uint64_t bytes, struct error *err)
{
	xap_doc *doc = NULL;
	enum status st = ST_OK;

	if (!b->writer) {
		char path[PATH_MAX];

		batch_path(path, b, "batch", b->batch);
		st = xap_writer_open(&b->writer, path, err);
	}
	if (st == ST_OK)
		st = document_make(&doc, b->maker, &item->post, item->unique,
				   err);
	if (st == ST_OK)
		st = xap_writer_add(b->writer, doc, NULL, err);
	if (st == ST_OK && ++b->in_batch == BATCH_POSTS)
		st = close_batch(b, err);
	if (st != ST_OK)
		return st;
	b->result->posts++;
	b->result->bytes = bytes;
	return b->options->tick ? b->options->tick(b->options->ctx,
						   b->result->posts, bytes, err)
				: ST_OK;
}

static enum status add_source(struct build *b, const char *source,
			      struct diag *diag, struct error *err)
{
	const uint64_t before = b->result->bytes;
	struct posts_item item;
	struct intake *in = NULL;
	uint64_t hash;
	enum status st = intake_open(&in, source, NULL, NULL,
				     &b->options->posts, diag, err);

	while (st == ST_OK &&
	       (st = intake_next(in, &item, &hash, err)) == ST_OK) {
		/* Merging numbers them in this order. */
		st = intake_put(in, 0, (uint32_t)b->result->posts + 1, err);
		if (st == ST_OK)
			st = add_post(b, &item, before + item.bytes, err);
		if (st != ST_OK)
			break;
	}
	if (st == ST_END)
		st = intake_store(in, &b->state, err);
	intake_free(in);
	return st;
}

static enum status note_packed(struct build *b, const char *shard,
			       const char *vocab, struct error *err)
{
	const struct state_packed rows[] = {
		{STR("shard-000"), tree_size(shard), b->result->posts},
		{STR("vocab"), tree_size(vocab), b->result->words}};
	enum status st = state_add_packed(&b->state, &rows[0], err);

	return st == ST_OK ? state_add_packed(&b->state, &rows[1], err) : st;
}

static enum status publish(struct build *b, struct generation *gen,
			   struct error *err)
{
	char name[PUBLISH_SHARD_NAME_MAX], path[PATH_MAX];
	enum status st;

	publish_shard_name(name, 0);
	snprintf(path, sizeof(path), "%s/%s", gen->path, name);
	st = merge_all(b, path, err);
	if (st == ST_OK)
		st = lexicon_write(b->lexicon, gen->vocab, err);
	b->result->words = lexicon_size(b->lexicon);
	if (st == ST_OK)
		st = note_packed(b, path, gen->vocab, err);
	if (st == ST_OK && b->options->check)
		st = b->options->check(b->options->check_ctx, &b->state, err);
	/* Merging takes a while: who was told to stop meanwhile stops. */
	if (st == ST_OK && b->options->tick)
		st = b->options->tick(b->options->ctx, b->result->posts,
				      b->result->bytes, err);
	if (st == ST_OK)
		st = seal_generation(gen, &b->state, 1, b->result->words,
				     b->options->keep, err);
	b->result->generation = gen->number;
	return st;
}

static enum status build(struct build *b, const char *dir,
			 const struct lock *lock, const struct sources *sources,
			 struct diag *diag, struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = generation_begin(&gen, dir, lock, err);

	if (st != ST_OK)
		return st;
	b->dir = gen.path;
	for (size_t i = 0; st == ST_OK && i < sources->n; i++)
		st = add_source(b, sources->paths[i], diag, err);
	if (st == ST_OK)
		st = close_batch(b, err);
	if (st == ST_OK && b->result->posts == 0)
		st = error_set(err, ST_INPUT, "no posts in '%s'%s",
			       sources->paths[0],
			       sources->n > 1 ? " or any other source" : "");
	if (st == ST_OK)
		st = publish(b, &gen, err);
	xap_writer_free(b->writer);
	b->writer = NULL;
	if (st == ST_OK)
		generation_free(&gen);
	else
		generation_abandon(&gen);
	return st;
}

enum status rebuild_locked(struct rebuild_result *out, const char *dir,
			   const struct lock *lock,
			   const struct sources *sources,
			   const struct rebuild_options *options,
			   struct diag *diag, struct error *err)
{
	struct build b = {
		.options = options, .result = out, .state = STATE_INIT};
	enum status st;

	*out = (struct rebuild_result){0};
	b.state.began_ns = sources_now();
	st = sources_options(&b.state, &options->posts, err);
	if (st == ST_OK)
		st = lexicon_new(&b.lexicon, err);
	if (st == ST_OK)
		st = document_maker_new(&b.maker, b.lexicon, err);
	if (st == ST_OK)
		st = build(&b, dir, lock, sources, diag, err);
	document_maker_free(b.maker);
	lexicon_free(b.lexicon);
	state_free(&b.state);
	return st;
}

enum status rebuild(struct rebuild_result *out, const char *dir,
		    char *const *sources, size_t n,
		    const struct rebuild_options *options, struct diag *diag,
		    struct error *err)
{
	struct sources found;
	struct lock lock = LOCK_INIT;
	enum status st = sources_find(&found, sources, n, err);

	if (st == ST_OK)
		st = lock_take(&lock, dir, options->lock_timeout, err);
	if (st == ST_OK)
		st = rebuild_locked(out, dir, &lock, &found, options, diag,
				    err);
	lock_drop(&lock);
	sources_free(&found);
	return st;
}
