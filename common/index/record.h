#ifndef COMMON_INDEX_RECORD_H
#define COMMON_INDEX_RECORD_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * A post as bytes: what the index stores as a document's data.
 *
 * One version byte, then fields until the end: a tag and a length, both
 * varints (seven bits a byte, low bits first), and that many bytes. Empty
 * members and unknown dates are left out; authors, tags and series repeat
 * their field, in order. The text comes last, so that the head of a record is
 * short. A later version may add fields under new tags: this reader skips
 * what it does not know. The version byte changes only when old readers
 * would misread.
 */
enum { RECORD_VERSION = 1 };

/* Append the record of `post`; on failure `out` is as it was. */
MUST_CHECK enum status record_encode(struct buf *out, const struct post *post,
				     struct error *err);

/*
 * Read a record. All text is borrowed from `data`, the lists live in `a`.
 * ST_CORRUPT: not a record, `*out` is unspecified; the message says what and
 * at which byte. The text of an ST_OK post is valid UTF-8, whatever happened
 * to the disk. ST_LIMIT: the lists do not fit the arena.
 */
MUST_CHECK enum status record_decode(struct post *out, struct arena *a,
				     struct str data, struct error *err);

#endif
