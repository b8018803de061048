#include <stdlib.h>

#include "indexer/formats/format.h"
#include "indexer/formats/text_header.h"
#include "indexer/formats/text_lines.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"

/* Plain text: a file is one post, with a header as people write one. */

enum { UTF8_MAX = 3 * FORMAT_POST_MAX /* one byte may become three */ };

struct text_reader {
	struct format_input in;
	struct text_header header;
	struct buf utf8;
	struct buf text;
	int done;
};

static int begins_binary(struct str head)
{
	static const struct str magic[] = {
		{"%PDF-", 5}, {"{\\rtf", 5}, {"%!PS", 4}, {"PK\x03\x04", 4}};

	for (size_t i = 0; i < sizeof(magic) / sizeof(*magic); i++)
		if (ascii_begins(head, magic[i]))
			return 1;
	return 0;
}

/* Any text will do: the other formats are surer of theirs. Text has hardly
 * any control characters; the NULs of UTF-16 are none. */
static int text_sniff(struct str head)
{
	size_t controls = 0;

	if (!head.len || begins_binary(head))
		return 0;
	if (charset_is_wide(head))
		return 10;
	for (size_t i = 0; i < head.len; i++)
		controls += (unsigned char)head.p[i] < 0x20 &&
			    !ascii_space(head.p[i]);
	return controls * 100 <= head.len ? 10 : 0;
}

static enum status text_open(void **reader, const struct format_input *in,
			     struct error *err)
{
	struct text_reader *r;

	if (in->bytes.len > FORMAT_POST_MAX)
		return error_set(err, ST_LIMIT, "post of more than %d bytes",
				 FORMAT_POST_MAX);
	r = calloc(1, sizeof(*r));
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->in = *in;
	r->utf8.max = UTF8_MAX;
	r->text.max = UTF8_MAX;
	*reader = r;
	return ST_OK;
}

static enum status build_text(struct text_reader *r, struct str utf8,
			      struct error *err)
{
	const struct text_header *h = &r->header;
	struct str body = {utf8.p + h->body, utf8.len - h->body};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < h->n_kept; i++) {
		if (i)
			st = buf_add(&r->text, STR("\n\n"), err);
		if (st == ST_OK)
			st = buf_add(&r->text, h->kept[i], err);
	}
	return st == ST_OK ? text_add_paragraphs(&r->text, body, err) : st;
}

static enum status text_next(void *reader, struct post *post, struct error *err)
{
	struct text_reader *r = reader;
	const struct text_header *h = &r->header;
	struct str utf8;
	enum status st;

	if (r->done)
		return ST_END;
	r->done = 1;
	st = charset_to_utf8(&utf8, &r->utf8, r->in.bytes, STR(""), r->in.diag,
			     err);
	if (st != ST_OK)
		return st;
	text_header_read(&r->header, utf8, r->in.diag);
	st = build_text(r, utf8, err);
	if (st != ST_OK)
		return st;
	*post = (struct post){
		.id = STR(""),
		.url = h->url,
		.title = h->title,
		.site = h->site,
		.lang = h->lang,
		.authors = {h->byline.authors, h->byline.n},
		.tags = {h->tags, h->n_tags},
		.series = {&h->series, h->series.len != 0},
		.published = h->byline.date,
		.updated = DATE_NONE,
		.text = ascii_trim(buf_str(&r->text)),
	};
	return ST_OK;
}

static void text_close(void *reader)
{
	struct text_reader *r = reader;

	if (!r)
		return;
	buf_free(&r->utf8);
	buf_free(&r->text);
	free(r);
}

const struct format format_text = {
	.name = "text",
	.suffixes = "txt text",
	.sniff = text_sniff,
	.open = text_open,
	.next = text_next,
	.close = text_close,
};
