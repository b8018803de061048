#ifndef COMMON_XAP_LENGTHS_H
#define COMMON_XAP_LENGTHS_H

/*
 * Lengths of documents (the sums of their wdf) once more, each where it is
 * found at once: of Xapian's own list a part is read number by number. They
 * are metadata. A value is a block of LENGTHS_BLOCK documents, that of 0 the
 * first, two bytes each, the low one first. 0: the document is not there, is
 * too long for two bytes, or was written before there were blocks; then
 * Xapian is asked. For the binding and common/glass.
 */

#include "common/base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
	LENGTHS_BLOCK = 1000, /* what one entry of a table has room for */
	LENGTHS_BYTES = 2 * LENGTHS_BLOCK,
	LENGTHS_KEY = 11 /* bytes; keys sort like documents */
};

void lengths_key(char key[LENGTHS_KEY], uint32_t docid);
int lengths_is_key(struct str key);
/* Into what begins as LENGTHS_BYTES times 0. */
void lengths_put(char block[LENGTHS_BYTES], uint32_t docid, uint32_t length);
/* A block without the zeros at its end: what is stored; empty if all are. */
struct str lengths_stored(const char block[LENGTHS_BYTES]);

static inline uint32_t lengths_get(struct str stored, uint32_t docid)
{
	const size_t at = docid % LENGTHS_BLOCK * 2;
	const unsigned char *p = (const unsigned char *)stored.p + at;

	return at + 1 < stored.len ? p[0] | (uint32_t)p[1] << 8 : 0;
}

#ifdef __cplusplus
}
#endif

#endif
