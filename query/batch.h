#ifndef QUERY_BATCH_H
#define QUERY_BATCH_H

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Many queries from one file, a line each: an identifier, a TAB and the query.
 * A line without a TAB is a query whose identifier is the line's number; empty
 * lines are passed over.
 */
struct batch_line {
	struct str qid;   /* both borrowed until the next line */
	struct str query; /* any bytes */
};

/*
 * Call `each` for every line, in order; what it fails with ends the reading.
 * `path` "-" is standard input. ST_NOTFOUND: no such file; ST_IO.
 */
MUST_CHECK enum status
batch_read(const char *path,
	   enum status (*each)(void *ctx, const struct batch_line *line,
			       struct error *err),
	   void *ctx, struct error *err);

#endif
