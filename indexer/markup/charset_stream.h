#ifndef INDEXER_MARKUP_CHARSET_STREAM_H
#define INDEXER_MARKUP_CHARSET_STREAM_H

#include "common/base/buf.h"
#include "common/base/diag.h"
#include "common/base/stream.h"

/*
 * Any bytes to valid UTF-8 (charset.h), piece by piece: a file of any size
 * needs little memory. Each piece is decided on its own, so that one post in
 * another encoding does no harm to the others. UTF-16 is read whole, up to
 * CHARSET_WHOLE_MAX.
 */
enum {
	CHARSET_PIECE = 64 << 10,    /* bytes read at a time */
	CHARSET_WHOLE_MAX = 64 << 20 /* bytes of a file in UTF-16 */
};

struct charset_stream {
	const struct stream *in; /* borrowed */
	struct diag *diag;       /* borrowed; what is guessed is told once */
	struct buf raw;          /* read and not yet handed out */
	struct buf utf8;
	struct str rest;   /* converted and not yet handed out */
	char declared[64]; /* in the first piece */
	size_t given;      /* bytes of raw behind the last piece */
	int begun, ended, told;
	struct error failed; /* the stream did, behind what is in raw */
};

void charset_stream_begin(struct charset_stream *c, const struct stream *in,
			  struct diag *diag);

/* The next piece, of whole characters; borrowed until the next call. */
MUST_CHECK enum status charset_stream_next(struct charset_stream *c,
					   struct str *out, struct error *err);

void charset_stream_end(struct charset_stream *c);

#endif
