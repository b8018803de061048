#ifndef INDEXER_CATALOGUE_H
#define INDEXER_CATALOGUE_H

#include "common/base/diag.h"
#include "common/index/state.h"

/*
 * The files of a source as they are now, beside what the index was made of.
 *
 * A file is the same when size, mtime and ctime are and both times lie well
 * before the run that read it; where time alone could lie (changed within the
 * same moment, mtime set back, a clock that jumped) its bytes are hashed.
 */
enum catalogue_verdict {
	FILE_SAME,
	FILE_CHANGED,
	FILE_NEW,
	FILE_GONE,   /* of the old state only */
	FILE_UNKNOWN /* gone, or in a folder that could not be read */
};

enum { CATALOGUE_TICK_NS = 2000000000 /* what a file system may round away */ };

struct catalogue_file {
	enum catalogue_verdict verdict;
	struct state_file now;        /* for FILE_GONE: the old one's path */
	const struct state_file *old; /* NULL: FILE_NEW */
};

struct catalogue;

/* Asked now and then, after so many files; what is not ST_OK ends a scan so. */
struct catalogue_look {
	enum status (*look)(void *ctx, uint64_t files, struct error *err);
	void *ctx;
};

/*
 * Walk `source`. `old` is the state of the live generation, borrowed, and
 * `was` the source in it; both may be NULL, and so may `look`. The caller frees
 * *out. Status as walk_open(), walk_next().
 */
MUST_CHECK enum status catalogue_scan(struct catalogue **out,
				      const char *source,
				      const struct state *old,
				      const struct state_source *was,
				      const struct catalogue_look *look,
				      struct diag *diag, struct error *err);
void catalogue_free(struct catalogue *c);

/* In the order of the walk, what is gone behind; NULL: that was all. */
const struct catalogue_file *catalogue_at(const struct catalogue *c, size_t i);
/* The index of the file of that path, or -1. */
long catalogue_find(const struct catalogue *c, struct str path);

#endif
