#include "indexer/markup/regions.h"

#include "indexer/markup/meta.h"
#include "indexer/markup/sax.h"
#include "indexer/markup/tags.h"

/* Words in class or id, as the common blog engines have them. */
static const char *const hidden_names[] = {
	"breadcrumb",      "breadcrumbs",   "comment-respond",
	"commentlist",     "comment-list",  "comments",
	"comments-area",   "cookie-notice", "disqus_thread",
	"jp-relatedposts", "nav-links",     "navbar",
	"navigation",      "noprint",       "post-navigation",
	"related-posts",   "respond",       "screen-reader-text",
	"share-buttons",   "sharedaddy",    "sidebar",
	"site-navigation", "skip-link",     "widget",
	"widget-area",
};

static const char *const edge_names[] = {
	"footer",     "header",      "masthead",
	"site-title", "site-header", "site-footer",
};

/* From the most to the least telling. */
static const char *const article_names[] = {
	"entry-content", "post-content", "article-content", "post-body",
	"article-body",  "entry",        "hentry",          "post",
	"articleBody",   "content",
};

/* Whole pages stand in these forms. */
static const char *const page_forms[] = {"aspnetForm", "form1"};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* The place in the table of the first name found; -1: none. */
static int find_name(const char *const *names, size_t n,
		     const char *const *atts)
{
	const char *class_ = sax_attribute(atts, "class");
	const char *id = sax_attribute(atts, "id");

	for (size_t i = 0; (class_ || id) && i < n; i++) {
		struct str name = {names[i], strlen(names[i])};

		if (meta_has_word(class_, name) || meta_has_word(id, name))
			return (int)i;
	}
	return -1;
}

static int is_page(struct str name, const char *const *atts)
{
	return str_eq(name, STR("html")) || str_eq(name, STR("body")) ||
	       (str_eq(name, STR("form")) &&
		find_name(page_forms, COUNT(page_forms), atts) >= 0);
}

enum region region_of(struct str name, unsigned flags, const char *const *atts)
{
	if (is_page(name, atts))
		return REGION_PLAIN;
	if (flags & (TAG_SKIP | TAG_CHROME) || sax_attribute(atts, "hidden") ||
	    sax_attribute(atts, "data-pagefind-ignore") ||
	    find_name(hidden_names, COUNT(hidden_names), atts) >= 0)
		return REGION_HIDDEN;
	if (flags & TAG_EDGE ||
	    find_name(edge_names, COUNT(edge_names), atts) >= 0)
		return REGION_EDGE;
	return REGION_PLAIN;
}

int region_article_rank(struct str name, const char *const *atts)
{
	int found;

	if (str_eq(name, STR("article")))
		return 0;
	if (is_page(name, atts))
		return -1;
	if (str_eq(name, STR("main")))
		return 1;
	if (meta_has_word(sax_attribute(atts, "role"), STR("main")))
		return 2;
	if (meta_has_word(sax_attribute(atts, "itemprop"), STR("articleBody")))
		return 2;
	found = find_name(article_names, COUNT(article_names), atts);
	return found < 0 ? -1 : REGION_BY_NAME + found;
}
