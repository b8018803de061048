#include "indexer/formats/feed_value.h"

#include <stdio.h>

#include "indexer/formats/text_lines.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/base64.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/html.h"

enum {
	DATE_SHOWN = 60, /* bytes of a bad date in a report */
	RANK_OF_ID = 5   /* an id that is an address serves when no link does */
};

struct str feed_cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return (struct str){s.p, max};
}

static struct str between(struct str s, char open, char close)
{
	const char *a = memchr(s.p, open, s.len), *b;

	if (!a)
		return (struct str){s.p, 0};
	a++;
	b = memchr(a, close, s.len - (size_t)(a - s.p));
	return (struct str){a, b ? (size_t)(b - a) : 0};
}

static int is_address(struct str s)
{
	return memchr(s.p, '@', s.len) != NULL;
}

struct str feed_person(struct str s)
{
	struct str inner = ascii_trim(between(s, '(', ')'));
	const char *end;

	if (inner.len && !is_address(inner) && is_address(s))
		return inner;
	end = memchr(s.p, inner.len ? '(' : '<', s.len);
	if (end && end > s.p && is_address(s))
		s.len = (size_t)(end - s.p);
	s = ascii_trim(s);
	if (s.len > 2 && s.p[0] == '"' && s.p[s.len - 1] == '"')
		s = (struct str){s.p + 1, s.len - 2};
	return s;
}

struct str feed_fold(struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		if (!ascii_space(b->p[i]))
			b->p[n++] = b->p[i];
		else if (n && b->p[n - 1] != ' ')
			b->p[n++] = ' ';
	}
	if (n && b->p[n - 1] == ' ')
		n--;
	b->len = n;
	return buf_str(b);
}

struct str feed_language(char out[8], struct str tag)
{
	size_t n = 0;

	for (; n < tag.len && n < 8 && ascii_alpha(tag.p[n]); n++)
		out[n] = ascii_lower_char(tag.p[n]);
	if (n < 2 || (n < tag.len && tag.p[n] != '-' && tag.p[n] != '_'))
		n = 0;
	return (struct str){out, n};
}

static int has_markup(struct str s)
{
	return memchr(s.p, '<', s.len) || memchr(s.p, '&', s.len);
}

/* Decode in place: the result is shorter. */
static enum feed_mode plain_of_base64(struct str *value)
{
	char *p = (char *)(uintptr_t)value->p; /* of f->value, which is ours */

	value->len = base64_decode(p, *value);
	return FEED_AS_HTML;
}

static enum status decode(struct str *value, enum feed_mode *mode,
			  struct feed *f, struct error *err)
{
	struct buf utf8 = BUF_INIT(f->value.max);
	struct str text;
	enum status st;

	if (*mode != FEED_AS_BASE64)
		return ST_OK;
	*mode = plain_of_base64(value);
	st = charset_to_utf8(&text, &utf8, *value, STR(""), f->in.diag, err);
	if (st == ST_OK) {
		buf_clear(&f->scratch);
		st = buf_add(&f->scratch, text, err);
		*value = buf_str(&f->scratch);
	}
	buf_free(&utf8);
	return st;
}

enum status feed_value_text(struct buf *out, struct feed *f, struct str value,
			    enum feed_mode mode, struct error *err)
{
	enum status st = decode(&value, &mode, f, err);

	if (st != ST_OK)
		return st;
	if (mode == FEED_AS_PLAIN)
		return text_add_paragraphs(out, value, err);
	return html_to_text(out, value, err);
}

static enum status line_of(struct str *out, struct feed *f, struct error *err)
{
	struct str value = buf_str(&f->value);
	enum feed_mode mode = f->capture.mode;
	enum status st = decode(&value, &mode, f, err);
	struct buf *line = &f->line;

	buf_clear(line);
	if (st == ST_OK && f->capture.row->kind == FEED_KIND_LINE &&
	    mode != FEED_AS_PLAIN && has_markup(value))
		st = html_to_text(line, value, err);
	else if (st == ST_OK)
		st = buf_add(line, value, err);
	*out = feed_cut(feed_fold(line), FEED_LINE_MAX);
	return st;
}

