#include "indexer/losses.h"

#include <stdlib.h>

#include "common/base/hash.h"

/* A file or a post of the next state, by what it is looked up with. */
struct entry {
	UT_hash_handle hh;
	const struct state_file *file;
	int is_known; /* the old state has a file of that path */
};

struct tables {
	struct arena arena;
	struct entry *paths;  /* its files */
	struct entry *hashes; /* its new files, by their bytes */
	struct entry *ids;    /* posts of what is new or changed */
};

/* Under a key that lasts as long as the state. */
static enum status put(struct tables *t, struct entry **table, const void *key,
		       size_t len, const struct state_file *file,
		       struct error *err)
{
	struct entry *e = NULL;
	enum status st = arena_alloc(&e, &t->arena, sizeof(*e), err);

	if (st != ST_OK)
		return st;
	e->file = file;
	HASH_ADD_KEYPTR(hh, *table, key, len, e);
	return e->hh.tbl ? ST_OK : error_set(err, ST_MEMORY, "out of memory");
}

static enum status put_ids(struct tables *t, const struct state *next,
			   const struct state_file *file, struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < file->count; i++) {
		struct str id = next->posts[file->first + i].unique;

		st = put(t, &t->ids, id.p, id.len, file, err);
	}
	return st;
}

static struct entry *find_path(const struct tables *t, struct str path)
{
	struct entry *e = NULL;

	HASH_FIND(hh, t->paths, path.p, path.len, e);
	return e;
}

static int is_same(const struct state_file *a, const struct state_file *b)
{
	return a->hash == b->hash && a->count == b->count;
}

/* Only what is new or changed can have an id that was elsewhere before. */
static enum status fill(struct tables *t, const struct state *old,
			const struct state_source *was,
			const struct state *next,
			const struct state_source *now, struct error *err)
{
	enum status st = ST_OK;
	struct entry *e;

	for (size_t i = 0; st == ST_OK && i < now->count; i++) {
		const struct state_file *file = &next->files[now->first + i];

		st = put(t, &t->paths, file->path.p, file->path.len, file, err);
	}
	for (size_t i = 0; st == ST_OK && i < was->count; i++) {
		const struct state_file *file = &old->files[was->first + i];

		e = find_path(t, file->path);
		if (!e)
			continue;
		e->is_known = 1;
		if (!is_same(file, e->file))
			st = put_ids(t, next, e->file, err);
	}
	for (e = t->paths; st == ST_OK && e; e = e->hh.next) {
		if (e->is_known)
			continue;
		st = put_ids(t, next, e->file, err);
		if (st == ST_OK)
			st = put(t, &t->hashes, &e->file->hash,
				 sizeof(e->file->hash), e->file, err);
	}
	return st;
}

static uint64_t lost_ids(const struct tables *t, const struct state *old,
			 const struct state_file *file)
{
	uint64_t lost = 0;

	for (size_t i = 0; i < file->count; i++) {
		struct str id = old->posts[file->first + i].unique;
		struct entry *e = NULL;

		HASH_FIND(hh, t->ids, id.p, id.len, e);
		lost += !e;
	}
	return lost;
}

static uint64_t lost_of_file(const struct tables *t, const struct state *old,
			     const struct state_file *file)
{
	struct entry *e = find_path(t, file->path);

	if (!e) {
		HASH_FIND(hh, t->hashes, &file->hash, sizeof(file->hash), e);
		return e && e->file->count >= file->count
			       ? 0
			       : lost_ids(t, old, file);
	}
	if (is_same(file, e->file) || (file->count == 1 && e->file->count == 1))
		return 0;
	return lost_ids(t, old, file);
}

enum status losses_count(uint64_t *lost, const struct state *old, size_t source,
			 const struct state *next, struct error *err)
{
	static const struct state_source nothing;
	const struct state_source *was = &old->sources[source], *now;
	struct tables t = {.arena = ARENA_INIT(STATE_MAX)};
	enum status st;

	now = state_find_source(next, was->path);
	st = fill(&t, old, was, next, now ? now : &nothing, err);
	*lost = 0;
	for (size_t i = 0; st == ST_OK && i < was->count; i++)
		*lost += lost_of_file(&t, old, &old->files[was->first + i]);
	HASH_CLEAR(hh, t.paths);
	HASH_CLEAR(hh, t.hashes);
	HASH_CLEAR(hh, t.ids);
	arena_free(&t.arena);
	return st;
}
