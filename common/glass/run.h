#ifndef COMMON_GLASS_RUN_H
#define COMMON_GLASS_RUN_H

#include <stdint.h>
#include <stdio.h>

#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * Documents on their way into a database: what gather.h makes of some, and
 * merge.h of such files. A run is scratch, this program's on this machine, and
 * removed by whoever made it. Nothing in it depends on the numbers of
 * documents in other runs:
 *
 *	documents, one after the other
 *		data | 1: what follows is deflated | entry of its terms
 *		its slots
 *	bounds of each slot that has values, and a 0
 *		slot + 1 | how many | last document
 *		least value | greatest value
 *	values of each slot, in the order of the bounds
 *		documents left out | value
 *	lengths of the documents
 *	terms, by their bytes
 *		term | documents | collection frequency
 *		first document | last document
 *		bytes of the postings, the first without what it leaves out:
 *		documents left out | wdf | positions
 *	struct glass_totals
 *
 * Numbers are as pack_uint() writes them, bytes have their length before them.
 */

/* What a database says of its documents. */
struct glass_totals {
	uint32_t documents;
	uint32_t least_length; /* of those that have one, or 0 */
	uint32_t greatest_length;
	uint32_t greatest_wdf;
	uint64_t length;  /* of all */
	uint64_t bounds;  /* of a run: where they begin */
	uint64_t lengths; /* likewise */
	uint64_t bytes;   /* of a run: before this */
};

/* `t` is of those of `more` as well. */
void glass_totals_add(struct glass_totals *t, const struct glass_totals *more);

struct glass_run_writer {
	const char *path; /* borrowed */
	FILE *file;
	uint64_t bytes;
};

/* A new file: ST_IO. */
MUST_CHECK enum status glass_run_create(struct glass_run_writer *w,
					const char *path, struct error *err);
MUST_CHECK enum status glass_run_put(struct glass_run_writer *w,
				     struct str bytes, struct error *err);
MUST_CHECK enum status glass_run_put_uint(struct glass_run_writer *w,
					  uint64_t n, struct error *err);
/* With their length. */
MUST_CHECK enum status glass_run_put_bytes(struct glass_run_writer *w,
					   struct str bytes, struct error *err);
/* Sets totals->bytes. Without this the file is none. */
MUST_CHECK enum status glass_run_end(struct glass_run_writer *w,
				     struct glass_totals *totals,
				     struct error *err);
void glass_run_close(struct glass_run_writer *w);

struct glass_run_reader {
	const char *path; /* borrowed */
	int fd;
	struct buf window;
	size_t at;     /* in it */
	uint64_t left; /* bytes to come into it */
	struct glass_totals totals;
};

/* At its documents. The caller closes it in any case. ST_IO, ST_CORRUPT. */
MUST_CHECK enum status glass_run_open(struct glass_run_reader *r,
				      const char *path, struct error *err);
void glass_run_reader_close(struct glass_run_reader *r);
/* At one of the places that its totals tell of instead. */
MUST_CHECK enum status glass_run_seek(struct glass_run_reader *r, uint64_t to,
				      struct error *err);
/* ST_CORRUPT: it ends. ST_IO, ST_MEMORY. Bytes are borrowed until the next
 * call. */
MUST_CHECK enum status glass_run_get_uint(uint64_t *out,
					  struct glass_run_reader *r,
					  struct error *err);
MUST_CHECK enum status glass_run_get_bytes(struct str *out,
					   struct glass_run_reader *r,
					   struct error *err);
/* A number that has 32 bits. */
MUST_CHECK enum status
glass_run_get_32(uint32_t *out, struct glass_run_reader *r, struct error *err);
/* Some of the next `n` bytes, one at least: `n` is above 0. */
MUST_CHECK enum status glass_run_get_some(struct str *out,
					  struct glass_run_reader *r,
					  uint64_t n, struct error *err);

#endif
