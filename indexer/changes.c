#include "indexer/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "common/index/clone.h"
#include "common/index/inventory.h"
#include "common/index/packed.h"
#include "common/index/publish.h"
#include "common/index/tree.h"
#include "common/xapian-c/xap.h"
#include "indexer/document.h"

enum {
	SLACK_MAX = 15, /* percent */
	RECORD_MAX = 16 << 20
};

struct shard {
	xap_db *old;   /* to read what goes; NULL: not yet opened */
	xap_writer *w; /* NULL: not changed */
};

struct changes {
	const struct generation *old, *gen;
	struct lexicon *gone, *come;
	struct document_maker *minus, *plus;
	struct shard *shards;
	struct arena arena; /* of one old record */
	struct buf record;
};

static enum status shard_path(char out[TREE_PATH_MAX],
			      const struct generation *gen, uint32_t shard,
			      struct error *err)
{
	char name[PUBLISH_SHARD_NAME_MAX];

	publish_shard_name(name, shard);
	return tree_join(out, gen->path, name, err);
}

enum status changes_begin(struct changes **out, const struct generation *old,
			  const struct generation *gen, struct error *err)
{
	struct changes *c = calloc(1, sizeof(*c));
	enum status st;

	*out = c;
	if (!c)
		return error_set(err, ST_MEMORY, "out of memory");
	c->old = old;
	c->gen = gen;
	c->arena = (struct arena)ARENA_INIT(64 << 20);
	c->record = (struct buf)BUF_INIT(2 * RECORD_MAX);
	c->shards = calloc(old->manifest.shard_count, sizeof(*c->shards));
	if (!c->shards)
		return error_set(err, ST_MEMORY, "out of memory");
	st = lexicon_new(&c->gone, err);
	if (st == ST_OK)
		st = lexicon_new(&c->come, err);
	if (st == ST_OK)
		st = document_maker_new(&c->minus, c->gone, err);
	return st == ST_OK ? document_maker_new(&c->plus, c->come, err) : st;
}

void changes_free(struct changes *c)
{
	if (!c)
		return;
	for (size_t i = 0; c->shards && i < c->old->manifest.shard_count; i++) {
		xap_writer_free(c->shards[i].w);
		xap_db_free(c->shards[i].old);
	}
	document_maker_free(c->minus);
	document_maker_free(c->plus);
	lexicon_free(c->gone);
	lexicon_free(c->come);
	free(c->shards);
	arena_free(&c->arena);
	buf_free(&c->record);
	free(c);
}

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

/* Not of what the disk has damaged. */
static enum status copy(struct changes *c, struct str name, const char *from,
			const char *to, struct error *err)
{
	enum status st = inventory_check_database(&c->old->manifest,
						  c->old->path, name, err);

	return st == ST_OK ? clone_copy(from, to, err) : st;
}

static enum status open_shard(struct shard **out, struct changes *c,
			      uint32_t number, struct error *err)
{
	char from[TREE_PATH_MAX], to[TREE_PATH_MAX];
	char name[PUBLISH_SHARD_NAME_MAX];
	struct shard *s;
	enum status st;

	if (number >= c->old->manifest.shard_count)
		return error_set(err, ST_CORRUPT, "no shard %u", number);
	*out = s = &c->shards[number];
	if (s->w)
		return ST_OK;
	st = shard_path(from, c->old, number, err);
	if (st == ST_OK)
		st = shard_path(to, c->gen, number, err);
	publish_shard_name(name, number);
	if (st == ST_OK)
		st = copy(c, borrow(name), from, to, err);
	if (st == ST_OK)
		st = xap_db_open(&s->old, from, err);
	return st == ST_OK ? xap_writer_open(&s->w, to, err) : st;
}

/* What the old post's words counted is counted as gone. */
static enum status count_gone(struct changes *c, const struct shard *s,
			      uint32_t docid, struct error *err)
{
	xap_doc *ignored;
	struct post post;
	enum status st;

	arena_clear(&c->arena);
	buf_clear(&c->record);
	st = xap_db_doc_data(s->old, docid, &c->record, err);
	if (st == ST_OK)
		st = packed_decode(&post, &c->arena, buf_str(&c->record), err);
	return st == ST_OK
		       ? document_make(&ignored, c->minus, &post, post.id, err)
		       : st;
}

enum status changes_add(struct changes *c, const struct post *post,
			struct str unique, uint32_t *shard, uint32_t *docid,
			struct error *err)
{
	xap_doc *doc;
	struct shard *s;
	enum status st;

	*shard = (uint32_t)c->old->manifest.shard_count - 1;
	st = open_shard(&s, c, *shard, err);
	if (st == ST_OK)
		st = document_make(&doc, c->plus, post, unique, err);
	return st == ST_OK ? xap_writer_add(s->w, doc, docid, err) : st;
}

enum status changes_replace(struct changes *c, uint32_t shard, uint32_t docid,
			    const struct post *post, struct str unique,
			    struct error *err)
{
	xap_doc *doc;
	struct shard *s;
	enum status st = open_shard(&s, c, shard, err);

	if (st == ST_OK)
		st = count_gone(c, s, docid, err);
	if (st == ST_OK)
		st = document_make(&doc, c->plus, post, unique, err);
	return st == ST_OK ? xap_writer_replace_at(s->w, docid, doc, err) : st;
}

