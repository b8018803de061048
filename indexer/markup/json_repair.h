#ifndef INDEXER_MARKUP_JSON_REPAIR_H
#define INDEXER_MARKUP_JSON_REPAIR_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * JSON as it is found to what a parser takes: line ends and other controls in
 * strings are spaces, escapes that are none are text, halves of characters
 * and NULs are U+FFFD. Nothing outside of strings is changed.
 */
enum {
	JSON_VALUES_MAX = 500000, /* of a file: parsers need 100 bytes each */
	JSON_DEPTH_MAX = 64
};

/*
 * Append `in`, valid UTF-8, to `out`. ST_LIMIT: too many values, or nested too
 * deeply; the caller's parser would need too much memory.
 */
MUST_CHECK enum status json_repair(struct buf *out, struct str in,
				   struct error *err);

#endif
