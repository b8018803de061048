#ifndef COMMON_INDEX_GENERATION_H
#define COMMON_INDEX_GENERATION_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/manifest.h"

/*
 * An index on disk is a row of generations, of which one is live:
 *
 *	DIR/current	a Xapian stub file (stub.h)
 *	DIR/g000042/	shard-000/ ..., vocab/ (glass), manifest.json, state
 *	DIR/lock	see lock.h
 *
 * A generation never changes once `current` has named it. To read: open the
 * live one, open its databases, then ask generation_is_current(); on ST_STALE
 * begin again, because its files may be going. Once they are open they stay
 * readable. Writing is in publish.h.
 */
struct generation {
	struct arena arena; /* owns everything below */
	unsigned number;
	const char *dir;     /* DIR, as it was given */
	const char *path;    /* DIR/g000042 */
	const char *vocab;   /* DIR/g000042/vocab */
	const char **shards; /* paths, or hosts; manifest.shard_count of them */
	uint16_t *ports;     /* of the hosts; 0: a path */
	size_t remote;       /* shards on other machines: the front of a
				collection */
	struct manifest manifest;
};

enum {
	GENERATION_NAME_MAX = 16, /* bytes of "g000042", NUL included */
	GENERATION_NUMBER_MAX = 999999999
};

#define GENERATION_INIT                                                        \
	{                                                                      \
		.arena = ARENA_INIT(64 << 20)                                  \
	}

/*
 * Open what `current` names, and see that every file of it is there in full.
 * On ST_OK the caller frees it. ST_NOTFOUND: no index there, the message says
 * how to make one. ST_CORRUPT: a table missing or of another size, or an
 * index newer than this program. Bits that were flipped are found by
 * inventory_check().
 */
MUST_CHECK enum status generation_open_current(struct generation *out,
					       const char *dir,
					       struct error *err);

/* The same for a given generation, live or not. */
MUST_CHECK enum status generation_open(struct generation *out, const char *dir,
				       unsigned number, struct error *err);

/* ST_OK: still live. ST_STALE: another one is. */
MUST_CHECK enum status generation_is_current(const struct generation *gen,
					     struct error *err);

void generation_free(struct generation *gen);

/* Which generation is live; ST_NOTFOUND: none, no index. */
MUST_CHECK enum status generation_current(unsigned *out, const char *dir,
					  struct error *err);

/* "g000042" */
void generation_name(char out[GENERATION_NAME_MAX], unsigned number);
/* The number of "g000042"; 0: not the name of a generation. */
unsigned generation_number(struct str name);

/* Set dir, path and vocab from gen->number: for publish.c. */
MUST_CHECK enum status generation_fill_paths(struct generation *gen,
					     const char *dir,
					     struct error *err);

/* 1: a file of the manifest must be here; those of remote shards, and what only
 * their keeper needs, need not. */
int generation_has(const struct generation *gen, struct str file);

#endif
