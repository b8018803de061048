#ifndef COMMON_GLASS_PACK_H
#define COMMON_GLASS_PACK_H

/*
 * Numbers and names as Xapian 1.4 writes them in keys and entries of its
 * tables. Each writes at `p` and returns what is behind; how much room that
 * takes is said with it.
 */

#include <stdint.h>
#include <string.h>

#include "common/base/buf.h"

enum {
	PACK_UINT_MAX = 10,     /* bytes */
	PACK_32_MAX = 5,        /* of them, below 2^32 */
	PACK_SORTABLE_MAX = 5,  /* bytes */
	PACK_NAME_MAX = 2 * 255 /* bytes, and a NUL */
};

/* Seven bits a byte, the lowest first; the top bit says that more follow. */
static inline unsigned char *pack_uint(unsigned char *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (unsigned char)(v | 0x80);
	*p++ = (unsigned char)v;
	return p;
}

static inline size_t pack_uint_len(uint64_t v)
{
	size_t n = 1;

	for (; v >= 0x80; v >>= 7)
		n++;
	return n;
}

/*
 * Bytes that sort like the number: two below 2^15; else as many ones at the
 * top as bytes follow the second, a zero, and the number.
 */
static inline unsigned char *pack_sortable(unsigned char *p, uint32_t v)
{
	unsigned len = 2;

	while (len < PACK_SORTABLE_MAX && v >> (7 * len + 1))
		len++;
	for (unsigned i = len; i-- > 1; v >>= 8)
		p[i] = (unsigned char)v;
	p[0] = (unsigned char)(v | 0xffU << (10 - len));
	return p + len;
}

/* A term: each NUL in it is followed by 0xff. */
static inline unsigned char *pack_term(unsigned char *p, struct str term)
{
	if (!memchr(term.p, '\0', term.len)) {
		memcpy(p, term.p, term.len);
		return p + term.len;
	}
	for (size_t i = 0; i < term.len; i++) {
		*p++ = (unsigned char)term.p[i];
		if (!term.p[i])
			*p++ = 0xff;
	}
	return p;
}

static inline unsigned char *pack_bytes(unsigned char *p, struct str s)
{
	p = pack_uint(p, s.len);
	if (s.len)
		memcpy(p, s.p, s.len);
	return p + s.len;
}

static inline enum status pack_add_uint(struct buf *out, uint64_t v,
					struct error *err)
{
	unsigned char bytes[PACK_UINT_MAX];
	const unsigned char *end = pack_uint(bytes, v);

	return buf_add(out, (struct str){(char *)bytes, (size_t)(end - bytes)},
		       err);
}

static inline enum status pack_add_bytes(struct buf *out, struct str s,
					 struct error *err)
{
	enum status st = pack_add_uint(out, s.len, err);

	return st == ST_OK ? buf_add(out, s, err) : st;
}

#endif
