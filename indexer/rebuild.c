#include "indexer/rebuild.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/index/lock.h"
#include "common/index/publish.h"
#include "common/index/schema.h"
#include "common/index/tree.h"
#include "indexer/document.h"

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
			      struct manifest_source *row, struct diag *diag,
			      struct error *err)
{
	const uint64_t posts_before = b->result->posts;
	const uint64_t bytes_before = b->result->bytes;
	struct posts_item item;
	struct posts *posts = NULL;
	enum status st =
		posts_open(&posts, source, &b->options->posts, diag, err);

	while (st == ST_OK && (st = posts_next(posts, &item, err)) == ST_OK)
		st = add_post(b, &item, bytes_before + item.bytes, err);
	posts_free(posts);
	row->posts = b->result->posts - posts_before;
	return st == ST_END ? ST_OK : st;
}

static enum status publish(struct build *b, struct generation *gen,
			   const struct manifest_source *sources, size_t n,
			   struct error *err)
{
	char name[PUBLISH_SHARD_NAME_MAX], path[PATH_MAX];
	struct manifest_shard shard = {.posts = b->result->posts};
	struct manifest m = {.schema = SCHEMA_VERSION,
			     .posts = b->result->posts,
			     .shards = &shard,
			     .shard_count = 1,
			     .sources = sources,
			     .source_count = n};
	enum status st;

	publish_shard_name(name, 0);
	shard.name = (struct str){name, strlen(name)};
	snprintf(path, sizeof(path), "%s/%s", gen->path, name);
	st = merge_all(b, path, err);
	if (st == ST_OK)
		st = lexicon_write(b->lexicon, gen->vocab, err);
	m.words = b->result->words = lexicon_size(b->lexicon);
	if (st == ST_OK)
		st = generation_publish(gen, &m, b->options->keep, err);
	b->result->generation = gen->number;
	return st;
}

/* Every source is there before anything is touched; absolute for later. */
static enum status find_sources(struct manifest_source *rows,
				char (*paths)[PATH_MAX], char *const *sources,
				size_t n, struct error *err)
{
	for (size_t i = 0; i < n; i++) {
		if (!realpath(sources[i], paths[i]))
			return error_set(err, ST_NOTFOUND,
					 "no such source: '%s'", sources[i]);
		rows[i].path = (struct str){paths[i], strlen(paths[i])};
	}
	return ST_OK;
}

static enum status build(struct build *b, const char *dir,
			 const struct lock *lock, struct manifest_source *rows,
			 size_t n, struct diag *diag, struct error *err)
{
	struct generation gen = GENERATION_INIT;
	enum status st = generation_begin(&gen, dir, lock, err);

	if (st != ST_OK)
		return st;
	b->dir = gen.path;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add_source(b, rows[i].path.p, &rows[i], diag, err);
	if (st == ST_OK)
		st = close_batch(b, err);
	if (st == ST_OK && b->result->posts == 0)
		st = error_set(err, ST_INPUT, "no posts in '%s'%s",
			       rows[0].path.p,
			       n > 1 ? " or any other source" : "");
	if (st == ST_OK)
		st = publish(b, &gen, rows, n, err);
	xap_writer_free(b->writer);
	b->writer = NULL;
	if (st == ST_OK)
		generation_free(&gen);
	else
		generation_abandon(&gen);
	return st;
}

enum status rebuild(struct rebuild_result *out, const char *dir,
		    char *const *sources, size_t n,
		    const struct rebuild_options *options, struct diag *diag,
		    struct error *err)
{
	struct build b = {.options = options, .result = out};
	struct manifest_source *rows = calloc(n, sizeof(*rows));
	char(*paths)[PATH_MAX] = calloc(n, sizeof(*paths));
	struct lock lock = {-1};
	enum status st = ST_OK;

	*out = (struct rebuild_result){0};
	if (!rows || !paths)
		st = error_set(err, ST_LIMIT, "out of memory");
	if (st == ST_OK)
		st = find_sources(rows, paths, sources, n, err);
	if (st == ST_OK)
		st = lock_take(&lock, dir, options->lock_timeout, err);
	if (st == ST_OK)
		st = lexicon_new(&b.lexicon, err);
	if (st == ST_OK)
		st = document_maker_new(&b.maker, b.lexicon, err);
	if (st == ST_OK)
		st = build(&b, dir, &lock, rows, n, diag, err);
	document_maker_free(b.maker);
	lexicon_free(b.lexicon);
	lock_drop(&lock);
	free(rows);
	free(paths);
	return st;
}
