#ifndef COMMON_INDEX_STATE_H
#define COMMON_INDEX_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * What a generation was made of: the file `state` in its folder. The next
 * update compares the archives with it. Lines of tab-separated fields:
 *
 *	nisba-state 1
 *	o	options that posts were read with
 *	t	when reading began, ns since 1970
 *	b	a database: its bytes when it was packed, its items (posts,
 *		words) then, its name
 *	s	a source: its path
 *	f	a file of it: size, mtime, ctime (ns), hash, path
 *	p	a post of that file: shard, document number, hash, unique id
 *	e	hash of all bytes before this line
 *
 * Hashes are XXH3, 64 bits, in hexadecimal. In the last field of a line, tab,
 * newline and backslash stand as \t, \n and \\.
 */
enum { STATE_MAX = 1 << 30 /* bytes of the file */ };

struct state_post {
	struct str unique; /* its id, told apart from others of its source */
	uint64_t hash;     /* of its record (record.h) and comments */
	uint32_t shard, docid;
};

struct state_file {
	struct str path; /* as struct walk_file has it */
	uint64_t size;
	int64_t mtime_ns, ctime_ns;
	uint64_t hash;       /* of its bytes */
	size_t first, count; /* posts */
};

struct state_source {
	struct str path;     /* absolute */
	size_t first, count; /* files */
};

struct state_packed {
	struct str name; /* "shard-000", "vocab" */
	uint64_t bytes, items;
};

/* Plain arrays, in the order of the archives; it owns them. */
struct state {
	struct arena arena; /* the strings */
	struct str options;
	int64_t began_ns;
	struct state_packed *packed;
	struct state_source *sources;
	struct state_file *files;
	struct state_post *posts;
	size_t packed_count, source_count, file_count, post_count;
};

#define STATE_INIT                                                             \
	{                                                                      \
		.arena = ARENA_INIT(STATE_MAX)                                 \
	}
void state_free(struct state *s);

/* Each belongs to what was added last; strings are copied. ST_LIMIT. */
MUST_CHECK enum status state_add_source(struct state *s, struct str path,
					struct error *err);
MUST_CHECK enum status state_add_file(struct state *s,
				      const struct state_file *file,
				      struct error *err);
MUST_CHECK enum status state_add_post(struct state *s,
				      const struct state_post *post,
				      struct error *err);
MUST_CHECK enum status state_set_options(struct state *s, struct str options,
					 struct error *err);

MUST_CHECK enum status state_add_packed(struct state *s,
					const struct state_packed *packed,
					struct error *err);

/* NULL: nothing is known of such a database. */
const struct state_packed *state_find_packed(const struct state *s,
					     struct str name);
/* Posts of a shard. */
uint64_t state_shard_posts(const struct state *s, uint32_t shard);
/* Posts of a source. */
uint64_t state_source_posts(const struct state *s, size_t source);
/* The source of that path, or NULL. */
const struct state_source *state_find_source(const struct state *s,
					     struct str path);

MUST_CHECK enum status state_format(struct buf *out, const struct state *s,
				    struct error *err);
/* Into an empty state, freed by the caller in any case. ST_CORRUPT: line N. */
MUST_CHECK enum status state_parse(struct state *out, struct str text,
				   struct error *err);

#endif
