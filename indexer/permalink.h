#ifndef INDEXER_PERMALINK_H
#define INDEXER_PERMALINK_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Addresses of posts that do not state theirs, by the pattern their site's
 * generator goes by: "/:year/:month/:title/". Names mean what they mean in
 * Jekyll and Hugo, but that :title and :slug are the name of the file, without
 * its date and suffix, as both make it when nothing else is said. "date",
 * "pretty", "ordinal" and "none" stand for Jekyll's patterns of that name,
 * which have no categories here.
 */
enum { PERMALINK_MAX = 4 << 10 /* bytes of an address */ };

/* ST_USAGE: a name in it is unknown; the message lists those that are. */
MUST_CHECK enum status permalink_check(const char *pattern, struct error *err);

/*
 * The address of a post of the file `path` into `out` (cleared first); empty
 * when the pattern wants a date and there is none (DATE_NONE), or it would be
 * longer than PERMALINK_MAX. What may not stand in an address is escaped.
 */
MUST_CHECK enum status permalink_make(struct buf *out, const char *pattern,
				      struct str path, int64_t published,
				      struct error *err);

#endif
