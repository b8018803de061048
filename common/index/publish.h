#ifndef COMMON_INDEX_PUBLISH_H
#define COMMON_INDEX_PUBLISH_H

#include "common/base/error.h"
#include "common/index/generation.h"
#include "common/index/lock.h"

/*
 * How a generation comes to be: begin() makes its directory, the caller
 * writes the databases and closes them, publish() makes it last and live. A
 * crash at any instruction leaves the old generation live; begin() wipes what
 * was left over. All of this needs the lock.
 */

/*
 * `out`: a new generation; its number, dir, path and vocab are set, the
 * directory is there and empty. The caller names shards in it with
 * publish_shard_name(). On ST_OK generation_abandon() or generation_free()
 * follows.
 */
MUST_CHECK enum status generation_begin(struct generation *out, const char *dir,
					const struct lock *lock,
					struct error *err);

/*
 * Of `m`, posts, words, shards (names end in a NUL) and sources are the
 * caller's; the rest is filled in here. Hashes and syncs every file, writes the
 * manifest, replaces `current`, then removes all older generations but `keep`.
 * When only that last step fails, the message says that the new one is live. On
 * any other failure the old generation is live, and abandon() is due.
 */
MUST_CHECK enum status generation_publish(struct generation *gen,
					  const struct manifest *m,
					  unsigned keep, struct error *err);

/*
 * Remove a generation that did not become live, as far as possible; free it.
 * After a publish that failed behind its rename, nothing is removed.
 */
void generation_abandon(struct generation *gen);

/*
 * Make the newest sound generation before the live one live again. The one
 * it replaces is wiped by the next begin(). `*number`: what is live now.
 * ST_NOTFOUND: there is no older one.
 */
MUST_CHECK enum status generation_rollback(unsigned *number, const char *dir,
					   const struct lock *lock,
					   struct error *err);

/* Remove all generations older than the live one, `number`, but `keep`. */
MUST_CHECK enum status generation_prune(const char *dir, unsigned number,
					unsigned keep, struct error *err);

enum { PUBLISH_SHARD_NAME_MAX = 16 };
/* "shard-000"; i < MANIFEST_SHARDS_MAX. */
void publish_shard_name(char out[PUBLISH_SHARD_NAME_MAX], unsigned i);

#endif
