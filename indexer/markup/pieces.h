#ifndef INDEXER_MARKUP_PIECES_H
#define INDEXER_MARKUP_PIECES_H

#include "common/base/buf.h"
#include "indexer/markup/blocks.h"

/*
 * Parts of a page's text on their way out: where something between two of
 * them is left out, the widest white space around it parts them.
 */
struct pieces {
	struct buf *out; /* borrowed; what stands in it is left alone */
	size_t begin;    /* of ours in out */
	struct str gap;  /* white space due before the next */
};

struct pieces pieces_begin(struct buf *out);
/* Drop what was added. */
void pieces_clear(struct pieces *p);
/* What comes next is another paragraph. */
void pieces_break(struct pieces *p);
/* What was added; borrowed from `out` until its next change. */
struct str pieces_text(const struct pieces *p);

/* The text of a block, in `raw`, without that of those in it that are gone. */
MUST_CHECK enum status pieces_add_block(struct pieces *p,
					const struct blocks *b, uint32_t at,
					struct str raw, struct error *err);

#endif
