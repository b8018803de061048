#ifndef INDEXER_SOURCES_H
#define INDEXER_SOURCES_H

#include "common/index/manifest.h"
#include "common/index/state.h"
#include "indexer/posts.h"

/*
 * The archives of a run, by their absolute paths as they were named: a symbolic
 * link that leads to another release tomorrow is the same source then.
 */
struct sources {
	char **paths;
	char **places; /* where they lead to now */
	size_t n;
};

/*
 * Every source is there before anything is touched. ST_NOTFOUND names the one
 * that is not. The caller frees *out in any case.
 */
MUST_CHECK enum status sources_find(struct sources *out, char *const *names,
				    size_t n, struct error *err);
void sources_free(struct sources *s);
/* Those of an index that were not named: they stay in it. */
MUST_CHECK enum status sources_add(struct sources *s, const struct manifest *m,
				   struct error *err);

/*
 * A source that the index knows by another name, which leads to the same place,
 * keeps that name.
 */
MUST_CHECK enum status
sources_rename(struct sources *s, const struct state *known, struct error *err);

/* What posts are read with, for the state: when it changes, all are read. */
MUST_CHECK enum status sources_options(struct state *state,
				       const struct posts_options *options,
				       struct error *err);
/* Nanoseconds since 1970, as files have them. */
int64_t sources_now(void);

#endif
