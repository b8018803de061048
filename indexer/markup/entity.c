#include "indexer/markup/entity.h"

#include "common/text/utf8.h"
#include "indexer/markup/cp1252.h"
#include "indexer/markup/entity_names.h"

enum {
	NAME_MAX_LEN = 24, /* of the longest name we know */
	OLD_NAME_MAX_LEN = 6,
	OLD_NAME_MIN_LEN = 2,
	UNKNOWN = 0xFFFD
};

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int digit_value(char c, unsigned base)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the number stands for, as the HTML standard repairs it. */
static uint32_t repair_number(uint32_t c)
{
	if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return UNKNOWN;
	if ((c & 0xFFFE) == 0xFFFE) /* no character, and XML forbids it */
		return UNKNOWN;
	if (c == '\t' || c == '\n')
		return c;
	if (c < 0x20 || c == 0x7F)
		return ' ';
	if (c >= 0x80 && c < 0xA0) {
		c = cp1252_decode((unsigned char)c);
		return c < 0xA0 ? UNKNOWN : c;
	}
	return c;
}

static size_t match_number(uint32_t *c, struct str s)
{
	unsigned base = s.len > 2 && (s.p[2] | 0x20) == 'x' ? 16 : 10;
	size_t first = base == 16 ? 3 : 2, i = first;
	uint32_t n = 0;

	for (; i < s.len; i++) {
		int digit = digit_value(s.p[i], base);

		if (digit < 0)
			break;
		if (n <= 0x10FFFF) /* more digits make it no smaller */
			n = n * base + (uint32_t)digit;
	}
	if (i == first)
		return 0;
	*c = repair_number(n);
	return i < s.len && s.p[i] == ';' ? i + 1 : i;
}

static size_t match_old_name(uint32_t *c, char *name, size_t len,
			     enum entity_place place)
{
	const struct entity_name *known;
	size_t n = len < OLD_NAME_MAX_LEN ? len : OLD_NAME_MAX_LEN;

	for (; n >= OLD_NAME_MIN_LEN; n--) {
		name[n] = '\0';
		known = entity_name_find(name);
		if (!known || !known->old)
			continue;
		*c = known->c;
		return place == ENTITY_ATTRIBUTE && n < len ? 0 : 1 + n;
	}
	return 0;
}

static size_t match_name(uint32_t *c, struct str s, enum entity_place place)
{
	const struct entity_name *known;
	char name[NAME_MAX_LEN + 1];
	size_t n = 0;

	while (n < NAME_MAX_LEN && 1 + n < s.len && is_alnum(s.p[1 + n])) {
		name[n] = s.p[1 + n];
		n++;
	}
	name[n] = '\0';
	if (1 + n < s.len && s.p[1 + n] == ';') {
		known = entity_name_find(name);
		if (known) {
			*c = known->c;
			return n + 2;
		}
	}
	if (place == ENTITY_ATTRIBUTE && 1 + n < s.len && s.p[1 + n] == '=')
		return 0;
	return match_old_name(c, name, n, place);
}

size_t entity_match(uint32_t *c, struct str s, enum entity_place place)
{
	if (s.len < 3)
		return 0;
	return s.p[1] == '#' ? match_number(c, s) : match_name(c, s, place);
}

enum status entity_decode(struct buf *out, struct str s, struct error *err)
{
	enum status st = ST_OK;
	char utf8[4];
	uint32_t c;

	while (st == ST_OK && s.len) {
		const char *amp = memchr(s.p, '&', s.len);
		size_t n = amp ? (size_t)(amp - s.p) : s.len;

		st = buf_add(out, (struct str){s.p, n}, err);
		s = (struct str){s.p + n, s.len - n};
		if (!s.len || st != ST_OK)
			break;
		n = entity_match(&c, s, ENTITY_TEXT);
		if (n)
			st = buf_add(out, (struct str){utf8, utf8_put(utf8, c)},
				     err);
		else
			st = buf_add(out, (struct str){s.p, n = 1}, err);
		s = (struct str){s.p + n, s.len - n};
	}
	return st;
}

size_t entity_decode_closed(char *p, size_t len)
{
	size_t to = 0, n;
	uint32_t c;

	for (size_t at = 0; at < len; at += n) {
		n = 0;
		if (p[at] == '&')
			n = entity_match(&c, (struct str){p + at, len - at},
					 ENTITY_TEXT);
		if (n && p[at + n - 1] == ';') {
			to += utf8_put(p + to, c);
		} else {
			p[to++] = p[at];
			n = 1;
		}
	}
	return to;
}
