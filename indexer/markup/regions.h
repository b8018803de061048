#ifndef INDEXER_MARKUP_REGIONS_H
#define INDEXER_MARKUP_REGIONS_H

#include "common/base/str.h"

/* Which part of a page an element is, by its name and attributes. */
enum region {
	REGION_PLAIN,  /* no part of its own */
	REGION_HIDDEN, /* neither shown nor about the post: left out */
	REGION_EDGE    /* left out unless it stands in an article */
};

/* `flags`: the element's tag_flags(). */
enum region region_of(struct str name, unsigned flags, const char *const *atts);

enum {
	REGION_BY_NAME = 3, /* from this rank on it is but a class or id */
	REGION_RANKS = 16   /* ranks are less than this */
};

/*
 * How likely this element holds the whole article: 0 surely (<article>), 1
 * and more less so; -1: no sign of it.
 */
int region_article_rank(struct str name, const char *const *atts);

#endif
