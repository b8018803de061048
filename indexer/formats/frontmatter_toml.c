#include "indexer/formats/frontmatter_parse.h"
#include "indexer/formats/toml_string.h"

/*
 * The TOML that front matter is written in: tables, dotted keys, every kind
 * of string, arrays over lines, inline tables; numbers, dates and booleans are
 * kept as they stand. It accepts some things that are not quite TOML.
 */

struct reader {
	struct frontmatter *fm;
	struct arena *arena;
	struct toml_cursor at;
	struct frontmatter_entry *entry;
	struct frontmatter_path path;
	int in_list; /* inside [[a table of an array]] or an array */
};

static enum status fail(struct reader *r, const char *what, struct error *err)
{
	return error_set(err, ST_INPUT, "line %u: %s", r->at.line, what);
}

static int peek(const struct reader *r)
{
	return r->at.p < r->at.end ? (unsigned char)*r->at.p : -1;
}

static void skip_blanks(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t')
		r->at.p++;
}

static void skip_comment(struct reader *r)
{
	if (peek(r) == '#')
		while (r->at.p < r->at.end && *r->at.p != '\n')
			r->at.p++;
}

/* White space, comments and line ends. */
static void skip_space(struct reader *r)
{
	for (;;) {
		skip_blanks(r);
		skip_comment(r);
		if (peek(r) != '\n' && peek(r) != '\r')
			return;
		r->at.line += peek(r) == '\n';
		r->at.p++;
	}
}

static int take(struct reader *r, char c)
{
	if (peek(r) != c)
		return 0;
	r->at.p++;
	return 1;
}

static enum status end_line(struct reader *r, struct error *err)
{
	skip_blanks(r);
	skip_comment(r);
	take(r, '\r');
	if (r->at.p < r->at.end && *r->at.p != '\n')
		return fail(r, "more than one value", err);
	return ST_OK;
}

static int is_key_byte(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static enum status read_key_part(struct reader *r, struct str *part,
				 struct error *err)
{
	*part = (struct str){r->at.p, 0};
	if (peek(r) == '"' || peek(r) == '\'')
		return toml_string(part, &r->at, r->arena, err);
	while (is_key_byte(peek(r)))
		r->at.p++;
	part->len = (size_t)(r->at.p - part->p);
	return part->len ? ST_OK : fail(r, "no key", err);
}

/* "a.b.'c d'" behind the first `len` bytes of the path. */
static enum status read_key(struct reader *r, size_t len, struct error *err)
{
	enum status st;
	struct str part;

	do {
		skip_blanks(r);
		st = read_key_part(r, &part, err);
		if (st != ST_OK)
			return st;
		frontmatter_path_set(&r->path, len, part);
		len = r->path.len;
		skip_blanks(r);
	} while (take(r, '.'));
	return ST_OK;
}

/* Dates, numbers, booleans: up to what can follow a value. */
static enum status read_bare(struct reader *r, struct error *err)
{
	struct str s = {r->at.p, 0};

	while (r->at.p < r->at.end && !strchr(",]}#\r\n", *r->at.p))
		r->at.p++;
	s.len = (size_t)(r->at.p - s.p);
	while (s.len && (s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '\t'))
		s.len--;
	if (s.len == 0 || !strchr("0123456789+-tfin", *s.p))
		return fail(r, "no value", err);
	return frontmatter_add(r->entry, r->arena, s, err);
}

static enum status read_value(struct reader *r, int depth, struct error *err);

static enum status read_pair(struct reader *r, size_t len, int depth,
			     struct error *err)
{
	enum status st = read_key(r, len, err);

	if (st != ST_OK)
		return st;
	if (!take(r, '='))
		return fail(r, "no '=' behind a key", err);
	st = frontmatter_key(&r->entry, r->fm, r->arena,
			     frontmatter_path_str(&r->path), r->at.line,
			     !r->in_list, err);
	skip_blanks(r);
	return st == ST_OK ? read_value(r, depth, err) : st;
}

static enum status read_array(struct reader *r, int depth, struct error *err)
{
	int outer = r->in_list;
	enum status st = ST_OK;

	r->in_list = 1;
	if (r->entry)
		r->entry->list = 1;
	for (;;) {
		skip_space(r);
		if (take(r, ']'))
			break;
		st = read_value(r, depth, err);
		if (st != ST_OK)
			return st;
		skip_space(r);
		if (!take(r, ',') && peek(r) != ']')
			return fail(r, "an array is not closed", err);
	}
	r->in_list = outer;
	return ST_OK;
}

static enum status read_inline_table(struct reader *r, int depth,
				     struct error *err)
{
	struct frontmatter_entry *outer = r->entry;
	size_t len = r->path.len;
	enum status st;

	for (;;) {
		skip_space(r);
		if (take(r, '}'))
			break;
		st = read_pair(r, len, depth, err);
		if (st != ST_OK)
			return st;
		skip_space(r);
		if (!take(r, ',') && peek(r) != '}')
			return fail(r, "an inline table is not closed", err);
	}
	r->entry = outer;
	r->path.len = len;
	return ST_OK;
}

/* Calls itself by way of arrays and tables, FRONTMATTER_DEPTH_MAX deep. */
static enum status read_value(struct reader *r, int depth, struct error *err)
{
	enum status st;
	struct str s;

	if (depth == FRONTMATTER_DEPTH_MAX)
		return fail(r, "nested too deep", err);
	if (take(r, '['))
		return read_array(r, depth + 1, err);
	if (take(r, '{'))
		return read_inline_table(r, depth + 1, err);
	if (peek(r) != '"' && peek(r) != '\'')
		return read_bare(r, err);
	st = toml_string(&s, &r->at, r->arena, err);
	return st == ST_OK ? frontmatter_add(r->entry, r->arena, s, err) : st;
}

/* "[a.b]", "[[a.b]]": the path of the keys that follow. */
static enum status read_header(struct reader *r, struct error *err)
{
	int array = take(r, '[');
	enum status st = read_key(r, 0, err);

	if (st != ST_OK)
		return st;
	r->in_list = array;
	if (!take(r, ']') || (array && !take(r, ']')))
		return fail(r, "a table's name is not closed", err);
	return ST_OK;
}

enum status frontmatter_toml(struct frontmatter *fm, struct arena *arena,
			     struct error *err)
{
	struct reader r = {.fm = fm, .arena = arena};
	size_t table_len = 0;
	enum status st = ST_OK;

	r.at = (struct toml_cursor){fm->block.p, fm->block.p + fm->block.len,
				    fm->line};
	for (skip_space(&r); st == ST_OK && r.at.p < r.at.end; skip_space(&r)) {
		if (take(&r, '[')) {
			st = read_header(&r, err);
			table_len = r.path.len;
		} else {
			st = read_pair(&r, table_len, 0, err);
		}
		if (st == ST_OK)
			st = end_line(&r, err);
	}
	return st;
}
