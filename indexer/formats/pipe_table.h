#ifndef INDEXER_FORMATS_PIPE_TABLE_H
#define INDEXER_FORMATS_PIPE_TABLE_H

#include "common/base/buf.h"

/*
 * Tables drawn with bars, which CommonMark takes for paragraphs: a row, a rule
 * of hyphens and bars, more rows. When `paragraph` (lines separated by \n) is
 * one, its rule is taken out, its bars become spaces, and the answer is 1. Else
 * it is left alone. Works in place.
 */
int pipe_table_tidy(struct buf *paragraph);

#endif
