#ifndef INDEXER_REBUILD_H
#define INDEXER_REBUILD_H

#include "common/index/lock.h"
#include "indexer/posts.h"
#include "indexer/progress.h"
#include "indexer/sources.h"

/*
 * Build a new generation of all sources beside the live one, then publish it.
 * Whatever fails, the live one stays as it was. The outcome does not depend on
 * `jobs`.
 */
struct rebuild_options {
	struct posts_options posts;
	unsigned keep;         /* older generations */
	unsigned jobs;         /* processes that index; 0: one a processor */
	unsigned memory;       /* MiB for all of them; 0: no limit */
	unsigned shards;       /* 0: as many as the posts ask for */
	unsigned lock_timeout; /* seconds to wait for another indexer */
	/*
	 * Called after every post, now and then while files are looked at, and
	 * while waiting; what is not ST_OK ends the run so.
	 */
	enum status (*tick)(void *ctx, const struct progress *progress,
			    struct error *err);
	/* Told of every file that is read or dropped; may be NULL. */
	void (*file)(void *ctx, char what, struct str path); /* A, M, D */
	void *ctx;
	/* Asked before it is published: what is not ST_OK ends the run so. */
	enum status (*check)(void *ctx, const struct state *state,
			     struct error *err);
	void *check_ctx;
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

/* The same by who holds the lock. */
MUST_CHECK enum status rebuild_locked(struct rebuild_result *out,
				      const char *dir, const struct lock *lock,
				      const struct sources *sources,
				      const struct rebuild_options *options,
				      struct diag *diag, struct error *err);

#endif
