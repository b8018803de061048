#include "indexer/formats/toml_string.h"

#include <stdint.h>

struct quote {
	char c;
	size_t n; /* 1, or 3 for a multi-line string */
};

static enum status fail(const struct toml_cursor *at, const char *what,
			struct error *err)
{
	return error_set(err, ST_INPUT, "line %u: %s", at->line, what);
}

/* How many of `c` stand at p, at most `max`. */
static size_t run(const char *p, const char *end, char c, size_t max)
{
	size_t n = 0;

	while (n < max && p + n < end && p[n] == c)
		n++;
	return n;
}

/* Where the closing quotes begin; NULL: nowhere. */
static const char *find_close(const struct toml_cursor *at, struct quote q)
{
	for (const char *p = at->p; p < at->end; p++) {
		if (*p == '\\' && q.c == '"') {
			p++;
		} else if (*p == '\n' && q.n == 1) {
			return NULL;
		} else if (*p == q.c && run(p, at->end, q.c, q.n) == q.n) {
			/* """"a"""": up to two quotes belong to the text. */
			if (q.n == 3)
				p += run(p + 3, at->end, q.c, 2);
			return p;
		}
	}
	return NULL;
}

/* `out` has room for four bytes. 0: no character. */
static size_t put_utf8(char *out, uint32_t c)
{
	if (c >= 0xD800 && (c < 0xE000 || c > 0x10FFFF))
		return 0;
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

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \uXXXX and \UXXXXXXXX; `p` is behind the letter. NULL: malformed. */
static const char *put_code(struct str *out, char *to, const char *p,
			    const char *end, size_t digits)
{
	uint32_t c = 0;
	size_t n;

	if ((size_t)(end - p) < digits)
		return NULL;
	for (size_t i = 0; i < digits; i++) {
		int d = hex_digit(p[i]);

		if (d < 0)
			return NULL;
		c = c << 4 | (uint32_t)d;
	}
	n = put_utf8(to + out->len, c);
	out->len += n;
	return n ? p + digits : NULL;
}

/* A backslash at a line's end eats it and the white space that follows. */
static const char *eat_line_end(const char *p, const char *end)
{
	const char *q = p;

	while (q < end && (*q == ' ' || *q == '\t' || *q == '\r'))
		q++;
	if (q == end || *q != '\n')
		return NULL;
	while (q < end && strchr(" \t\r\n", *q) && *q)
		q++;
	return q;
}

/* The escape behind a backslash; returns what follows it, NULL: malformed. */
static const char *unescape(struct str *out, char *to, const char *p,
			    const char *end)
{
	static const char from[] = "btnfre\"\\/";
	static const char into[] = "\b\t\n\f\r\x1B\"\\/";
	const char *known;

	if (p == end)
		return NULL;
	if (*p == 'u' || *p == 'U')
		return put_code(out, to, p + 1, end, *p == 'u' ? 4 : 8);
	known = *p ? strchr(from, *p) : NULL;
	if (!known)
		return eat_line_end(p, end);
	to[out->len++] = into[known - from];
	return p + 1;
}

/* No escape is shorter than what it stands for, so `to` is large enough. */
static int decode(struct str *out, char *to, const char *p, const char *end)
{
	*out = (struct str){to, 0};
	while (p < end) {
		if (*p != '\\') {
			to[out->len++] = *p++;
			continue;
		}
		p = unescape(out, to, p + 1, end);
		if (!p)
			return 0;
	}
	return 1;
}

static void step_to(struct toml_cursor *at, const char *p)
{
	for (; at->p < p; at->p++)
		at->line += *at->p == '\n';
}

enum status toml_string(struct str *out, struct toml_cursor *at,
			struct arena *arena, struct error *err)
{
	struct quote q = {*at->p, run(at->p, at->end, *at->p, 3)};
	const char *close;
	enum status st;
	char *to = NULL;

	if (q.n == 2) { /* an empty string */
		at->p += 2;
		*out = STR("");
		return ST_OK;
	}
	at->p += q.n;
	if (q.n == 3 && at->end - at->p >= 2 && at->p[0] == '\r' &&
	    at->p[1] == '\n')
		at->p++;
	if (q.n == 3 && at->p < at->end && *at->p == '\n')
		step_to(at, at->p + 1);
	close = find_close(at, q);
	if (!close)
		return fail(at, "a string is not closed", err);
	*out = (struct str){at->p, (size_t)(close - at->p)};
	st = arena_alloc(&to, arena, out->len, err);
	if (st != ST_OK)
		return st;
	if (q.c == '\'')
		*out = (struct str){memcpy(to, at->p, out->len), out->len};
	else if (!decode(out, to, at->p, close))
		return fail(at, "an escape is unknown", err);
	step_to(at, close);
	at->p += q.n;
	return ST_OK;
}
