#include "common/text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#include <uninorm.h>
#include <unistr.h>

int utf8_valid(struct str s)
{
	return s.len == 0 || u8_check((const uint8_t *)s.p, s.len) == NULL;
}

/* What may follow a leading byte: the first trailing byte's range, and how
 * many trailing bytes there are (Unicode, table 3-7). */
static const struct lead {
	unsigned char from, to; /* leading bytes */
	unsigned char low, high;
	unsigned char trail;
} leads[] = {
	{0x00, 0x7F, 0, 0, 0},       {0xC2, 0xDF, 0x80, 0xBF, 1},
	{0xE0, 0xE0, 0xA0, 0xBF, 2}, {0xE1, 0xEC, 0x80, 0xBF, 2},
	{0xED, 0xED, 0x80, 0x9F, 2}, {0xEE, 0xEF, 0x80, 0xBF, 2},
	{0xF0, 0xF0, 0x90, 0xBF, 3}, {0xF1, 0xF3, 0x80, 0xBF, 3},
	{0xF4, 0xF4, 0x80, 0x8F, 3},
};

static const struct lead *find_lead(unsigned char c)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++)
		if (c >= leads[i].from && c <= leads[i].to)
			return &leads[i];
	return NULL;
}

size_t utf8_step(struct str s, int *valid)
{
	const unsigned char *p = (const unsigned char *)s.p;
	const struct lead *lead = find_lead(p[0]);
	size_t n = 1;

	*valid = 0;
	if (!lead)
		return 1;
	for (; n <= lead->trail; n++) {
		unsigned char low = n == 1 ? lead->low : 0x80;
		unsigned char high = n == 1 ? lead->high : 0xBF;

		if (n == s.len || p[n] < low || p[n] > high)
			return n;
	}
	*valid = 1;
	return n;
}

struct str utf8_cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	s.len = max;
	while (s.len && ((unsigned char)s.p[s.len] & 0xC0) == 0x80)
		s.len--;
	return s;
}

size_t utf8_put(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

enum status utf8_repair(struct buf *out, struct str s, size_t *replaced,
			struct error *err)
{
	enum status st = ST_OK;
	int valid;

	*replaced = 0;
	while (st == ST_OK && s.len) {
		const uint8_t *bad = u8_check((const uint8_t *)s.p, s.len);
		size_t good = bad ? (size_t)((const char *)bad - s.p) : s.len;

		st = buf_add(out, (struct str){s.p, good}, err);
		s = (struct str){s.p + good, s.len - good};
		if (!s.len || st != ST_OK)
			break;
		good = utf8_step(s, &valid);
		s = (struct str){s.p + good, s.len - good};
		(*replaced)++;
		st = buf_add(out, STR("\xEF\xBF\xBD"), err);
	}
	return st;
}

/*
 * Below U+0300 every character is its own composed form and starts no
 * composition backwards; so are the dashes and quotation marks from U+2010 to
 * U+203F, which prose is full of. Such text is in Form C as it stands.
 */
static int surely_nfc(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0xCC)
			continue;
		if (c != 0xE2 || s.len - i < 3 ||
		    (unsigned char)s.p[i + 1] != 0x80 ||
		    (unsigned char)s.p[i + 2] < 0x90)
			return 0;
		i += 2;
	}
	return 1;
}

enum status utf8_nfc(struct str *out, struct buf *scratch, struct str s,
		     struct error *err)
{
	uint8_t *p;
	size_t len = 0;
	enum status st;

	*out = s;
	if (surely_nfc(s))
		return ST_OK;
	p = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.len, NULL, &len);
	if (!p)
		return error_set(err, ST_LIMIT, "out of memory");
	buf_clear(scratch);
	st = buf_add(scratch, (struct str){(const char *)p, len}, err);
	free(p);
	if (st == ST_OK)
		*out = buf_str(scratch);
	return st;
}
