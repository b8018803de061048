#ifndef COMMON_GLASS_POSITIONS_H
#define COMMON_GLASS_POSITIONS_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/error.h"

/*
 * Where a term stands in a document, as an entry of the position table: the
 * last position; and if there are more, as bits, the first, how many, and those
 * between, by interpolative coding (Moffat and Stuiver, Binary interpolative
 * coding for effective index compression, 2000).
 *
 * It is added to `out`. `positions` are `n` > 0, ascending, each once.
 */
MUST_CHECK enum status glass_positions(struct buf *out,
				       const uint32_t *positions, uint32_t n,
				       struct error *err);

#endif
