#ifndef QUERY_ARCHIVE_H
#define QUERY_ARCHIVE_H

#include "common/index/generation.h"
#include "common/xapian-c/xap.h"
#include "query/shards.h"

/*
 * An index opened for searching: one generation, whole or not at all; but for
 * shards on other machines that do not answer. Those are left out, and
 * `shards.missing` says how many they are.
 */
struct archive {
	struct generation gen;
	struct shards shards;
	xap_db *posts; /* all shards that answer, as one: theirs */
	xap_db *vocab;
};

/*
 * Open the live generation of `dir`; when it is replaced meanwhile, the new
 * one. `far` (NULL: as a shell does) is for shards on other machines. The
 * caller closes it. ST_NOTFOUND: no index there. ST_INPUT: made by an older
 * program; the message says what to do. ST_NETWORK: no shard answers.
 */
MUST_CHECK enum status archive_open(struct archive *out, const char *dir,
				    const struct shards_far *far,
				    struct error *err);
void archive_close(struct archive *a);

/*
 * After `st`, with its message in *err: 1 if a shard had not answered, which
 * has been left out, so that the same question is to be asked again; 0: the
 * failure stands.
 */
int archive_ask_again(struct archive *a, enum status st, struct error *err);

#endif
