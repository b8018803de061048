#ifndef QUERY_CGI_HEADERS_H
#define QUERY_CGI_HEADERS_H

#include "common/out/sink.h"
#include "query/cgi/request.h"

/* What stands before a body; nothing in it comes from a request. */
struct headers {
	int code;         /* 200, 304, 400, 404, 405, 500, 503 */
	const char *type; /* "text/html; charset=utf-8"; NULL: no body */
	const char *etag; /* with its quotation marks; or NULL */
	int for_long;     /* it changes only with the program */
	size_t body;      /* bytes */
};

void headers_put(struct sink *out, const struct headers *h);

#endif
