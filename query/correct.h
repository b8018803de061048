#ifndef QUERY_CORRECT_H
#define QUERY_CORRECT_H

#include "query/answer.h"

/*
 * "Did you mean": the query with those of its words replaced that stand in no
 * post, nor any kin of theirs, by words of this archive that may have been
 * meant: typed or heard for them, or two words run together.
 *
 * *out: in the arena; empty when every word is there, nothing is near, or no
 * post would have all words. `a`: the query as planned.
 */
MUST_CHECK enum status correct_query(struct str *out, struct arena *arena,
				     struct archive *archive,
				     const struct answer *a,
				     const struct answer_options *options,
				     struct error *err);

#endif
