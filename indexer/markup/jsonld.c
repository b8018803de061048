#include <stdint.h>

#include <jansson.h>

#include "indexer/markup/entity.h"
#include "indexer/markup/meta.h"

enum {
	OBJECTS_MAX = 64, /* looked at in one script */
	DEPTH_MAX = 32    /* of arrays and objects in each other */
};

static const struct property {
	const char *name;
	enum fact_field field;
	unsigned rank;
} properties[] = {
	{"headline", FACT_TITLE, 2},
	{"datePublished", FACT_PUBLISHED, 2},
	{"dateCreated", FACT_PUBLISHED, 4},
	{"dateModified", FACT_UPDATED, 2},
	{"author", FACT_AUTHOR, 2},
	{"creator", FACT_AUTHOR, 2},
	{"keywords", FACT_TAG, 1},
	{"inLanguage", FACT_LANG, 4},
};

/* Scripts often hold references that HTML would not decode there. */
static enum status add_string(struct facts *facts, const struct property *p,
			      const char *value, struct error *err)
{
	struct buf text = BUF_INIT(FACT_VALUE_MAX * 8);
	struct str s = {value, strlen(value)};
	enum status st;

	if (s.len > text.max)
		return ST_OK;
	st = entity_decode(&text, s, err);
	if (st == ST_OK && p->field == FACT_TAG)
		st = facts_add_list(facts, p->field, p->rank, buf_str(&text),
				    err);
	else if (st == ST_OK)
		st = facts_add(facts, p->field, p->rank, buf_str(&text), err);
	buf_free(&text);
	return st;
}

/* Pages that a script fills have their text only here. */
static enum status add_body(struct facts *facts, json_t *value,
			    struct error *err)
{
	struct str s = {json_string_value(value), json_string_length(value)};

	/* Twice as much at least, or many of them would fill the arena. */
	if (!s.p || s.len <= 2 * facts->body.len)
		return ST_OK;
	return arena_str(&facts->body, facts->arena, s, err);
}

/* "x", {"name": "x"}, or an array of these. */
static enum status add_value(struct facts *facts, const struct property *p,
			     json_t *value, struct error *err)
{
	enum status st = ST_OK;
	json_t *one;
	size_t i;

	if (!json_is_array(value)) {
		if (json_is_object(value))
			value = json_object_get(value, "name");
		return json_is_string(value)
			       ? add_string(facts, p, json_string_value(value),
					    err)
			       : ST_OK;
	}
	json_array_foreach(value, i, one)
	{
		if (json_is_object(one))
			one = json_object_get(one, "name");
		if (st == ST_OK && json_is_string(one))
			st = add_string(facts, p, json_string_value(one), err);
	}
	return st;
}

static int is_type(json_t *type, const char *const *names)
{
	const char *s = json_string_value(
		json_is_array(type) ? json_array_get(type, 0) : type);

	for (; s && *names; names++)
		if (strcmp(s, *names) == 0)
			return 1;
	return 0;
}

/* Not the blog or the page, which are what it is a part of as often. */
static enum status add_series(struct facts *facts, json_t *parts,
			      struct error *err)
{
	static const char *const series[] = {"CreativeWorkSeries", NULL};
	static const struct property p = {"isPartOf", FACT_SERIES, 0};
	size_t n = json_is_array(parts) ? json_array_size(parts) : 1;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		json_t *one =
			json_is_array(parts) ? json_array_get(parts, i) : parts;

		if (is_type(json_object_get(one, "@type"), series))
			st = add_value(facts, &p, one, err);
	}
	return st;
}

static enum status read_object(struct facts *facts, json_t *object,
			       struct error *err)
{
	static const char *const posts[] = {"BlogPosting", "Article",
					    "NewsArticle", "SocialMediaPosting",
					    "Report",      NULL};
	static const char *const pages[] = {"WebPage", NULL};
	static const char *const sites[] = {"WebSite", "Blog", NULL};
	static const struct property site = {"name", FACT_SITE, 2};
	json_t *type = json_object_get(object, "@type");
	int page = is_type(type, pages);
	enum status st = ST_OK;

	if (is_type(type, sites))
		return add_value(facts, &site, json_object_get(object, "name"),
				 err);
	if (!page && !is_type(type, posts))
		return ST_OK;
	st = add_body(facts, json_object_get(object, "articleBody"), err);
	if (st == ST_OK)
		st = add_series(facts, json_object_get(object, "isPartOf"),
				err);
	for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++) {
		struct property p = properties[i];

		p.rank += page ? 1 : 0; /* the page speaks for its post */
		if (st == ST_OK)
			st = add_value(facts, &p,
				       json_object_get(object, p.name), err);
	}
	return st;
}

/* An object, an array of objects, or objects under "@graph". */
static enum status read_root(struct facts *facts, json_t *root,
			     struct error *err)
{
	json_t *list =
		json_is_array(root) ? root : json_object_get(root, "@graph");
	size_t n = json_array_size(list);
	enum status st = ST_OK;

	if (json_is_object(root))
		st = read_object(facts, root, err);
	for (size_t i = 0; st == ST_OK && i < n && i < OBJECTS_MAX; i++)
		st = read_object(facts, json_array_get(list, i), err);
	return st;
}

/* jansson stops at its own depth of 2,048, which a small stack survives, but
 * counting brackets first costs nothing. */
static int too_deep(struct str json)
{
	size_t depth = 0;

	for (size_t i = 0; i < json.len; i++) {
		if (json.p[i] == '[' || json.p[i] == '{')
			depth++;
		if ((json.p[i] == ']' || json.p[i] == '}') && depth)
			depth--;
		if (depth > DEPTH_MAX)
			return 1;
	}
	return 0;
}

enum status meta_read_json(struct facts *facts, struct str json,
			   struct error *err)
{
	enum status st;
	json_t *root;

	if (too_deep(json))
		return ST_OK;
	root = json_loadb(json.p, json.len, JSON_DISABLE_EOF_CHECK, NULL);
	if (!root)
		return ST_OK;
	st = read_root(facts, root, err);
	json_decref(root);
	return st;
}
