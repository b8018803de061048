#ifndef COMMON_GLASS_POSTINGS_H
#define COMMON_GLASS_POSTINGS_H

#include <stdint.h>

#include "common/glass/table.h"

/*
 * A list of postings, written into the table of such lists in chunks. A chunk
 *is filed under its term, and all but the first also under its first document;
 *its entry is
 *
 *	[first only: documents, collection frequency, first document - 1]
 *	'1' if it is the last, else '0' | last document - first
 *	wdf | (documents left out, wdf)...
 */
enum { GLASS_CHUNK = 2000 /* bytes; one posting more is written */ };

struct glass_postings {
	struct glass_table *table;
	struct str term;
	size_t chunk_bytes;
	uint32_t documents;
	uint32_t collection_frequency; /* Xapian keeps 32 bits of it */
	/* The chunk that is being filled. */
	uint32_t first, last;
	size_t len;
	int later; /* not the first one */
	unsigned char chunk[GLASS_CHUNK + 32];
};

/*
 * `term` is borrowed until the end; the empty one has no postings but the
 * lengths of documents, and frequencies of 0. `chunk_bytes`: up to GLASS_CHUNK,
 * which is Xapian's.
 */
void glass_postings_begin(struct glass_postings *p, struct glass_table *table,
			  struct str term, uint32_t documents,
			  uint32_t collection_frequency, size_t chunk_bytes);
/* Documents come in their order, from 1. */
MUST_CHECK enum status glass_postings_add(struct glass_postings *p,
					  uint32_t docid, uint32_t wdf,
					  struct error *err);
MUST_CHECK enum status glass_postings_end(struct glass_postings *p,
					  struct error *err);

#endif
