#ifndef COMMON_INDEX_STUB_H
#define COMMON_INDEX_STUB_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/error.h"
#include "common/index/manifest.h"

/*
 * DIR/current: a Xapian stub file, which Xapian's own tools open, too. It says
 * which generation is live and where its shards are, one a line, in order:
 *
 *	auto g000042/shard-000		in this folder
 *	remote 10.0.0.2:7421		served by xapian-tcpsrv
 *
 * An index with a remote shard is the front of a collection: the vocabulary and
 * the manifest of a generation whose shards are on other machines. Nothing but
 * a comment names the generation there, so it is the first line, "# g000042".
 * A host is a numeric address or a name; an IPv6 address stands in brackets.
 */
enum { STUB_MAX = 256 << 10 /* bytes */, STUB_HOST_MAX = 255 };

struct stub_shard {
	struct str place; /* "g000042/shard-000", or the host; ends in NUL */
	uint16_t port;    /* of the host; 0: a path */
};

struct stub {
	unsigned generation;
	const struct stub_shard *shards;
	size_t n;
	size_t remote; /* of them */
};

/* Read it; all of it is copied into `a`. ST_NOTFOUND: no index, the message
 * says how to make one. ST_CORRUPT names the line. */
MUST_CHECK enum status stub_read(struct stub *out, struct arena *a,
				 const char *dir, struct error *err);
MUST_CHECK enum status stub_parse(struct stub *out, struct arena *a,
				  struct str text, struct error *err);

/* For who is about to write. ST_USAGE: it is the front of a collection, whose
 * index is made elsewhere. */
MUST_CHECK enum status stub_check_local(const char *dir, struct error *err);

/* Append the text for a generation whose shards are all in this folder. */
MUST_CHECK enum status stub_format(struct buf *out, const struct manifest *m,
				   struct error *err);

#endif
