#ifndef COMMON_BASE_ARENA_H
#define COMMON_BASE_ARENA_H

#include <stddef.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Memory for one post or one request: many small pieces, released together.
 * Pieces are never freed or grown one by one. Like a buf, an arena has a
 * ceiling; reaching it is ST_LIMIT.
 */
struct arena {
	struct arena_chunk *chunks; /* newest first */
	size_t used;                /* bytes handed out since the last clear */
	size_t max;                 /* used never exceeds this */
};

#define ARENA_INIT(max_bytes)                                                  \
	{                                                                      \
		NULL, 0, (max_bytes)                                           \
	}

/* `*out`: `size` zeroed bytes aligned for any type, owned by the arena. */
MUST_CHECK enum status arena_alloc(void *out, struct arena *a, size_t size,
				   struct error *err);
/* `*out`: `count` zeroed objects of `size` bytes; overflow is ST_LIMIT. */
MUST_CHECK enum status arena_array(void *out, struct arena *a, size_t count,
				   size_t size, struct error *err);
/* As arena_array(), but not zeroed: a table of which little may be written. */
MUST_CHECK enum status arena_room(void *out, struct arena *a, size_t count,
				  size_t size, struct error *err);
/* `*out`: a copy of s, followed by a NUL that its length does not count. */
MUST_CHECK enum status arena_str(struct str *out, struct arena *a, struct str s,
				 struct error *err);

/* Everything handed out is gone; the first chunk is kept for reuse. */
void arena_clear(struct arena *a);
void arena_free(struct arena *a);

#endif
