#ifndef QUERY_CGI_SERVE_H
#define QUERY_CGI_SERVE_H

#include "query/cgi/request.h"
#include "query/cgi/site.h"

/*
 * Requests to responses. A server keeps the archive open from one request to
 * the next, and opens the new one when it was replaced.
 */
struct server {
	const struct site *site;
	struct archive archive;
	int is_open;
};

/* A response, headers and body; for whoever writes it. */
struct response {
	struct buf bytes;
};

enum {
	RESPONSE_MAX = 4 << 20, /* bytes */
	SEARCH_MS = 2000,       /* then a page shows what was found by then */
	SEARCH_SECONDS = 5      /* then it is given up: serve_gave_up() */
};

#define RESPONSE_INIT                                                          \
	{                                                                      \
		BUF_INIT(RESPONSE_MAX)                                         \
	}

/*
 * Answer one request, whatever it is: a failure is a response, too. What it
 * was goes to standard error. `out` is cleared first.
 */
void serve(struct response *out, struct server *server,
	   const struct cgi_env *env);
void serve_end(struct server *server);

/* The response when a search took too long: fixed bytes, for write(2) in a
 * signal handler. */
struct str serve_gave_up(void);
/* And when the site is not set up. */
struct str serve_broken(void);

#endif
