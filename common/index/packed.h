#ifndef COMMON_INDEX_PACKED_H
#define COMMON_INDEX_PACKED_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * A record (record.h) as it is stored: packed by zstd, because what is read
 * for a page of results is unpacked each time, and Xapian's own way, deflate,
 * took more of a cold query than all of the search (1.0 of 5.9 million
 * instructions for ten posts; zstd 0.3). Stored text grows by 1 %.
 *
 * A byte that no record begins with, the record's length as a varint (seven
 * bits a byte, low bits first), a frame of zstd. Short records are stored as
 * they are.
 */
enum {
	PACKED_FIRST = 2,       /* byte */
	PACKED_MIN = 200,       /* bytes of a record that is packed */
	PACKED_MAX = 128 << 20, /* bytes of a record */
	PACKED_LEVEL = 6 /* on 12 MB of real posts: 0.4465 of their size in
			    0.63 s; 3: 0.4588, 0.41 s; 12: 0.4434,
			    2.67 s; deflate: 0.4418, 1.00 s */
};

/* Replace what is in `out`. */
MUST_CHECK enum status packed_put(struct buf *out, struct str record,
				  struct error *err);

/* record_decode() of stored bytes; all of *out lives in `a`. ST_LIMIT: it does
 * not fit. */
MUST_CHECK enum status packed_decode(struct post *out, struct arena *a,
				     struct str stored, struct error *err);

#endif
