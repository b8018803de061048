#include "indexer/formats/feed_read.h"

#include <stdlib.h>

#include "indexer/formats/feed_capture.h"
#include "indexer/formats/feed_rows.h"
#include "indexer/formats/feed_value.h"
#include "indexer/markup/ascii.h"
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
	row = f->capture.row ? feed_capture_next(f, name)
			     : feed_row_find(f->table, place, name);
	if (f->capture.row && !row)
		return feed_capture_start(f, name, atts, err);
	if (f->capture.row)
		st = feed_capture_end(f, err);
	if (st != ST_OK)
		return st;
	if (row)
		return row->box ? enter_box(f, row, atts, err)
				: feed_capture_begin(f, row, atts, err);
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
		return f->capture.depth ? feed_capture_inner_end(f, name, err)
					: feed_capture_end(f, err);
	return f->places[f->n_places - 1].depth == depth ? end_box(f, err)
							 : ST_OK;
}

static enum status on_text(void *ctx, struct str text, struct error *err)
{
	struct feed *f = ctx;

	if (f->skipped || !f->capture.row)
		return ST_OK;
	return feed_capture_text(f, text, err);
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
		return error_set(err, ST_MEMORY, "out of memory");
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
		.lang = feed_language(f->lang, best(f, FEED_LANG)),
		.authors = {by->authors, by->n_authors},
		.tags = {r->tags, r->n_tags},
		.series = {r->series, r->n_series},
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
		enum feed_wanted wanted;
		enum status st;

		st = xml_next(f->xml, err);
		if (st != ST_OK) {
			report_left_out(f);
			return st;
		}
		wanted = feed_wanted(&f->item, &f->in.options);
		if (wanted == FEED_WANTED)
			return fill(f, post, err);
		f->left_out[wanted]++;
	}
}
