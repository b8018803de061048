#include "indexer/markup/escape.h"

#include "common/text/utf8.h"

static const char *escape_of(uint32_t c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static enum status put(struct buf *out, uint32_t c, struct error *err)
{
	const char *escape = escape_of(c);
	char utf8[4];

	if (escape)
		return buf_add(out, (struct str){escape, strlen(escape)}, err);
	return buf_add(out, (struct str){utf8, utf8_put(utf8, c)}, err);
}

/* Bytes that need no change, from the start of s. */
static size_t plain_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && !escape_of((unsigned char)s.p[n]))
		n++;
	return n;
}

static enum status escape(struct buf *out, struct str s, int references,
			  enum entity_place place, struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && s.len) {
		size_t n = plain_length(s), used = 1;
		uint32_t c;

		st = buf_add(out, (struct str){s.p, n}, err);
		s = (struct str){s.p + n, s.len - n};
		if (st != ST_OK || !s.len)
			break;
		c = (unsigned char)s.p[0];
		if (c == '&' && references)
			used = entity_match(&c, s, place);
		if (!used)
			used = 1;
		if (c)
			st = put(out, c, err);
		s = (struct str){s.p + used, s.len - used};
	}
	return st;
}

enum status html_escape(struct buf *out, struct str s, enum entity_place place,
			struct error *err)
{
	return escape(out, s, 1, place, err);
}

enum status html_escape_raw(struct buf *out, struct str s, struct error *err)
{
	return escape(out, s, 0, ENTITY_TEXT, err);
}
