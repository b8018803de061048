#include "query/render.h"

#include <inttypes.h>
#include <stdio.h>

#include "query/render_parts.h"

enum { INDENT = 4 };

static void number(struct text *t, unsigned n)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", n);
	text_words(t, digits);
}

static void show_heading(struct text *t, const struct answer *a)
{
	text_style(t, TEXT_FAINT);
	if (!a->exact_total)
		text_words(t, "about ");
	number(t, a->total);
	text_words(t, a->total == 1 ? " post for " : " posts for ");
	text_field(t, a->tree.query);
	if (a->n && (a->offset || a->total > a->n)) {
		text_words(t, ", ");
		number(t, a->offset + 1);
		text_words(t, " to ");
		number(t, a->offset + (unsigned)a->n);
	}
	text_style(t, TEXT_NORMAL);
	text_words(t, "\n\n");
}

/* The values of a list, parted by commas, behind what came before. */
static void add_list(struct items *f, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		items_add(f, i ? ", " : " · ", v[i], "");
}

static void add_copies(struct items *f, const struct result *r)
{
	char text[32];

	if (r->copies < 2)
		return;
	snprintf(text, sizeof(text), "%u copies", (unsigned)r->copies);
	items_add(f, " · ", (struct str){text, strlen(text)}, "");
}

static void show_facts(struct text *t, const struct result *r, size_t width)
{
	const struct post *p = &r->post;
	char day[DATE_MAX_LEN], updated[DATE_MAX_LEN];
	struct items f;

	date_format_day(day, p->published);
	date_format_day(updated, p->updated);
	if (!day[0] && !updated[0] && r->copies < 2 && !p->authors.n &&
	    !p->site.len && !p->series.n && !p->tags.n)
		return;
	text_style(t, TEXT_FAINT);
	items_begin(&f, t, INDENT, width);
	if (day[0])
		items_add(&f, "", (struct str){day, strlen(day)}, "");
	if (updated[0] && strcmp(updated, day) != 0) {
		items_add(&f, " · ", STR("updated"), "");
		items_add(&f, " ", (struct str){updated, strlen(updated)}, "");
	}
	add_list(&f, p->authors.v, p->authors.n);
	add_list(&f, &p->site, p->site.len != 0);
	add_list(&f, p->series.v, p->series.n);
	add_list(&f, p->tags.v, p->tags.n);
	add_copies(&f, r);
	text_style(t, TEXT_NORMAL);
	items_end(&f);
}

static void show_place(struct text *t, const struct post *p)
{
	sink_fill(t->sink, ' ', INDENT);
	text_style(t, TEXT_PLACE);
	text_field(t, p->url.len ? p->url : p->id);
	text_style(t, TEXT_NORMAL);
	text_words(t, "\n");
}

static void show_result(struct text *t, const struct result *r,
			const struct render_options *options)
{
	text_link(t, r->post.url);
	text_style(t, r->title.text.len ? TEXT_TITLE : TEXT_FAINT);
	if (r->title.text.len)
		text_paragraph(t, r->title.text, r->title.marks,
			       r->title.mark_count, 0, options->width);
	else
		text_words(t, "(no title)\n");
	text_style(t, TEXT_NORMAL);
	text_link_end(t);
	show_facts(t, r, options->width);
	show_place(t, &r->post);
	text_paragraph(t, r->snippet.text, r->snippet.marks,
		       r->snippet.mark_count, INDENT, options->width);
}

void render_text(struct sink *out, const struct answer *a,
		 const struct render_options *options)
{
	struct text t = TEXT_INIT(out, options->colour);

	t.links = options->links;
	if (options->heading && a->n)
		show_heading(&t, a);
	for (size_t i = 0; i < a->n; i++) {
		if (i)
			text_words(&t, "\n");
		show_result(&t, &a->results[i], options);
	}
	if (a->has_facets && options->timeline && a->facets.months) {
		text_words(&t, a->n ? "\n" : "");
		show_timeline(&t, &a->facets, options->width);
	}
	if (a->has_facets && options->facets && a->total) {
		text_words(&t, a->n || options->timeline ? "\n" : "");
		show_facets(&t, &a->facets, options->width);
	}
	text_free(&t);
}

void render_text0(struct sink *out, const struct answer *a,
		  const struct render_options *options)
{
	(void)options;
	for (size_t i = 0; i < a->n; i++) {
		sink_add(out, a->results[i].post.id);
		sink_fill(out, '\0', 1);
	}
}
