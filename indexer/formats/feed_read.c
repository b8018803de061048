#include "indexer/formats/feed_read.h"

#include <stdio.h>
#include <stdlib.h>

#include "indexer/formats/feed_rows.h"
#include "indexer/formats/feed_value.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/escape.h"
#include "indexer/markup/tags.h"
#include "indexer/markup/url.h"

enum {
	ARENA_MAX = 8 << 20,
	VALUE_MAX = 8 * FORMAT_POST_MAX, /* escaped markup is larger */
	TEXT_MAX = 2 * VALUE_MAX,
	URL_MAX = 16 << 10
};

struct feed_record *feed_current(struct feed *f)
{
	switch (f->places[f->n_places - 1].place) {
	case FEED_ITEM:
	case FEED_SOURCE:
	case FEED_CONTROL:
		return &f->item;
	case FEED_PERSON:
	case FEED_COMMENT:
		return &f->sub;
	default:
		return &f->head;
	}
}

enum status feed_url(struct str *out, struct feed *f, struct str url,
		     struct error *err)
{
	char clean[URL_MAX];
	size_t n = 0;
	enum status st = ST_OK;

	*out = STR("");
	for (size_t i = 0; i < url.len && n < sizeof(clean); i++)
		if ((unsigned char)url.p[i] > ' ')
			clean[n++] = url.p[i];
	if (n == sizeof(clean) || !n)
		return ST_OK; /* no address is so long */
	buf_clear(&f->url);
	st = url_resolve(&f->url, xml_base(f->xml), (struct str){clean, n},
			 err);
	if (st == ST_OK)
		*out = buf_str(&f->url);
	return st;
}

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

static enum status enter_box(struct feed *f, const struct feed_row *row,
			     const char *const *atts, struct error *err)
{
	if (f->n_places == FEED_PLACES_MAX) {
		f->skipped = f->depth;
		return ST_OK;
	}
	f->places[f->n_places].place = row->box;
	f->places[f->n_places++].depth = f->depth;
	if (row->box == FEED_ITEM) {
		feed_record_clear(&f->item);
		buf_clear(&f->body);
		buf_clear(&f->comments);
		f->body_rank = FEED_RANK_NONE;
		f->number++;
	}
	if (row->box == FEED_PERSON || row->box == FEED_COMMENT)
		feed_record_clear(&f->sub);
	return row->begin ? row->begin(f, NULL, atts, err) : ST_OK;
}

