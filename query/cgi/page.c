#include "query/cgi/page.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/out/html.h"
#include "query/cgi/link.h"

static void fill_title(struct sink *out, const void *page)
{
	html_text(out, ((const struct page *)page)->title);
}

/* Of the window: the query first, which tells tabs apart. */
static void fill_heading(struct sink *out, const void *page)
{
	const struct page *p = page;

	if (p->request->q.len) {
		html_text(out, p->request->q);
		html_raw(out, " – ");
	}
	html_text(out, p->title);
}

static void fill_style(struct sink *out, const void *page)
{
	(void)page;
	html_raw(out, "?format=css&amp;v=" NISBA_VERSION);
}

static void fill_script(struct sink *out, const void *page)
{
	(void)page;
	html_raw(out, "?format=js&amp;v=" NISBA_VERSION);
}

static void fill_query(struct sink *out, const void *page)
{
	html_text(out, ((const struct page *)page)->request->q);
}

static void fill_from(struct sink *out, const void *page)
{
	html_text(out, ((const struct page *)page)->request->from);
}

static void fill_to(struct sink *out, const void *page)
{
	html_text(out, ((const struct page *)page)->request->to);
}

static void fill_orders(struct sink *out, const void *page)
{
	static const char *const labels[] = {"best first", "newest first",
					     "oldest first"};
	const struct request *r = ((const struct page *)page)->request;

	for (int i = SORT_RELEVANCE; i <= SORT_OLDEST; i++) {
		html_raw(out, "<option value=\"");
		html_raw(out, sort_name((enum sort_order)i));
		html_raw(out, i == (int)r->sort ? "\" selected>" : "\">");
		html_raw(out, labels[i]);
		html_raw(out, "</option>\n");
	}
}

static void fill_kept(struct sink *out, const void *page)
{
	link_put_hidden(out, ((const struct page *)page)->request);
}

/* The same search as a feed. */
static void fill_feed(struct sink *out, const void *page)
{
	const struct page *p = page;
	struct request feed = link_from(p->request);

	if (!p->answer)
		return;
	feed.format = PAGE_ATOM;
	feed.sort = SORT_NEWEST;
	html_raw(out, "<link rel=\"alternate\" type=\"application/atom+xml\" "
		      "title=\"This search as a feed\" href=\"");
	link_put(out, &feed);
	html_raw(out, "\">\n");
}

static void put_trouble(struct sink *out, const char *text)
{
	html_raw(out, "<h1>That did not work</h1>\n<p class=\"nisba-trouble\" "
		      "role=\"alert\">");
	html_text(out, (struct str){text, strlen(text)});
	html_raw(out, "</p>\n");
}

static void put_welcome(struct sink *out, const struct page *p)
{
	char line[160];

	html_raw(out, "<h1>Search the archive</h1>\n");
	snprintf(line, sizeof(line),
		 "<p>%" PRIu64 " post%s can be found by their words and "
		 "names, under any spelling.</p>\n",
		 p->posts, p->posts == 1 ? "" : "s");
	html_raw(out, line);
}

/* What a search found; `heading`: of its posts, or NULL for readers only. */
static void put_found(struct sink *out, const struct page *p,
		      const char *heading)
{
	html_raw(out, "<div class=\"nisba-found\">\n<section>\n<h2");
	html_raw(out, heading ? ">" : " class=\"nisba-hidden\">");
	html_raw(out, heading ? heading : "Posts");
	html_raw(out, "</h2>\n");
	page_results(out, p);
	page_pages(out, p);
	html_raw(out, "</section>\n");
	page_facets(out, p);
	html_raw(out, "</div>\n");
}

static void fill_answer(struct sink *out, const void *page)
{
	const struct page *p = page;

	if (p->trouble) {
		put_trouble(out, p->trouble);
		return;
	}
	if (!p->answer || p->is_welcome) {
		put_welcome(out, p);
		if (p->answer && p->answer->n)
			put_found(out, p, "Newest posts");
		return;
	}
	page_summary(out, p);
	page_kept(out, p);
	page_also(out, p);
	put_found(out, p, NULL);
}

const struct hole page_holes[] = {
	{"title", fill_title},   {"heading", fill_heading},
	{"style", fill_style},   {"script", fill_script},
	{"query", fill_query},   {"from", fill_from},
	{"to", fill_to},         {"orders", fill_orders},
	{"kept", fill_kept},     {"feed", fill_feed},
	{"answer", fill_answer}, {NULL, NULL},
};
