#ifndef COMMON_GLASS_VALUES_H
#define COMMON_GLASS_VALUES_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/glass/run.h"
#include "common/glass/table.h"

/*
 * The values of a slot: what is known of them all, and how they stand in the
 * table of postings, before its terms: in chunks, filed under the slot and the
 * chunk's first document. An entry is
 *
 *	value | (documents left out, value)...
 */
enum {
	GLASS_SLOTS = 128, /* numbers of a byte: their order is that of keys */
	GLASS_VALUES_MAX = 1 << 30 /* bytes of a slot's, in memory */
};

struct glass_bounds {
	uint32_t count;
	uint32_t last; /* document with a value */
	struct buf least, greatest;
};

void glass_bounds_init(struct glass_bounds *b);
void glass_bounds_free(struct glass_bounds *b);
/* There is `value`. It does not count it. */
MUST_CHECK enum status glass_bounds_widen(struct glass_bounds *b,
					  struct str value, struct error *err);
/* In a run; *slot: UINT32_MAX when there are no more. */
MUST_CHECK enum status glass_bounds_put(const struct glass_bounds *b,
					uint32_t slot,
					struct glass_run_writer *run,
					struct error *err);
MUST_CHECK enum status glass_bounds_get(struct glass_bounds *b, uint32_t *slot,
					struct glass_run_reader *run,
					struct error *err);
/* Into the table of postings: those of all slots come first in it. */
MUST_CHECK enum status glass_bounds_write(const struct glass_bounds *b,
					  uint32_t slot,
					  struct glass_table *table,
					  struct error *err);

/* Values on their way into chunks. */
struct glass_value_chunks {
	struct glass_table *table;
	uint32_t slot;
	uint32_t first, last; /* document */
	struct buf chunk;
};

void glass_value_chunks_init(struct glass_value_chunks *c,
			     struct glass_table *table);
void glass_value_chunks_free(struct glass_value_chunks *c);
/* Documents of a slot come in their order. */
MUST_CHECK enum status glass_value_chunks_add(struct glass_value_chunks *c,
					      uint32_t slot, uint32_t docid,
					      struct str value,
					      struct error *err);
/* The slot has no more. */
MUST_CHECK enum status glass_value_chunks_end(struct glass_value_chunks *c,
					      struct error *err);

#endif