static enum status begin_value(struct feed *f, const struct feed_row *row,
			       const char *const *atts, struct error *err)
{
	struct str lang = xml_lang(f->xml);
	enum status st = ST_OK;

	buf_clear(&f->value);
	f->capture = (struct feed_capture){
		.row = row, .rank = row->rank, .mode = FEED_AS_HTML};
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

/*
 * A field in a field of one line: the end of that was forgotten, or it has
 * parts, as podcasts' categories do. NULL: it is but markup.
 */
static const struct feed_row *next_field(struct feed *f,
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

static enum status start_inside(struct feed *f, const struct xml_name *name,
				const char *const *atts, struct error *err)
{
	f->capture.depth++;
	if (f->capture.row->kind == FEED_KIND_PERSON)
		start_in_person(f, name->local);
	if (f->capture.ignored || !is_markup_kind(f))
		return ST_OK;
	return add_start(f, name->local, atts, err);
}

static enum status end_inside(struct feed *f, const struct xml_name *name,
			      struct error *err)
{
	f->capture.depth--;
	f->capture.away = f->capture.named;
	if (f->capture.ignored || !is_markup_kind(f))
		return ST_OK;
	return add_end(f, name->local, err);
}

static enum status end_value(struct feed *f, struct error *err)
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

static enum status on_start(void *ctx, const struct xml_name *name,
			    const char *const *atts, struct error *err)
{
	struct feed *f = ctx;
	enum feed_place place = f->places[f->n_places - 1].place;
	const struct feed_row *row;
	enum status st = ST_OK;

	f->depth++;
	if (f->skipped)
		return ST_OK;
	row = f->capture.row ? next_field(f, name)
			     : feed_row_find(f->table, place, name);
	if (f->capture.row && !row)
		return start_inside(f, name, atts, err);
	if (f->capture.row)
		st = end_value(f, err);
	if (st != ST_OK)
		return st;
	if (row)
		return row->box ? enter_box(f, row, atts, err)
				: begin_value(f, row, atts, err);
	if (place != FEED_TOP) /* something may stand around the root */
		f->skipped = f->depth;
	return ST_OK;
}

static enum status end_box(struct feed *f, struct error *err)
{
	enum feed_place place = f->places[f->n_places - 1].place;
	enum status st = ST_OK;

	if (place == FEED_ITEM) {
		st = feed_record_set(&f->item, FEED_LANG, 2, xml_lang(f->xml),
				     err);
		xml_pause(f->xml);
	} else if (f->table->box_ended) {
		st = f->table->box_ended(f, place, err);
	}
	f->n_places--;
	return st;
}

static enum status on_end(void *ctx, const struct xml_name *name,
			  struct error *err)
{
	struct feed *f = ctx;
	unsigned depth = f->depth--;

	if (f->skipped) {
		if (f->skipped == depth)
			f->skipped = 0;
		return ST_OK;
	}
	if (f->capture.row)
		return f->capture.depth ? end_inside(f, name, err)
					: end_value(f, err);
	return f->places[f->n_places - 1].depth == depth ? end_box(f, err)
							 : ST_OK;
}

static enum status on_text(void *ctx, struct str text, struct error *err)
{
	struct feed *f = ctx;
	const struct feed_capture *c = &f->capture;

	if (f->skipped || !c->row || c->ignored || c->away)
		return ST_OK;
	return add_value(f, text, c->mode == FEED_AS_XHTML && is_markup_kind(f),
			 err);
}

static void begin(struct feed *f)
{
	f->head.arena.max = f->item.arena.max = f->sub.arena.max = ARENA_MAX;
	feed_record_clear(&f->head);
	feed_record_clear(&f->item);
	feed_record_clear(&f->sub);
	f->value.max = f->body.max = f->scratch.max = VALUE_MAX;
	f->text.max = f->line.max = f->prepared.max = TEXT_MAX;
	f->comments.max = FORMAT_POST_MAX;
	f->url.max = 2 * URL_MAX;
	f->places[0].place = FEED_TOP;
	f->n_places = 1;
}

enum status feed_open(struct feed **out, const struct format_input *in,
		      const struct feed_table *table, void *ctx,
		      struct error *err)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	struct feed *f = calloc(1, sizeof(*f));
	enum status st;

	*out = NULL;
	if (!f)
		return error_set(err, ST_LIMIT, "out of memory");
	f->in = *in;
	f->table = table;
	f->ctx = ctx;
	f->rest = in->bytes;
	f->bytes = stream_bytes(&f->rest);
	begin(f);
	st = xml_open(&f->xml, in->stream ? in->stream : &f->bytes, &handler, f,
		      in->diag, err);
	if (st != ST_OK) {
		feed_free(f);
		return st;
	}
	*out = f;
	return ST_OK;
}

void feed_free(struct feed *f)
{
	if (!f)
		return;
	xml_free(f->xml);
	arena_free(&f->head.arena);
	arena_free(&f->item.arena);
	arena_free(&f->sub.arena);
	buf_free(&f->value);
	buf_free(&f->body);
	buf_free(&f->text);
	buf_free(&f->line);
	buf_free(&f->prepared);
	buf_free(&f->comments);
	buf_free(&f->scratch);
	buf_free(&f->url);
	free(f);
}

/* The primary subtag, in lower case: "en" of "en-US". */
static struct str language(struct feed *f, struct str tag)
{
	size_t n = 0;

	while (n < tag.len && n < sizeof(f->lang) && ascii_alpha(tag.p[n])) {
		f->lang[n] = ascii_lower_char(tag.p[n]);
		n++;
	}
	if (n < 2 || (n < tag.len && tag.p[n] != '-' && tag.p[n] != '_'))
		n = 0;
	return (struct str){f->lang, n};
}

static enum status make_text(struct feed *f, struct error *err)
{
	struct str body = buf_str(&f->body);
	enum status st = ST_OK;

	buf_clear(&f->text);
	buf_clear(&f->prepared);
	if (f->body_rank == FEED_RANK_NONE)
		return ST_OK;
	if (f->table->prepare && f->body_mode == FEED_AS_HTML) {
		st = f->table->prepare(&f->prepared, body, err);
		body = buf_str(&f->prepared);
	}
	return st == ST_OK
		       ? feed_value_text(&f->text, f, body, f->body_mode, err)
		       : st;
}

static struct str best(struct feed *f, enum feed_field field)
{
	struct str own = feed_record_get(&f->item, field);

	return own.len ? own : feed_record_get(&f->head, field);
}

static enum status fill(struct feed *f, struct post *post, struct error *err)
{
	const struct feed_record *r = &f->item;
	const struct feed_record *by = r->n_authors ? r : &f->head;
	enum status st = make_text(f, err);

	*post = (struct post){
		.id = feed_record_get(r, FEED_ID),
		.url = feed_record_get(r, FEED_URL),
		.title = feed_record_get(r, FEED_TITLE),
		.site = best(f, FEED_SITE),
		.lang = language(f, best(f, FEED_LANG)),
		.authors = {by->authors, by->n_authors},
		.tags = {r->tags, r->n_tags},
		.published = r->published.date,
		.updated = r->updated.date,
		.text = ascii_trim(
			feed_cut(buf_str(&f->text), FORMAT_POST_MAX)),
		.comments = buf_str(&f->comments),
	};
	if (post->published == DATE_NONE) /* Atom demands only the other */
		post->published = post->updated;
	return st;
}

static void report_left_out(struct feed *f)
{
	static const char *const why[FEED_WANTS] = {
		[FEED_DRAFT] = "drafts or not public",
		[FEED_OTHER] = "neither posts nor pages"};

	for (int i = FEED_WANTED + 1; i < FEED_WANTS; i++) {
		if (f->left_out[i])
			diag_report(f->in.diag, DIAG_NOTE, NULL,
				    "%u of %u entries are left out: %s",
				    f->left_out[i], f->number, why[i]);
		f->left_out[i] = 0;
	}
}

enum status feed_next(struct feed *f, struct post *post, struct error *err)
{
	for (;;) {
		enum feed_wanted wanted = FEED_WANTED;
		enum status st;

		st = xml_next(f->xml, err);
		if (st != ST_OK) {
			report_left_out(f);
			return st;
		}
		if (f->table->wanted)
			wanted = f->table->wanted(f);
		if (wanted == FEED_WANTED)
			return fill(f, post, err);
		f->left_out[wanted]++;
	}
}
