#ifndef INDEXER_FORMATS_FEED_CAPTURE_H
#define INDEXER_FORMATS_FEED_CAPTURE_H

#include "indexer/formats/feed_read.h"

/*
 * Collecting the content of an element that is a value, in f->value: text as
 * it is, elements as markup where markup may be. f->capture.row is NULL when
 * none is being collected.
 */
MUST_CHECK enum status feed_capture_begin(struct feed *f,
					  const struct feed_row *row,
					  const char *const *atts,
					  struct error *err);

/* An element in it begins and ends. */
MUST_CHECK enum status feed_capture_start(struct feed *f,
					  const struct xml_name *name,
					  const char *const *atts,
					  struct error *err);
MUST_CHECK enum status feed_capture_inner_end(struct feed *f,
					      const struct xml_name *name,
					      struct error *err);
MUST_CHECK enum status feed_capture_text(struct feed *f, struct str text,
					 struct error *err);

/* It is whole: its field is stated. */
MUST_CHECK enum status feed_capture_end(struct feed *f, struct error *err);

/*
 * A field in a field of one line: the end of that was forgotten, or it has
 * parts, as podcasts' categories do. NULL: it is but markup.
 */
const struct feed_row *feed_capture_next(struct feed *f,
					 const struct xml_name *name);

#endif
