#ifndef COMMON_INDEX_TREE_H
#define COMMON_INDEX_TREE_H

#include <stdint.h>

#include "common/base/error.h"

/* Folders of an index: joining, making and removing them. */
enum { TREE_PATH_MAX = 4096 /* bytes of a path, NUL included */ };

/* `out`: "dir/name". ST_LIMIT when it does not fit. */
MUST_CHECK enum status tree_join(char out[TREE_PATH_MAX], const char *dir,
				 const char *name, struct error *err);

/*
 * Make a directory and those above it that are missing, open to all readers
 * whatever the umask, and lasting (the directory above is synced).
 */
MUST_CHECK enum status tree_make(const char *path, struct error *err);

/*
 * Remove a directory and what is in it, a few levels deep; links are removed,
 * not followed. ST_OK when there is none.
 */
MUST_CHECK enum status tree_remove(const char *path, struct error *err);

/* Bytes of the files that stand in a directory; 0 when there is none. */
uint64_t tree_size(const char *path);

#endif
