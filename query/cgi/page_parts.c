#include <stdio.h>

#include "common/out/html.h"
#include "query/cgi/lang_name.h"
#include "query/cgi/link.h"
#include "query/cgi/page.h"
#include "query/render_html.h"

/* So many values of a facet at once, and so many in all but years: a page is
 * meant to stay under 30 KB. */
enum { FACETS_SHOWN = 8, FACETS_MAX = 14, YEARS_MAX = 40 };

static void put_number(struct sink *out, uint32_t n)
{
	char digits[16], grouped[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%u", n), at = 0;

	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			grouped[at++] = ',';
		grouped[at++] = digits[i];
	}
	sink_add(out, (struct str){grouped, at});
}

static void put_link(struct sink *out, const struct request *to,
		     struct str text)
{
	html_raw(out, "<a href=\"");
	link_put(out, to);
	html_raw(out, "\"><bdi>");
	html_text(out, text);
	html_raw(out, "</bdi></a>");
}

/* A row for each restriction that a link may take away. */
static const struct restriction {
	const char *name, *without;
	size_t offset; /* of its struct str in a request */
	struct str (*name_of)(struct str value); /* NULL: itself */
} restrictions[] = {
	{"author", "any author", offsetof(struct request, filter.author), NULL},
	{"tag", "any tag", offsetof(struct request, filter.tag), NULL},
	{"series", "any series", offsetof(struct request, filter.series), NULL},
	{"site", "any site", offsetof(struct request, filter.site), NULL},
	{"language", "any language", offsetof(struct request, filter.lang),
	 lang_name},
	{"from", "from the beginning", offsetof(struct request, from), NULL},
	{"to", "to the end", offsetof(struct request, to), NULL},
};

void page_kept(struct sink *out, const struct page *p)
{
	int some = 0;

	for (size_t i = 0; i < sizeof(restrictions) / sizeof(restrictions[0]);
	     i++) {
		struct request without = link_from(p->request);
		struct str *value = (struct str *)((char *)&without +
						   restrictions[i].offset);
		struct str was = *value;

		if (!was.len)
			continue;
		*value = STR("");
		html_raw(out, some++ ? "" : "<ul class=\"nisba-kept\">\n");
		html_raw(out, "<li>");
		html_raw(out, restrictions[i].name);
		html_raw(out, " <bdi>");
		html_text(out, restrictions[i].name_of
				       ? restrictions[i].name_of(was)
				       : was);
		html_raw(out, "</bdi> <a href=\"");
		link_put(out, &without);
		html_raw(out, "\">");
		html_raw(out, restrictions[i].without);
		html_raw(out, "</a></li>\n");
	}
	html_raw(out, some ? "</ul>\n" : "");
}

void page_summary(struct sink *out, const struct page *p)
{
	const struct answer *a = p->answer;
	struct request meant = link_from(p->request);

	html_raw(out, "<h1 class=\"nisba-total\">");
	html_raw(out, a->exact_total ? "" : "About ");
	put_number(out, a->total);
	html_raw(out, a->total == 1 ? " post" : " posts");
	if (a->tree.query.len) {
		/* The quotation marks are ours and run as we do. */
		html_raw(out, " for <q><bdi>");
		html_text(out, a->tree.query);
		html_raw(out, "</bdi></q>");
	}
	html_raw(out, "</h1>\n");
	if (a->suggestion.len) {
		meant.q = a->suggestion;
		html_raw(out, "<p class=\"nisba-suggestion\">Did you mean ");
		put_link(out, &meant, a->suggestion);
		html_raw(out, "?</p>\n");
	}
	for (size_t i = 0; i < a->tree.note_count; i++) {
		html_raw(out, "<p class=\"nisba-note\" dir=\"auto\">");
		html_text(out, a->tree.notes[i].text);
		html_raw(out, "</p>\n");
	}
}

void page_also(struct sink *out, const struct page *p)
{
	for (size_t i = 0; p->also && i < p->also->n; i++) {
		const struct also_word *w = &p->also->v[i];

		html_raw(out, "<p class=\"nisba-also\"><bdi>");
		html_text(out, w->typed);
		html_raw(out, "</bdi> is also spelled ");
		for (size_t k = 0; k < w->n; k++) {
			struct request only = link_from(p->request);

			only.q = w->v[k].query;
			html_raw(out, k ? ", " : "");
			put_link(out, &only, w->v[k].text);
			html_raw(out, " <span class=\"nisba-count\">");
			put_number(out, w->v[k].posts);
			html_raw(out, "</span>");
		}
		html_raw(out, "</p>\n");
	}
}

