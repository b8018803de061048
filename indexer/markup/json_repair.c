#include "indexer/markup/json_repair.h"

#include "indexer/markup/ascii.h"

#define REPLACEMENT STR("\\uFFFD")

struct repair {
	struct buf *out;
	struct error *err;
	size_t values, depth;
};

static int hex_of(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number of a "\uXXXX" at the start of s; -1: it is none. */
static int unit_at(struct str s)
{
	int unit = 0;

	if (s.len < 6 || s.p[0] != '\\' || s.p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex_of(s.p[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static int is_half(int unit)
{
	return unit >= 0xD800 && unit < 0xE000;
}

/* The escape at the start of `s`; returns its bytes. */
static size_t put_escape(struct repair *r, struct str s, enum status *st)
{
	int unit = unit_at(s), next = -1;

	if (s.len > 6)
		next = unit_at((struct str){s.p + 6, s.len - 6});
	if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 &&
	    next < 0xE000) {
		*st = buf_add(r->out, (struct str){s.p, 12}, r->err);
		return 12;
	}
	if (unit == 0 || is_half(unit)) {
		*st = buf_add(r->out, REPLACEMENT, r->err);
		return 6;
	}
	if (unit > 0) {
		*st = buf_add(r->out, (struct str){s.p, 6}, r->err);
		return 6;
	}
	if (s.len > 1 && s.p[1] && strchr("\"\\/bfnrt", s.p[1])) {
		*st = buf_add(r->out, (struct str){s.p, 2}, r->err);
		return 2;
	}
	*st = buf_add(r->out, STR("\\\\"), r->err);
	return 1;
}

static int is_plain(char c)
{
	return c != '"' && c != '\\' && (unsigned char)c >= 0x20;
}

/* The string at the start of `s`, which begins with '"'; returns its bytes. */
static size_t put_string(struct repair *r, struct str s, enum status *st)
{
	size_t i = 1, n;

	*st = buf_add(r->out, STR("\""), r->err);
	while (*st == ST_OK && i < s.len && s.p[i] != '"') {
		for (n = 0; i + n < s.len && is_plain(s.p[i + n]);)
			n++;
		*st = buf_add(r->out, (struct str){s.p + i, n}, r->err);
		i += n;
		if (*st != ST_OK || i == s.len || s.p[i] == '"')
			break;
		if (s.p[i] == '\\') {
			i += put_escape(r, (struct str){s.p + i, s.len - i},
					st);
		} else {
			*st = buf_add(r->out, STR(" "), r->err);
			i++;
		}
	}
	if (*st == ST_OK)
		*st = buf_add(r->out, STR("\""), r->err);
	return i < s.len ? i + 1 : s.len;
}

static enum status count(struct repair *r, char c)
{
	r->values += c == ',' || c == '[' || c == '{' || c == ':';
	r->depth += c == '[' || c == '{';
	if ((c == ']' || c == '}') && r->depth)
		r->depth--;
	if (r->values > JSON_VALUES_MAX)
		return error_set(r->err, ST_LIMIT,
				 "JSON of more than %d values",
				 JSON_VALUES_MAX);
	if (r->depth > JSON_DEPTH_MAX)
		return error_set(r->err, ST_LIMIT,
				 "JSON nested more than %d deep",
				 JSON_DEPTH_MAX);
	return ST_OK;
}

enum status json_repair(struct buf *out, struct str in, struct error *err)
{
	struct repair r = {out, err, 0, 0};
	enum status st = ST_OK;

	while (st == ST_OK && in.len) {
		size_t n = 0;

		while (st == ST_OK && n < in.len && in.p[n] != '"')
			st = count(&r, in.p[n++]);
		if (st == ST_OK)
			st = buf_add(out, (struct str){in.p, n}, err);
		in = (struct str){in.p + n, in.len - n};
		if (st != ST_OK || !in.len)
			break;
		n = put_string(&r, in, &st);
		in = (struct str){in.p + n, in.len - n};
	}
	return st;
}
