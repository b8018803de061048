#ifndef INDEXER_BENEATH_H
#define INDEXER_BENEATH_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Reading files of a directory that somebody else writes into: whatever is
 * renamed or linked meanwhile, nothing outside of it is opened, and opening
 * never blocks. Messages do not name the file; the caller does.
 */
enum { BENEATH_PATH_MAX = 32 << 10 /* bytes, NUL included */ };

/*
 * The regular file `path`, relative to the directory `root`, into `out`
 * (cleared first). No part of the path may be a symbolic link or "..".
 * ST_NOTFOUND; ST_INPUT: not a regular file; ST_LIMIT: larger than the
 * buffer's ceiling; ST_IO.
 */
MUST_CHECK enum status beneath_read(struct buf *out, int root, struct str path,
				    struct error *err);

/* Only open it; the caller closes *fd. */
MUST_CHECK enum status beneath_open(int *fd, int root, struct str path,
				    struct error *err);

/* beneath_read() of an open file, from its beginning. */
MUST_CHECK enum status beneath_read_fd(struct buf *out, int fd,
				       struct error *err);

#endif
