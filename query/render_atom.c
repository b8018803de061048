#include <stdio.h>

#include "common/out/html.h"
#include "query/render.h"

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

static void put_element(struct sink *out, const char *open, struct str text,
			const char *close)
{
	html_raw(out, open);
	html_text(out, text);
	html_raw(out, close);
}

static void put_date(struct sink *out, const char *open, int64_t date,
		     const char *close)
{
	char iso[DATE_MAX_LEN];

	date_format_iso(iso, date);
	put_element(out, open, borrow(iso), close);
}

static int64_t changed(const struct post *p)
{
	return p->updated > p->published ? p->updated : p->published;
}

/* An entry's identity must be an IRI; ids that are none become URNs. */
static void put_id(struct sink *out, const struct post *p)
{
	html_raw(out, "    <id>");
	if (url_has_host(p->id)) {
		url_whole(out, p->id);
	} else {
		html_raw(out, "urn:nisba:post:");
		url_query(out, p->id);
	}
	html_raw(out, "</id>\n");
}

static void put_marked(struct sink *out, const char *open,
		       const struct snippet *s, const char *close)
{
	html_raw(out, open);
	/* HTML inside XML: the text is escaped once more than the tags. */
	for (size_t i = 0, at = 0; i <= s->mark_count; i++) {
		struct text_mark m = {s->text.len, 0};
		struct buf once = BUF_INIT(1 << 20);
		struct sink inner = SINK_BUF(&once);

		if (i < s->mark_count)
			m = s->marks[i];
		html_text(&inner, (struct str){s->text.p + at, m.at - at});
		if (m.len) {
			html_raw(&inner, "<b>");
			html_text(&inner,
				  (struct str){s->text.p + m.at, m.len});
			html_raw(&inner, "</b>");
		}
		at = m.at + m.len;
		html_text(out, buf_str(&once));
		if (inner.failed.status != ST_OK)
			sink_fail(out, &inner.failed);
		buf_free(&once);
	}
	html_raw(out, close);
}

static void put_entry(struct sink *out, const struct result *r)
{
	const struct post *p = &r->post;

	int linked = url_is_safe(p->url);

	html_raw(out, "  <entry>\n");
	put_id(out, p);
	put_element(out, "    <title>",
		    p->title.len ? p->title : STR("(no title)"), "</title>\n");
	if (linked) {
		html_raw(out, "    <link href=\"");
		url_whole(out, p->url);
		html_raw(out, "\"/>\n");
	}
	put_date(out, "    <updated>", changed(p) == DATE_NONE ? 0 : changed(p),
		 "</updated>\n");
	if (p->published != DATE_NONE)
		put_date(out, "    <published>", p->published,
			 "</published>\n");
	for (size_t i = 0; i < p->authors.n; i++)
		put_element(out, "    <author><name>", p->authors.v[i],
			    "</name></author>\n");
	for (size_t i = 0; i < p->tags.n; i++)
		put_element(out, "    <category term=\"", p->tags.v[i],
			    "\"/>\n");
	/* An entry that leads nowhere must have its content (4.1.2). */
	put_marked(out,
		   linked ? "    <summary type=\"html\">"
			  : "    <content type=\"html\">",
		   &r->snippet, linked ? "</summary>\n" : "</content>\n");
	html_raw(out, "  </entry>\n");
}

static void put_counts(struct sink *out, const struct answer *a)
{
	char line[200];

	snprintf(line, sizeof(line),
		 "  <opensearch:totalResults>%u</opensearch:totalResults>\n"
		 "  <opensearch:startIndex>%u</opensearch:startIndex>\n"
		 "  <opensearch:itemsPerPage>%zu</opensearch:itemsPerPage>\n",
		 a->total, a->offset + 1, a->n);
	html_raw(out, line);
}

static void put_link(struct sink *out, const char *open, struct str url)
{
	if (!url_is_safe(url))
		return;
	html_raw(out, open);
	url_whole(out, url);
	html_raw(out, "\"/>\n");
}

/* What the feed is: its address tells it from feeds of other searches. */
static void put_names(struct sink *out, const struct answer *a,
		      const struct render_options *options)
{
	html_raw(out, "  <id>");
	if (url_has_host(options->feed)) {
		url_whole(out, options->feed);
	} else {
		html_raw(out, "urn:nisba:search:");
		url_query(out, a->tree.query);
	}
	html_raw(out, "</id>\n  <title>");
	html_text(out, a->tree.query);
	if (a->tree.query.len && options->archive.len)
		html_raw(out, " – ");
	html_text(out, options->archive);
	html_raw(out, "</title>\n");
	put_link(out,
		 "  <link rel=\"self\" type=\"application/atom+xml\" href=\"",
		 options->feed);
	put_link(out, "  <link rel=\"alternate\" type=\"text/html\" href=\"",
		 options->page);
}

void render_atom(struct sink *out, const struct answer *a,
		 const struct render_options *options)
{
	int64_t newest = 0; /* a feed must have a date */

	for (size_t i = 0; i < a->n; i++)
		if (changed(&a->results[i].post) > newest)
			newest = changed(&a->results[i].post);
	html_raw(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		      "xmlns:opensearch="
		      "\"http://a9.com/-/spec/opensearch/1.1/\">\n");
	put_names(out, a, options);
	put_date(out, "  <updated>", newest, "</updated>\n");
	html_raw(out, "  <author><name>nisba</name></author>\n"
		      "  <generator>nisba</generator>\n");
	put_counts(out, a);
	for (size_t i = 0; i < a->n; i++)
		put_entry(out, &a->results[i]);
	html_raw(out, "</feed>\n");
}
