#include "common/out/chars.h"

#include <assert.h>

#include <unistr.h>

/* Sorted; what is in no row is plain. */
static const struct {
	uint32_t first, last;
	enum char_kind kind;
} ranges[] = {
	{0x0000, 0x0008, CHAR_CONTROL},
	{0x0009, 0x000D, CHAR_SPACE},
	{0x000E, 0x001F, CHAR_CONTROL},
	{0x0020, 0x0020, CHAR_SPACE},
	{0x007F, 0x0084, CHAR_CONTROL},
	{0x0085, 0x0085, CHAR_SPACE}, /* next line */
	{0x0086, 0x009F, CHAR_CONTROL},
	{0x00AD, 0x00AD, CHAR_HIDDEN}, /* soft hyphen: seen by terminals only */
	{0x2028, 0x2029, CHAR_SPACE},
	{0x202A, 0x202E, CHAR_HIDDEN}, /* bidi embeddings, overrides */
	{0x2066, 0x206F, CHAR_HIDDEN}, /* bidi isolates, deprecated formats */
	{0xFDD0, 0xFDEF, CHAR_CONTROL},
	{0xFEFF, 0xFEFF, CHAR_HIDDEN}, /* byte order mark */
	{0xFFF9, 0xFFFB, CHAR_HIDDEN}, /* interlinear notes */
	{0xFFFE, 0xFFFF, CHAR_CONTROL},
	{0x1D173, 0x1D17A, CHAR_HIDDEN},
	{0xE0000, 0xE007F, CHAR_HIDDEN}, /* tags: a second, invisible ASCII */
};

uint32_t char_next(struct str s, size_t *i)
{
	ucs4_t c = 0;
	int n;

	assert(*i < s.len);
	if ((unsigned char)s.p[*i] < 0x80)
		return (unsigned char)s.p[(*i)++];
	n = u8_mbtoucr(&c, (const uint8_t *)s.p + *i, s.len - *i);
	if (n > 0) {
		*i += (size_t)n;
		return c;
	}
	*i = n == -2 ? s.len : *i + 1; /* -2: cut off at the end */
	return 0xFFFD;
}

enum char_kind char_kind(uint32_t c)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (c > 0x20 && c < 0x7F)
		return CHAR_PLAIN;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (c > ranges[mid].last)
			low = mid + 1;
		else if (c < ranges[mid].first)
			high = mid;
		else
			return ranges[mid].kind;
	}
	return (c & 0xFFFE) == 0xFFFE ? CHAR_CONTROL : CHAR_PLAIN;
}
