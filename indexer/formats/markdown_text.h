#ifndef INDEXER_FORMATS_MARKDOWN_TEXT_H
#define INDEXER_FORMATS_MARKDOWN_TEXT_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Markdown to the text a reader sees: paragraphs separated by "\n\n", list
 * items and table rows on lines of their own, code and alternative texts kept,
 * addresses of links dropped, HTML read as HTML.
 */
struct markdown_text {
	struct buf *text;    /* appended to */
	struct buf *heading; /* the title heading, one line; empty if none */
	struct str title;    /* known already; may be empty */
};

/*
 * The title heading is the first block if that is a heading, else the first
 * heading of level one or two. It is left out of the text when it equals
 * `title` (but for case and white space) or `title` is empty: then it is what
 * the caller will take. `markdown` must be valid UTF-8 and have passed
 * markdown_guard(). ST_LIMIT when a buffer is full.
 */
MUST_CHECK enum status markdown_to_text(struct markdown_text *out,
					struct str markdown, struct error *err);

#endif
