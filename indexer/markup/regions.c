#include "indexer/markup/regions.h"

#include "indexer/markup/ascii.h"
#include "indexer/markup/meta.h"
#include "indexer/markup/sax.h"
#include "indexer/markup/tags.h"

enum {
	WEIGHT = 25,    /* of a telling class or id */
	NAMES_MAX = 256 /* bytes of a class looked at */
};

/* Classes and ids, as common blog engines have them. */
static const struct claim {
	const char *name;
	enum block_claim claim;
} claims[] = {
	{"article-body", CLAIM_BODY},
	{"article-content", CLAIM_BODY},
	{"article-text", CLAIM_BODY},
	{"article__body", CLAIM_BODY},
	{"articleBody", CLAIM_BODY},
	{"asset-body", CLAIM_BODY},
	{"available-content", CLAIM_BODY},
	{"blog-content", CLAIM_BODY},
	{"e-content", CLAIM_BODY},
	{"entry-body", CLAIM_BODY},
	{"entry-content", CLAIM_BODY},
	{"entrybody", CLAIM_BODY},
	{"entrytext", CLAIM_BODY},
	{"gh-content", CLAIM_BODY},
	{"post-body", CLAIM_BODY},
	{"post-content", CLAIM_BODY},
	{"post-entry", CLAIM_BODY},
	{"post-full-content", CLAIM_BODY},
	{"post-text", CLAIM_BODY},
	{"post_content", CLAIM_BODY},
	{"postbody", CLAIM_BODY},
	{"story-body", CLAIM_BODY},
	{"storycontent", CLAIM_BODY},
	{"entry", CLAIM_POST},
	{"h-entry", CLAIM_POST},
	{"hentry", CLAIM_POST},
	{"post", CLAIM_LOOSE},
	{"content", CLAIM_LOOSE},
};

/* Whole pages stand in these forms. */
static const char *const page_forms[] = {"aspnetForm", "form1"};

