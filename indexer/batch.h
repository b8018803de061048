#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * Posts on their way from the process that reads to one that indexes: up to
 * some hundred, one behind the other, in a file without a name. It is this
 * program that wrote them, so lengths are checked but not believed to be
 * hostile.
 */
struct batch {
	struct buf bytes;
	size_t full; /* bytes, and then its last post */
	unsigned posts;
};

enum {
	/*
	 * A batch becomes a run of postings and one of words. The fewer, the
	 * sooner they are merged; but a batch with its postings should fit the
	 * processor's cache, and processes that share the work should end
	 * together: with 10,000 posts of 272 words, batches of 400 KiB, 1, 2
	 * and 4 MiB took 7.4, 7.4, 7.9 and 8.2 s of processor time (least of
	 * five). Shards end where batches do: so small archives have some too.
	 */
	BATCH_SHARE = 32, /* of the archive's bytes, within these: */
	BATCH_LEAST = 16 << 10,
	BATCH_MOST = 1 << 20,
	BATCH_POST_MAX = 128 << 20, /* bytes of one post */
};

/* `archive`: bytes that will come, as far as is known. */
void batch_init(struct batch *b, uint64_t archive);

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
