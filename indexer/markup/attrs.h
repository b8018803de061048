#ifndef INDEXER_MARKUP_ATTRS_H
#define INDEXER_MARKUP_ATTRS_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* The inside of an HTML tag, as it stands in the source. */

/*
 * Where the tag at the start of `s` ends, just behind its '>'; 0: nowhere.
 * With `quotes` a '>' inside a quoted value does not end it.
 */
size_t tag_length(struct str s, int quotes);

/*
 * Step through the attributes of `*rest`, the tag between its name and '>'.
 * Returns 0 behind the last. Both results borrow from the tag; references
 * are not decoded.
 */
int attr_next(struct str *name, struct str *value, struct str *rest);

/*
 * Append the attributes of `rest` that readers use, ` name="value"` each, with
 * lower-case names and valid references only. At most 24 of them and 8 KiB a
 * value: parsers take quadratic time for many.
 */
MUST_CHECK enum status attrs_clean(struct buf *out, struct str rest,
				   struct error *err);

#endif
