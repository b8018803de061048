#include "indexer/formats/feed_rows.h"

#include "indexer/markup/ascii.h"

/* Blogger says by a category what an entry is. */
#define BLOGGER_KIND "http://schemas.google.com/g/2005#kind"

static struct str after_hash(struct str s)
{
	const char *hash = memrchr(s.p, '#', s.len);

	if (!hash)
		return s;
	return (struct str){hash + 1, s.len - (size_t)(hash + 1 - s.p)};
}

static int has(struct str s, const char *part)
{
	return memmem(s.p, s.len, part, strlen(part)) != NULL;
}

/* Atom says what its text is; RSS's is HTML, whether it needs to be or not. */
static enum status begin_text(struct feed *f, struct feed_capture *c,
			      const char *const *atts, struct error *err)
{
	struct str type = ascii_trim(xml_attribute(atts, "type"));
	struct str mode = xml_attribute(atts, "mode");

	(void)err;
	if (!type.len && !f->is_atom)
		return ST_OK;
	c->mode = FEED_AS_PLAIN;
	if (has(type, "xhtml") || (has(type, "html") && has(mode, "xml")))
		c->mode = FEED_AS_XHTML;
	else if (has(type, "html"))
		c->mode = FEED_AS_HTML;
	else if (has(type, "xml") && !has(mode, "escaped"))
		c->mode = FEED_AS_XHTML;
	else if (type.len && !ascii_begins(type, STR("text")) &&
		 !has(type, "xml"))
		/* An image, or nobody knows what. */
		c->ignored = c->row->kind == FEED_KIND_BODY;
	if (has(mode, "base64") || has(type, "octet-stream")) {
		c->mode = FEED_AS_BASE64;
		c->ignored = 0;
	}
	return ST_OK;
}

static unsigned link_rank(struct str rel, struct str type, unsigned rank)
{
	if (rel.len && !ascii_equal(rel, STR("alternate")) &&
	    !has(rel, "relation/alternate"))
		return FEED_RANK_NONE;
	return !type.len || has(type, "html") ? rank : rank + 1;
}

/* <link>url</link> and <link rel="alternate" href="url"/>. */
static enum status begin_link(struct feed *f, struct feed_capture *c,
			      const char *const *atts, struct error *err)
{
	struct str href = xml_attribute(atts, "href");
	unsigned rank = link_rank(xml_attribute(atts, "rel"),
				  xml_attribute(atts, "type"), c->rank);
	enum status st;

	c->rank = rank;
	if (!href.len)
		return ST_OK;
	c->ignored = 1;
	st = feed_url(&href, f, href, err);
	return st == ST_OK ? feed_record_set(feed_current(f), FEED_URL, rank,
					     href, err)
			   : st;
}

/* What looks like an address may be followed unless it says it may not. */
static enum status begin_guid(struct feed *f, struct feed_capture *c,
			      const char *const *atts, struct error *err)
{
	struct str permalink = xml_attribute(atts, "isPermaLink");

	(void)err;
	(void)c;
	f->guid_is_url = !ascii_equal(ascii_trim(permalink), STR("false"));
	return ST_OK;
}

static enum status begin_id(struct feed *f, struct feed_capture *c,
			    const char *const *atts, struct error *err)
{
	(void)err;
	(void)c;
	(void)atts;
	f->guid_is_url = 1;
	return ST_OK;
}

static enum status begin_category(struct feed *f, struct feed_capture *c,
				  const char *const *atts, struct error *err)
{
	struct str term = ascii_trim(xml_attribute(atts, "term"));
	struct str label = ascii_trim(xml_attribute(atts, "label"));
	struct str scheme = xml_attribute(atts, "scheme");

	if (str_eq(scheme, STR(BLOGGER_KIND))) {
		c->ignored = 1;
		return feed_record_set(feed_current(f), FEED_TYPE, 0,
				       after_hash(term), err);
	}
	if (!label.len)
		label = xml_attribute(atts, "text"); /* of podcasts */
	if (!label.len)
		label = term;
	c->ignored = label.len > 0;
	return feed_record_add_tag(feed_current(f), label, err);
}

/* <item rdf:about="url"> */
static enum status begin_item(struct feed *f, struct feed_capture *c,
			      const char *const *atts, struct error *err)
{
	struct str about = xml_attribute(atts, "rdf:about");
	enum status st;

	(void)c;
	if (!about.len)
		about = xml_attribute(atts, "HREF"); /* of CDF */
	if (!about.len)
		return ST_OK;
	st = feed_url(&about, f, about, err);
	return st == ST_OK ? feed_record_set(&f->item, FEED_URL, 6, about, err)
			   : st;
}

