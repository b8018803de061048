#ifndef COMMON_INDEX_MANIFEST_H
#define COMMON_INDEX_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/schema.h"

/*
 * What a generation holds: its manifest.json. It is JSON for whoever wants to
 * look, but written in one exact layout (a line for each shard, file and
 * source) and read by a strict reader of that layout, so that a query need
 * not carry a JSON library to open an index. What was edited by hand or cut
 * off is refused as corrupt.
 */
enum {
	MANIFEST_SCHEMA = SCHEMA_VERSION, /* what this program writes */
	MANIFEST_MAX = 16 << 20,          /* bytes of the file */
	MANIFEST_SHARDS_MAX = 1000,       /* shard-000 to shard-999 */
	MANIFEST_SOURCES_MAX = 10000
};

struct manifest_shard {
	struct str name; /* "shard-000" */
	uint64_t posts;
};

struct manifest_file {
	struct str path; /* relative to the generation: "vocab/iamglass" */
	uint64_t size;   /* bytes */
	uint64_t xxh3;   /* XXH3, 64 bits, of the content */
	uint64_t ends;   /* the same of its ends: inventory_ends() */
};

struct manifest_source {
	struct str path; /* absolute; any bytes but NUL */
	uint64_t posts;
};

/* Plain data. Every string is followed by a NUL when it was parsed. */
struct manifest {
	unsigned schema;
	unsigned generation;
	struct str created; /* "2006-06-14T00:00:00Z" */
	struct str program; /* "nisba 0.1.0" */
	uint64_t posts;     /* the sum of the shards' */
	uint64_t words;     /* different words in the vocabulary */
	const struct manifest_shard *shards;
	size_t shard_count;
	const struct manifest_file *files;
	size_t file_count;
	const struct manifest_source *sources;
	size_t source_count;
};

/* Append the text of manifest.json. ST_LIMIT only. */
MUST_CHECK enum status
manifest_format(struct buf *out, const struct manifest *m, struct error *err);

/*
 * Read it. Everything is copied into `a`. ST_CORRUPT names the line. ST_INPUT:
 * its schema is newer than ours; the message says what to do.
 */
MUST_CHECK enum status manifest_parse(struct manifest *out, struct arena *a,
				      struct str text, struct error *err);

#endif
