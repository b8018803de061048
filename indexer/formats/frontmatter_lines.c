#include "indexer/formats/frontmatter_parse.h"

/*
 * The reader of last resort, and that of `[#]: key: "value"` lines. It knows
 * keys at the start of a line and what stands behind them, nothing else.
 */

struct lines {
	struct frontmatter *fm;
	struct arena *arena;
	struct frontmatter_entry *entry; /* `- item` lines belong to it */
	unsigned line;
};

static int is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct str trim(struct str s)
{
	while (s.len && is_space(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && is_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* A comma behind a JSON value, then quotes or parentheses around it. */
static struct str bare(struct str s)
{
	static const char *const pairs[] = {"\"\"", "''", "()"};

	s = trim(s);
	if (s.len >= 3 && s.p[s.len - 1] == ',' && s.p[s.len - 2] == s.p[0] &&
	    (s.p[0] == '"' || s.p[0] == '\''))
		s.len--;
	for (size_t i = 0; i < 3; i++)
		if (s.len >= 2 && s.p[0] == pairs[i][0] &&
		    s.p[s.len - 1] == pairs[i][1])
			return trim((struct str){s.p + 1, s.len - 2});
	return s;
}

static int is_key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* The key a line starts with, quoted or not; `*rest` is its value. */
static struct str take_key(struct str s, struct str *rest)
{
	int quoted = s.len && s.p[0] == '"';
	struct str key = {s.p + quoted, 0};
	size_t i = (size_t)quoted;

	while (i < s.len && is_key_byte(s.p[i]))
		i++;
	key.len = i - (size_t)quoted;
	if (quoted && (i == s.len || s.p[i++] != '"'))
		return STR("");
	while (i < s.len && is_space(s.p[i]))
		i++;
	if (i == s.len || (s.p[i] != ':' && s.p[i] != '='))
		return STR("");
	i++;
	/* "http://..." is no key. */
	if (i < s.len && !is_space(s.p[i]) && s.p[i - 1] == ':' && !quoted)
		return STR("");
	*rest = (struct str){s.p + i, s.len - i};
	return key;
}

/* "[a, 'b']": commas inside quotes are not looked for. */
static enum status add_list(struct lines *l, struct str s, struct error *err)
{
	enum status st = ST_OK;

	l->entry->list = 1;
	s = (struct str){s.p + 1, s.len - 2};
	while (st == ST_OK && s.len) {
		const char *comma = memchr(s.p, ',', s.len);
		struct str item = s;

		if (comma)
			item.len = (size_t)(comma - s.p);
		s.p += item.len + (comma != NULL);
		s.len -= item.len + (comma != NULL);
		item = bare(item);
		if (item.len)
			st = frontmatter_add(l->entry, l->arena, item, err);
	}
	return st;
}

static enum status read_pair(struct lines *l, struct str line,
			     struct error *err)
{
	struct str value = STR(""), key = take_key(line, &value);
	enum status st;

	if (key.len == 0)
		return ST_OK;
	st = frontmatter_key(&l->entry, l->fm, l->arena, key, l->line, 1, err);
	if (st != ST_OK || !l->entry)
		return st;
	value = trim(value);
	if (value.len >= 2 && value.p[0] == '[' &&
	    value.p[value.len - 1] == ']')
		return add_list(l, value, err);
	value = bare(value);
	/* The marks of block scalars, whose text we do not follow. */
	if (value.len && !(value.len <= 2 && strchr(">|{[", value.p[0])))
		return frontmatter_add(l->entry, l->arena, value, err);
	return ST_OK;
}

static enum status read_item(struct lines *l, struct str item,
			     struct error *err)
{
	item = bare(item);
	if (!l->entry || item.len == 0)
		return ST_OK;
	l->entry->list = 1;
	return frontmatter_add(l->entry, l->arena, item, err);
}

static enum status read_line(struct lines *l, struct str line,
			     struct error *err)
{
	struct str t;

	if (line.len >= 4 && memcmp(line.p, "[#]:", 4) == 0)
		line = trim((struct str){line.p + 4, line.len - 4});
	t = trim(line);
	if (t.len >= 2 && t.p[0] == '-' && is_space(t.p[1]))
		return read_item(l, (struct str){t.p + 2, t.len - 2}, err);
	if (l->fm->kind == FRONTMATTER_JSON)
		line = t; /* indented as a rule */
	return read_pair(l, line, err);
}

enum status frontmatter_lines(struct frontmatter *fm, struct arena *arena,
			      struct error *err)
{
	struct lines l = {fm, arena, NULL, fm->line};
	struct str s = fm->block;
	enum status st = ST_OK;

	for (; s.len && st == ST_OK; l.line++) {
		const char *nl = memchr(s.p, '\n', s.len);
		struct str line = s;

		if (nl)
			line.len = (size_t)(nl - s.p);
		s.p += line.len + (nl != NULL);
		s.len -= line.len + (nl != NULL);
		st = read_line(&l, line, err);
	}
	return st;
}
