#ifndef INDEXER_DOCUMENT_H
#define INDEXER_DOCUMENT_H

#include "common/index/lexicon.h"
#include "common/index/post.h"
#include "common/xapian-c/xap.h"

/*
 * From a post to what is indexed of it (common/index/schema.h). One maker
 * serves a whole run: it owns the scratch memory.
 */
struct document_maker;

/* `lexicon` is borrowed and counts every word; NULL: nobody counts. */
MUST_CHECK enum status document_maker_new(struct document_maker **out,
					  struct lexicon *lexicon,
					  struct error *err);
void document_maker_free(struct document_maker *m);

/*
 * Borrowed until the next call. `unique`: the id's term without prefix, which
 * tells apart posts of one id; usually the id itself.
 */
MUST_CHECK enum status document_make(xap_doc **out, struct document_maker *m,
				     const struct post *post, struct str unique,
				     struct error *err);

#endif
