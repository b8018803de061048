#ifndef INDEXER_FORMATS_FEED_VALUE_H
#define INDEXER_FORMATS_FEED_VALUE_H

#include "indexer/formats/feed_read.h"

enum {
	FEED_LINE_MAX = 4 << 10,  /* bytes of a title and the like */
	FEED_NOTE_MAX = 256 << 10 /* bytes of a text beside the post's */
};

/* The content of an element, as f->capture and f->value have it, is whole:
 * state its field in the current record. */
MUST_CHECK enum status feed_value_end(struct feed *f, struct error *err);

/* Append the text of markup or plain text, with paragraphs. */
MUST_CHECK enum status feed_value_text(struct buf *out, struct feed *f,
				       struct str value, enum feed_mode mode,
				       struct error *err);

/* The beginning of `s`, `max` bytes at most, of whole characters. */
struct str feed_cut(struct str s, size_t max);

/* One line in place: each run of white space a space, none at the ends. */
struct str feed_fold(struct buf *b);

/* The primary subtag of a language's tag, in lower case, in `out`. */
struct str feed_language(char out[8], struct str tag);

/* "Name" of "Name <address>", "address (Name)" and the like. */
struct str feed_person(struct str s);

#endif
