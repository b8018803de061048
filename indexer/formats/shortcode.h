#ifndef INDEXER_FORMATS_SHORTCODE_H
#define INDEXER_FORMATS_SHORTCODE_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * The commands of site generators that stand between the words of a post:
 * {{< hugo >}}, {{% hugo %}}, {{ liquid }}, {% liquid %}, {# comments #},
 * {: kramdown attributes}. They are taken out; text between paired ones stays.
 * Code (fenced, or between backticks) is left alone, since there they are
 * what the post speaks of.
 *
 * `*out` borrows `text` when it holds none, else `scratch` (cleared first).
 */
MUST_CHECK enum status shortcode_strip(struct str *out, struct buf *scratch,
				       struct str text, struct error *err);

#endif
