#ifndef COMMON_INDEX_INVENTORY_H
#define COMMON_INDEX_INVENTORY_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/index/manifest.h"

/*
 * The files of a generation, with what their content must be. Glass keeps no
 * checksums, so ours are the only way to tell a flipped bit from a post.
 *
 * Files stand in the generation's directory or one level below; manifest.json
 * and the lock files of glass do not count.
 */
enum { INVENTORY_MAX = 16384 /* files */ };

/*
 * List the files of directory `path` in byte order, with sizes and hashes,
 * and make them last: mode 0644 (directories 0755), synced. Fills in
 * m->files, whose strings live in `a`.
 *
 * `old` (may be NULL) is a generation's manifest, `old_path` its directory: a
 * file that is a hard link to one of those has been hashed and synced before,
 * so its row is taken over.
 */
MUST_CHECK enum status inventory_take(struct manifest *m, struct arena *a,
				      const char *path,
				      const struct manifest *old,
				      const char *old_path, struct error *err);

/*
 * What every reader can afford to look at: XXH3 of the first and the last
 * INVENTORY_END bytes of an open file of `size` bytes. It tells a table from
 * another of the same size. ST_IO.
 */
enum { INVENTORY_END = 256 };
MUST_CHECK enum status inventory_ends(uint64_t *out, int fd, uint64_t size,
				      const char *path, struct error *err);

/*
 * Read every file of directory `path` and compare its hash with the
 * manifest's. ST_CORRUPT names the first that differs. Reads all of it: for
 * `check`, not for queries.
 */
MUST_CHECK enum status inventory_check(const struct manifest *m,
				       const char *path, struct error *err);
/*
 * The same of one database in it, "vocab": whoever copies it and hashes the
 * copy would else vouch for what the disk has made of it.
 */
MUST_CHECK enum status inventory_check_database(const struct manifest *m,
						const char *path,
						struct str name,
						struct error *err);

#endif
