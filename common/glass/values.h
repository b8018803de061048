#ifndef COMMON_GLASS_VALUES_H
#define COMMON_GLASS_VALUES_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/glass/table.h"

/*
 * The values of a slot, gathered until all documents are there: the table of
 * postings has them before its terms. Of a slot it tells how many there are,
 * the least and the greatest, and the values themselves in chunks, filed under
 * the slot and the chunk's first document.
 */
enum {
	GLASS_SLOTS = 128 /* numbers of one byte: their order is that of keys */
};

struct glass_values {
	struct buf chunks; /* [document (4), length (4), bytes]... */
	struct buf chunk;  /* the one that is being filled */
	uint32_t first, last;
	uint32_t count;
	struct buf least, greatest;
};

void glass_values_init(struct glass_values *v, size_t max_bytes);
void glass_values_free(struct glass_values *v);

/* Documents come in their order; the value is not empty. */
MUST_CHECK enum status glass_values_add(struct glass_values *v, uint32_t docid,
					struct str value, struct error *err);
/* What is known of the slot's values; first for all slots. */
MUST_CHECK enum status glass_values_write_bounds(const struct glass_values *v,
						 uint32_t slot,
						 struct glass_table *table,
						 struct error *err);
/* Then the values, slot by slot. */
MUST_CHECK enum status glass_values_write(struct glass_values *v, uint32_t slot,
					  struct glass_table *table,
					  struct error *err);

#endif