/* WordPress writes these for "never". */
static int is_zero_date(struct str s)
{
	return ascii_begins(s, STR("0000-00-00")) ||
	       ascii_begins(s, STR("-0001")) ||
	       memmem(s.p, s.len, " -0001 ", 7) != NULL;
}

static void set_date(struct feed *f, struct str value)
{
	const struct feed_capture *c = &f->capture;
	int64_t date;
	char item[40];

	if (!value.len || is_zero_date(value))
		return;
	if (date_parse(&date, value)) {
		feed_record_set_date(feed_current(f), c->row->field, c->rank,
				     date);
		return;
	}
	snprintf(item, sizeof(item), "entry %u", f->number);
	diag_report(f->in.diag, DIAG_WARNING, item, "'%.*s' is not a date",
		    value.len < DATE_SHOWN ? (int)value.len : DATE_SHOWN,
		    value.p);
}

static enum status set_url(struct feed *f, unsigned rank, struct str value,
			   struct error *err)
{
	enum status st = feed_url(&value, f, value, err);

	return st == ST_OK ? feed_record_set(feed_current(f), FEED_URL, rank,
					     value, err)
			   : st;
}

static enum status set_word(struct feed *f, struct str value, struct error *err)
{
	const struct feed_capture *c = &f->capture;
	enum status st = feed_record_set(feed_current(f), c->row->field,
					 c->rank, value, err);

	if (st == ST_OK && c->row->field == FEED_ID && f->guid_is_url &&
	    ascii_begins(value, STR("http")))
		st = set_url(f, RANK_OF_ID, value, err);
	return st;
}

static enum status set_author(struct feed *f, struct str value,
			      struct error *err)
{
	value = feed_person(value);
	if (f->table->author)
		value = f->table->author(f, value);
	return feed_record_add_author(feed_current(f), f->capture.rank, value,
				      err);
}

static enum status set_line(struct feed *f, struct str value, struct error *err)
{
	const struct feed_capture *c = &f->capture;

	switch (c->row->kind) {
	case FEED_KIND_DATE:
		set_date(f, value);
		return ST_OK;
	case FEED_KIND_URL:
		return set_url(f, c->rank, value, err);
	case FEED_KIND_PERSON:
		return set_author(f, value, err);
	default:
		break;
	}
	if (c->field == FEED_URL)
		return set_url(f, c->rank, value, err);
	if (c->field == FEED_AUTHOR)
		return set_author(f, value, err);
	if (c->field == FEED_TAG)
		return feed_record_add_tag(feed_current(f), value, err);
	if (c->field == FEED_SERIES)
		return feed_record_add_series(feed_current(f), value, err);
	return set_word(f, value, err);
}

/* The better text stays, in f->body. */
static void keep_body(struct feed *f)
{
	struct buf was = f->body;

	if (f->capture.rank >= f->body_rank ||
	    !ascii_trim(buf_str(&f->value)).len)
		return;
	f->body = f->value;
	f->value = was;
	f->body_mode = f->capture.mode;
	f->body_rank = f->capture.rank;
}

static enum status set_note(struct feed *f, struct error *err)
{
	enum status st;

	buf_clear(&f->text);
	st = feed_value_text(&f->text, f, buf_str(&f->value), f->capture.mode,
			     err);
	if (st != ST_OK)
		return st;
	return feed_record_set(feed_current(f), f->capture.row->field,
			       f->capture.rank,
			       feed_cut(buf_str(&f->text), FEED_NOTE_MAX), err);
}

enum status feed_value_end(struct feed *f, struct error *err)
{
	enum feed_kind kind = f->capture.row->kind;
	struct str line;
	enum status st = ST_OK;

	if (kind == FEED_KIND_BODY)
		keep_body(f);
	else if (kind == FEED_KIND_NOTE)
		st = set_note(f, err);
	else {
		st = line_of(&line, f, err);
		if (st == ST_OK)
			st = set_line(f, line, err);
	}
	return st;
}
