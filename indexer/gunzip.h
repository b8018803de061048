#ifndef INDEXER_GUNZIP_H
#define INDEXER_GUNZIP_H

#include "common/base/error.h"
#include "common/base/stream.h"

/*
 * The content of a gzip file, of several members perhaps, as a stream. What
 * swells beyond all measure is no archive: ST_LIMIT.
 */
enum {
	GUNZIP_FREE = 64 << 20, /* bytes that may come of anything */
	GUNZIP_RATIO = 200      /* bytes of content for one of the file */
};

struct gunzip;

/* Does a file begin so? */
int gunzip_is(struct str head);

/* `in` is borrowed and outlives *out; it is at the file's beginning. */
MUST_CHECK enum status gunzip_open(struct gunzip **out, const struct stream *in,
				   struct error *err);
/* A file that is damaged or ends too early gives ST_INPUT in the end. */
struct stream gunzip_stream(struct gunzip *g);
void gunzip_free(struct gunzip *g);

#endif
