#include "indexer/markup/xml_space.h"

#include "indexer/markup/ascii.h"

/* Without scheme, "www." and the '/' or '#' at the end: people vary those. */
static const struct {
	const char *uri;
	enum xml_space space;
} uris[] = {
	{"purl.org/rss/1.0", XML_SPACE_RSS},
	{"my.netscape.com/rdf/simple/0.9", XML_SPACE_RSS},
	{"channel.netscape.com/rdf/simple/0.9", XML_SPACE_RSS},
	{"my.netscape.com/publish/formats/rss-0.91.dtd", XML_SPACE_RSS},
	{"purl.org/net/rss1.1", XML_SPACE_RSS},
	{"blogs.law.harvard.edu/tech/rss", XML_SPACE_RSS},
	{"w3.org/2005/atom", XML_SPACE_ATOM},
	{"purl.org/atom/ns", XML_SPACE_ATOM},
	{"example.com/newformat", XML_SPACE_ATOM}, /* of its drafts */
	{"example.com/necho", XML_SPACE_ATOM},
	{"purl.org/echo", XML_SPACE_ATOM},
	{"uri/of/echo/namespace", XML_SPACE_ATOM},
	{"purl.org/pie", XML_SPACE_ATOM},
	{"w3.org/1999/02/22-rdf-syntax-ns", XML_SPACE_RDF},
	{"purl.org/dc/elements/1.0", XML_SPACE_DC},
	{"purl.org/dc/elements/1.1", XML_SPACE_DC},
	{"purl.org/dc/terms", XML_SPACE_DC},
	{"purl.org/dc/qualifiers/1.0", XML_SPACE_DC},
	{"purl.org/rss/1.0/modules/dc", XML_SPACE_DC},
	{"purl.org/rss/1.0/modules/content", XML_SPACE_CONTENT},
	{"w3.org/1999/xhtml", XML_SPACE_XHTML},
	{"itunes.com/dtds/podcast-1.0.dtd", XML_SPACE_ITUNES},
	{"example.com/dtds/podcast-1.0.dtd", XML_SPACE_ITUNES},
	{"search.yahoo.com/mrss", XML_SPACE_MEDIA},
	{"rssnamespace.org/feedburner/ext/1.0", XML_SPACE_FEEDBURNER},
	{"w3.org/2007/app", XML_SPACE_APP},
	{"purl.org/atom/app", XML_SPACE_APP},
	{"schemas.google.com/blogger/2008", XML_SPACE_BLOGGER},
	{"schemas.google.com/blogger/2018", XML_SPACE_BLOGGER},
};

static const struct {
	struct str prefix;
	enum xml_space space;
} prefixes[] = {
	{{"rss", 3}, XML_SPACE_RSS},
	{{"atom", 4}, XML_SPACE_ATOM},
	{{"atom03", 6}, XML_SPACE_ATOM},
	{{"rdf", 3}, XML_SPACE_RDF},
	{{"dc", 2}, XML_SPACE_DC},
	{{"dcterms", 7}, XML_SPACE_DC},
	{{"content", 7}, XML_SPACE_CONTENT},
	{{"excerpt", 7}, XML_SPACE_EXCERPT},
	{{"wp", 2}, XML_SPACE_WP},
	{{"xhtml", 5}, XML_SPACE_XHTML},
	{{"itunes", 6}, XML_SPACE_ITUNES},
	{{"media", 5}, XML_SPACE_MEDIA},
	{{"feedburner", 10}, XML_SPACE_FEEDBURNER},
	{{"app", 3}, XML_SPACE_APP},
	{{"blogger", 7}, XML_SPACE_BLOGGER},
};

static struct str without(struct str s, struct str prefix)
{
	if (ascii_begins(s, prefix))
		return (struct str){s.p + prefix.len, s.len - prefix.len};
	return s;
}

/* wordpress.org/export/1.2/ and .../1.2/excerpt/, of any version. */
static enum xml_space wordpress_space(struct str uri)
{
	static const struct str excerpt = {"excerpt", 7};

	if (uri.len > excerpt.len &&
	    ascii_equal(
		    (struct str){uri.p + uri.len - excerpt.len, excerpt.len},
		    excerpt))
		return XML_SPACE_EXCERPT;
	return XML_SPACE_WP;
}

enum xml_space xml_space_of(struct str uri)
{
	uri = ascii_trim(uri);
	uri = without(without(uri, STR("http:")), STR("https:"));
	uri = without(without(uri, STR("//")), STR("www."));
	while (uri.len &&
	       (uri.p[uri.len - 1] == '/' || uri.p[uri.len - 1] == '#' ||
		uri.p[uri.len - 1] == '='))
		uri.len--;
	if (ascii_begins(uri, STR("wordpress.org/export/")))
		return wordpress_space(uri);
	if (ascii_begins(uri, STR("backend.userland.com/")))
		return XML_SPACE_RSS;
	for (size_t i = 0; i < sizeof(uris) / sizeof(*uris); i++) {
		struct str known = {uris[i].uri, strlen(uris[i].uri)};

		if (ascii_equal(uri, known))
			return uris[i].space;
	}
	return XML_SPACE_OTHER;
}

enum xml_space xml_space_by_prefix(struct str prefix)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (ascii_equal(prefix, prefixes[i].prefix))
			return prefixes[i].space;
	return XML_SPACE_OTHER;
}
