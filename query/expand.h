#ifndef QUERY_EXPAND_H
#define QUERY_EXPAND_H

#include "query/archive.h"
#include "query/plan.h"

/*
 * Pseudo-relevance feedback: what the posts ranked best have in common tells
 * more of what was meant than the query does. Their most telling words, each
 * with its inflections, are added to it with a lower weight. ranking.h has how
 * many.
 */

/*
 * *out: `base` or those words, owned by the plan; `base` itself when it finds
 * nothing. Posts that have only the words must be `within`; NULL: all may be.
 * A note in `tree` names the words.
 */
MUST_CHECK enum status expand_query(xap_query **out, struct plan *plan,
				    struct tree *tree,
				    const struct archive *archive,
				    xap_query *base, xap_query *within,
				    struct error *err);

#endif
