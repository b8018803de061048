#ifndef QUERY_CGI_REQUEST_H
#define QUERY_CGI_REQUEST_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "query/answer.h"

/*
 * A request as the web server hands it on (RFC 3875), checked: whatever a
 * stranger typed into an address becomes one of these or a status. Only the
 * variables below are looked at; a body is never read.
 */
enum page_format {
	PAGE_HTML,
	PAGE_JSON,
	PAGE_ATOM,
	PAGE_OPENSEARCH, /* what this search is: OpenSearch 1.1 */
	PAGE_SUGGEST,    /* completions: OpenSearch Suggestions 1.1 */
	PAGE_STYLE,
	PAGE_SCRIPT,
	PAGE_FORMATS /* how many */
};

/* Pages are of RESULTS posts. */
enum {
	PAGE_RESULTS = 10,
	PAGE_MAX = 100,
	QUERY_STRING_MAX = 8 << 10 /* bytes as sent */
};

struct request {
	int head; /* no body is wanted */
	enum page_format format;
	struct str q;
	uint32_t page; /* from 1 */
	enum sort_order sort;
	struct str from, to; /* as typed */
	struct filter filter;
	struct str if_none_match;
	struct str
		base_url; /* "https://host/search": by the server; or empty */
};

/* A variable of the server by its name; NULL: not set. */
struct cgi_env {
	const char *(*get)(void *ctx, const char *name);
	void *ctx;
};

/*
 * Everything is decoded into `arena`. ST_USAGE: the request cannot be
 * understood (400), the message names the parameter. ST_QUERY: a method other
 * than GET and HEAD (405).
 */
MUST_CHECK enum status request_read(struct request *out, struct arena *arena,
				    const struct cgi_env *env,
				    struct error *err);

/* "atom" and "newest", as parameters have them; never NULL. */
const char *page_format_name(enum page_format format);
const char *sort_name(enum sort_order sort);

#endif
