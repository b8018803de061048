#ifndef INDEXER_FORMATS_FEED_RECORD_H
#define INDEXER_FORMATS_FEED_RECORD_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "common/index/post.h"

/*
 * What an element of a feed says, of a post or of the whole: each field with
 * the rank of the place that said it, 0 the most trusted. Of several values
 * the first of the best rank stands.
 */
enum feed_field {
	FEED_TITLE,
	FEED_URL,
	FEED_ID,
	FEED_LANG,
	FEED_SITE,
	FEED_TYPE,     /* "post", "attachment" */
	FEED_STATUS,   /* "publish", "draft" */
	FEED_PASSWORD, /* not empty: it needs one */
	FEED_NOTE,     /* a text beside that of the post */
	FEED_ONES,     /* how many there are so far: fields with one value */
	FEED_PUBLISHED,
	FEED_UPDATED,
	FEED_AUTHOR,
	FEED_TAG,
	FEED_SERIES,
	FEED_TEXT
};

enum {
	FEED_RANK_NONE = 1000, /* nothing was said */
	FEED_AUTHORS_MAX = 64, /* of a post; more are ignored, as of tags */
	FEED_TAGS_MAX = 256,
	FEED_SERIES_MAX = 16
};

struct feed_record {
	struct arena arena;
	struct feed_one {
		unsigned rank;
		struct str value;
	} one[FEED_ONES];
	struct feed_date {
		unsigned rank;
		int64_t date;
	} published, updated;
	unsigned author_rank; /* of all authors */
	struct str authors[FEED_AUTHORS_MAX], tags[FEED_TAGS_MAX],
		series[FEED_SERIES_MAX];
	size_t n_authors, n_tags, n_series;
};

/* Nothing is known; keeps the memory of `r`, whose arena has a ceiling. */
void feed_record_clear(struct feed_record *r);

/* An empty value says nothing. Copied into the arena. */
MUST_CHECK enum status feed_record_set(struct feed_record *r,
				       enum feed_field field, unsigned rank,
				       struct str value, struct error *err);
void feed_record_set_date(struct feed_record *r, enum feed_field field,
			  unsigned rank, int64_t date);
MUST_CHECK enum status feed_record_add_author(struct feed_record *r,
					      unsigned rank, struct str name,
					      struct error *err);
MUST_CHECK enum status feed_record_add_tag(struct feed_record *r,
					   struct str tag, struct error *err);
MUST_CHECK enum status feed_record_add_series(struct feed_record *r,
					      struct str series,
					      struct error *err);

/* The value of a field; empty when nobody said it. */
struct str feed_record_get(const struct feed_record *r, enum feed_field field);

#endif
