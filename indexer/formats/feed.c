#include "indexer/formats/feed_read.h"
#include "indexer/formats/feed_sniff.h"

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

static const struct feed_table table = {.rows = NULL};

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
