#include "common/text/common_words.h"

#include <stddef.h>
#include <stdint.h>

#include "common/text/common_words_hash.h"

/* Made by common_words_make.c: ascending. */
static const uint32_t common[] = {
#include "common/text/common_words.inc"
};
static const uint32_t known[] = {
#include "common/text/known_words.inc"
};

static int has(const uint32_t *hashes, size_t n, uint32_t wanted)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (hashes[mid] < wanted)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && hashes[low] == wanted;
}

int common_word(struct str term)
{
	return has(common, sizeof(common) / sizeof(common[0]),
		   common_words_hash(term));
}

int known_name(struct str term)
{
	return has(known, sizeof(known) / sizeof(known[0]),
		   common_words_hash(term)) &&
	       !common_word(term);
}
