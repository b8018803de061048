#include <stdio.h>
#include <stdlib.h>

#include "indexer/formats/export.h"
#include "indexer/formats/format.h"
#include "indexer/formats/path_facts.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/charset_label.h"
#include "indexer/markup/page.h"

/* HTML: a saved page is one post. */

enum {
	ARENA_MAX = 8 << 20,
	UTF8_MAX = 3 * FORMAT_POST_MAX, /* one byte may become three */
	DATE_SHOWN = 60                 /* bytes of a bad date in a report */
};

struct html_reader {
	struct format_input in;
	struct str html; /* UTF-8 */
	struct buf utf8;
	struct buf text;
	struct arena arena;
	int done;
};

static int begins_page(struct str head)
{
	static const char *const starts[] = {"<!doctype html", "<html", "<head",
					     "<body", "<article"};

	while (head.len && (ascii_space(head.p[0]) || !head.p[0]))
		head = (struct str){head.p + 1, head.len - 1};
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		struct str start = {starts[i], strlen(starts[i])};

		if (ascii_begins(head, start))
			return 1;
	}
	return 0;
}

/* Comments and an XML declaration may stand before the first tag. */
static struct str skip_prolog(struct str s)
{
	const char *end;

	for (;;) {
		s = ascii_trim(s);
		if (ascii_begins(s, STR("<?xml")))
			end = memmem(s.p, s.len, "?>", 2);
		else if (ascii_begins(s, STR("<!--")))
			end = memmem(s.p, s.len, "->", 2);
		else
			return s;
		if (!end)
			return (struct str){s.p, 0};
		end += 2;
		s = (struct str){end, s.len - (size_t)(end - s.p)};
	}
}

static int html_sniff(struct str head)
{
	struct buf scratch = BUF_INIT(4 * FORMAT_HEAD_SIZE);
	struct error err = ERROR_INIT;
	struct str text;
	int found = 0;

	if (charset_to_utf8(&text, &scratch, head, charset_declared(head), NULL,
			    &err) == ST_OK)
		found = begins_page(skip_prolog(text));
	buf_free(&scratch);
	return found ? 80 : 0;
}

static enum status html_open(void **reader, const struct format_input *in,
			     struct error *err)
{
	struct html_reader *r;

	if (in->bytes.len > FORMAT_POST_MAX)
		return error_set(err, ST_LIMIT, "page of more than %d bytes",
				 FORMAT_POST_MAX);
	r = calloc(1, sizeof(*r));
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->in = *in;
	r->utf8.max = UTF8_MAX;
	r->text.max = UTF8_MAX;
	r->arena.max = ARENA_MAX;
	*reader = r;
	return ST_OK;
}

static size_t line_of(struct str s, struct str what)
{
	const char *p = memmem(s.p, s.len, what.p, what.len);
	size_t line = 1;

	for (const char *q = s.p; p && q < p; q++)
		line += *q == '\n';
	return p ? line : 0;
}

static void report_date(struct html_reader *r, struct str date)
{
	size_t line = line_of(r->html, date);
	int n = (int)(date.len < DATE_SHOWN ? date.len : DATE_SHOWN);
	char item[40];

	snprintf(item, sizeof(item), "line %zu", line);
	diag_report(r->in.diag, DIAG_WARNING, line ? item : NULL,
		    "'%.*s' is not a date", n, date.p);
}

/* The first that is a date; those before it are reported. */
static int64_t first_date(struct html_reader *r, struct str_list dates)
{
	int64_t date;

	for (size_t i = 0; i < dates.n; i++) {
		if (date_parse(&date, dates.v[i]))
			return date;
		report_date(r, dates.v[i]);
	}
	return DATE_NONE;
}

static void report_flaws(struct html_reader *r, const struct html_flaws *flaws)
{
	if (flaws->too_deep)
		diag_report(r->in.diag, DIAG_WARNING, NULL,
			    "elements nested too deeply: %lu read as if not",
			    flaws->too_deep);
	if (flaws->too_long)
		diag_report(r->in.diag, DIAG_WARNING, NULL,
			    "%lu tags of more than %d bytes: most of their "
			    "attributes left out",
			    flaws->too_long, HTML_TAG_LONG);
}

static enum status read_page(struct html_reader *r, struct page *page,
			     struct error *err)
{
	enum status st =
		charset_to_utf8(&r->html, &r->utf8, r->in.bytes,
				charset_declared(r->in.bytes), r->in.diag, err);

	if (st == ST_OK)
		st = page_read(page, &r->arena, &r->text, r->html, err);
	if (st == ST_OK)
		report_flaws(r, &page->flaws);
	return st;
}

static void fill(struct post *post, struct html_reader *r,
		 const struct page *page)
{
	*post = (struct post){
		.id = STR(""),
		.url = page->url,
		.title = page->title,
		.site = page->site,
		.lang = page->lang,
		.authors = page->authors,
		.tags = page->tags,
		.series = page->series,
		.published = first_date(r, page->published),
		.updated = first_date(r, page->updated),
		.text = page->text,
	};
}

/* What neither the page nor its export says, its address may. */
static enum status fill_gaps(struct post *post, struct html_reader *r,
			     struct error *err)
{
	if (post->published == DATE_NONE)
		post->published = path_date(post->url);
	if (post->published == DATE_NONE)
		post->published = path_date(r->in.path);
	return post->title.len
		       ? ST_OK
		       : path_title(&post->title, r->in.path, &r->arena, err);
}

/* Why a page is no post; NULL: it is one. */
static const char *reason_against(const struct html_reader *r,
				  const struct page *page,
				  enum export_kind kind)
{
	if (page->noindex)
		return "says noindex: left out";
	if (kind == EXPORT_OTHER)
		return "no post of the export: left out";
	return kind == EXPORT_DRAFT && !r->in.options.drafts
		       ? "a draft: left out"
		       : NULL;
}

static enum status html_next(void *reader, struct post *post, struct error *err)
{
	struct html_reader *r = reader;
	enum export_kind kind;
	const char *reason;
	struct page page;
	enum status st;

	if (r->done)
		return ST_END;
	r->done = 1;
	st = read_page(r, &page, err);
	if (st != ST_OK)
		return st;
	fill(post, r, &page);
	st = export_complete(&kind, post, &r->arena, &r->in, r->html, err);
	if (st != ST_OK)
		return st;
	reason = reason_against(r, &page, kind);
	if (reason) {
		diag_report(r->in.diag, DIAG_NOTE, NULL, "%s", reason);
		return ST_END;
	}
	return fill_gaps(post, r, err);
}

static void html_close(void *reader)
{
	struct html_reader *r = reader;

	if (!r)
		return;
	buf_free(&r->utf8);
	buf_free(&r->text);
	arena_free(&r->arena);
	free(r);
}

const struct format format_html = {
	.name = "html",
	.suffixes = "html htm xhtml",
	.sniff = html_sniff,
	.open = html_open,
	.next = html_next,
	.close = html_close,
};
