#ifndef INDEXER_SETTLE_H
#define INDEXER_SETTLE_H

#include "common/base/error.h"
#include "common/index/post.h"

/*
 * The door through which every post enters, whatever its format: what is seen
 * behind it is what is indexed, stored and dumped. All text becomes Unicode's
 * Normalization Form C, so that one word has one spelling, and the language is
 * filled in (language.h). Identities stay as they are.
 */
struct settle;

MUST_CHECK enum status settle_new(struct settle **out, struct error *err);
void settle_free(struct settle *s);

/* In place; what changed is borrowed until the next call. */
MUST_CHECK enum status settle_post(struct settle *s, struct post *post,
				   struct error *err);

#endif
