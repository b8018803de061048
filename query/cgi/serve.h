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
	int is_far; /* shards are on other machines */
};

/* A response, headers and body; for whoever writes it. */
struct response {
	struct buf bytes;
};

enum {
	RESPONSE_MAX = 4 << 20, /* bytes */
	SEARCH_MS = 2000,       /* then a page shows what was found by then */
	SEARCH_SECONDS = 5,     /* of work: it is given up, serve_gave_up() */
	WAIT_SECONDS = 20,      /* of any time: likewise */
	SHARD_MS = 1000 /* for an answer of a shard on another machine; it may
			   have to be waited for twice, and asked again */
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

/*
 * Before the process is locked in: if shards are on other machines, connect,
 * and set is_far. What fails is told when it is needed.
 */
void serve_reach(struct server *server);
/* 1: better served by a process that connects anew: a shard is missing, or a
 * new generation cannot be reached from here. */
int serve_is_worn(const struct server *server);

/* The response when a search took too long: fixed bytes, for write(2) in a
 * signal handler. */
struct str serve_gave_up(void);
/* And when the site is not set up. */
struct str serve_broken(void);

#endif
