#include "common/index/state.h"

#include <stdlib.h>

/* Room for one more in an array that doubles. */
static enum status grow(void **array, size_t n, size_t size, struct error *err)
{
	void *p;

	if (n && (n & (n - 1)))
		return ST_OK; /* full at powers of two only */
	p = reallocarray(*array, n ? 2 * n : 1, size);
	if (!p)
		return error_set(err, ST_MEMORY, "out of memory");
	*array = p;
	return ST_OK;
}

void state_free(struct state *s)
{
	arena_free(&s->arena);
	free(s->packed);
	free(s->sources);
	free(s->files);
	free(s->posts);
	*s = (struct state)STATE_INIT;
}

enum status state_add_source(struct state *s, struct str path,
			     struct error *err)
{
	struct state_source row = {.first = s->file_count};
	enum status st = arena_str(&row.path, &s->arena, path, err);

	if (st == ST_OK)
		st = grow((void **)&s->sources, s->source_count, sizeof(row),
			  err);
	if (st == ST_OK)
		s->sources[s->source_count++] = row;
	return st;
}

enum status state_add_file(struct state *s, const struct state_file *file,
			   struct error *err)
{
	struct state_file row = *file;
	enum status st = arena_str(&row.path, &s->arena, file->path, err);

	row.first = s->post_count;
	row.count = 0;
	if (st == ST_OK && !s->source_count)
		st = error_set(err, ST_CORRUPT, "a file before any source");
	if (st == ST_OK)
		st = grow((void **)&s->files, s->file_count, sizeof(row), err);
	if (st != ST_OK)
		return st;
	s->files[s->file_count++] = row;
	s->sources[s->source_count - 1].count++;
	return ST_OK;
}

enum status state_add_post(struct state *s, const struct state_post *post,
			   struct error *err)
{
	struct state_post row = *post;
	enum status st = arena_str(&row.unique, &s->arena, post->unique, err);

	if (st == ST_OK && !s->file_count)
		st = error_set(err, ST_CORRUPT, "a post before any file");
	if (st == ST_OK)
		st = grow((void **)&s->posts, s->post_count, sizeof(row), err);
	if (st != ST_OK)
		return st;
	s->posts[s->post_count++] = row;
	s->files[s->file_count - 1].count++;
	return ST_OK;
}

enum status state_set_options(struct state *s, struct str options,
			      struct error *err)
{
	return arena_str(&s->options, &s->arena, options, err);
}

enum status state_add_packed(struct state *s, const struct state_packed *packed,
			     struct error *err)
{
	struct state_packed row = *packed;
	enum status st = arena_str(&row.name, &s->arena, packed->name, err);

	if (st == ST_OK)
		st = grow((void **)&s->packed, s->packed_count, sizeof(row),
			  err);
	if (st == ST_OK)
		s->packed[s->packed_count++] = row;
	return st;
}

const struct state_packed *state_find_packed(const struct state *s,
					     struct str name)
{
	for (size_t i = 0; i < s->packed_count; i++)
		if (str_eq(s->packed[i].name, name))
			return &s->packed[i];
	return NULL;
}

uint64_t state_shard_posts(const struct state *s, uint32_t shard)
{
	uint64_t posts = 0;

	for (size_t i = 0; i < s->post_count; i++)
		posts += s->posts[i].shard == shard;
	return posts;
}

uint64_t state_source_posts(const struct state *s, size_t source)
{
	const struct state_source *row = &s->sources[source];
	uint64_t posts = 0;

	for (size_t i = 0; i < row->count; i++)
		posts += s->files[row->first + i].count;
	return posts;
}

const struct state_source *state_find_source(const struct state *s,
					     struct str path)
{
	for (size_t i = 0; i < s->source_count; i++)
		if (str_eq(s->sources[i].path, path))
			return &s->sources[i];
	return NULL;
}
