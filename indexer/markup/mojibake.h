#ifndef INDEXER_MARKUP_MOJIBAKE_H
#define INDEXER_MARKUP_MOJIBAKE_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * Text that was encoded twice: its UTF-8 was read as Windows-1252 or Latin-1
 * and encoded again, so that an e with an acute accent is two characters and
 * a curly quote three. Both take valid UTF-8 and are linear.
 */

/*
 * Characters of the text before, when nearly all beyond ASCII are such pairs
 * and triples; 0: it is text as it should be, or too little to tell.
 */
size_t mojibake_count(struct str s);

/* Append `s` with these made the characters they were. */
MUST_CHECK enum status mojibake_repair(struct buf *out, struct str s,
				       struct error *err);

#endif