enum status changes_delete(struct changes *c, uint32_t shard, uint32_t docid,
			   struct error *err)
{
	struct shard *s;
	enum status st = open_shard(&s, c, shard, err);

	if (st == ST_OK)
		st = count_gone(c, s, docid, err);
	return st == ST_OK ? xap_writer_delete_at(s->w, docid, err) : st;
}

/*
 * Nothing was changed since it was packed. What is packed has no free block, so
 * any change makes it grow, and databases never shrink.
 */
static int is_tight(const char *path, const struct state_packed *was)
{
	return was && tree_size(path) == was->bytes;
}

/* No more than SLACK_MAX percent larger than its items would be, packed. */
static int is_tight_enough(const char *path, uint64_t items,
			   const struct state_packed *was)
{
	return was && was->items &&
	       (double)tree_size(path) <= (double)was->bytes * (double)items /
						  (double)was->items *
						  (1 + SLACK_MAX / 100.0);
}

/* Packing needs as much again; on a full disk it waits for another night. */
static int has_room(const char *path)
{
	struct statvfs fs;

	return statvfs(path, &fs) != 0 ||
	       (uint64_t)fs.f_bavail * fs.f_frsize > tree_size(path) * 9 / 8;
}

static enum status pack(const char *path, uint64_t items,
			struct state_packed *now, struct error *err)
{
	char packed[TREE_PATH_MAX + 8];
	enum status st;

	snprintf(packed, sizeof(packed), "%s.new", path);
	st = xap_compact(path, packed, err);
	if (st == ST_OK)
		st = tree_remove(path, err);
	if (st == ST_OK && rename(packed, path) != 0)
		st = error_set(err, ST_IO, "cannot rename %s", packed);
	now->bytes = tree_size(path);
	now->items = items;
	return st;
}

/*
 * Pack a changed database if it has too much slack. Blocks that one run leaves
 * free are used by the next, so this is rare, unless nothing may be left.
 */
static enum status pack_changed(const char *path, struct str name,
				uint64_t items, int erase,
				const struct state *old, struct state *next,
				struct error *err)
{
	const struct state_packed *was = state_find_packed(old, name);
	struct state_packed now = {.bytes = 0};
	enum status st = ST_OK;

	if (was)
		now = *was;
	if (erase ? !is_tight(path, was)
		  : !is_tight_enough(path, items, was) && has_room(path))
		st = pack(path, items, &now, err);
	now.name = name;
	return st == ST_OK ? state_add_packed(next, &now, err) : st;
}

/* A shard that was not changed. */
static enum status take_over(struct changes *c, const char *from,
			     const char *to, struct str name, uint64_t items,
			     int erase, const struct state *old,
			     struct state *next, struct error *err)
{
	const struct state_packed *was = state_find_packed(old, name);
	struct state_packed now = {.name = name, .items = items};
	enum status st;

	if (!erase || is_tight(from, was)) {
		st = clone_link(from, to, err);
		return st == ST_OK && was ? state_add_packed(next, was, err)
					  : st;
	}
	st = inventory_check_database(&c->old->manifest, c->old->path, name,
				      err);
	if (st == ST_OK)
		st = xap_compact(from, to, err);
	now.bytes = tree_size(to);
	return st == ST_OK ? state_add_packed(next, &now, err) : st;
}

static enum status end_shard(struct changes *c, uint32_t number, int erase,
			     const struct state *old, struct state *next,
			     struct error *err)
{
	char from[TREE_PATH_MAX], to[TREE_PATH_MAX];
	char text[PUBLISH_SHARD_NAME_MAX];
	struct shard *s = &c->shards[number];
	const uint64_t posts = state_shard_posts(next, number);
	struct str name;
	enum status st = shard_path(from, c->old, number, err);

	publish_shard_name(text, number);
	name = borrow(text);
	if (st == ST_OK)
		st = shard_path(to, c->gen, number, err);
	if (st != ST_OK)
		return st;
	if (!s->w)
		return take_over(c, from, to, name, posts, erase, old, next,
				 err);
	st = xap_writer_commit(s->w, err);
	xap_writer_free(s->w);
	xap_db_free(s->old);
	s->w = NULL;
	s->old = NULL;
	return st == ST_OK
		       ? pack_changed(to, name, posts, erase, old, next, err)
		       : st;
}

enum status changes_end(struct changes *c, int erase, const struct state *old,
			struct state *next, uint64_t *words, struct error *err)
{
	enum status st =
		copy(c, STR("vocab"), c->old->vocab, c->gen->vocab, err);

	*words = c->old->manifest.words;
	if (st == ST_OK)
		st = lexicon_patch(c->gone, c->come, c->gen->vocab, words, err);
	if (st == ST_OK)
		st = pack_changed(c->gen->vocab, STR("vocab"), *words, erase,
				  old, next, err);
	for (uint32_t i = 0; st == ST_OK && i < c->old->manifest.shard_count;
	     i++)
		st = end_shard(c, i, erase, old, next, err);
	return st;
}

int changes_have_slack(const struct generation *gen, const struct state *state)
{
	const struct manifest *m = &gen->manifest;

	for (size_t i = 0; i < m->shard_count; i++)
		if (!is_tight(gen->shards[i],
			      state_find_packed(state, m->shards[i].name)))
			return 1;
	return !is_tight(gen->vocab, state_find_packed(state, STR("vocab")));
}
