#include <stdio.h>
#include <stdlib.h>

#include "indexer/formats/entry_split.h"
#include "indexer/formats/feed_record.h"
#include "indexer/formats/feed_value.h"
#include "indexer/formats/format.h"
#include "indexer/formats/markdown_guard.h"
#include "indexer/formats/markdown_text.h"
#include "indexer/formats/mt_entry.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/charset_stream.h"
#include "indexer/markup/html.h"

/* Exports of Movable Type and TypePad: text with a line for each field. */

enum {
	ARENA_MAX = 8 << 20,
	TEXT_MAX = 3 * ENTRY_MAX,
	DATE_SHOWN = 60 /* bytes of a bad date in a report */
};

struct reader {
	struct format_input in;
	struct str rest;
	struct stream bytes; /* when the file is in memory */
	struct charset_stream utf8;
	struct entry_split split;
	struct feed_record record;
	struct str one[MT_ONES];
	struct buf html, text, heading, comments;
	unsigned number; /* of entries */
};

/* A first line "KEY: value", a date, and a section. */
static int looks_right(struct str text)
{
	struct str first = ascii_trim(text), value;

	return mt_key_of(entry_line(&first), &value) != MT_NO_KEY &&
	       memmem(text.p, text.len, "\nDATE: ", 7) &&
	       memmem(text.p, text.len, "\n-----\n", 7);
}

static int sniff(struct str head)
{
	struct buf scratch = BUF_INIT(4 * FORMAT_HEAD_SIZE);
	struct str text;
	int found = 0;

	if (charset_to_utf8(&text, &scratch, head, STR(""), NULL, NULL) ==
	    ST_OK)
		found = looks_right(text);
	buf_free(&scratch);
	return found ? FORMAT_CERTAIN : FORMAT_NO;
}

static enum status piece(void *ctx, struct str *out, struct error *err)
{
	return charset_stream_next(ctx, out, err);
}

static int is_separator(struct str line)
{
	return str_eq(ascii_trim(line), STR("--------"));
}

static int begins_entry(struct str s)
{
	struct str line = {"", 0}, value;

	while (s.len && !line.len)
		line = ascii_trim(entry_line(&s));
	return !line.len || mt_key_of(line, &value) != MT_NO_KEY;
}

static enum status open_mt(void **reader, const struct format_input *in,
			   struct error *err)
{
	struct reader *r = calloc(1, sizeof(*r));

	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	r->in = *in;
	r->rest = in->bytes;
	r->bytes = stream_bytes(&r->rest);
	r->record.arena.max = ARENA_MAX;
	r->html.max = r->text.max = r->heading.max = TEXT_MAX;
	r->comments.max = FORMAT_POST_MAX;
	charset_stream_begin(&r->utf8, in->stream ? in->stream : &r->bytes,
			     in->diag);
	r->split = (struct entry_split){.piece = piece,
					.ctx = &r->utf8,
					.is_separator = is_separator,
					.begins = begins_entry};
	entry_split_begin(&r->split);
	*reader = r;
	return ST_OK;
}

static void close_mt(void *reader)
{
	struct reader *r = reader;

	if (!r)
		return;
	entry_split_end(&r->split);
	charset_stream_end(&r->utf8);
	arena_free(&r->record.arena);
	buf_free(&r->html);
	buf_free(&r->text);
	buf_free(&r->heading);
	buf_free(&r->comments);
	free(r);
}

/* tag, "a tag", another */
static enum status add_tags(struct reader *r, struct str list,
			    struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && list.len) {
		const char *comma = memchr(list.p, ',', list.len);
		size_t n = comma ? (size_t)(comma - list.p) : list.len;
		struct str tag = ascii_trim((struct str){list.p, n});

		if (tag.len > 1 && tag.p[0] == '"' && tag.p[tag.len - 1] == '"')
			tag = (struct str){tag.p + 1, tag.len - 2};
		st = feed_record_add_tag(&r->record, tag, err);
		n += comma != NULL;
		list = (struct str){list.p + n, list.len - n};
	}
	return st;
}

static void read_date(struct reader *r, struct str value)
{
	int64_t date;
	char item[40];

	if (date_parse(&date, value)) {
		feed_record_set_date(&r->record, FEED_PUBLISHED, 0, date);
		return;
	}
	snprintf(item, sizeof(item), "entry %u", r->number);
	diag_report(r->in.diag, DIAG_WARNING, item, "'%.*s' is not a date",
		    value.len < DATE_SHOWN ? (int)value.len : DATE_SHOWN,
		    value.p);
}

static enum status read_head(struct reader *r, struct str head,
			     struct error *err)
{
	enum status st = ST_OK;

	while (st == ST_OK && head.len) {
		struct str value = {"", 0};
		enum mt_key key = mt_key_of(entry_line(&head), &value);

		value = feed_cut(value, FEED_LINE_MAX);
		if (key < MT_ONES)
			r->one[key] = value;
		if (key == MT_CATEGORY || key == MT_PRIMARY)
			st = feed_record_add_tag(&r->record, value, err);
		else if (key == MT_TAGS)
			st = add_tags(r, value, err);
		else if (key == MT_DATE)
			read_date(r, value);
	}
	return st;
}

static int has_prefix(struct str s, const char *prefix)
{
	return ascii_begins(s, (struct str){prefix, strlen(prefix)});
}

/* Text whose line ends are meant: a blank line begins a paragraph. */
static enum status add_breaks(struct buf *out, struct str text,
			      struct error *err)
{
	enum status st = ST_OK;
	int blank = 0;

