#include "indexer/formats/feed_capture.h"

#include <stdio.h>

#include "indexer/formats/feed_rows.h"
#include "indexer/formats/feed_value.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/escape.h"
#include "indexer/markup/tags.h"

/* Append to the value, as far as it may grow. */
static enum status add_value(struct feed *f, struct str s, int escape,
			     struct error *err)
{
	size_t room = f->value.len < FORMAT_POST_MAX
			      ? FORMAT_POST_MAX - f->value.len
			      : 0;

	if (s.len > room) {
		f->capture.cut = 1;
		s = feed_cut(s, room);
	}
	return escape ? html_escape_raw(&f->value, s, err)
		      : buf_add(&f->value, s, err);
}

enum status feed_capture_begin(struct feed *f, const struct feed_row *row,
			       const char *const *atts, struct error *err)
{
	struct str lang = xml_lang(f->xml);
	enum status st = ST_OK;

	buf_clear(&f->value);
	f->capture = (struct feed_capture){.row = row,
					   .field = row->field,
					   .rank = row->rank,
					   .mode = FEED_AS_HTML};
	if (row->space == XML_SPACE_XHTML)
		f->capture.mode = FEED_AS_XHTML;
	if (row->kind == FEED_KIND_BODY)
		st = feed_record_set(&f->item, FEED_LANG, 1, lang, err);
	if (st == ST_OK && row->begin)
		st = row->begin(f, &f->capture, atts, err);
	return st;
}

/* Elements in text that was taken for plain: it is markup after all. */
static enum status turn_to_markup(struct feed *f, struct error *err)
{
	enum status st = ST_OK;

	if (f->capture.mode != FEED_AS_PLAIN)
		return ST_OK;
	f->capture.mode = FEED_AS_XHTML;
	buf_clear(&f->scratch);
	st = buf_add(&f->scratch, buf_str(&f->value), err);
	buf_clear(&f->value);
	return st == ST_OK ? add_value(f, buf_str(&f->scratch), 1, err) : st;
}

static int is_markup_kind(const struct feed *f)
{
	enum feed_kind kind = f->capture.row->kind;

	return kind == FEED_KIND_BODY || kind == FEED_KIND_LINE ||
	       kind == FEED_KIND_NOTE;
}

static int is_html_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_alpha(name.p[i]) && !ascii_digit(name.p[i]))
			return 0;
	return name.len > 0 && name.len < TAG_NAME_MAX;
}

/* "<name>", with the one attribute that is text. */
static enum status add_start(struct feed *f, struct str name,
			     const char *const *atts, struct error *err)
{
	struct str alt = xml_attribute(atts, "alt");
	enum status st = turn_to_markup(f, err);

	if (st != ST_OK || !is_html_name(name))
		return st;
	st = add_value(f, STR("<"), 0, err);
	if (st == ST_OK)
		st = add_value(f, name, 0, err);
	if (st == ST_OK && alt.len) {
		st = add_value(f, STR(" alt=\""), 0, err);
		if (st == ST_OK)
			st = add_value(f, alt, 1, err);
		if (st == ST_OK)
			st = add_value(f, STR("\""), 0, err);
	}
	return st == ST_OK ? add_value(f, STR(">"), 0, err) : st;
}

static enum status add_end(struct feed *f, struct str name, struct error *err)
{
	char lower[TAG_NAME_MAX];
	enum status st;

	if (!is_html_name(name) ||
	    tag_flags(ascii_lower(lower, name)) & TAG_VOID)
		return ST_OK;
	st = add_value(f, STR("</"), 0, err);
	if (st == ST_OK)
		st = add_value(f, name, 0, err);
	return st == ST_OK ? add_value(f, STR(">"), 0, err) : st;
}

/* Of a person only the name counts, if there is one. */
static void start_in_person(struct feed *f, struct str name)
{
	struct feed_capture *c = &f->capture;
	int is_name = ascii_equal(name, STR("name"));

	c->away = !is_name && (c->named || f->value.len > 0);
	if (is_name && !c->named) {
		c->named = 1;
		buf_clear(&f->value);
	}
}

const struct feed_row *feed_capture_next(struct feed *f,
					 const struct xml_name *name)
{
	enum feed_kind kind = f->capture.row->kind;
	const struct feed_row *row;

	if (f->capture.depth || f->capture.mode == FEED_AS_XHTML ||
	    kind == FEED_KIND_BODY || kind == FEED_KIND_NOTE ||
	    kind == FEED_KIND_PERSON)
		return NULL;
	row = feed_row_find(f->table, f->places[f->n_places - 1].place, name);
	return row && !row->box && row->space != XML_SPACE_XHTML ? row : NULL;
}

enum status feed_capture_start(struct feed *f, const struct xml_name *name,
			       const char *const *atts, struct error *err)
{
	f->capture.depth++;
	if (f->capture.row->kind == FEED_KIND_PERSON)
		start_in_person(f, name->local);
	if (f->capture.ignored || !is_markup_kind(f))
		return ST_OK;
	return add_start(f, name->local, atts, err);
}

enum status feed_capture_inner_end(struct feed *f, const struct xml_name *name,
				   struct error *err)
{
	f->capture.depth--;
	f->capture.away = f->capture.named;
	if (f->capture.ignored || !is_markup_kind(f))
		return ST_OK;
	return add_end(f, name->local, err);
}

enum status feed_capture_end(struct feed *f, struct error *err)
{
	enum status st = ST_OK;
	char item[40];

	if (!f->capture.ignored)
		st = feed_value_end(f, err);
	if (f->capture.cut) {
		snprintf(item, sizeof(item), "entry %u", f->number);
		diag_report(f->in.diag, DIAG_WARNING, item,
			    "<%s> is cut after %d bytes", f->capture.row->name,
			    FORMAT_POST_MAX);
	}
	f->capture.row = NULL;
	return st;
}

enum status feed_capture_text(struct feed *f, struct str text,
			      struct error *err)
{
	const struct feed_capture *c = &f->capture;

	if (c->ignored || c->away)
		return ST_OK;
	return add_value(f, text, c->mode == FEED_AS_XHTML && is_markup_kind(f),
			 err);
}
