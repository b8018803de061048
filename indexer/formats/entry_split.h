#ifndef INDEXER_FORMATS_ENTRY_SPLIT_H
#define INDEXER_FORMATS_ENTRY_SPLIT_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * The entries of a file of many, one by one, whatever its size. A line stands
 * between them that may stand in an entry as well: what follows decides.
 */
enum {
	ENTRY_MAX = 16 << 20,   /* bytes of one; longer ones are lost */
	ENTRY_AHEAD = 4 << 10,  /* bytes behind a line that decide */
	ENTRY_PIECE = 128 << 10 /* bytes that come at a time, at most */
};

struct entry_split {
	/* The next bytes of the file, borrowed until the next call; ST_END. */
	enum status (*piece)(void *ctx, struct str *out, struct error *err);
	void *ctx;
	/* Does this line look like one between entries? */
	int (*is_separator)(struct str line);
	/* Does an entry begin so, or the file end? ENTRY_AHEAD bytes at most.
	 */
	int (*begins)(struct str behind);
	struct buf held;
	size_t begin;   /* in held, of what is not handed out */
	size_t scanned; /* in held; no separator stands before it */
	int ended;
};

/* After `piece`, `ctx`, `is_separator` and `begins` were set. */
void entry_split_begin(struct entry_split *s);

/*
 * The next entry, without the lines around it, borrowed until the next call;
 * white space alone is none. ST_LIMIT: this one is too long; the next call
 * goes on behind it.
 */
MUST_CHECK enum status entry_split_next(struct entry_split *s,
					struct str *entry, struct error *err);
void entry_split_end(struct entry_split *s);

/* The line at the start of `*s`, without its end; *s goes on behind it. */
struct str entry_line(struct str *s);

#endif
