#ifndef INDEXER_MARKUP_PAGE_FACTS_H
#define INDEXER_MARKUP_PAGE_FACTS_H

#include "indexer/markup/facts.h"
#include "indexer/markup/page.h"

/*
 * Fill in all of a page but its text from what it says about itself. What is
 * filled in borrows from the facts' arena.
 */
MUST_CHECK enum status page_facts(struct page *out, struct facts *f,
				  struct error *err);

#endif
