#ifndef INDEXER_MARKUP_MIME_H
#define INDEXER_MARKUP_MIME_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/base/str.h"

/* Mail messages (RFC 5322, 2045 to 2047), as mail programs really write them.
 */

/*
 * Step to the next field of a header: its name and value, line ends within it
 * included. 0: the header is over, and *rest is the body.
 */
int mime_next_field(struct str *name, struct str *value, struct str *rest);

/*
 * Append a field's value as UTF-8, unfolded, with its encoded words
 * ("=?utf-8?Q?caf=C3=A9?=") decoded.
 */
MUST_CHECK enum status mime_decode_words(struct buf *out, struct str value,
					 struct error *err);

/* "charset" of "text/plain; charset=utf-8"; empty: none. Borrowed. */
struct str mime_parameter(struct str value, const char *name);

/* The part of a message that is read: the first of plain text, else of HTML. */
struct mime_text {
	struct str type;     /* Content-Type, whole; may be empty */
	struct str encoding; /* Content-Transfer-Encoding */
	struct str body;     /* as it was sent */
	int is_html;
};

enum { MIME_DEPTH_MAX = 4 /* parts in parts */ };

/* `out->type` and so on are set for the whole message: find the part in it. */
void mime_find_text(struct mime_text *out);

/* Append the part's content as UTF-8. */
MUST_CHECK enum status mime_decode_text(struct buf *out,
					const struct mime_text *text,
					struct error *err);

#endif
