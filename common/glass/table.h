#ifndef COMMON_GLASS_TABLE_H
#define COMMON_GLASS_TABLE_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * One table of a glass database: a B-tree of keys, in the order of their
 * bytes, and entries. It is written once, from the first key to the last, so
 * blocks are full and stand in the file as they are read; nothing is read back.
 *
 * The layout is that of Xapian 1.4 (format of 2016-03-14): blocks of 8 KiB. A
 * block begins with the revision, its level (0: leaves), the room left, twice,
 * where its directory ends, and the directory: where each item begins, in the
 * order of keys; items stand at the end. An item of a leaf is
 *
 *	flags and size (2) | length of the key (1) | key | part (2) | bytes
 *
 * `part` being left out of the first one of an entry that is too long for one
 * item; and that of a branch
 *
 *	number of the block below (4) | length of the key (1) | key | part (2)
 *
 * The first item of all has no key, and so has the first of every branch.
 */
struct glass_table;

enum {
	GLASS_KEY_MAX = 255,    /* bytes */
	GLASS_COMPRESS_MIN = 18 /* what Xapian tries to deflate is longer */
};

/* A new file, replacing none: ST_IO. `path` is borrowed until it is freed. */
MUST_CHECK enum status glass_table_new(struct glass_table **out,
				       const char *path, struct error *err);
void glass_table_free(struct glass_table *t);

/*
 * `key` is behind all others, and not empty: another is the caller's mistake.
 * `deflated`: the bytes are a raw deflate stream of what is meant. ST_LIMIT:
 * too long a key or entry. ST_IO.
 */
MUST_CHECK enum status glass_table_add(struct glass_table *t, struct str key,
				       struct str bytes, int deflated,
				       struct error *err);

/*
 * Write what is left and close the file, without fsync(). `root`: what has to
 * be said of the table in the database's version file is added to it.
 * `compress_min`: what a later writer compresses is longer than that; 0: never.
 */
MUST_CHECK enum status glass_table_end(struct glass_table *t, struct buf *root,
				       unsigned compress_min,
				       struct error *err);
/* What has to be said of a table that has no file. */
MUST_CHECK enum status glass_table_none(struct buf *root, unsigned compress_min,
					struct error *err);

#endif
