#include "common/text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#include <uninorm.h>
#include <unistr.h>

int utf8_valid(struct str s)
{
	uint64_t eight;
	size_t i = 0;

	/* Most texts are ASCII, wholly or from one quotation to the next. */
	while (s.len - i >= sizeof(eight)) {
		const uint8_t *p = (const uint8_t *)s.p + i, *bad;

		memcpy(&eight, p, sizeof(eight));
		if (!(eight & 0x8080808080808080u)) {
			i += sizeof(eight);
			continue;
		}
		/* On to the next ASCII character, where none is cut. */
		for (size_t n = 1;; n++)
			if (i + n == s.len || (n > 8 && p[n] < 0x80)) {
				bad = u8_check(p, n);
				i += n;
				break;
			}
		if (bad)
			return 0;
	}
	return i == s.len || !u8_check((const uint8_t *)s.p + i, s.len - i);
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
 * Characters that are their own composed form, never part of another's, and
 * no marks: text of these alone is in Form C as it stands. Only such blocks as
 * posts are written in; all of them follow from the property NFC_Quick_Check
 * (Yes) and the combining class (0), which a test compares them with.
 */
static const struct range {
	uint32_t first, last;
} composed[] = {
	{0x0000, 0x02FF},                   /* Latin */
	{0x0400, 0x0482},                   /* Cyrillic */
	{0x048A, 0x052F}, {0x05D0, 0x05EA}, /* Hebrew letters */
	{0x0620, 0x064A},                   /* Arabic letters, and digits */
	{0x0660, 0x066F}, {0x0671, 0x06D3},   {0x06EE, 0x06FF},
	{0x1E00, 0x1EFF}, /* Latin, of transliterations */
	{0x2002, 0x20CF}, /* dashes, quotation marks, currencies */
	{0x2190, 0x2328}, {0x3001, 0x3029},   {0x3041, 0x3096}, /* Kana */
	{0x309B, 0x30FF}, {0x4E00, 0x9FFF},                     /* Han */
	{0xAC00, 0xD7A3},                                       /* Hangul */
	{0xFF01, 0xFFEE}, {0x1F300, 0x1FAFF},                   /* pictures */
};
enum { COMPOSED = sizeof(composed) / sizeof(composed[0]) };

static int surely_composed(uint32_t c)
{
	for (size_t i = 0; i < COMPOSED && composed[i].first <= c; i++)
		if (c <= composed[i].last)
			return 1;
	return 0;
}

/* s is valid UTF-8. Lead bytes below 0xCC begin what lies below U+0300. */
static int surely_nfc(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		unsigned char b = (unsigned char)s.p[i];
		ucs4_t c;

		if (b < 0x80) {
			i++;
		} else if (b < 0xCC) {
			i += 2;
		} else {
			i += (size_t)u8_mbtouc(&c, (const uint8_t *)s.p + i,
					       s.len - i);
			if (!surely_composed(c))
				return 0;
		}
	}
	return 1;
}

static enum status add_nfc(struct buf *out, struct str s, struct error *err)
{
	size_t len = 0;
	uint8_t *p = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.len,
				  NULL, &len);
	enum status st;

	if (!p)
		return error_set(err, ST_MEMORY, "out of memory");
	st = buf_add(out, (struct str){(const char *)p, len}, err);
	free(p);
	return st;
}

/* Nothing composes across a line end, so most lines are only copied. */
enum status utf8_nfc(struct str *out, struct buf *scratch, struct str s,
		     struct error *err)
{
	enum status st = ST_OK;

	*out = s;
	if (surely_nfc(s))
		return ST_OK;
	buf_clear(scratch);
	while (st == ST_OK && s.len) {
		const char *end = memchr(s.p, '\n', s.len);
		struct str line = {s.p, end ? (size_t)(end + 1 - s.p) : s.len};

		st = surely_nfc(line) ? buf_add(scratch, line, err)
				      : add_nfc(scratch, line, err);
		s = (struct str){s.p + line.len, s.len - line.len};
	}
	if (st == ST_OK)
		*out = buf_str(scratch);
	return st;
}
