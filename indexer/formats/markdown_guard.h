#ifndef INDEXER_FORMATS_MARKDOWN_GUARD_H
#define INDEXER_FORMATS_MARKDOWN_GUARD_H

#include "common/base/str.h"

/*
 * The Markdown parser takes quadratic time over a few shapes that no writer
 * makes: tens of thousands of brackets in one paragraph, blank lines inside
 * very deep quotes and lists. This looks for them in one pass over the text.
 * Returns NULL when parsing it will take linear time, else which shape it is.
 */
const char *markdown_guard(struct str text);

#endif
