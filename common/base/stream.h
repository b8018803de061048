#ifndef COMMON_BASE_STREAM_H
#define COMMON_BASE_STREAM_H

#include <stddef.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Bytes in order, of a file too large to be held or of one that is made while
 * it is read. Whoever hands out a stream owns what stands behind it.
 */
struct stream {
	/*
	 * Put up to `size` bytes, 1 at least, into `out`: ST_OK and how many
	 * in *n, more than 0. ST_END: no more. What it fails with once it
	 * fails with again.
	 */
	MUST_CHECK enum status (*read)(void *ctx, char *out, size_t size,
				       size_t *n, struct error *err);
	void *ctx;
};

/*
 * Fill `out` as far as the stream goes; *n < size only at its end, or before
 * it fails, which it does when nothing else is left.
 */
MUST_CHECK enum status stream_fill(const struct stream *s, char *out,
				   size_t size, size_t *n, struct error *err);

/* Of bytes in memory: `rest` shrinks from its beginning. */
struct stream stream_bytes(struct str *rest);

/* Of an open file, from `at` on; the position of `fd` itself stays. */
struct stream_file {
	int fd;
	long long at; /* offset of the next read, bytes */
};
struct stream stream_file(struct stream_file *file);

#endif
