#ifndef INDEXER_MARKUP_SECTIONS_H
#define INDEXER_MARKUP_SECTIONS_H

#include "indexer/markup/blocks.h"

/*
 * Leave out what stands under a heading like "Related posts" when it is
 * links, and all that stands beside and behind one like "3 comments". `raw`
 * is the text of the whole page. The blocks must be measured and are so again
 * after it.
 */
void sections_leave_out(struct blocks *b, struct str raw);

#endif
