#include "indexer/markup/meta.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/sax.h"

/* Where a fact may stand: an attribute that holds a word, in any element or
 * one of a name, and where its value is. Rank 0 is the most trusted. */
struct place {
	const char *element;   /* NULL: any */
	const char *attribute; /* NULL: the element is enough */
	struct str word;
	const char *value; /* attribute; NULL: the element's text */
	enum fact_field field;
	unsigned rank;
};

#define W(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

static const struct place places[] = {
	{"html", NULL, W(""), "lang", FACT_LANG, 0},
	{"html", NULL, W(""), "xml:lang", FACT_LANG, 1},
	{"meta", "name", W("content-language"), "content", FACT_LANG, 2},
	{"meta", "property", W("og:locale"), "content", FACT_LANG, 3},

	{"meta", "name", W("dc.title"), "content", FACT_TITLE, 0},
	{"meta", "name", W("dc:title"), "content", FACT_TITLE, 0},
	{"meta", "name", W("dcterms.title"), "content", FACT_TITLE, 0},
	{"meta", "property", W("og:title"), "content", FACT_TITLE, 1},
	{NULL, "itemprop", W("headline"), NULL, FACT_TITLE, 3},
	{"meta", "name", W("twitter:title"), "content", FACT_TITLE, 4},
	{NULL, "class", W("entry-title"), NULL, FACT_TITLE, 5},
	{NULL, "class", W("post-title"), NULL, FACT_TITLE, 5},
	{"h1", NULL, W(""), NULL, FACT_TITLE, META_RANK_H1},
	{"title", NULL, W(""), NULL, FACT_TITLE, META_RANK_TITLE},

	{"meta", "property", W("og:site_name"), "content", FACT_SITE, 0},
	{"meta", "name", W("application-name"), "content", FACT_SITE, 1},

	{"link", "rel", W("canonical"), "href", FACT_URL, 0},
	{"meta", "property", W("og:url"), "content", FACT_URL, 1},
	{"a", "class", W("p-canonical"), "href", FACT_URL, 2},

	{"meta", "property", W("article:published_time"), "content",
	 FACT_PUBLISHED, 0},
	{"meta", "itemprop", W("datePublished"), "content", FACT_PUBLISHED, 1},
	{"time", "itemprop", W("datePublished"), "datetime", FACT_PUBLISHED, 1},
	{NULL, "itemprop", W("datePublished"), "content", FACT_PUBLISHED, 1},
	{"abbr", "itemprop", W("datePublished"), "title", FACT_PUBLISHED, 1},
	{"abbr", "class", W("published"), "title", FACT_PUBLISHED, 3},
	{"time", "class", W("published"), "datetime", FACT_PUBLISHED, 3},
	{"time", "class", W("dt-published"), "datetime", FACT_PUBLISHED, 3},
	{"time", "class", W("dt-updated"), "datetime", FACT_UPDATED, 3},
	{"time", "class", W("updated"), "datetime", FACT_UPDATED, 3},
	{"meta", "name", W("dcterms.created"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("dcterms.issued"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("dcterms.date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("dc.date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("dc.date.issued"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("pubdate"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("parsely-pub-date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("publishdate"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("publish-date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("publish_date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("sailthru.date"), "content", FACT_PUBLISHED, 4},
	{"meta", "name", W("citation_publication_date"), "content",
	 FACT_PUBLISHED, 4},
	{NULL, "itemprop", W("datePublished"), NULL, FACT_PUBLISHED, 6},
	{"time", NULL, W(""), "datetime", FACT_PUBLISHED, 5},
	{NULL, "class", W("date-header"), NULL, FACT_PUBLISHED, 8},
	{NULL, "class", W("entry-date"), NULL, FACT_PUBLISHED, 8},
	{NULL, "class", W("post-date"), NULL, FACT_PUBLISHED, 8},
	{"time", NULL, W(""), NULL, FACT_PUBLISHED, 7},

	{"meta", "property", W("article:modified_time"), "content",
	 FACT_UPDATED, 0},
	{NULL, "itemprop", W("dateModified"), "content", FACT_UPDATED, 1},
	{"time", "itemprop", W("dateModified"), "datetime", FACT_UPDATED, 1},
	{"meta", "property", W("og:updated_time"), "content", FACT_UPDATED, 2},
	{"meta", "name", W("dcterms.modified"), "content", FACT_UPDATED, 4},

	{"meta", "name", W("author"), "content", FACT_AUTHOR, 0},
	{"meta", "property", W("article:author"), "content", FACT_AUTHOR, 1},
	{"meta", "name", W("dc.creator"), "content", FACT_AUTHOR, 1},
	{"meta", "name", W("dcterms.creator"), "content", FACT_AUTHOR, 1},
	{"meta", "itemprop", W("author"), "content", FACT_AUTHOR, 1},
	{NULL, "rel", W("author"), NULL, FACT_AUTHOR, 3},
	{NULL, "itemprop", W("author"), NULL, FACT_AUTHOR, 4},
	{NULL, "class", W("p-author"), NULL, FACT_AUTHOR, 4},
	{NULL, "class", W("byline"), NULL, FACT_AUTHOR, 5},
	{NULL, "class", W("author"), NULL, FACT_AUTHOR, 5},
	{NULL, "class", W("post-author"), NULL, FACT_AUTHOR, 5},
	{NULL, "class", W("entry-author"), NULL, FACT_AUTHOR, 5},

	{"meta", "property", W("article:tag"), "content", FACT_TAG, 0},
	{NULL, "rel", W("tag"), NULL, FACT_TAG, 0},
	{NULL, "class", W("p-tag"), NULL, FACT_TAG, 0},
	{NULL, "class", W("p-category"), NULL, FACT_TAG, 0},
	{"meta", "name", W("keywords"), "content", FACT_TAG, 1},
	{"meta", "property", W("article:section"), "content", FACT_TAG, 2},

	{"meta", "name", W("robots"), "content", FACT_ROBOTS, 0},
};

int meta_has_word(const char *value, struct str word)
{
	struct str rest, one;

	if (!value)
		return 0;
	rest = (struct str){value, strlen(value)};
	while (rest.len) {
		rest = ascii_trim(rest);
		one = (struct str){rest.p, 0};
		while (one.len < rest.len && !ascii_space(one.p[one.len]))
			one.len++;
		if (one.len && ascii_equal(one, word))
			return 1;
		rest = (struct str){rest.p + one.len, rest.len - one.len};
	}
	return 0;
}

/* og:title is written as property and as name. */
static const char *key_of(const struct place *p, const char *const *atts)
{
	const char *key = sax_attribute(atts, p->attribute);

	if (!key && strcmp(p->attribute, "property") == 0)
		key = sax_attribute(atts, "name");
	if (!key && strcmp(p->attribute, "name") == 0)
		key = sax_attribute(atts, "property");
	return key;
}

static int is_here(const struct place *p, struct str name,
		   const char *const *atts)
{
	if (p->element &&
	    !str_eq(name, (struct str){p->element, strlen(p->element)}))
		return 0;
	return !p->attribute || meta_has_word(key_of(p, atts), p->word);
}

enum status meta_read(struct facts *facts, struct str name,
		      const char *const *atts, struct error *err)
{
	int in_text = str_eq(name, STR("time"));
	enum status st = ST_OK;

	if (!atts)
		return ST_OK;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		const struct place *p = &places[i];
		const char *value =
			p->value ? sax_attribute(atts, p->value) : NULL;
		struct str s = {value, value ? strlen(value) : 0};

		if (!value || !is_here(p, name, atts))
			continue;
		if (p->field == FACT_TAG && strcmp(p->value, "content") == 0)
			st = facts_add_list(facts, p->field, p->rank, s, err);
		else
			st = facts_add(facts, p->field,
				       p->rank + (in_text ? facts->penalty : 0),
				       s, err);
		if (st != ST_OK)
			return st;
	}
	return ST_OK;
}

int meta_text_field(enum fact_field *field, unsigned *rank, struct str name,
		    const char *const *atts)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		const struct place *p = &places[i];

		if (p->value || !is_here(p, name, atts))
			continue;
		*field = p->field;
		*rank = p->rank;
		return 1;
	}
	return 0;
}

static struct str drop_first(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str word = {words[i], strlen(words[i])};

		if (s.len > word.len && ascii_begins(s, word))
			return ascii_trim(
				(struct str){s.p + word.len, s.len - word.len});
	}
	return s;
}

static struct str cut_at(struct str s, struct str mark)
{
	const char *p = s.len ? memmem(s.p, s.len, mark.p, mark.len) : NULL;

	return p ? ascii_trim((struct str){s.p, (size_t)(p - s.p)}) : s;
}

/* "Salma Haddad, 3 May 2005" */
static struct str cut_at_number(struct str s)
{
	for (size_t i = 2; i < s.len; i++)
		if (s.p[i - 2] == ',' && s.p[i - 1] == ' ' &&
		    ascii_digit(s.p[i]))
			return (struct str){s.p, i - 2};
	return s;
}

struct str meta_byline(struct str text)
{
	static const char *const openings[] = {
		"posted by ", "written by ", "author: ", "by: ",
		"by ",        "par ",        "von "};

	text = drop_first(ascii_trim(text), openings,
			  sizeof(openings) / sizeof(*openings));
	text = cut_at(text, STR(" on "));
	text = cut_at(text, STR(" | "));
	text = cut_at_number(text);
	return cut_at(text, STR(" \xE2\x80\xA2 "));
}
