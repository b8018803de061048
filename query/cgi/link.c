#include "query/cgi/link.h"

#include <stdio.h>

#include "common/out/html.h"

static struct str borrow(const char *s)
{
	return (struct str){s, strlen(s)};
}

struct request link_from(const struct request *r)
{
	struct request changed = *r;

	changed.page = 1;
	changed.format = PAGE_HTML;
	return changed;
}

/* What a link says, value by value; empty ones are left out. */
enum { PARTS = 11 };
struct part {
	const char *name;
	struct str value;
	int in_form; /* the form has a field of this name */
};

static void make_parts(struct part parts[PARTS], char page[16],
		       const struct request *r)
{
	const char *sort = r->sort == SORT_RELEVANCE ? "" : sort_name(r->sort);
	const char *format =
		r->format == PAGE_HTML ? "" : page_format_name(r->format);

	page[0] = '\0';
	if (r->page > 1)
		snprintf(page, 16, "%u", r->page);
	memcpy(parts,
	       (const struct part[PARTS]){
		       {"q", r->q, 1},
		       {"from", r->from, 1},
		       {"to", r->to, 1},
		       {"author", r->filter.author, 0},
		       {"tag", r->filter.tag, 0},
		       {"series", r->filter.series, 0},
		       {"site", r->filter.site, 0},
		       {"lang", r->filter.lang, 0},
		       {"sort", borrow(sort), 1},
		       {"page", borrow(page), 1},
		       {"format", borrow(format), 1},
	       },
	       PARTS * sizeof(*parts));
}

static void put(struct sink *out, const struct request *r, const char *and)
{
	struct part parts[PARTS];
	char page[16];
	int some = 0;

	make_parts(parts, page, r);
	html_raw(out, "?");
	for (size_t i = 0; i < PARTS; i++) {
		if (!parts[i].value.len)
			continue;
		if (some++)
			html_raw(out, and);
		html_raw(out, parts[i].name);
		html_raw(out, "=");
		url_query(out, parts[i].value);
	}
}

void link_put(struct sink *out, const struct request *r)
{
	put(out, r, "&amp;");
}

enum status link_whole(struct str *out, struct arena *arena, struct str base,
		       const struct request *r, struct error *err)
{
	struct buf url = BUF_INIT(64 << 10);
	struct sink sink = SINK_BUF(&url);
	enum status st;

	sink_add(&sink, base);
	put(&sink, r, "&");
	st = sink_finish(&sink, err);
	if (st == ST_OK)
		st = arena_str(out, arena, buf_str(&url), err);
	buf_free(&url);
	return st;
}

void link_put_hidden(struct sink *out, const struct request *r)
{
	struct part parts[PARTS];
	char page[16];

	make_parts(parts, page, r);
	for (size_t i = 0; i < PARTS; i++) {
		if (parts[i].in_form || !parts[i].value.len)
			continue;
		html_raw(out, "<input type=\"hidden\" name=\"");
		html_raw(out, parts[i].name);
		html_raw(out, "\" value=\"");
		html_text(out, parts[i].value);
		html_raw(out, "\">\n");
	}
}
