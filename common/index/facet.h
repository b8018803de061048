#ifndef COMMON_INDEX_FACET_H
#define COMMON_INDEX_FACET_H

#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * What is counted over the posts that match: packed into one value of each
 * post (SLOT_FACETS), so that one read gives all of it.
 *
 * A packed value is items one behind the other: a byte that says what it is, a
 * byte with its length, and so many bytes, as the post states them.
 */
enum facet_kind {
	FACET_MONTH = 'M', /* published: "200606"; a year is its first four */
	FACET_AUTHOR = 'A',
	FACET_TAG = 'G',
	FACET_SERIES = 'E',
	FACET_SITE = 'S',
	FACET_LANG = 'L'
};

enum {
	FACET_VALUE_MAX = 200, /* bytes; longer ones are cut */
	FACET_LIST_MAX = 64    /* authors, tags or series of one post */
};

/*
 * Replace what is in `out`. Values without a word are left out, as nothing can
 * ask for them, and so are those that fold to the same words as one before.
 */
MUST_CHECK enum status facet_pack(struct buf *out, const struct post *post,
				  struct error *err);

struct facet_item {
	enum facet_kind kind;
	struct str value; /* borrowed from the packed value */
};

/* Take the next item off the front of *packed. 0: no more, or it is cut off.
 * An item of a kind that is not above is a later version's: pass it over. */
int facet_next(struct str *packed, struct facet_item *out);

#endif
