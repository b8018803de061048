#ifndef INDEXER_CREW_H
#define INDEXER_CREW_H

#include "indexer/worker.h"

/*
 * The processes that share a rebuild. Work is given to whichever is free; who
 * gives it sees that the outcome does not depend on that. They do not hold the
 * index's lock, and die with the process that started them.
 */
struct crew;

enum {
	CREW_MAX = 256,
	/*
	 * MiB: what one process takes, and what the others of a rebuild take
	 * together. Measured 27 and 25, with posts of 470 words; a process that
	 * meets a post of megabytes takes more for a while.
	 */
	CREW_MEMORY = 28,
	CREW_MEMORY_BASE = 36
};

/*
 * Start `n` processes that work in the folder `dir`, borrowed. Do so before
 * there are files that they should not have open. `look` is asked several times
 * a second while they are waited for: what is not ST_OK ends the waiting. The
 * caller frees *out in any case. ST_IO: none can be started.
 */
MUST_CHECK enum status crew_new(struct crew **out, unsigned n, const char *dir,
				enum status (*look)(void *ctx,
						    struct error *err),
				void *ctx, struct error *err);
/* Ends those that still work. */
void crew_free(struct crew *c);

/*
 * Wait until one is free, and give it this work; `fd` (-1: none) is closed in
 * any case. What an earlier work failed of is told now. ST_INTERNAL: a process
 * died.
 */
MUST_CHECK enum status crew_give(struct crew *c, const struct work *work,
				 int fd, struct error *err);
/* Wait until all is done. */
MUST_CHECK enum status crew_wait(struct crew *c, struct error *err);
/* WORK_VOCAB: the words that it counted. */
uint64_t crew_words(const struct crew *c);

/*
 * How many processes to start: `jobs`, or if that is 0, one for each processor
 * that we may use; but no more than `memory` MiB hold, if that is not 0.
 */
unsigned crew_size(unsigned jobs, unsigned memory);

#endif
