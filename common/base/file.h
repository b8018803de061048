#ifndef COMMON_BASE_FILE_H
#define COMMON_BASE_FILE_H

#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * Read a whole regular file into `out` (cleared first; its ceiling is the
 * file's size limit). ST_NOTFOUND, ST_IO with the path and strerror; ST_LIMIT
 * for a larger file; ST_INPUT for what is not a regular file. Never blocks on
 * a FIFO.
 */
MUST_CHECK enum status file_read(struct buf *out, const char *path,
				 struct error *err);

/*
 * Replace `path` by a file of these bytes: written beside it, synced, renamed
 * over it, and the directory synced. Mode file_mode(0644). A crash leaves the
 * old or the new file.
 */
MUST_CHECK enum status file_replace(const char *path, struct str bytes,
				    struct error *err);

/*
 * `mode` less what the umask denies: for chmod, which does not ask it. The
 * indexer sets its umask by the configuration, not by who started it.
 * Not for two threads at once.
 */
unsigned file_mode(unsigned mode);

/* fsync a file or directory by path. */
MUST_CHECK enum status file_sync(const char *path, struct error *err);

#endif
