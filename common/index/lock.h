#ifndef COMMON_INDEX_LOCK_H
#define COMMON_INDEX_LOCK_H

#include "common/base/error.h"

/*
 * The one writer of an index: an open file description lock on DIR/lock. The
 * kernel drops it when its holder dies, whatever way; the file stays, because
 * deleting it would let two writers lock two files of one name. Its text,
 * "pid host start", only serves the message of those who find it held.
 */
struct lock {
	int fd; /* -1: not held */
};

#define LOCK_INIT                                                              \
	{                                                                      \
		-1                                                             \
	}

/*
 * Take the lock, making `dir` when it is missing. Waits up to `timeout_s`
 * seconds or until a signal is handled. ST_LOCKED names the holder.
 */
MUST_CHECK enum status lock_take(struct lock *out, const char *dir,
				 unsigned timeout_s, struct error *err);

/* Give it up. Nothing happens when it is not held. */
void lock_drop(struct lock *lock);

/*
 * In a forked worker: close its copy, leaving the lock with the parent. Else
 * a worker that outlives the parent would go on holding it.
 */
void lock_forget(struct lock *lock);

#endif
