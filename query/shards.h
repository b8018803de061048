#ifndef QUERY_SHARDS_H
#define QUERY_SHARDS_H

#include "common/index/generation.h"
#include "common/xapian-c/xap.h"

/*
 * The shards of a generation, searched as one. Those on other machines may not
 * answer; then they are left out, for as long as this is open.
 */
struct shards {
	size_t n;
	xap_db **parts; /* one each; NULL: it does not answer */
	xap_db **spare; /* the same once more; or NULL */
	xap_db *all;
	size_t missing;
	struct error why; /* the last that did not answer, for its keeper */
	unsigned timeout_ms;
	int locked_in;
	unsigned renewed; /* times, without leaving one out */
};

/* How to reach shards on other machines. */
struct shards_far {
	unsigned timeout_ms; /* for each answer of a shard */
	/* The process will not be able to connect later: do so twice now,
	 * because when one shard has failed, nothing that the others have sent
	 * is to be trusted. */
	int locked_in;
};

enum { SHARDS_TIMEOUT_MS = 5000 };

/* Closed in any case. ST_NETWORK: none answers. A process with remote shards
 * ignores SIGPIPE from then on. */
MUST_CHECK enum status shards_open(struct shards *out,
				   const struct generation *gen,
				   const struct shards_far *far,
				   struct error *err);
void shards_close(struct shards *s);

/*
 * After ST_NETWORK or ST_TIMEOUT, whose message is in *err: connect anew,
 * without those that do not answer. Everything made from s->all must have been
 * freed before; there is a new one. Fails when none is left, or nothing would
 * be different.
 */
MUST_CHECK enum status shards_renew(struct shards *s,
				    const struct generation *gen,
				    enum status why, struct error *err);

#endif