static enum status begin_feed(struct feed *f, struct feed_capture *c,
			      const char *const *atts, struct error *err)
{
	(void)c;
	(void)atts;
	(void)err;
	f->is_atom = 1;
	return ST_OK;
}

#define BOX(place, space, name, box, begin)                                    \
	{                                                                      \
		place, XML_SPACE_##space, name, box, FEED_TEXT, 0,             \
			FEED_KIND_LINE, begin                                  \
	}
#define VALUE(place, space, name, field, rank, kind, begin)                    \
	{                                                                      \
		place, XML_SPACE_##space, name, FEED_NOWHERE, FEED_##field,    \
			rank, FEED_KIND_##kind, begin                          \
	}

/* Of rows that fit the first counts. */
static const struct feed_row common[] = {
	BOX(FEED_TOP, RSS, "rss", FEED_HEAD, NULL),
	BOX(FEED_TOP, RSS, "feed", FEED_HEAD, begin_feed),
	BOX(FEED_TOP, RSS, "channel", FEED_HEAD, NULL),
	BOX(FEED_TOP, RDF, "RDF", FEED_HEAD, NULL),
	BOX(FEED_TOP, RSS, "RDF", FEED_HEAD, NULL),
	BOX(FEED_TOP, RSS, "item", FEED_ITEM, begin_item),
	BOX(FEED_TOP, RSS, "entry", FEED_ITEM, begin_feed),

	BOX(FEED_HEAD, RSS, "channel", FEED_HEAD, NULL),
	BOX(FEED_HEAD, RSS, "items", FEED_HEAD, NULL), /* of RSS 1.1 */
	BOX(FEED_HEAD, RSS, "item", FEED_ITEM, begin_item),
	BOX(FEED_HEAD, RSS, "entry", FEED_ITEM, NULL),
	VALUE(FEED_HEAD, RSS, "title", SITE, 0, LINE, begin_text),
	VALUE(FEED_HEAD, DC, "title", SITE, 1, LINE, NULL),
	VALUE(FEED_HEAD, RSS, "language", LANG, 0, WORD, NULL),
	VALUE(FEED_HEAD, DC, "language", LANG, 1, WORD, NULL),
	VALUE(FEED_HEAD, RSS, "author", AUTHOR, 0, PERSON, NULL),
	VALUE(FEED_HEAD, DC, "creator", AUTHOR, 0, PERSON, NULL),

	VALUE(FEED_ITEM, RSS, "title", TITLE, 0, LINE, begin_text),
	VALUE(FEED_ITEM, DC, "title", TITLE, 1, LINE, NULL),
	VALUE(FEED_ITEM, ITUNES, "title", TITLE, 2, LINE, NULL),
	VALUE(FEED_ITEM, MEDIA, "title", TITLE, 3, LINE, NULL),

	VALUE(FEED_ITEM, FEEDBURNER, "origLink", URL, 0, URL, NULL),
	VALUE(FEED_ITEM, RSS, "link", URL, 1, URL, begin_link),
	VALUE(FEED_ITEM, BLOGGER, "filename", URL, 3, URL, NULL),
	VALUE(FEED_ITEM, RSS, "guid", ID, 0, WORD, begin_guid),
	VALUE(FEED_ITEM, RSS, "id", ID, 0, WORD, begin_id),
	VALUE(FEED_ITEM, DC, "identifier", ID, 1, WORD, NULL),

	VALUE(FEED_ITEM, RSS, "published", PUBLISHED, 1, DATE, NULL),
	VALUE(FEED_ITEM, RSS, "pubDate", PUBLISHED, 1, DATE, NULL),
	VALUE(FEED_ITEM, RSS, "issued", PUBLISHED, 2, DATE, NULL),
	VALUE(FEED_ITEM, DC, "issued", PUBLISHED, 2, DATE, NULL),
	VALUE(FEED_ITEM, DC, "date", PUBLISHED, 3, DATE, NULL),
	VALUE(FEED_ITEM, RSS, "created", PUBLISHED, 4, DATE, NULL),
	VALUE(FEED_ITEM, DC, "created", PUBLISHED, 4, DATE, NULL),
	VALUE(FEED_ITEM, RSS, "updated", UPDATED, 0, DATE, NULL),
	VALUE(FEED_ITEM, RSS, "modified", UPDATED, 1, DATE, NULL),
	VALUE(FEED_ITEM, DC, "modified", UPDATED, 1, DATE, NULL),

	VALUE(FEED_ITEM, RSS, "author", AUTHOR, 0, PERSON, NULL),
	VALUE(FEED_ITEM, DC, "creator", AUTHOR, 0, PERSON, NULL),
	VALUE(FEED_ITEM, DC, "author", AUTHOR, 1, PERSON, NULL),
	VALUE(FEED_ITEM, ITUNES, "author", AUTHOR, 2, PERSON, NULL),

	VALUE(FEED_ITEM, RSS, "category", TAG, 0, LINE, begin_category),
	VALUE(FEED_ITEM, DC, "subject", TAG, 0, LINE, NULL),
	VALUE(FEED_ITEM, ITUNES, "category", TAG, 0, LINE, begin_category),
	VALUE(FEED_ITEM, MEDIA, "category", TAG, 0, LINE, begin_category),

	VALUE(FEED_ITEM, CONTENT, "encoded", TEXT, 0, BODY, NULL),
	VALUE(FEED_ITEM, RSS, "content", TEXT, 0, BODY, begin_text),
	VALUE(FEED_ITEM, XHTML, "body", TEXT, 1, BODY, NULL),
	VALUE(FEED_ITEM, XHTML, "div", TEXT, 1, BODY, NULL),
	VALUE(FEED_ITEM, RSS, "body", TEXT, 1, BODY, begin_text),
	VALUE(FEED_ITEM, RSS, "fullitem", TEXT, 1, BODY, NULL),
	VALUE(FEED_ITEM, RSS, "description", TEXT, 2, BODY, begin_text),
	VALUE(FEED_ITEM, RSS, "summary", TEXT, 2, BODY, begin_text),
	VALUE(FEED_ITEM, RSS, "abstract", TEXT, 3, BODY, NULL),
	VALUE(FEED_ITEM, DC, "description", TEXT, 3, BODY, NULL),
	VALUE(FEED_ITEM, DC, "abstract", TEXT, 3, BODY, NULL),
	VALUE(FEED_ITEM, EXCERPT, "encoded", TEXT, 3, BODY, NULL),
	VALUE(FEED_ITEM, ITUNES, "summary", TEXT, 4, BODY, NULL),
	VALUE(FEED_ITEM, MEDIA, "description", TEXT, 5, BODY, NULL),

	VALUE(FEED_ITEM, RSS, "language", LANG, 0, WORD, NULL),
	VALUE(FEED_ITEM, DC, "language", LANG, 0, WORD, NULL),
	BOX(FEED_ITEM, ATOM, "source", FEED_SOURCE, NULL),
	VALUE(FEED_ITEM, RSS, "source", SITE, 0, LINE, NULL),
	VALUE(FEED_SOURCE, RSS, "title", SITE, 0, LINE, begin_text),
	VALUE(FEED_SOURCE, RSS, "author", AUTHOR, 3, PERSON, NULL),

	VALUE(FEED_ITEM, BLOGGER, "type", TYPE, 0, WORD, NULL),
	VALUE(FEED_ITEM, BLOGGER, "status", STATUS, 0, WORD, NULL),
	VALUE(FEED_ITEM, WP, "post_type", TYPE, 0, WORD, NULL),
	VALUE(FEED_ITEM, WP, "status", STATUS, 0, WORD, NULL),
	VALUE(FEED_ITEM, WP, "post_password", PASSWORD, 0, WORD, NULL),
	BOX(FEED_ITEM, APP, "control", FEED_CONTROL, NULL),
	VALUE(FEED_CONTROL, APP, "draft", STATUS, 0, WORD, NULL),
};

static int same_space(enum xml_space row, enum xml_space name)
{
	if (row == name)
		return 1;
	return row == XML_SPACE_RSS &&
	       (name == XML_SPACE_NONE || name == XML_SPACE_ATOM);
}

static const struct feed_row *find(const struct feed_row *rows, size_t n,
				   enum feed_place place,
				   const struct xml_name *name)
{
	for (size_t i = 0; i < n; i++) {
		const struct feed_row *row = &rows[i];
		struct str known = {row->name, strlen(row->name)};

		if (row->place == place &&
		    same_space(row->space, name->space) &&
		    ascii_equal(known, name->local))
			return row;
	}
	return NULL;
}

const struct feed_row *feed_row_find(const struct feed_table *table,
				     enum feed_place place,
				     const struct xml_name *name)
{
	const struct feed_row *row = find(table->rows, table->n, place, name);

	if (row)
		return row;
	return find(common, sizeof(common) / sizeof(*common), place, name);
}
