#ifndef INDEXER_MARKUP_ENTITY_H
#define INDEXER_MARKUP_ENTITY_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/*
 * HTML character references: &eacute; &#233; &#xE9; and the old names that
 * need no semicolon (caf&eacute). &#128; to &#159; are Windows-1252 as in
 * browsers. XML feeds that use HTML's names need them too.
 */
enum entity_place {
	ENTITY_TEXT,
	ENTITY_ATTRIBUTE /* "?a=1&copy=2" is no copyright sign here */
};

/*
 * The reference at the start of `s`, which begins with '&': its length in
 * bytes and `*c`, never a control character but tab and newline. 0: none.
 */
size_t entity_match(uint32_t *c, struct str s, enum entity_place place);

/* Append `s` with its references decoded; what is none stays as written. */
MUST_CHECK enum status entity_decode(struct buf *out, struct str s,
				     struct error *err);

/*
 * Decode `len` bytes in place, but only references that end in a semicolon, for
 * text which is not HTML by its format. Returns how many bytes are left: what a
 * reference stands for is never longer.
 */
size_t entity_decode_closed(char *p, size_t len);

#endif
