#ifndef INDEXER_REBUILD_H
#define INDEXER_REBUILD_H

#include "indexer/posts.h"

/*
 * Build a new generation of all sources beside the live one, then publish it.
 * Whatever fails, the live one stays as it was.
 */
struct rebuild_options {
	struct posts_options posts;
	unsigned keep;         /* older generations */
	unsigned lock_timeout; /* seconds to wait for another indexer */
	/* Called after every post; what is not ST_OK ends the run so. */
	enum status (*tick)(void *ctx, uint64_t posts, uint64_t bytes,
			    struct error *err);
	void *ctx;
};

struct rebuild_result {
	uint64_t posts, words, bytes;
	unsigned generation;
};

/* ST_NOTFOUND: a source does not exist. ST_INPUT: they hold no post. */
MUST_CHECK enum status rebuild(struct rebuild_result *out, const char *dir,
			       char *const *sources, size_t n,
			       const struct rebuild_options *options,
			       struct diag *diag, struct error *err);

#endif
