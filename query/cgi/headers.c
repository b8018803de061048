#include "query/cgi/headers.h"

#include <stdio.h>

#include "common/out/html.h"

static const struct reason {
	int code;
	const char *phrase;
	const char *extra; /* a header of its own */
} reasons[] = {
	{200, "OK", ""},
	{304, "Not Modified", ""},
	{400, "Bad Request", ""},
	{404, "Not Found", ""},
	{405, "Method Not Allowed", "Allow: GET, HEAD\r\n"},
	{503, "Service Unavailable", "Retry-After: 60\r\n"},
	{500, "Internal Server Error", ""}, /* and whatever else */
};

static const struct reason *find_reason(int code)
{
	const struct reason *r = reasons;

	while (r->code != code && r->code != 500)
		r++;
	return r;
}

/*
 * The page needs its own style and script, links of SVG none; it may be sent
 * to nobody else, framed by nobody, and leaks no query to the posts' sites.
 */
static const char always[] =
	"Content-Security-Policy: default-src 'none'; style-src 'self'; "
	"script-src 'self'; connect-src 'self'; form-action 'self'; "
	"base-uri 'none'; frame-ancestors 'none'\r\n"
	"X-Content-Type-Options: nosniff\r\n"
	"X-Robots-Tag: noindex\r\n"
	"Referrer-Policy: same-origin\r\n";

void headers_put(struct sink *out, const struct headers *h)
{
	const struct reason *r = find_reason(h->code);
	char line[256];

	snprintf(line, sizeof(line), "Status: %d %s\r\n%s", r->code, r->phrase,
		 r->extra);
	html_raw(out, line);
	if (h->type) {
		snprintf(line, sizeof(line),
			 "Content-Type: %s\r\nContent-Length: %zu\r\n", h->type,
			 h->body);
		html_raw(out, line);
	}
	if (h->etag) {
		snprintf(line, sizeof(line), "ETag: %s\r\n", h->etag);
		html_raw(out, line);
	}
	html_raw(out, h->for_long ? "Cache-Control: public, max-age=604800\r\n"
		      : h->code >= 400 ? "Cache-Control: no-store\r\n"
				       : "Cache-Control: max-age=60\r\n");
	html_raw(out, always);
	html_raw(out, "\r\n");
}
