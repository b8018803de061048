#ifndef QUERY_CGI_PAGE_H
#define QUERY_CGI_PAGE_H

#include "query/cgi/also.h"
#include "query/cgi/request.h"
#include "query/cgi/template.h"

/* What a page of HTML shows. Borrowed, all of it. */
struct page {
	struct str title; /* of the site */
	const struct request *request;
	const struct answer *answer; /* NULL: nothing was searched */
	const struct also *also;     /* NULL: likewise */
	int is_welcome;              /* nothing was asked: any answer is of the
					newest posts */
	int has_next;                /* there is a page behind this one */
	uint64_t posts;              /* of the archive; 0: not known */
	const char *trouble;         /* instead of an answer; or NULL */
};

/* For templates; nisba.cgi(8) describes them. */
extern const struct hole page_holes[];

/* What a search found, and its neighbours: pieces of {{answer}}. */
void page_kept(struct sink *out, const struct page *p);
void page_summary(struct sink *out, const struct page *p);
void page_also(struct sink *out, const struct page *p);
void page_results(struct sink *out, const struct page *p);
void page_pages(struct sink *out, const struct page *p);
void page_facets(struct sink *out, const struct page *p);

/* Bars by month as SVG, with what they say in words. */
void page_timeline(struct sink *out, const struct facets *f);

#endif