void page_results(struct sink *out, const struct page *p)
{
	const struct answer *a = p->answer;
	size_t n = a->n > PAGE_RESULTS ? PAGE_RESULTS : a->n;
	char line[48];

	if (!n) {
		html_raw(out,
			 "<p class=\"nisba-none\">Nothing was found.</p>\n");
		return;
	}
	snprintf(line, sizeof(line), "<ol start=\"%u\">\n", a->offset + 1);
	html_raw(out, line);
	for (size_t i = 0; i < n; i++)
		html_result(out, &a->results[i]);
	html_raw(out, "</ol>\n");
}

static void put_page(struct sink *out, const struct page *p, uint32_t number,
		     const char *text, const char *rel)
{
	struct request to = link_from(p->request);

	to.page = number;
	html_raw(out, "<a href=\"");
	link_put(out, &to);
	if (rel) {
		html_raw(out, "\" rel=\"");
		html_raw(out, rel);
	}
	html_raw(out, "\">");
	html_raw(out, text);
	html_raw(out, "</a>\n");
}

void page_pages(struct sink *out, const struct page *p)
{
	uint32_t here = p->request->page;
	int next = p->has_next && here < PAGE_MAX;
	char number[48];

	if (here == 1 && !next)
		return;
	html_raw(out, "<nav class=\"nisba-pages\" aria-label=\"Pages\">\n");
	if (here > 1)
		put_page(out, p, here - 1, "← Previous", "prev");
	if (here > 2)
		put_page(out, p, 1, "1", NULL);
	snprintf(number, sizeof(number),
		 "<span aria-current=\"page\">Page %u</span>\n", here);
	html_raw(out, number);
	if (next)
		put_page(out, p, here + 1, "Next →", "next");
	html_raw(out, "</nav>\n");
}

/* The facets as lists of links, and what a click restricts. */
static const struct facet_list {
	enum facet_row row;
	const char *title;
	size_t offset; /* of the struct str that takes the value */
} lists[] = {
	{FACET_BY_YEAR, "Year", 0},
	{FACET_BY_AUTHOR, "Author", offsetof(struct request, filter.author)},
	{FACET_BY_TAG, "Tag", offsetof(struct request, filter.tag)},
	{FACET_BY_SERIES, "Series", offsetof(struct request, filter.series)},
	{FACET_BY_SITE, "Site", offsetof(struct request, filter.site)},
	{FACET_BY_LANG, "Language", offsetof(struct request, filter.lang)},
};

static void put_value(struct sink *out, const struct page *p,
		      const struct facet_list *list,
		      const struct facet_value *value)
{
	struct request only = link_from(p->request);

	if (list->row == FACET_BY_YEAR)
		only.from = only.to = value->text;
	else
		*(struct str *)((char *)&only + list->offset) = value->text;
	html_raw(out, "<li>");
	put_link(out, &only,
		 list->row == FACET_BY_LANG ? lang_name(value->text)
					    : value->text);
	html_raw(out, " <span class=\"nisba-count\">");
	put_number(out, value->posts);
	html_raw(out, "</span></li>\n");
}

/* The first values, the others behind something to open. */
static void put_list(struct sink *out, const struct page *p,
		     const struct facet_list *list, const struct facet *f)
{
	size_t max = list->row == FACET_BY_YEAR ? YEARS_MAX : FACETS_MAX;
	size_t n = f->n < max ? f->n : max;

	html_raw(out, "<h3>");
	html_raw(out, list->title);
	html_raw(out, "</h3>\n<ul>\n");
	for (size_t i = 0; i < n && i < FACETS_SHOWN; i++)
		put_value(out, p, list, &f->v[i]);
	html_raw(out, "</ul>\n");
	if (n <= FACETS_SHOWN)
		return;
	html_raw(out, "<details><summary>More</summary>\n<ul>\n");
	for (size_t i = FACETS_SHOWN; i < n; i++)
		put_value(out, p, list, &f->v[i]);
	html_raw(out, "</ul></details>\n");
}

/* One value restricts nothing. */
static int is_worth_showing(const struct facets *f, enum facet_row row)
{
	return f->rows[row].n > 1;
}

void page_facets(struct sink *out, const struct page *p)
{
	const struct facets *f = &p->answer->facets;
	int some = f->months > 1;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		some |= is_worth_showing(f, lists[i].row);
	if (!p->answer->has_facets || !some)
		return;
	html_raw(out, "<aside aria-label=\"Narrow the search\">\n");
	page_timeline(out, f);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (is_worth_showing(f, lists[i].row))
			put_list(out, p, &lists[i], &f->rows[lists[i].row]);
	html_raw(out, "</aside>\n");
}
