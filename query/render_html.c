#include "query/render_html.h"

#include <stdio.h>

#include "common/out/html.h"

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

static void separate(struct sink *out, int *some)
{
	if (*some)
		html_raw(out, " · ");
	*some = 1;
}

static void put_list(struct sink *out, const struct str_list *list,
		     const char *class, int *some)
{
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			html_raw(out, ", ");
		else
			separate(out, some);
		html_raw(out, "<span class=\"");
		html_raw(out, class);
		html_raw(out, "\" dir=\"auto\">");
		html_text(out, list->v[i]);
		html_raw(out, "</span>");
	}
}

static void put_day(struct sink *out, const char *what, const char *day,
		    int *some)
{
	separate(out, some);
	html_raw(out, what);
	html_raw(out, "<time datetime=\"");
	html_text(out, borrow(day));
	html_raw(out, "\">");
	html_text(out, borrow(day));
	html_raw(out, "</time>");
}

static void put_copies(struct sink *out, uint32_t n)
{
	char text[32];

	snprintf(text, sizeof(text), "%u copies", (unsigned)n);
	html_raw(out, text);
}

static void put_facts(struct sink *out, const struct result *r)
{
	const struct post *p = &r->post;
	struct str_list site = {&p->site, p->site.len != 0};
	char day[DATE_MAX_LEN], updated[DATE_MAX_LEN];
	int some = 0;

	html_raw(out, "<p class=\"nisba-facts\">");
	date_format_day(day, p->published);
	date_format_day(updated, p->updated);
	if (day[0])
		put_day(out, "", day, &some);
	if (updated[0] && strcmp(updated, day) != 0)
		put_day(out, "updated ", updated, &some);
	put_list(out, &p->authors, "nisba-author", &some);
	put_list(out, &site, "nisba-site", &some);
	put_list(out, &p->series, "nisba-series", &some);
	put_list(out, &p->tags, "nisba-tag", &some);
	if (r->copies > 1) {
		separate(out, &some);
		put_copies(out, r->copies);
	}
	html_raw(out, "</p>\n");
}

static void put_marked(struct sink *out, const struct snippet *s)
{
	html_marked(out, s->text, s->marks, s->mark_count, "<mark>", "</mark>");
}

static void put_title(struct sink *out, const struct result *r)
{
	int linked = url_is_safe(r->post.url);

	html_raw(out, "<h3>");
	if (linked) {
		html_raw(out, "<a href=\"");
		url_whole(out, r->post.url);
		html_raw(out, "\">");
	}
	if (r->title.text.len)
		put_marked(out, &r->title);
	else
		html_raw(out, "(no title)");
	html_raw(out, linked ? "</a></h3>\n" : "</h3>\n");
}

void html_result(struct sink *out, const struct result *r)
{
	/* The title says in which direction all of it runs. */
	html_raw(out, "<li class=\"nisba-result\" dir=\"auto\">");
	put_title(out, r);
	put_facts(out, r);
	html_raw(out, "<p class=\"nisba-snippet\" dir=\"auto\"");
	if (r->post.lang.len) {
		html_raw(out, " lang=\"");
		html_text(out, r->post.lang);
		html_raw(out, "\"");
	}
	html_raw(out, ">");
	put_marked(out, &r->snippet);
	html_raw(out, "</p></li>\n");
}

static void put_heading(struct sink *out, const struct answer *a)
{
	char line[64];

	snprintf(line, sizeof(line), "<p class=\"nisba-total\">%s%u post%s",
		 a->exact_total ? "" : "about ", a->total,
		 a->total == 1 ? "" : "s");
	html_raw(out, line);
	html_raw(out, " for <q dir=\"auto\">");
	html_text(out, a->tree.query);
	html_raw(out, "</q></p>\n");
	if (a->suggestion.len) {
		html_raw(out, "<p class=\"nisba-suggestion\">did you mean: "
			      "<q dir=\"auto\">");
		html_text(out, a->suggestion);
		html_raw(out, "</q></p>\n");
	}
	for (size_t i = 0; i < a->tree.note_count; i++) {
		html_raw(out, "<p class=\"nisba-note\" dir=\"auto\">");
		html_text(out, a->tree.notes[i].text);
		html_raw(out, "</p>\n");
	}
}

void render_html(struct sink *out, const struct answer *a,
		 const struct render_options *options)
{
	char line[32];

	(void)options;
	html_raw(out, "<div class=\"nisba\">\n");
	put_heading(out, a);
	if (a->n) {
		snprintf(line, sizeof(line), "<ol start=\"%u\">\n",
			 a->offset + 1);
		html_raw(out, line);
		for (size_t i = 0; i < a->n; i++)
			html_result(out, &a->results[i]);
		html_raw(out, "</ol>\n");
	}
	html_raw(out, "</div>\n");
}
