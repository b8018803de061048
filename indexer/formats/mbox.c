#include <stdio.h>
#include <stdlib.h>

#include "indexer/formats/entry_split.h"
#include "indexer/formats/feed_record.h"
#include "indexer/formats/feed_value.h"
#include "indexer/formats/format.h"
#include "indexer/formats/text_lines.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/html.h"
#include "indexer/markup/mime.h"

/* Mailboxes: blogs that were sent as mail, lists that were archived so. */

enum {
	ARENA_MAX = 4 << 20,
	TEXT_MAX = 3 * ENTRY_MAX,
	FIELD_MAX = 16 << 10, /* bytes of a header field that are looked at */
	DATE_SHOWN = 60
};

struct reader {
	struct format_input in;
	struct str rest;
	struct stream bytes; /* when the file is in memory */
	const struct stream *stream;
	struct entry_split split;
	struct feed_record record;
	struct buf line, decoded, text;
	char lang[8];
	unsigned number; /* of messages */
	char piece[ENTRY_PIECE];
};

/* How a header field is read. */
enum kind { KIND_LINE, KIND_LIST, KIND_DATE, KIND_PERSON, KIND_ID, KIND_NAME };

static const struct {
	struct str name;
	enum feed_field field;
	unsigned rank;
	enum kind kind;
} rows[] = {
	{{"Subject", 7}, FEED_TITLE, 0, KIND_LINE},
	{{"From", 4}, FEED_AUTHOR, 0, KIND_PERSON},
	{{"Date", 4}, FEED_PUBLISHED, 0, KIND_DATE},
	{{"Message-ID", 10}, FEED_ID, 0, KIND_ID},
	{{"Archived-At", 11}, FEED_URL, 0, KIND_ID},
	{{"Content-Location", 16}, FEED_URL, 1, KIND_ID},
	{{"X-URL", 5}, FEED_URL, 2, KIND_ID},
	{{"Keywords", 8}, FEED_TAG, 0, KIND_LIST},
	{{"List-Id", 7}, FEED_SITE, 0, KIND_NAME},
	{{"Content-Language", 16}, FEED_LANG, 0, KIND_LINE},
};

static int is_separator(struct str line)
{
	return line.len > 5 && memcmp(line.p, "From ", 5) == 0;
}

/* A header field, with a name of letters, digits and hyphens. */
static int begins_message(struct str s)
{
	struct str line = entry_line(&s);
	size_t n = 0;

	while (n < line.len && (ascii_alpha(line.p[n]) ||
				ascii_digit(line.p[n]) || line.p[n] == '-'))
		n++;
	return n > 1 && n < line.len && line.p[n] == ':';
}

static int sniff(struct str head)
{
	struct str s = head;

	if (!is_separator(entry_line(&s)) || !begins_message(s))
		return FORMAT_NO;
	if (memmem(s.p, s.len, "\nDate: ", 7) ||
	    memmem(s.p, s.len, "Subject: ", 9))
		return FORMAT_CERTAIN;
	return FORMAT_LIKELY;
}

static enum status next_piece(void *ctx, struct str *out, struct error *err)
{
	struct reader *r = ctx;
	size_t n;
	enum status st =
		stream_fill(r->stream, r->piece, sizeof(r->piece), &n, err);

	*out = (struct str){r->piece, n};
	return st == ST_OK && !n ? ST_END : st;
}

static void close_mbox(void *reader)
{
	struct reader *r = reader;

	if (!r)
		return;
	entry_split_end(&r->split);
	arena_free(&r->record.arena);
	buf_free(&r->line);
	buf_free(&r->decoded);
	buf_free(&r->text);
	free(r);
}

static enum status open_mbox(void **reader, const struct format_input *in,
			     struct error *err)
{
	struct reader *r = calloc(1, sizeof(*r));

	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->in = *in;
	r->rest = in->bytes;
	r->bytes = stream_bytes(&r->rest);
	r->stream = in->stream ? in->stream : &r->bytes;
	r->split = (struct entry_split){.piece = next_piece,
					.ctx = r,
					.is_separator = is_separator,
					.begins = begins_message};
	entry_split_begin(&r->split);
	r->record.arena.max = ARENA_MAX;
	r->line.max = r->decoded.max = r->text.max = TEXT_MAX;
	*reader = r;
	return ST_OK;
}

static void set_date(struct reader *r, enum feed_field field, struct str value)
{
	char item[40];
	int64_t date;

	if (date_parse(&date, value)) {
		feed_record_set_date(&r->record, field, 0, date);
		return;
	}
	snprintf(item, sizeof(item), "message %u", r->number);
	diag_report(r->in.diag, DIAG_WARNING, item, "'%.*s' is not a date",
		    value.len < DATE_SHOWN ? (int)value.len : DATE_SHOWN,
		    value.p);
}

