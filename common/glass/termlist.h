#ifndef COMMON_GLASS_TERMLIST_H
#define COMMON_GLASS_TERMLIST_H

#include "common/base/buf.h"
#include "common/xapian-c/doc.h"

/*
 * The terms of a document, which has been sorted (doc.h), as the entry of the
 * termlist table: its length, how many terms, and each, in their order, as what
 * it does not share with the one before. `*length`: the document's, the sum of
 * all wdf. `out` is cleared first.
 */
MUST_CHECK enum status glass_termlist(struct buf *out, uint32_t *length,
				      const xap_doc *d, struct error *err);

#endif
