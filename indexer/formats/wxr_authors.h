#ifndef INDEXER_FORMATS_WXR_AUTHORS_H
#define INDEXER_FORMATS_WXR_AUTHORS_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* The names of a site's authors by the names they log in with. */
struct wxr_authors {
	struct wxr_author *by_login;
	struct arena arena;
};

#define WXR_AUTHORS_INIT                                                       \
	{                                                                      \
		NULL, ARENA_INIT(16 << 20)                                     \
	}

/* An earlier name for the same login stands. */
MUST_CHECK enum status wxr_authors_add(struct wxr_authors *a, struct str login,
				       struct str name, struct error *err);
/* `login` itself when nothing is known of it; else owned by `a`. */
struct str wxr_authors_find(const struct wxr_authors *a, struct str login);
void wxr_authors_free(struct wxr_authors *a);

#endif
