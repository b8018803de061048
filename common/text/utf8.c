#include "common/text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#include <uninorm.h>
#include <unistr.h>

int utf8_valid(struct str s)
{
	return s.len == 0 || u8_check((const uint8_t *)s.p, s.len) == NULL;
}

enum status utf8_repair(struct buf *out, struct str s, size_t *replaced,
			struct error *err)
{
	const uint8_t *p = (const uint8_t *)s.p, *end = p + s.len;
	enum status st = ST_OK;

	*replaced = 0;
	while (st == ST_OK && p < end) {
		const uint8_t *bad = u8_check(p, (size_t)(end - p));
		ucs4_t c;
		int n;

		if (!bad)
			bad = end;
		st = buf_add(out,
			     (struct str){(const char *)p, (size_t)(bad - p)},
			     err);
		if (bad == end || st != ST_OK)
			break;
		n = u8_mbtoucr(&c, bad, (size_t)(end - bad));
		/* -1: ill-formed, skip one byte and let the tail follow. */
		p = n == -2 ? end : bad + 1;
		(*replaced)++;
		st = buf_add(out, STR("\xEF\xBF\xBD"), err);
	}
	return st;
}

/* Below U+0300 every character is its own composed form and starts no
 * composition backwards; such text is in Form C as it stands. */
static int surely_nfc(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] >= 0xCC)
			return 0;
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
