#include "indexer/markup/base64.h"

#include <stdint.h>

static int digit_of(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	const char *p = c ? strchr(digits, c) : NULL;

	return p ? (int)(p - digits) : -1;
}

size_t base64_decode(char *out, struct str in)
{
	uint32_t bits = 0;
	unsigned held = 0; /* bits of `bits` not written */
	size_t n = 0;

	for (size_t i = 0; i < in.len && in.p[i] != '='; i++) {
		int digit = digit_of(in.p[i]);

		if (digit < 0)
			continue;
		bits = (bits << 6 | (uint32_t)digit) & 0xFFFF;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		out[n++] = (char)(bits >> held & 0xFF);
	}
	return n;
}
