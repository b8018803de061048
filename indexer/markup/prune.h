#ifndef INDEXER_MARKUP_PRUNE_H
#define INDEXER_MARKUP_PRUNE_H

#include "indexer/markup/blocks.h"

/*
 * Cut out of the blocks what is no text of an article though it stands in
 * one: lists of links, forms, share buttons, empty frames. `by_shape`: also
 * by how much text, links, and images there are, else only by kind and name;
 * what has most of the text of `best`, the article, is not cut for that.
 * The blocks must be measured and are so again after it.
 */
void prune(struct blocks *b, uint32_t best, int by_shape);

#endif
