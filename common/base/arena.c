#include "common/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 16 << 10 /* bytes; larger pieces get their own */ };

struct arena_chunk {
	struct arena_chunk *next;
	size_t len;  /* bytes in use */
	size_t size; /* bytes in data */
	alignas(max_align_t) char data[];
};

static struct arena_chunk *chunk_new(struct arena *a, size_t size)
{
	struct arena_chunk *c = malloc(sizeof(*c) + size);

	if (!c)
		return NULL;
	c->next = a->chunks;
	c->len = 0;
	c->size = size;
	a->chunks = c;
	return c;
}

/* As it comes, not zeroed. */
static enum status take(char **out, struct arena *a, size_t size,
			struct error *err)
{
	const size_t align = alignof(max_align_t);
	struct arena_chunk *c = a->chunks;

	if (size > a->max - a->used)
		return error_set(err, ST_LIMIT, "more than %zu bytes", a->max);
	if (size > SIZE_MAX - align - sizeof(*c))
		return error_set(err, ST_LIMIT, "more than %zu bytes", a->max);
	a->used += size;
	size = (size + align - 1) / align * align;
	if (!c || size > c->size - c->len)
		c = chunk_new(a, size > CHUNK_SIZE ? size : CHUNK_SIZE);
	if (!c)
		return error_set(err, ST_MEMORY, "out of memory");
	*out = c->data + c->len;
	c->len += size;
	return ST_OK;
}

enum status arena_alloc(void *out, struct arena *a, size_t size,
			struct error *err)
{
	char *p = NULL;
	enum status st = take(&p, a, size, err);

	if (st == ST_OK)
		*(void **)out = memset(p, 0, size);
	return st;
}

enum status arena_array(void *out, struct arena *a, size_t count, size_t size,
			struct error *err)
{
	if (size && count > SIZE_MAX / size)
		return error_set(err, ST_LIMIT, "more than %zu bytes", a->max);
	return arena_alloc(out, a, count * size, err);
}

enum status arena_room(void *out, struct arena *a, size_t count, size_t size,
		       struct error *err)
{
	char *p = NULL;
	enum status st;

	if (size && count > SIZE_MAX / size)
		return error_set(err, ST_LIMIT, "more than %zu bytes", a->max);
	st = take(&p, a, count * size, err);
	if (st == ST_OK)
		*(void **)out = p;
	return st;
}

enum status arena_str(struct str *out, struct arena *a, struct str s,
		      struct error *err)
{
	char *p = NULL;
	enum status st = take(&p, a, s.len + 1, err);

	if (st != ST_OK)
		return st;
	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	*out = (struct str){p, s.len};
	return ST_OK;
}

static void drop(struct arena *a, struct arena_chunk *keep)
{
	struct arena_chunk *next;

	for (struct arena_chunk *c = a->chunks; c; c = next) {
		next = c->next;
		if (c != keep)
			free(c);
	}
	a->chunks = keep;
	a->used = 0;
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *keep = NULL;

	for (struct arena_chunk *c = a->chunks; c; c = c->next)
		if (c->size == CHUNK_SIZE)
			keep = c;
	drop(a, keep);
	if (keep) {
		keep->len = 0;
		keep->next = NULL;
	}
}

void arena_free(struct arena *a)
{
	drop(a, NULL);
}
