#ifndef INDEXER_WORKER_H
#define INDEXER_WORKER_H

#include <stdint.h>

#include "common/base/error.h"

/*
 * What the processes of a rebuild (crew.h) do. They write into the folder of
 * the new generation only, each what it was asked for:
 *
 *	posts-000012	a run of posts (common/glass/run.h); or several, merged
 *	words-000012	a run of words (lexicon.h) of the same posts
 *
 * and what was merged is removed.
 */
enum work_kind {
	WORK_POSTS, /* posts came in a file (batch.h): make `number` of them */
	WORK_MERGE, /* runs of posts first to behind become one, `number` */
	WORK_SHARD, /* they become the generation's shard `number` */
	WORK_JOIN,  /* runs of words first to behind become run `number` */
	WORK_VOCAB, /* they become the vocabulary */
	WORK_KINDS
};

struct work {
	uint32_t kind, number;
	uint32_t first, behind; /* not below, below */
};

/* The most that are merged at a time: a file each is open. */
enum { WORK_MERGE_MAX = 400 };

/* What comes back. */
struct work_done {
	uint64_t words; /* WORK_VOCAB: different ones */
	struct error err;
};

/*
 * For a process just forked: take work from `socket` until nobody has any more,
 * then exit. `dir` is the generation's folder. All other files are closed.
 */
void worker_run(int socket, const char *dir) __attribute__((noreturn));

#endif
