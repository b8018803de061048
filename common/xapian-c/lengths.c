#include "common/xapian-c/lengths.h"

#include <string.h>

static const char name[] = "lengths";

int lengths_is_key(struct str key)
{
	return key.len == LENGTHS_KEY &&
	       memcmp(key.p, name, sizeof(name) - 1) == 0;
}

void lengths_key(char key[LENGTHS_KEY], uint32_t docid)
{
	const uint32_t number = docid / LENGTHS_BLOCK;

	memcpy(key, name, sizeof(name) - 1);
	for (unsigned i = sizeof(name) - 1; i < LENGTHS_KEY; i++)
		key[i] = (char)(number >> 8 * (LENGTHS_KEY - 1 - i));
}

void lengths_put(char block[LENGTHS_BYTES], uint32_t docid, uint32_t length)
{
	char *p = block + docid % LENGTHS_BLOCK * 2;

	if (length > UINT16_MAX)
		length = 0;
	p[0] = (char)length;
	p[1] = (char)(length >> 8);
}

struct str lengths_stored(const char block[LENGTHS_BYTES])
{
	size_t len = LENGTHS_BYTES;

	while (len && block[len - 2] == 0 && block[len - 1] == 0)
		len -= 2;
	return (struct str){block, len};
}
