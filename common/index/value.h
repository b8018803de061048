#ifndef COMMON_INDEX_VALUE_H
#define COMMON_INDEX_VALUE_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/xapian-c/xap.h"

/*
 * Whole values of a field as terms: how the indexer makes them, and how a
 * filter asks for them.
 */

enum { VALUE_MAX = 4 << 10 /* bytes of a folded value */ };

/*
 * Replace what is in `out` by the words of `text`, folded and joined by one
 * space: "Nuri al-Maliki" is "nuri al maliki". Empty when it has no words.
 * Stops, without a failure, where the ceiling of `out` is reached.
 */
MUST_CHECK enum status value_fold(struct buf *out, struct str text,
				  struct error *err);

/*
 * The term of a folded value, or of a word, under `prefix`: written to `key`
 * and borrowed from it. One too long for a term is its beginning and a hash.
 */
struct str value_term(char key[XAP_TERM_MAX], const char *prefix,
		      struct str value);

#endif
