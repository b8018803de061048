#ifndef COMMON_INDEX_CONTENT_H
#define COMMON_INDEX_CONTENT_H

#include <stddef.h>

#include "common/base/str.h"

/*
 * What a post says, as a number: reposts and cross-posts have the same one
 * (SLOT_CONTENT). ASCII counts by its letters and digits, in lower case, so
 * that white space and quotation marks may differ; of other scripts every byte
 * counts.
 */
enum {
	CONTENT_HASH = 8, /* bytes */
	CONTENT_MIN = 60  /* bytes that count; less is said by chance */
};

/* The hash's length; 0 when the text is too short to have one. */
size_t content_hash(unsigned char out[CONTENT_HASH], struct str text);

#endif
