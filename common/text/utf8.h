#ifndef COMMON_TEXT_UTF8_H
#define COMMON_TEXT_UTF8_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* 1: well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
int utf8_valid(struct str s);

/*
 * The bytes of the first character of `s` (not empty), or of the longest
 * ill-formed start of one ("maximal subpart", Unicode 3.9); `*valid` says
 * which. At least 1.
 */
size_t utf8_step(struct str s, int *valid);

/* The first `max` bytes of valid UTF-8 at most, cut between characters. */
struct str utf8_cut(struct str s, size_t max);

/* Write a Unicode scalar value; how many bytes, 1 to 4. */
size_t utf8_put(char out[4], uint32_t c);

/*
 * Append `s` with each maximal ill-formed run's bytes replaced by U+FFFD, one
 * for each byte sequence as the Unicode standard recommends (section 3.9).
 * `*replaced` is how many.
 */
MUST_CHECK enum status utf8_repair(struct buf *out, struct str s,
				   size_t *replaced, struct error *err);

/*
 * The same text in Normalization Form C. `*out` borrows `s` when it is in
 * that form already (ASCII is), else `scratch`, which is cleared first.
 * `s` must be valid UTF-8.
 */
MUST_CHECK enum status utf8_nfc(struct str *out, struct buf *scratch,
				struct str s, struct error *err);

#endif
