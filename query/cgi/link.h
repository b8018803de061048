#ifndef QUERY_CGI_LINK_H
#define QUERY_CGI_LINK_H

#include "query/cgi/request.h"

/*
 * Links of a page lead to the same search with something changed: copy the
 * request, change the copy, write its link. They are relative to the page
 * ("?q=iraq&page=2"), so that nothing needs to know where the page lies.
 */

/* Another restriction or order begins at the first page. */
struct request link_from(const struct request *r);

/* For an attribute of HTML: what needs no value is left out. */
void link_put(struct sink *out, const struct request *r);

/* The same with nothing escaped, behind the address `base`. */
MUST_CHECK enum status link_whole(struct str *out, struct arena *arena,
				  struct str base, const struct request *r,
				  struct error *err);

/* The same as <input type="hidden"> for what the form has no field for. */
void link_put_hidden(struct sink *out, const struct request *r);

#endif
