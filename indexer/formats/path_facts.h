#ifndef INDEXER_FORMATS_PATH_FACTS_H
#define INDEXER_FORMATS_PATH_FACTS_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * What a path says of a post that says nothing itself: a day as "2006-06-14-"
 * at the start of a name or "2006/06/14" in the folders, and a title.
 */

/* The day named last in `path`, a file's or a permalink's; else DATE_NONE. */
int64_t path_date(struct str path);

/*
 * The file's name without date and suffix, of an "index" file its folder's;
 * borrowed from `path`, may be empty.
 */
struct str path_name(struct str path);

/*
 * A title from the file's name as Jekyll makes it: without date and suffix,
 * hyphens and underscores made spaces, each word with a capital; of an "index"
 * file from its folder. Owned by the arena; empty when there is nothing.
 */
MUST_CHECK enum status path_title(struct str *out, struct str path,
				  struct arena *arena, struct error *err);

#endif
