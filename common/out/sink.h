#ifndef COMMON_OUT_SINK_H
#define COMMON_OUT_SINK_H

#include <stdio.h>

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Where the writers of this folder put their bytes: a stream or a buffer,
 * both owned by the caller. A failure is kept and all later output dropped,
 * so that writers need not check each call; ask once, at the end.
 */
struct sink {
	FILE *file;          /* or NULL: */
	struct buf *buf;     /* used when file is NULL */
	struct error failed; /* status is ST_OK until something fails */
};

#define SINK_FILE(f)                                                           \
	{                                                                      \
		(f), NULL, ERROR_INIT                                          \
	}
#define SINK_BUF(b)                                                            \
	{                                                                      \
		NULL, (b), ERROR_INIT                                          \
	}

void sink_add(struct sink *s, struct str bytes);
/* `n` times the byte c. */
void sink_fill(struct sink *s, char c, size_t n);
/* Keep this failure; the first one counts. */
void sink_fail(struct sink *s, const struct error *why);

/* Flush; ST_OK, or the first failure: ST_IO of a stream, ST_LIMIT. */
MUST_CHECK enum status sink_finish(struct sink *s, struct error *err);

#endif
