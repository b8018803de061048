#ifndef INDEXER_MARKUP_ARTICLE_H
#define INDEXER_MARKUP_ARTICLE_H

#include "common/base/buf.h"
#include "indexer/markup/blocks.h"

/*
 * The article among the blocks of a page. Paragraphs speak for what they
 * stand in, the more the longer they are and the fewer links there are; names
 * of classes speak for or against; the best element is taken, with what is
 * like it beside it, and lists of links, forms, share buttons and the like
 * are cut out of it. When too little is left, less is left out.
 *
 * Append its text to `out`: parts of `raw`, the text of the whole page.
 * Headings that say no more than `title` are left out. Linear in both.
 */
MUST_CHECK enum status article_text(struct buf *out, struct blocks *b,
				    struct str raw, struct str title,
				    struct error *err);

#endif
