#ifndef QUERY_RENDER_HTML_H
#define QUERY_RENDER_HTML_H

#include "query/render.h"

/*
 * A result as a list item, for pages: title with its link, facts, snippet.
 * Classes begin with "nisba-"; text of posts isolates itself (dir="auto").
 */
void html_result(struct sink *out, const struct result *r);

#endif
