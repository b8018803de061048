#ifndef INDEXER_FORMATS_FEED_WANTED_H
#define INDEXER_FORMATS_FEED_WANTED_H

#include "indexer/formats/feed_record.h"
#include "indexer/formats/format.h"

/*
 * Is a post wanted? Exports hold all that a blog has, but only what its
 * readers saw is taken unless more is asked for. What was thrown away is not
 * even then.
 */
enum feed_wanted {
	FEED_WANTED,
	FEED_DRAFT, /* or not public */
	FEED_OTHER, /* neither post nor page */
	FEED_WANTS  /* how many there are */
};

/* By FEED_TYPE, FEED_STATUS and FEED_PASSWORD of the record. */
enum feed_wanted feed_wanted(const struct feed_record *r,
			     const struct format_options *options);

#endif
