#include "common/text/common_words.h"

#include <stddef.h>
#include <stdint.h>

#include "common/text/common_words_hash.h"

/* Made by common_words_make.c: ascending. */
static const uint32_t hashes[] = {
#include "common/text/common_words.inc"
};

enum { COUNT = sizeof(hashes) / sizeof(hashes[0]) };

int common_word(struct str term)
{
	const uint32_t wanted = common_words_hash(term);
	size_t low = 0, high = COUNT;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (hashes[mid] < wanted)
			low = mid + 1;
		else
			high = mid;
	}
	return low < COUNT && hashes[low] == wanted;
}
