#ifndef QUERY_ARCHIVE_H
#define QUERY_ARCHIVE_H

#include "common/index/generation.h"
#include "common/xapian-c/xap.h"

/* An index opened for searching: one generation, whole or not at all. */
struct archive {
	struct generation gen;
	xap_db *posts; /* all shards as one */
	xap_db *vocab;
};

/*
 * Open the live generation of `dir`; when it is replaced meanwhile, the new
 * one. The caller closes it. ST_NOTFOUND: no index there.
 * ST_INPUT: made by an older program; the message says what to do.
 */
MUST_CHECK enum status archive_open(struct archive *out, const char *dir,
				    struct error *err);
void archive_close(struct archive *a);

#endif
