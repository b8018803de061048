#ifndef COMMON_TEXT_COMMON_WORDS_HASH_H
#define COMMON_TEXT_COMMON_WORDS_HASH_H

#include <stdint.h>

#include "common/base/str.h"

/* FNV-1a of 64 bits, folded to 32: shared by the table and its maker. */
static inline uint32_t common_words_hash(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (uint32_t)(h ^ h >> 32);
}

#endif