static const struct role {
	const char *name;
	unsigned flags; /* of its block; 0: hidden */
} roles[] = {
	{"alert", 0},
	{"alertdialog", 0},
	{"banner", BLOCK_AWAY},
	{"complementary", 0},
	{"contentinfo", BLOCK_AWAY},
	{"dialog", 0},
	{"main", BLOCK_CORE},
	{"menu", 0},
	{"menubar", 0},
	{"navigation", 0},
	{"search", 0},
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static enum block_claim claim_of(struct str name)
{
	for (size_t i = 0; i < COUNT(claims); i++)
		if (name.len == strlen(claims[i].name) &&
		    ascii_equal(name, (struct str){claims[i].name, name.len}))
			return claims[i].claim;
	return CLAIM_NONE;
}

static enum block_claim better(enum block_claim a, enum block_claim b)
{
	return a && (!b || a < b) ? a : b;
}

/* The most telling of the names in a class or id. */
static enum block_claim find_claim(const char *value)
{
	struct str s = {value, value ? strnlen(value, NAMES_MAX) : 0};
	enum block_claim best = CLAIM_NONE;

	while (s.len) {
		enum block_claim claim;
		size_t n = 0;

		while (n < s.len && !ascii_space(s.p[n]))
			n++;
		claim = claim_of((struct str){s.p, n});
		best = better(claim, best);
		n += n < s.len;
		s = (struct str){s.p + n, s.len - n};
	}
	return best;
}

static int has_name(const char *const *names, size_t n, const char *class_,
		    const char *id)
{
	for (size_t i = 0; i < n; i++) {
		struct str name = {names[i], strlen(names[i])};

		if (meta_has_word(class_, name) || meta_has_word(id, name))
			return 1;
	}
	return 0;
}

static int is_page(struct str name, const char *class_, const char *id)
{
	return str_eq(name, STR("html")) || str_eq(name, STR("body")) ||
	       (str_eq(name, STR("form")) &&
		has_name(page_forms, COUNT(page_forms), class_, id));
}

/* "display: none", "visibility:hidden" */
static int style_says(const char *style, const char *property,
		      const char *value)
{
	const char *p = strstr(style, property);

	if (!p)
		return 0;
	p += strlen(property);
	p += strspn(p, " :");
	return strncmp(p, value, strlen(value)) == 0;
}

static int is_unseen(const char *const *atts)
{
	const char *style = sax_attribute(atts, "style");
	const char *aria = sax_attribute(atts, "aria-hidden");

	if (sax_attribute(atts, "hidden") ||
	    sax_attribute(atts, "data-pagefind-ignore"))
		return 1;
	if (aria && strcmp(aria, "true") == 0)
		return 1;
	return style && (style_says(style, "display", "none") ||
			 style_says(style, "visibility", "hidden"));
}

/* A link into this page: of a footnote, or a table of contents. */
static int is_local(struct str name, const char *const *atts)
{
	const char *href = sax_attribute(atts, "href");

	return href && *href == '#' && str_eq(name, STR("a"));
}

static void read_role(struct region *r, const char *role)
{
	struct str s = {role, role ? strlen(role) : 0};

	for (size_t i = 0; s.len && i < COUNT(roles); i++) {
		struct str name = {roles[i].name, strlen(roles[i].name)};

		if (!ascii_equal(s, name))
			continue;
		r->hidden |= !roles[i].flags;
		r->flags |= roles[i].flags;
	}
}

static int weight_of(unsigned signs)
{
	return (signs & NAME_GOOD ? WEIGHT : 0) -
	       (signs & NAME_BAD ? WEIGHT : 0);
}

static uint32_t hash(const char *s)
{
	uint32_t h = 2166136261U;

	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619U;
	return h;
}

static void read_names(struct region *r, const struct names *names,
		       const char *class_, const char *id)
{
	unsigned by_class = names_find(names, class_);
	unsigned by_id = names_find(names, id);

	r->signs = by_class | by_id;
	r->weight = weight_of(by_class) + weight_of(by_id);
	r->class_hash = class_ && *class_ ? hash(class_) : 0;
	r->hidden |= (r->signs & NAME_UNSEEN) != 0;
	if (r->signs & NAME_AWAY && !(r->signs & NAME_KEEP))
		r->flags |= BLOCK_AWAY;
}

/* schema.org/BlogPosting, NewsArticle and the like */
static int is_post_type(const char *type)
{
	return type &&
	       (strstr(type, "/BlogPosting") || strstr(type, "/NewsArticle") ||
		strstr(type, "/Article"));
}

static void read_claim(struct region *r, struct str name,
		       const char *const *atts, const char *class_,
		       const char *id)
{
	const char *prop = sax_attribute(atts, "itemprop");

	if (meta_has_word(prop, STR("author")) ||
	    meta_has_word(sax_attribute(atts, "rel"), STR("author")))
		r->signs |= NAME_BYLINE;
	if (r->signs & NAME_GOOD)
		r->claim = better(find_claim(class_), find_claim(id));
	if (str_eq(name, STR("article")) ||
	    is_post_type(sax_attribute(atts, "itemtype")))
		r->claim = better(r->claim, CLAIM_POST);
	else if (r->flags & BLOCK_CORE || str_eq(name, STR("main")))
		r->claim = better(r->claim, CLAIM_MAIN);
	if (meta_has_word(prop, STR("articleBody")) ||
	    sax_attribute(atts, "data-pagefind-body")) {
		r->flags |= BLOCK_CORE;
		r->claim = CLAIM_BODY;
	}
}

/* Left out by its names, unless it claims to be what is looked for; what is
 * surely of others claims in vain. */
static void weigh_names(struct region *r)
{
	int is_post = r->claim == CLAIM_BODY || r->claim == CLAIM_POST;

	if (r->signs & NAME_THEIRS && !(r->signs & NAME_KEEP))
		r->claim = CLAIM_NONE;
	else if (is_post)
		r->flags &= ~(unsigned)BLOCK_AWAY;
	else if (r->flags & BLOCK_AWAY)
		r->claim = CLAIM_NONE;
	r->others = r->flags & BLOCK_AWAY && r->signs & NAME_OTHERS;
}

struct region region_of(const struct names *names, struct str name,
			unsigned flags, const char *const *atts)
{
	const char *class_ = sax_attribute(atts, "class");
	const char *id = sax_attribute(atts, "id");
	struct region r = {.signs = 0};

	if (is_page(name, class_, id))
		return r;
	r.hidden = flags & (TAG_SKIP | TAG_CHROME) ? 1 : 0;
	if (flags & TAG_EDGE)
		r.flags |= BLOCK_AWAY;
	if (atts)
		r.hidden |= is_unseen(atts);
	if (is_local(name, atts))
		r.flags |= BLOCK_LOCAL;
	read_role(&r, sax_attribute(atts, "role"));
	read_names(&r, names, class_, id);
	read_claim(&r, name, atts, class_, id);
	weigh_names(&r);
	return r;
}
