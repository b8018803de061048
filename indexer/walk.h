#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/diag.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * The files of a source, a directory or a single file, in the byte order of
 * their relative paths. Regular files only: symbolic links inside the source
 * are not followed (so there are no loops and no way out), hidden files and
 * directories (.git) and editors' backups (post.md~) are passed over, devices
 * and FIFOs are reported. The source itself may be named through a link.
 *
 * The archive may change meanwhile: a file that went is no failure.
 */
enum {
	WALK_DEPTH_MAX = 64,       /* directories below the source */
	WALK_ENTRIES_MAX = 4000000 /* names held at one time */
};

struct walk_file {
	/*
	 * Relative to the source, '/' between parts. Valid UTF-8 without
	 * control characters: what is not, and backslashes, stand as \xHH, so
	 * that two files never share a path.
	 */
	struct str path;
	struct str name; /* the same as the disk has it: any bytes but NUL */
	uint64_t size;   /* bytes */
	int64_t mtime_ns, ctime_ns; /* since 1970 UTC */
};

struct walk;

/*
 * Begin with `source`. Reports to `diag`, which may be NULL and must outlive
 * the walk. ST_NOTFOUND: no such source; ST_INPUT: neither a file nor a
 * directory; ST_IO: not readable.
 */
MUST_CHECK enum status walk_open(struct walk **out, const char *source,
				 struct diag *diag, struct error *err);

/*
 * The next file, or ST_END. Its strings are borrowed until the next call or
 * walk_free(). ST_LIMIT, ST_IO: the walk is over.
 */
MUST_CHECK enum status walk_next(struct walk *w, struct walk_file *out,
				 struct error *err);

/*
 * Read a file into `out` (cleared first). ST_NOTFOUND: it went meanwhile.
 * ST_LIMIT: larger than the buffer's ceiling. ST_INPUT: no longer a regular
 * file. ST_IO: not readable. The message names the file.
 */
MUST_CHECK enum status walk_read(struct walk *w, const struct walk_file *file,
				 struct buf *out, struct error *err);

/*
 * Open a file for reading; the caller closes *fd. ST_NOTFOUND: it went
 * meanwhile. ST_INPUT: no longer a regular file. ST_IO.
 */
MUST_CHECK enum status walk_open_file(struct walk *w,
				      const struct walk_file *file, int *fd,
				      struct error *err);

/*
 * The same for a file that stands beside another: `name` in its folder, or,
 * with "../" before it, in the one around that, but never outside the source.
 * A source that is a single file has nothing beside it.
 */
MUST_CHECK enum status walk_open_beside(struct walk *w,
					const struct walk_file *file,
					const char *name, int *fd,
					struct error *err);

/*
 * 1: some directory could not be read (it was reported). Then a file that did
 * not turn up may still be there, and its posts must not be taken for gone.
 */
int walk_incomplete(const struct walk *w);

void walk_free(struct walk *w);

#endif
