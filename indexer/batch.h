#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * Posts on their way from the process that reads to one that indexes: some
 * hundred, one behind the other, in a file without a name. It is this program
 * that wrote them, so lengths are checked but not believed to be hostile.
 */
struct batch {
	struct buf bytes;
	unsigned posts;
};

enum {
	/*
	 * A batch becomes a database. Xapian's inverter is fastest while it
	 * fits the processor's cache, and each database costs a merge: with
	 * 10,000 posts of 468 words, 200, 300, 400, 600 and 900 KiB took 12.1,
	 * 11.1, 11.2, 11.6 and 13.2 s of processor time (least of three).
	 */
	BATCH_BYTES = 400 << 10, /* or so many, and then its last post */
	BATCH_POSTS = 1000,
	BATCH_POST_MAX = 128 << 20, /* bytes of one post */
};

#define BATCH_INIT                                                             \
	{                                                                      \
		BUF_INIT(BATCH_BYTES + BATCH_POST_MAX), 0                      \
	}

/* `record`: record_encode() of the post; `comments`: what it leaves out. */
MUST_CHECK enum status batch_add(struct batch *b, struct str record,
				 struct str comments, struct str unique,
				 struct error *err);
int batch_is_full(const struct batch *b);
void batch_clear(struct batch *b);
void batch_free(struct batch *b);

/* A new file with all of it; the caller closes *fd. ST_IO. */
MUST_CHECK enum status batch_file(int *fd, const struct batch *b,
				  struct error *err);

/* The posts of such a file, one after the other. */
struct batch_reader {
	struct str bytes; /* the file, mapped */
	size_t at;
	struct arena arena; /* of one post */
};

MUST_CHECK enum status batch_reader_open(struct batch_reader *r, int fd,
					 struct error *err);
/* ST_OK: borrowed until the next call. ST_END. */
MUST_CHECK enum status batch_reader_next(struct batch_reader *r,
					 struct post *post, struct str *unique,
					 struct error *err);
void batch_reader_close(struct batch_reader *r);

#endif