static enum status add_list(struct reader *r, struct str list,
			    struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && list.len) {
		const char *comma = memchr(list.p, ',', list.len);
		size_t n = comma ? (size_t)(comma - list.p) : list.len;
		struct str tag = ascii_trim((struct str){list.p, n});

		st = feed_record_add_tag(&r->record, tag, err);
		n += comma != NULL;
		list = (struct str){list.p + n, list.len - n};
	}
	return st;
}

/* "<id>" */
static struct str without_brackets(struct str s)
{
	if (s.len > 2 && s.p[0] == '<' && s.p[s.len - 1] == '>')
		return (struct str){s.p + 1, s.len - 2};
	return s;
}

/* "Name" of "Name <id>", else the id. */
static struct str without_id(struct str s)
{
	const char *id = s.len ? memchr(s.p, '<', s.len) : NULL;

	if (!id || id == s.p)
		return without_brackets(s);
	return ascii_trim((struct str){s.p, (size_t)(id - s.p)});
}

static enum status set_field(struct reader *r, size_t row, struct str value,
			     struct error *err)
{
	struct feed_record *rec = &r->record;

	switch (rows[row].kind) {
	case KIND_DATE:
		set_date(r, rows[row].field, value);
		return ST_OK;
	case KIND_LIST:
		return add_list(r, value, err);
	case KIND_ID:
		value = without_brackets(value);
		break;
	case KIND_PERSON:
		value = without_brackets(feed_person(value));
		break;
	case KIND_NAME:
		value = without_id(value);
		break;
	case KIND_LINE:
		break;
	}
	if (rows[row].field == FEED_AUTHOR)
		return feed_record_add_author(rec, rows[row].rank, value, err);
	return feed_record_set(rec, rows[row].field, rows[row].rank, value,
			       err);
}

static enum status read_field(struct reader *r, struct str name,
			      struct str value, struct error *err)
{
	enum status st;
	size_t row = 0;

	while (row < sizeof(rows) / sizeof(*rows) &&
	       !ascii_equal(name, rows[row].name))
		row++;
	if (row == sizeof(rows) / sizeof(*rows))
		return ST_OK;
	if (value.len > FIELD_MAX)
		value.len = FIELD_MAX;
	buf_clear(&r->line);
	st = mime_decode_words(&r->line, value, err);
	return st == ST_OK
		       ? set_field(r, row,
				   feed_cut(feed_fold(&r->line), FEED_LINE_MAX),
				   err)
		       : st;
}

static enum status read_message(struct reader *r, struct str entry,
				struct error *err)
{
	struct mime_text text = {.body = entry};
	struct str name, value;
	enum status st = ST_OK;

	feed_record_clear(&r->record);
	buf_clear(&r->decoded);
	buf_clear(&r->text);
	while (st == ST_OK && mime_next_field(&name, &value, &text.body)) {
		if (ascii_equal(name, STR("Content-Type")))
			text.type = value;
		else if (ascii_equal(name, STR("Content-Transfer-Encoding")))
			text.encoding = value;
		else
			st = read_field(r, name, value, err);
	}
	if (st != ST_OK)
		return st;
	mime_find_text(&text);
	st = mime_decode_text(&r->decoded, &text, err);
	if (st != ST_OK)
		return st;
	return text.is_html ? html_to_text(&r->text, buf_str(&r->decoded), err)
			    : text_add_paragraphs(&r->text,
						  buf_str(&r->decoded), err);
}

static enum status next(void *reader, struct post *post, struct error *err)
{
	struct reader *r = reader;
	const struct feed_record *rec = &r->record;
	struct str entry;
	enum status st = entry_split_next(&r->split, &entry, err);

	if (st != ST_OK)
		return st;
	r->number++;
	st = read_message(r, entry, err);
	*post = (struct post){
		.id = feed_record_get(rec, FEED_ID),
		.url = feed_record_get(rec, FEED_URL),
		.title = feed_record_get(rec, FEED_TITLE),
		.site = feed_record_get(rec, FEED_SITE),
		.lang = feed_language(r->lang, feed_record_get(rec, FEED_LANG)),
		.authors = {rec->authors, rec->n_authors},
		.tags = {rec->tags, rec->n_tags},
		.published = rec->published.date,
		.updated = DATE_NONE,
		.text = ascii_trim(
			feed_cut(buf_str(&r->text), FORMAT_POST_MAX)),
	};
	return st;
}

const struct format format_mbox = {
	.name = "mbox",
	.suffixes = "mbox mbx",
	.streams = 1,
	.sniff = sniff,
	.open = open_mbox,
	.next = next,
	.close = close_mbox,
};
