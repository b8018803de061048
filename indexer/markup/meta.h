#ifndef INDEXER_MARKUP_META_H
#define INDEXER_MARKUP_META_H

#include "indexer/markup/facts.h"

/* Ranks of titles that are not sure to be one. */
enum { META_RANK_H1 = 6, META_RANK_TITLE = 8 /* of <title> */ };

/*
 * Facts in the attributes of one element: <html lang>, <meta>, <link>,
 * <time datetime>. `atts` as in sax.h.
 */
MUST_CHECK enum status meta_read(struct facts *facts, struct str name,
				 const char *const *atts, struct error *err);

/*
 * Is the text of this element a fact (<title>, <h1>, rel="author",
 * class="byline")? Returns 1 and which.
 */
int meta_text_field(enum fact_field *field, unsigned *rank, struct str name,
		    const char *const *atts);

/* Facts in a JSON-LD script; what is not JSON is ignored. */
MUST_CHECK enum status meta_read_json(struct facts *facts, struct str json,
				      struct error *err);

/* Does a space separated attribute value hold `word`, but for case? */
int meta_has_word(const char *value, struct str word);

/* A byline's names without "By" and what follows them. */
struct str meta_byline(struct str text);

#endif