	while (st == ST_OK && text.len) {
		struct str line = entry_line(&text);

		if (!ascii_trim(line).len) {
			blank = 1;
			continue;
		}
		if (out->len)
			st = blank ? buf_add(out, STR("<p>"), err)
				   : buf_add(out, STR("<br>"), err);
		blank = 0;
		if (st == ST_OK)
			st = buf_add(out, line, err);
	}
	return st;
}

static enum status add_html(struct reader *r, struct str text,
			    struct error *err)
{
	struct str breaks = r->one[MT_BREAKS];
	enum status st;

	if (str_eq(breaks, STR("0")) || str_eq(breaks, STR("richtext")))
		return html_to_text(&r->text, text, err);
	buf_clear(&r->html);
	st = add_breaks(&r->html, text, err);
	return st == ST_OK ? html_to_text(&r->text, buf_str(&r->html), err)
			   : st;
}

/* A paragraph more of the post. */
static enum status add_text(struct reader *r, struct str text,
			    struct error *err)
{
	struct markdown_text md = {&r->text, &r->heading, {" ", 1}};
	enum status st = ST_OK;

	text = ascii_trim(text);
	if (!text.len)
		return ST_OK;
	if (r->text.len)
		st = buf_add(&r->text, STR("\n\n"), err);
	if (st != ST_OK)
		return st;
	if (has_prefix(r->one[MT_BREAKS], "markdown") && !markdown_guard(text))
		return markdown_to_text(&md, text, err);
	return add_html(r, text, err);
}

/* "Name: what they said", without the lines about who and when. */
static enum status add_comment(struct reader *r, struct str text,
			       struct error *err)
{
	struct buf *out = &r->comments;
	struct str by = {"", 0}, value;
	enum status st = ST_OK;

	for (;;) {
		struct str rest = text;
		enum mt_key key = mt_key_of(entry_line(&rest), &value);

		if (key == MT_NO_KEY)
			break;
		if (key == MT_AUTHOR)
			by = feed_cut(value, FEED_LINE_MAX);
		text = rest;
	}
	text = feed_cut(ascii_trim(text), FEED_NOTE_MAX);
	if (!text.len || by.len + 2 * text.len + 4 > out->max - out->len)
		return ST_OK;
	if (out->len)
		st = buf_add(out, STR("\n\n"), err);
	if (st == ST_OK && by.len)
		st = buf_addf(out, err, "%.*s: ", (int)by.len, by.p);
	buf_clear(&r->html);
	if (st == ST_OK)
		st = add_breaks(&r->html, text, err);
	return st == ST_OK ? html_to_text(out, buf_str(&r->html), err) : st;
}

static enum status read_section(struct reader *r, enum mt_section section,
				struct str content, struct str *excerpt,
				struct error *err)
{
	switch (section) {
	case MT_HEAD:
		return read_head(r, content, err);
	case MT_BODY:
	case MT_MORE:
		return add_text(r, content, err);
	case MT_EXCERPT:
		*excerpt = content;
		return ST_OK;
	case MT_COMMENT:
		return r->in.options.comments ? add_comment(r, content, err)
					      : ST_OK;
	default:
		return ST_OK; /* keywords were never shown */
	}
}

static enum status read_entry(struct reader *r, struct str entry,
			      struct error *err)
{
	struct mt_entry e = {ascii_trim(entry), MT_HEAD};
	struct str content, excerpt = {"", 0};
	enum mt_section section;
	enum status st = ST_OK;

	feed_record_clear(&r->record);
	for (int i = 0; i < MT_ONES; i++)
		r->one[i] = STR("");
	buf_clear(&r->text);
	buf_clear(&r->comments);
	while (st == ST_OK && mt_next_section(&e, &section, &content))
		st = read_section(r, section, content, &excerpt, err);
	if (st == ST_OK && !r->text.len)
		st = add_text(r, excerpt, err);
	if (st == ST_OK)
		st = feed_record_add_author(&r->record, 0, r->one[MT_AUTHOR],
					    err);
	return st;
}

static enum status fill(struct reader *r, struct post *post, struct error *err)
{
	const struct feed_record *rec = &r->record;
	enum status st;

	/* Titles may hold references. */
	buf_clear(&r->html);
	st = html_to_text(&r->html, r->one[MT_TITLE], err);
	if (st == ST_OK)
		st = feed_record_set(&r->record, FEED_TITLE, 0,
				     buf_str(&r->html), err);
	*post = (struct post){
		.id = STR(""),
		.url = r->one[MT_URL],
		.title = feed_record_get(rec, FEED_TITLE),
		.site = STR(""),
		.lang = STR(""),
		.authors = {rec->authors, rec->n_authors},
		.tags = {rec->tags, rec->n_tags},
		.published = rec->published.date,
		.updated = DATE_NONE,
		.text = ascii_trim(
			feed_cut(buf_str(&r->text), FORMAT_POST_MAX)),
		.comments = buf_str(&r->comments),
	};
	return st;
}

static int is_wanted(const struct reader *r)
{
	struct str status = r->one[MT_STATUS];

	if (str_eq(r->one[MT_NO_ENTRY], STR("1")))
		return 0;
	return !status.len || ascii_equal(status, STR("publish")) ||
	       r->in.options.drafts;
}

static enum status next(void *reader, struct post *post, struct error *err)
{
	struct reader *r = reader;
	struct str entry;
	enum status st;

	do {
		st = entry_split_next(&r->split, &entry, err);
		if (st != ST_OK)
			return st;
		r->number++;
		st = read_entry(r, entry, err);
	} while (st == ST_OK && !is_wanted(r));
	return st == ST_OK ? fill(r, post, err) : st;
}

const struct format format_mt = {
	.name = "mt",
	.suffixes = "mt",
	.streams = 1,
	.sniff = sniff,
	.open = open_mt,
	.next = next,
	.close = close_mt,
};
