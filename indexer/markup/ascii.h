#ifndef INDEXER_MARKUP_ASCII_H
#define INDEXER_MARKUP_ASCII_H

#include "common/base/str.h"

/* ASCII as markup means it, whatever the locale. */

static inline int ascii_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline int ascii_alpha(char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

static inline int ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char ascii_lower_char(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Copy `s` in lower case into `out`, which holds at least s.len bytes. */
static inline struct str ascii_lower(char *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		out[i] = ascii_lower_char(s.p[i]);
	return (struct str){out, s.len};
}

/* Equal but for ASCII case? */
static inline int ascii_equal(struct str a, struct str b)
{
	if (a.len != b.len)
		return 0;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower_char(a.p[i]) != ascii_lower_char(b.p[i]))
			return 0;
	return 1;
}

/* Does `s` begin with `prefix`, but for ASCII case? */
static inline int ascii_begins(struct str s, struct str prefix)
{
	return s.len >= prefix.len &&
	       ascii_equal((struct str){s.p, prefix.len}, prefix);
}

/* Without white space at both ends. */
static inline struct str ascii_trim(struct str s)
{
	while (s.len && ascii_space(s.p[0]))
		s = (struct str){s.p + 1, s.len - 1};
	while (s.len && ascii_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

#endif
