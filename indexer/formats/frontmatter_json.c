#include <jansson.h>

#include "indexer/formats/frontmatter_parse.h"

size_t frontmatter_json_end(struct str s)
{
	size_t depth = 0;
	int quoted = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (quoted && c == '\\') {
			i++;
		} else if (c == '"') {
			quoted = !quoted;
		} else if (quoted) {
			continue;
		} else if (c == '{' || c == '[') {
			if (++depth > FRONTMATTER_DEPTH_MAX)
				return 0;
		} else if ((c == '}' || c == ']') && depth && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

struct reader {
	struct frontmatter *fm;
	struct arena *arena;
	struct frontmatter_entry *entry;
	struct frontmatter_path path;
};

/* Numbers as jansson prints them; null is nothing. */
static enum status add_scalar(struct reader *r, const json_t *value,
			      struct error *err)
{
	char number[64] = "";
	size_t n;

	if (json_is_string(value))
		return frontmatter_add(r->entry, r->arena,
				       (struct str){json_string_value(value),
						    json_string_length(value)},
				       err);
	if (json_is_null(value))
		return ST_OK;
	n = json_dumpb(value, number, sizeof(number), JSON_ENCODE_ANY);
	if (n > sizeof(number))
		n = sizeof(number);
	return frontmatter_add(r->entry, r->arena, (struct str){number, n},
			       err);
}

static enum status read_object(struct reader *r, json_t *object, int in_list,
			       int depth, struct error *err);

/* `depth` is held by frontmatter_json_end(), and counted to be sure. */
static enum status read_value(struct reader *r, json_t *value, int in_list,
			      int depth, struct error *err)
{
	enum status st = ST_OK;
	json_t *item;
	size_t i;

	if (depth > FRONTMATTER_DEPTH_MAX)
		return error_set(err, ST_INPUT, "nested too deep");
	if (json_is_object(value))
		return read_object(r, value, in_list, depth + 1, err);
	if (!json_is_array(value))
		return add_scalar(r, value, err);
	if (r->entry)
		r->entry->list = 1;
	json_array_foreach(value, i, item)
	{
		st = read_value(r, item, 1, depth + 1, err);
		if (st != ST_OK)
			break;
	}
	return st;
}

static enum status read_object(struct reader *r, json_t *object, int in_list,
			       int depth, struct error *err)
{
	struct frontmatter_entry *outer = r->entry;
	size_t len = r->path.len;
	enum status st = ST_OK;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		frontmatter_path_set(&r->path, len,
				     (struct str){key, strlen(key)});
		st = frontmatter_key(&r->entry, r->fm, r->arena,
				     frontmatter_path_str(&r->path),
				     r->fm->line, !in_list, err);
		if (st == ST_OK)
			st = read_value(r, value, in_list, depth, err);
		if (st != ST_OK)
			break;
	}
	r->entry = outer;
	r->path.len = len;
	return st;
}

enum status frontmatter_json(struct frontmatter *fm, struct arena *arena,
			     struct error *err)
{
	struct reader r = {.fm = fm, .arena = arena};
	struct str s = fm->block;
	json_error_t why;
	enum status st;
	json_t *root;

	while (s.len && s.p[0] != '{') { /* between ;;; lines */
		s.p++;
		s.len--;
	}
	s.len = frontmatter_json_end(s);
	if (s.len == 0)
		return error_set(err, ST_INPUT, "line %u: no JSON object",
				 fm->line);
	root = json_loadb(s.p, s.len, 0, &why);
	if (!root)
		return error_set(err,
				 json_error_code(&why) ==
						 json_error_out_of_memory
					 ? ST_MEMORY
					 : ST_INPUT,
				 "line %u: %s",
				 fm->line + (unsigned)why.line - 1, why.text);
	st = read_object(&r, root, 0, 1, err);
	json_decref(root);
	return st;
}
