#ifndef COMMON_INDEX_RUN_H
#define COMMON_INDEX_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Sorting what does not fit into memory. A run is a file of records, each a key
 * and a value, by rising key; several are merged into one stream. Runs are
 * scratch: this program's, on this machine, removed by whoever made them.
 */
enum {
	RUN_RECORD_MAX = 1 << 20, /* bytes of key and value together */
	RUN_MERGE_MAX = 400,      /* runs merged at a time: a file each */
	RUN_BUFFER = 16 << 10     /* bytes a file, while it is open */
};

struct run_writer;

MUST_CHECK enum status run_writer_open(struct run_writer **out,
				       const char *path, struct error *err);
/* Keys must not fall; the caller sees to it. ST_LIMIT, ST_IO. */
MUST_CHECK enum status run_writer_add(struct run_writer *w, struct str key,
				      struct str value, struct error *err);
/* Write out what waits. Before this, the file is not whole. */
MUST_CHECK enum status run_writer_end(struct run_writer *w, struct error *err);
void run_writer_free(struct run_writer *w);

struct run_merge;

/* ST_LIMIT: more than RUN_MERGE_MAX. The caller frees *out in any case. */
MUST_CHECK enum status run_merge_open(struct run_merge **out,
				      const char *const *paths, size_t n,
				      struct error *err);
/*
 * The record with the lowest key that is left; of one key, that of the run
 * named first. Borrowed until the next call. ST_END: no more. ST_CORRUPT: a
 * run is cut off.
 */
MUST_CHECK enum status run_merge_next(struct run_merge *m, struct str *key,
				      struct str *value, struct error *err);
void run_merge_free(struct run_merge *m);

/*
 * Keys in any order, which come out in rising order, without values.
 */
struct run_sorter;

/* It writes files "PREFIX-0", ... and holds up to `memory` bytes meanwhile. */
MUST_CHECK enum status run_sorter_new(struct run_sorter **out,
				      const char *prefix, size_t memory,
				      struct error *err);
/* ST_LIMIT: more than RUN_MERGE_MAX times what the memory holds. */
MUST_CHECK enum status run_sorter_add(struct run_sorter *s, struct str key,
				      struct error *err);
/* All is in. *out, freed by the caller first, reads it. */
MUST_CHECK enum status
run_sorter_end(struct run_sorter *s, struct run_merge **out, struct error *err);
/* Removes its files. */
void run_sorter_free(struct run_sorter *s);

#endif
