#ifndef QUERY_RENDER_COMPLETE_H
#define QUERY_RENDER_COMPLETE_H

#include "query/complete.h"
#include "query/render.h"

/* Completions: a line each, the posts that have it, what it is and the text;
 * or {"schema":1,"query":"..","completions":[{"text","kind","posts"}]}. */
void completions_text(struct sink *out, const struct completions *c,
		      const struct render_options *options);
void completions_json(struct sink *out, struct str query,
		      const struct completions *c);

#endif
