#ifndef INDEXER_FORMATS_CSV_H
#define INDEXER_FORMATS_CSV_H

#include "common/base/buf.h"
#include "common/base/str.h"

/*
 * Step to the next field of comma separated values (RFC 4180, any line ends).
 * Returns 0 behind the last of all; `*last`: it ends its record. `*raw` keeps
 * the quotes around it, if any. Linear; `*rest` starts as the whole text.
 */
int csv_next(struct str *raw, int *last, struct str *rest);

/* Append a field without its quotes. */
MUST_CHECK enum status csv_value(struct buf *out, struct str raw,
				 struct error *err);

#endif
