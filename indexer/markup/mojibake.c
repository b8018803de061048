#include "indexer/markup/mojibake.h"

#include "common/text/utf8.h"
#include "indexer/markup/cp1252.h"

enum {
	SEQUENCE_MAX = 4,
	WORTH_MIN = 2,  /* a triple is worth two pairs */
	GOOD_SHARE = 10 /* good ones for each that is not */
};

/* The character at the start of valid UTF-8, and its bytes. */
static uint32_t decode(struct str s, size_t *n)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c = p[0];

	*n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	if (*n > 1)
		c &= 0x7FU >> *n;
	for (size_t i = 1; i < *n; i++)
		c = c << 6 | (p[i] & 0x3F);
	return c;
}

/* The byte that was taken for `c`; -1: none was. */
static int byte_of(uint32_t c)
{
	if (c < 0x100)
		return (int)c;
	for (int byte = 0x80; byte < 0xA0; byte++)
		if (cp1252_decode((unsigned char)byte) == c)
			return byte;
	return -1;
}

/*
 * What the characters at the start of s were: their bytes as `was`, how many
 * these are as the result, and how many bytes of s as `*n`. 0: they are what
 * they are; then `*n` is the first one.
 */
static size_t match(char was[SEQUENCE_MAX], struct str s, size_t *n)
{
	size_t want, used, step;
	int byte = byte_of(decode(s, n));
	int valid;

	if (byte < 0xC2 || byte > 0xF4)
		return 0;
	want = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
	was[0] = (char)byte;
	used = *n;
	for (size_t i = 1; i < want; i++, used += step) {
		if (used >= s.len)
			return 0;
		byte = byte_of(
			decode((struct str){s.p + used, s.len - used}, &step));
		if (byte < 0x80 || byte >= 0xC0)
			return 0;
		was[i] = (char)byte;
	}
	if (utf8_step((struct str){was, want}, &valid) != want || !valid)
		return 0;
	*n = used;
	return want;
}

size_t mojibake_count(struct str s)
{
	size_t good = 0, worth = 0, bad = 0, n;

	/* Each begins with a character of U+00C2 to U+00F4. */
	if (!s.len || !memchr(s.p, 0xC3, s.len))
		return 0;
	for (; s.len; s = (struct str){s.p + n, s.len - n}) {
		char was[SEQUENCE_MAX];
		size_t len;

		n = 1;
		if ((unsigned char)s.p[0] < 0x80)
			continue;
		len = match(was, s, &n);
		good += len > 0;
		worth += len ? len - 1 : 0;
		bad += !len;
	}
	return worth >= WORTH_MIN && good >= GOOD_SHARE * bad ? good : 0;
}

enum status mojibake_repair(struct buf *out, struct str s, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && s.len) {
		char was[SEQUENCE_MAX];
		size_t n = 0, len;

		while (n < s.len && (unsigned char)s.p[n] < 0x80)
			n++;
		st = buf_add(out, (struct str){s.p, n}, err);
		s = (struct str){s.p + n, s.len - n};
		if (st != ST_OK || !s.len)
			break;
		len = match(was, s, &n);
		st = buf_add(out,
			     len ? (struct str){was, len}
				 : (struct str){s.p, n},
			     err);
		s = (struct str){s.p + n, s.len - n};
	}
	return st;
}
