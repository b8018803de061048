#ifndef INDEXER_SETTLE_H
#define INDEXER_SETTLE_H

#include "common/base/error.h"
#include "common/index/post.h"

/*
 * The door through which every post enters, whatever its format: what is seen
 * behind it is what is indexed, stored and dumped. All text becomes Unicode's
 * Normalization Form C, so that one word has one spelling, and the language is
 * filled in (language.h), and the address if there is a pattern for it.
 * Identities stay as they are.
 */
struct settle;

/* `permalink`: a pattern (permalink.h), borrowed; NULL: none. */
MUST_CHECK enum status settle_new(struct settle **out, const char *permalink,
				  struct error *err);
void settle_free(struct settle *s);

/*
 * In place; what changed is borrowed until the next call. `path`: of a file
 * that is this one post; else empty.
 */
MUST_CHECK enum status settle_post(struct settle *s, struct post *post,
				   struct str path, struct error *err);

#endif
