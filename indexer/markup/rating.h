#ifndef INDEXER_MARKUP_RATING_H
#define INDEXER_MARKUP_RATING_H

#include "indexer/markup/blocks.h"

/*
 * The element that holds the article: the best rated of those not gone, or
 * one around it that holds more of the same. BLOCKS_NONE: the whole page. The
 * blocks must be measured; `weights`: names of classes count.
 */
uint32_t rating_best(struct blocks *b, int weights);

/* Is `at`, which stands beside `best`, a part of the same article? */
int rating_joins(const struct blocks *b, uint32_t best, uint32_t at);

#endif
