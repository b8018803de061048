#include "indexer/formats/feed_read.h"
#include "indexer/formats/feed_sniff.h"
#include "indexer/markup/ascii.h"

/* RSS of any version, RDF, Atom, and Blogger's exports, which are Atom. */

static int sniff(struct str head)
{
	switch (feed_sniff(head)) {
	case FEED_SNIFFED_FEED:
		return FORMAT_CERTAIN;
	case FEED_SNIFFED_INSIDE:
		return FORMAT_LIKELY;
	case FEED_SNIFFED_XML:
		return FORMAT_ENOUGH;
	default:
		return FORMAT_NO;
	}
}

/* Blogger exports comments, templates and settings as entries too. */
static enum feed_wanted wanted(const struct feed *f)
{
	struct str type = feed_record_get(&f->item, FEED_TYPE);
	struct str status = feed_record_get(&f->item, FEED_STATUS);

	if (type.len && !ascii_equal(type, STR("post")) &&
	    !ascii_equal(type, STR("page")) && !f->in.options.all_types)
		return FEED_OTHER;
	if ((ascii_equal(status, STR("yes")) ||
	     ascii_equal(status, STR("draft")) ||
	     ascii_equal(status, STR("scheduled")) ||
	     ascii_equal(status, STR("soft_trashed"))) &&
	    !f->in.options.drafts)
		return FEED_DRAFT;
	return FEED_WANTED;
}

static const struct feed_table table = {.rows = NULL, .wanted = wanted};

static enum status open_feed(void **reader, const struct format_input *in,
			     struct error *err)
{
	struct feed *f;
	enum status st = feed_open(&f, in, &table, NULL, err);

	*reader = f;
	return st;
}

static enum status next(void *reader, struct post *post, struct error *err)
{
	return feed_next(reader, post, err);
}

static void close_feed(void *reader)
{
	feed_free(reader);
}

const struct format format_feed = {
	.name = "feed",
	.suffixes = "rss atom rdf",
	.streams = 1,
	.sniff = sniff,
	.open = open_feed,
	.next = next,
	.close = close_feed,
};
