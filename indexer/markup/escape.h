#ifndef INDEXER_MARKUP_ESCAPE_H
#define INDEXER_MARKUP_ESCAPE_H

#include "indexer/markup/entity.h"

/*
 * Append HTML text (or an attribute's value) with every character reference
 * decoded but those of `<`, `>`, `&` and `"`, which end up as `&lt;`, `&gt;`,
 * `&amp;` and `&quot;` however they were written. NULs are left out.
 */
MUST_CHECK enum status html_escape(struct buf *out, struct str s,
				   enum entity_place place, struct error *err);

/* The same for content that has no references: every '&' is itself. */
MUST_CHECK enum status html_escape_raw(struct buf *out, struct str s,
				       struct error *err);

#endif
