#ifndef INDEXER_UPDATE_H
#define INDEXER_UPDATE_H

#include "indexer/guard.h"
#include "indexer/rebuild.h"

/*
 * Bring the live generation up to date with its sources: read what is new or
 * changed, drop what is gone, and publish the outcome as the next generation.
 * When nothing changed nothing is written. Sources of the index that are not
 * named stay as they are.
 *
 * All is built anew when there is no index, when it is of an older schema or
 * has lost its state, and when posts are read with other options.
 */
struct update_options {
	struct rebuild_options rebuild;
	int dry_run; /* write nothing */
	struct guard guard;
};

struct update_result {
	struct rebuild_result all;        /* of the whole index */
	uint64_t added, changed, deleted; /* posts */
	int rebuilt;                      /* all of it was */
	int untouched;                    /* nothing had changed */
};

/*
 * ST_NOTFOUND: a source does not exist. ST_REFUSED: too many posts of a source
 * would vanish; the message says how to insist. In every case but ST_OK the
 * live generation is as it was.
 */
MUST_CHECK enum status update(struct update_result *out, const char *dir,
			      char *const *sources, size_t n,
			      const struct update_options *options,
			      struct diag *diag, struct error *err);

#endif
