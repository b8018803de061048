#ifndef QUERY_CGI_OPENSEARCH_H
#define QUERY_CGI_OPENSEARCH_H

#include "common/out/sink.h"
#include "query/complete.h"

/* OpenSearch 1.1, for browsers that take a page for a search engine. */

enum { OPENSEARCH_OFFERS = 8 /* completions of a kind */ };

/* The description document. `base_url`: of this page, or empty. */
void opensearch_describe(struct sink *out, struct str title,
			 struct str base_url);

/* ["khaz", ["Khazraji", ...], ["name, 41 posts", ...]] */
void opensearch_suggest(struct sink *out, struct str typed,
			const struct completions *found);

#endif
