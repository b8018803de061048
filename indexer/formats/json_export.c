#include "indexer/formats/json_export.h"

#include <stdio.h>

enum { KEY_MAX = 80 /* bytes of an id with its kind */ };

struct str json_export_text(const json_t *value, char scratch[32])
{
	if (json_is_string(value))
		return (struct str){json_string_value(value),
				    json_string_length(value)};
	if (!json_is_integer(value))
		return STR("");
	snprintf(scratch, 32, "%lld", (long long)json_integer_value(value));
	return (struct str){scratch, strlen(scratch)};
}

/* "kind:id"; empty when the id is none. */
static const char *key_of(char key[KEY_MAX], const char *kind, const json_t *id)
{
	char scratch[32];
	struct str text = json_export_text(id, scratch);

	key[0] = '\0';
	if (text.len && text.len < KEY_MAX - 8)
		snprintf(key, KEY_MAX, "%s:%.*s", kind, (int)text.len, text.p);
	return key;
}

static enum status no_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

static enum status add_names(struct json_export *e, const char *kind,
			     const json_t *table, struct error *err)
{
	char key[KEY_MAX];
	const json_t *row;
	size_t i;

	json_array_foreach(table, i, row)
	{
		json_t *name = json_object_get(row, "name");

		if (!json_is_string(name) ||
		    !*key_of(key, kind, json_object_get(row, "id")))
			continue;
		if (json_object_set(e->names, key, name) != 0)
			return no_memory(err);
	}
	return ST_OK;
}

static enum status append(json_t *lists, const char *key, json_t *name,
			  struct error *err)
{
	json_t *list = json_object_get(lists, key);

	if (!list) {
		list = json_array();
		if (!list || json_object_set_new(lists, key, list) != 0)
			return no_memory(err);
	}
	return json_array_append(list, name) == 0 ? ST_OK : no_memory(err);
}

/* Rows of {"post_id": 1, "tag_id": 2}. */
static enum status add_links(struct json_export *e, json_t *lists,
			     const char *kind, const char *member,
			     const json_t *table, struct error *err)
{
	enum status st = ST_OK;
	char key[KEY_MAX];
	const json_t *row;
	size_t i;

	json_array_foreach(table, i, row)
	{
		json_t *name = json_object_get(
			e->names,
			key_of(key, kind, json_object_get(row, member)));

		if (st == ST_OK && name &&
		    *key_of(key, "post", json_object_get(row, "post_id")))
			st = append(lists, key, name, err);
	}
	return st;
}

static enum status join(struct json_export *e, const json_t *data,
			struct error *err)
{
	enum status st;

	st = add_names(e, "tag", json_object_get(data, "tags"), err);
	if (st == ST_OK)
		st = add_names(e, "user", json_object_get(data, "users"), err);
	if (st == ST_OK)
		st = add_links(e, e->tags, "tag", "tag_id",
			       json_object_get(data, "posts_tags"), err);
	if (st == ST_OK)
		st = add_links(e, e->authors, "user", "author_id",
			       json_object_get(data, "posts_authors"), err);
	return st;
}

/* Ghost's settings: rows of {"key": "title", "value": "..."}. */
static void read_settings(struct json_export *e, const json_t *settings)
{
	static const char *const langs[] = {"locale", "default_locale", "lang"};
	char scratch[32];
	const json_t *row;
	size_t i;

	json_array_foreach(settings, i, row)
	{
		const char *key =
			json_string_value(json_object_get(row, "key"));
		json_t *value = json_object_get(row, "value");

		if (!key || !json_is_string(value))
			continue;
		if (strcmp(key, "title") == 0)
			e->site = json_export_text(value, scratch);
		for (size_t k = 0; k < sizeof(langs) / sizeof(*langs); k++)
			if (strcmp(key, langs[k]) == 0)
				e->lang = json_export_text(value, scratch);
	}
}

/* What holds the tables: the root, or what Ghost wraps them in. */
static const json_t *data_of(const json_t *root)
{
	const json_t *db = json_object_get(root, "db"), *data;

	if (json_is_array(db))
		root = json_array_get(db, 0);
	data = json_object_get(root, "data");
	return json_is_object(data) ? data : root;
}

static void find_posts(struct json_export *e)
{
	const json_t *data = data_of(e->root);
	json_t *posts = json_object_get(data, "posts");

	if (!posts)
		posts = json_object_get(data, "items");
	if (json_is_array(e->root))
		posts = e->root;
	e->posts = json_is_array(posts) ? posts : NULL;
}

static struct str member_text(const json_t *object, const char *member)
{
	const json_t *value = json_object_get(object, member);

	if (!json_is_string(value))
		return STR("");
	return (struct str){json_string_value(value),
			    json_string_length(value)};
}

enum status json_export_read(struct json_export *out, struct str json,
			     struct error *err)
{
	const json_t *data;
	json_error_t why;

	*out = (struct json_export){.names = json_object(),
				    .tags = json_object(),
				    .authors = json_object()};
	if (!out->names || !out->tags || !out->authors)
		return no_memory(err);
	out->root = json_loadb(json.p, json.len, 0, &why);
	if (!out->root)
		return error_set(
			err,
			json_error_code(&why) == json_error_out_of_memory
				? ST_MEMORY
				: ST_INPUT,
			"line %d: not JSON: %.200s", why.line, why.text);
	find_posts(out);
	if (!out->posts)
		return error_set(err, ST_INPUT, "JSON without posts");
	data = data_of(out->root);
	out->site = member_text(out->root, "title");
	out->lang = member_text(out->root, "language");
	read_settings(out, json_object_get(data, "settings"));
	return join(out, data, err);
}

void json_export_free(struct json_export *e)
{
	json_decref(e->root);
	json_decref(e->names);
	json_decref(e->tags);
	json_decref(e->authors);
}

const json_t *json_export_names(const json_t *lists, const json_t *id)
{
	char key[KEY_MAX];

	return json_object_get(lists, key_of(key, "post", id));
}

struct str json_export_user(const struct json_export *e, const json_t *id)
{
	char key[KEY_MAX];

	return member_text(e->names, key_of(key, "user", id));
}
