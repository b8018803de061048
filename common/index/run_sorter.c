#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/index/run.h"
#include "common/index/tree.h"

enum { RUN_PATH_MAX = TREE_PATH_MAX + 32 };

struct sorted {
	uint64_t start; /* of the key: str_start() */
	struct str key;
};

struct run_sorter {
	char prefix[TREE_PATH_MAX];
	struct arena arena; /* the keys */
	struct sorted *keys;
	size_t n, size; /* keys: there, room */
	size_t runs;
};

enum status run_sorter_new(struct run_sorter **out, const char *prefix,
			   size_t memory, struct error *err)
{
	struct run_sorter *s = calloc(1, sizeof(*s));

	*out = s;
	if (!s)
		return error_set(err, ST_MEMORY, "out of memory");
	/* Keys are short: half of the memory is for where they are. */
	s->size = memory / 2 / sizeof(*s->keys);
	s->arena = (struct arena)ARENA_INIT(memory / 2);
	s->keys = calloc(s->size, sizeof(*s->keys));
	if (!s->keys || s->size == 0)
		return error_set(err, ST_MEMORY, "out of memory");
	if ((size_t)snprintf(s->prefix, sizeof(s->prefix), "%s", prefix) >=
	    sizeof(s->prefix) - 16)
		return error_set(err, ST_LIMIT, "%s: too long", prefix);
	return ST_OK;
}

static void run_path(char out[RUN_PATH_MAX], const struct run_sorter *s,
		     size_t i)
{
	snprintf(out, RUN_PATH_MAX, "%s-%zu", s->prefix, i);
}

static int in_order(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	return str_order_from(x->start, x->key, y->start, y->key);
}

static enum status write_keys(struct run_sorter *s, struct run_writer *w,
			      struct error *err)
{
	enum status st = ST_OK;

	if (s->n)
		qsort(s->keys, s->n, sizeof(*s->keys), in_order);
	for (size_t i = 0; st == ST_OK && i < s->n; i++)
		st = run_writer_add(w, s->keys[i].key, STR(""), err);
	return st == ST_OK ? run_writer_end(w, err) : st;
}

static enum status spill(struct run_sorter *s, struct error *err)
{
	struct run_writer *w = NULL;
	char path[RUN_PATH_MAX];
	enum status st;

	if (s->runs == RUN_MERGE_MAX)
		return error_set(err, ST_LIMIT, "%s: too much to sort",
				 s->prefix);
	run_path(path, s, s->runs++);
	st = run_writer_open(&w, path, err);
	if (st == ST_OK)
		st = write_keys(s, w, err);
	run_writer_free(w);
	arena_clear(&s->arena);
	s->n = 0;
	return st;
}

enum status run_sorter_add(struct run_sorter *s, struct str key,
			   struct error *err)
{
	struct sorted *kept;
	enum status st = ST_OK;

	if (s->n == s->size || key.len + 64 > s->arena.max - s->arena.used)
		st = spill(s, err);
	if (st != ST_OK)
		return st;
	kept = &s->keys[s->n++];
	kept->start = str_start(key);
	return arena_str(&kept->key, &s->arena, key, err);
}

enum status run_sorter_end(struct run_sorter *s, struct run_merge **out,
			   struct error *err)
{
	char(*paths)[RUN_PATH_MAX] = calloc(RUN_MERGE_MAX, sizeof(*paths));
	const char *names[RUN_MERGE_MAX];
	enum status st;

	*out = NULL;
	if (!paths)
		return error_set(err, ST_MEMORY, "out of memory");
	st = spill(s, err);
	for (size_t i = 0; i < s->runs; i++) {
		run_path(paths[i], s, i);
		names[i] = paths[i];
	}
	if (st == ST_OK)
		st = run_merge_open(out, names, s->runs, err);
	free(paths);
	return st;
}

void run_sorter_free(struct run_sorter *s)
{
	char path[RUN_PATH_MAX];

	if (!s)
		return;
	for (size_t i = 0; i < s->runs; i++) {
		run_path(path, s, i);
		unlink(path);
	}
	arena_free(&s->arena);
	free(s->keys);
	free(s);
}
