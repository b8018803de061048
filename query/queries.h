#ifndef QUERY_QUERIES_H
#define QUERY_QUERIES_H

#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Queries from a file, one a line: an identifier, a TAB and the query. A line
 * without a TAB is a query whose identifier is the line's number; empty lines
 * are passed over. A line too long for any query (parse.h) is cut.
 */
struct queries_line {
	struct str qid;   /* both borrowed until the next line */
	struct str query; /* any bytes */
};

/*
 * Call `each` for every line, in order; what it fails with ends the reading.
 * `path` "-" is standard input. ST_NOTFOUND: no such file; ST_IO.
 */
MUST_CHECK enum status
queries_read(const char *path,
	     enum status (*each)(void *ctx, const struct queries_line *line,
				 struct error *err),
	     void *ctx, struct error *err);

#endif
