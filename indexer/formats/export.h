#ifndef INDEXER_FORMATS_EXPORT_H
#define INDEXER_FORMATS_EXPORT_H

#include "common/base/arena.h"
#include "indexer/formats/format.h"

/*
 * What the exports of hosted blogs say of their pages outside of these:
 * Medium's drafts and profile, Substack's list of posts.
 */
enum export_kind {
	EXPORT_POST,  /* or no export at all */
	EXPORT_DRAFT, /* never published */
	EXPORT_OTHER  /* about the author, not a post */
};

/*
 * Fill in what `post`, a page, does not say itself; its strings then borrow
 * from the arena. `html`: the page as UTF-8.
 */
MUST_CHECK enum status export_complete(enum export_kind *kind,
				       struct post *post, struct arena *arena,
				       const struct format_input *in,
				       struct str html, struct error *err);

#endif
