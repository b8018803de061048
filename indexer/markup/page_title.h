#ifndef INDEXER_MARKUP_PAGE_TITLE_H
#define INDEXER_MARKUP_PAGE_TITLE_H

#include "common/base/str.h"

/*
 * Split what <title> holds ("Coup foiled | The Arabist") into the post's
 * title and the blog's name. `*site` is what is known of the name; when that
 * is empty, a part behind '|' or a guillemet is taken for it. All borrow from
 * what is given; no word is lost unless it is in *site.
 */
void page_title_split(struct str *title, struct str *site);

/*
 * The blog's name from what <title> holds when the post's title is known:
 * what stands before or behind that and a separator; else empty.
 */
struct str page_title_site(struct str whole, struct str title);

#endif
