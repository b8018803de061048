#ifndef COMMON_OUT_CHARS_H
#define COMMON_OUT_CHARS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/*
 * The characters of a text, and which of them must not reach a terminal or
 * a reader's eye as they are.
 */
enum char_kind {
	CHAR_PLAIN,
	CHAR_SPACE,   /* white space, line and paragraph ends */
	CHAR_CONTROL, /* would steer the terminal: C0, C1, DEL; noncharacters */
	CHAR_HIDDEN /* would reorder or hide text: bidi overrides, BOM, tags */
};

/*
 * The character at s.p[*i]; *i moves behind it. *i must be less than s.len.
 * Ill-formed UTF-8 gives U+FFFD for each byte that starts nothing.
 */
uint32_t char_next(struct str s, size_t *i);

enum char_kind char_kind(uint32_t c);

#endif
