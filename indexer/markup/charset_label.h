#ifndef INDEXER_MARKUP_CHARSET_LABEL_H
#define INDEXER_MARKUP_CHARSET_LABEL_H

#include "common/base/str.h"

/*
 * The name iconv knows for an encoding as archives label it: case and
 * surrounding white space do not matter, and what browsers read as another
 * encoding is that one (ISO-8859-1 is windows-1252). NULL: unknown label.
 */
const char *charset_find_label(struct str label);

/*
 * The encoding an HTML or XML file declares in its first 4 KiB; empty: none.
 * Borrowed from `bytes`.
 */
struct str charset_declared(struct str bytes);

#endif
