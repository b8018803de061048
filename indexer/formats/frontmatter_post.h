#ifndef INDEXER_FORMATS_FRONTMATTER_POST_H
#define INDEXER_FORMATS_FRONTMATTER_POST_H

#include "common/index/post.h"
#include "indexer/formats/frontmatter.h"

/*
 * What front matter says of a post, by the many names its keys have (the
 * table stands in frontmatter_post.c). Members it does not state are left as
 * they are; the rest lives in the arena. `*draft` becomes 1 for what is not
 * published. A date that is none is a warning.
 *
 * A string of tags is split at its commas. Without any comma, `tags` and
 * `categories` of YAML are split at white space, as Jekyll does; in lists a
 * tag may hold either.
 */
MUST_CHECK enum status frontmatter_post(struct post *post, int *draft,
					const struct frontmatter *fm,
					struct arena *arena, struct diag *diag,
					struct error *err);

#endif
