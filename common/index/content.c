#include "common/index/content.h"

#include <xxhash.h>

enum { PIECE = 4096 /* bytes hashed at a time */ };

/* What a byte counts as; 0: nothing. */
static unsigned char counted(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned char)(c + 'a' - 'A');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
		return c;
	return 0;
}

/* XXH64 of each piece seeds that of the next: no state to allocate. */
size_t content_hash(unsigned char out[CONTENT_HASH], struct str text)
{
	unsigned char piece[PIECE];
	uint64_t hash = 0;
	size_t n = 0, total = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = counted((unsigned char)text.p[i]);

		if (c)
			piece[n++] = c;
		if (n < PIECE)
			continue;
		hash = XXH64(piece, n, hash);
		total += n;
		n = 0;
	}
	hash = XXH64(piece, n, hash);
	if (total + n < CONTENT_MIN)
		return 0;
	for (int i = 0; i < CONTENT_HASH; i++)
		out[i] = (unsigned char)(hash >> (8 * i));
	return CONTENT_HASH;
}
