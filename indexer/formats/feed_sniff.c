#include "indexer/formats/feed_sniff.h"

#include "indexer/formats/format.h"
#include "indexer/markup/ascii.h"
#include "indexer/markup/charset.h"
#include "indexer/markup/charset_label.h"
#include "indexer/markup/xml_tag.h"

/* Whatever their prefix. */
static const struct str roots[] = {{"rss", 3},     {"feed", 4},  {"RDF", 3},
				   {"channel", 7}, {"entry", 5}, {"item", 4}};

static struct str from(struct str s, const char *p)
{
	return (struct str){p, s.len - (size_t)(p - s.p)};
}

/* Behind `end`; empty: it does not come. */
static struct str skip_to(struct str s, const char *end)
{
	const char *p = memmem(s.p, s.len, end, strlen(end));

	return p ? from(s, p + strlen(end)) : (struct str){s.p, 0};
}

static struct str skip_doctype(struct str s)
{
	const char *end = memchr(s.p, '>', s.len);
	const char *subset = memchr(s.p, '[', s.len);

	if (!end || !subset || end < subset)
		return skip_to(s, ">");
	return skip_to(skip_to(s, "]"), ">");
}

/* Declarations, comments and white space before the first element. */
static struct str skip_prolog(struct str s)
{
	for (;;) {
		s = ascii_trim(s);
		if (ascii_begins(s, STR("<!--")))
			s = skip_to(s, "-->");
		else if (ascii_begins(s, STR("<?")))
			s = skip_to(s, ">");
		else if (ascii_begins(s, STR("<!doctype")))
			s = skip_doctype(s);
		else
			return s;
	}
}

static int is_root(struct str s)
{
	struct str name;
	const char *colon;

	if (s.len < 2 || s.p[0] != '<')
		return 0;
	name = xml_name_at(from(s, s.p + 1));
	colon = memchr(name.p, ':', name.len);
	if (colon)
		name = from(name, colon + 1);
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (ascii_equal(name, roots[i]))
			return 1;
	return 0;
}

static int is_wxr(struct str s)
{
	return memmem(s.p, s.len, "wordpress.org/export/", 21) ||
	       memmem(s.p, s.len, "<wp:", 4);
}

/* A root that says it is one by its attributes. */
static struct str find_root(struct str s)
{
	const char *p;

	while ((p = memchr(s.p, '<', s.len)) != NULL) {
		size_t n;

		s = from(s, p);
		n = is_root(s) ? xml_tag_length(s, 1) : 0;
		if (n && n != XML_TAG_PARTIAL &&
		    (memmem(s.p, n, "version=", 8) ||
		     memmem(s.p, n, "xmlns", 5)))
			return s;
		s = from(s, s.p + 1);
	}
	return (struct str){s.p, 0};
}

static enum feed_sniffed sniff(struct str text)
{
	struct str root = skip_prolog(text);

	if (text.len && !root.len)
		return FEED_SNIFFED_XML;
	if (is_root(root))
		return is_wxr(root) ? FEED_SNIFFED_WXR : FEED_SNIFFED_FEED;
	root = find_root(text);
	if (!root.len)
		return FEED_SNIFFED_NOTHING;
	return is_wxr(root) ? FEED_SNIFFED_WXR_IN : FEED_SNIFFED_INSIDE;
}

enum feed_sniffed feed_sniff(struct str head)
{
	struct buf scratch = BUF_INIT(4 * FORMAT_HEAD_SIZE);
	enum feed_sniffed found = FEED_SNIFFED_NOTHING;
	struct str text;

	if (charset_to_utf8(&text, &scratch, head, charset_declared(head), NULL,
			    NULL) == ST_OK)
		found = sniff(text);
	buf_free(&scratch);
	return found;
}
