#include <stdlib.h>

#include "indexer/formats/feed_read.h"
#include "indexer/formats/feed_sniff.h"
#include "indexer/formats/wxr_authors.h"
#include "indexer/formats/wxr_text.h"
#include "indexer/markup/ascii.h"

/* WordPress exports: RSS with all that WordPress knows of a post. */

struct reader {
	struct feed *feed;
	struct wxr_authors authors;
};

static int sniff(struct str head)
{
	switch (feed_sniff(head)) {
	case FEED_SNIFFED_WXR:
		return FORMAT_CERTAIN;
	case FEED_SNIFFED_WXR_IN:
		return FORMAT_LIKELY;
	default:
		return FORMAT_NO;
	}
}

/* Taxonomies of a post that are no tags. */
static const struct str not_tags[] = {{"post_format", 11},
				      {"nav_menu", 8},
				      {"wp_theme", 8},
				      {"post_translations", 17},
				      {"link_category", 13}};

/* <category domain="post_tag" nicename="x">X</category>; plugins keep other
 * things in it too: further authors, series, the language. */
static enum status begin_category(struct feed *f, struct feed_capture *c,
				  const char *const *atts, struct error *err)
{
	struct str domain = xml_attribute(atts, "domain");
	struct str name = xml_attribute(atts, "nicename");

	if (str_eq(domain, STR("language"))) {
		c->ignored = 1;
		return feed_record_set(&f->item, FEED_LANG, 0, name, err);
	}
	for (size_t i = 0; i < sizeof(not_tags) / sizeof(*not_tags); i++)
		c->ignored |= str_eq(domain, not_tags[i]);
	if (str_eq(domain, STR("author")))
		c->field = FEED_AUTHOR;
	if (str_eq(domain, STR("series")))
		c->field = FEED_SERIES;
	return ST_OK;
}

#define VALUE(place, name, field, rank, kind)                                  \
	{                                                                      \
		FEED_##place, XML_SPACE_WP, name, FEED_NOWHERE, FEED_##field,  \
			rank, FEED_KIND_##kind, NULL                           \
	}
#define BOX(place, name, box)                                                  \
	{                                                                      \
		FEED_##place, XML_SPACE_WP, name, FEED_##box, FEED_TEXT, 0,    \
			FEED_KIND_LINE, NULL                                   \
	}

/* Dates: UTC where it is stated, else what pubDate says (rank 1), else local
 * time. */
static const struct feed_row rows[] = {
	BOX(HEAD, "author", PERSON),
	VALUE(PERSON, "author_login", ID, 0, WORD),
	VALUE(PERSON, "author_display_name", TITLE, 0, WORD),
	VALUE(ITEM, "post_date_gmt", PUBLISHED, 0, DATE),
	VALUE(ITEM, "post_date", PUBLISHED, 2, DATE),
	VALUE(ITEM, "post_modified_gmt", UPDATED, 0, DATE),
	VALUE(ITEM, "post_modified", UPDATED, 1, DATE),
	BOX(ITEM, "comment", COMMENT),
	VALUE(COMMENT, "comment_author", TITLE, 0, WORD),
	VALUE(COMMENT, "comment_content", NOTE, 0, NOTE),
	VALUE(COMMENT, "comment_approved", STATUS, 0, WORD),
	VALUE(COMMENT, "comment_type", TYPE, 0, WORD),
	{FEED_ITEM, XML_SPACE_RSS, "category", FEED_NOWHERE, FEED_TAG, 0,
	 FEED_KIND_LINE, begin_category},
};

/* What is no comment, or was never shown. */
static int is_comment(const struct feed_record *r)
{
	struct str type = feed_record_get(r, FEED_TYPE);
	struct str approved = feed_record_get(r, FEED_STATUS);

	return !str_eq(type, STR("pingback")) &&
	       !str_eq(type, STR("trackback")) &&
	       (!approved.len || str_eq(approved, STR("1")));
}

/* "Name: what they said". Comments beyond the ceiling are left out. */
static enum status add_comment(struct feed *f, struct error *err)
{
	struct str by = feed_record_get(&f->sub, FEED_TITLE);
	struct str note = feed_record_get(&f->sub, FEED_NOTE);
	struct buf *out = &f->comments;
	enum status st = ST_OK;

	if (!f->in.options.comments || !note.len || !is_comment(&f->sub) ||
	    by.len + note.len + 4 > out->max - out->len)
		return ST_OK;
	if (out->len)
		st = buf_add(out, STR("\n\n"), err);
	if (st == ST_OK && by.len)
		st = buf_add(out, by, err);
	if (st == ST_OK && by.len)
		st = buf_add(out, STR(": "), err);
	return st == ST_OK ? buf_add(out, note, err) : st;
}

static enum status box_ended(struct feed *f, enum feed_place box,
			     struct error *err)
{
	struct reader *r = f->ctx;

	if (box == FEED_COMMENT)
		return add_comment(f, err);
	if (box != FEED_PERSON)
		return ST_OK;
	return wxr_authors_add(&r->authors, feed_record_get(&f->sub, FEED_ID),
			       feed_record_get(&f->sub, FEED_TITLE), err);
}

static struct str author(const struct feed *f, struct str name)
{
	const struct reader *r = f->ctx;

	return wxr_authors_find(&r->authors, name);
}

static const struct feed_table table = {
	.rows = rows,
	.n = sizeof(rows) / sizeof(*rows),
	.box_ended = box_ended,
	.prepare = wxr_text,
	.author = author,
};

static void close_wxr(void *reader)
{
	struct reader *r = reader;

	if (!r)
		return;
	feed_free(r->feed);
	wxr_authors_free(&r->authors);
	free(r);
}

static enum status open_wxr(void **reader, const struct format_input *in,
			    struct error *err)
{
	struct reader *r = malloc(sizeof(*r));
	enum status st;

	*reader = NULL;
	if (!r)
		return error_set(err, ST_MEMORY, "out of memory");
	*r = (struct reader){NULL, WXR_AUTHORS_INIT};
	st = feed_open(&r->feed, in, &table, r, err);
	if (st != ST_OK) {
		close_wxr(r);
		return st;
	}
	*reader = r;
	return ST_OK;
}

static enum status next(void *reader, struct post *post, struct error *err)
{
	struct reader *r = reader;

	return feed_next(r->feed, post, err);
}

const struct format format_wxr = {
	.name = "wxr",
	.suffixes = "wxr",
	.streams = 1,
	.sniff = sniff,
	.open = open_wxr,
	.next = next,
	.close = close_wxr,
};
