#ifndef QUERY_BATCH_H
#define QUERY_BATCH_H

#include <stddef.h>

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Questions from a file, one a line, which "\n" or "\r\n" ends. A line may be
 * empty and hold any bytes; one that is too long is refused, and the next can
 * be read.
 */
struct batch;

/* `path`: "-" is standard input. Lines of more than `max` bytes are refused. */
MUST_CHECK enum status batch_open(struct batch **out, const char *path,
				  size_t max, struct error *err);
/*
 * *line: borrowed until the next call. ST_END: no more. ST_LIMIT: it is too
 * long, *line is its beginning, the rest was skipped. ST_IO: reading failed.
 */
MUST_CHECK enum status batch_next(struct batch *b, struct str *line,
				  struct error *err);
/* Put "FILE:LINE: " before the message; returns err->status. */
enum status batch_context(const struct batch *b, struct error *err);
void batch_free(struct batch *b);

#endif
