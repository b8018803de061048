#include "indexer/formats/frontmatter.h"

#include <stdint.h>

#include "indexer/formats/frontmatter_parse.h"

/* Where the text is cut into front matter and body. */

static struct str skip(struct str s, size_t n)
{
	return (struct str){s.p + n, s.len - n};
}

/* The first line of s without its end; `*rest` is what follows it. */
static struct str take_line(struct str s, struct str *rest)
{
	const char *nl = s.len ? memchr(s.p, '\n', s.len) : NULL;
	struct str line = s;

	*rest = skip(s, s.len);
	if (nl) {
		line.len = (size_t)(nl - s.p);
		*rest = skip(s, line.len + 1);
	}
	while (line.len && strchr(" \t\r", line.p[line.len - 1]) &&
	       line.p[line.len - 1])
		line.len--;
	return line;
}

/* How often `line` repeats c, if it holds nothing else; else 0. */
static size_t rule(struct str line, char c)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.p[i] != c)
			return 0;
	return line.len;
}

/*
 * Cut at the first line after the opening one that is made of `n` times c, or
 * "..." when that is allowed. 0: there is none.
 */
static int cut_at_rule(struct frontmatter *fm, struct str text, char c,
		       size_t least, size_t most, int dots)
{
	struct str rest = text, line;

	while (rest.len) {
		struct str from = rest;
		size_t n;

		line = take_line(rest, &rest);
		n = rule(line, c);
		if ((n >= least && n <= most) ||
		    (dots && str_eq(line, STR("...")))) {
			fm->block =
				(struct str){text.p, (size_t)(from.p - text.p)};
			fm->body = rest;
			return 1;
		}
	}
	return 0;
}

static int split_yaml(struct frontmatter *fm, struct str text)
{
	size_t n = rule(take_line(text, &text), '-');

	if (n < 3)
		return 0;
	fm->kind = FRONTMATTER_YAML;
	fm->line++;
	/* Some writers cannot count: any rule closes when none is right. */
	return cut_at_rule(fm, text, '-', n, n, 1) ||
	       cut_at_rule(fm, text, '-', 3, SIZE_MAX, 1);
}

static int split_toml(struct frontmatter *fm, struct str text)
{
	if (rule(take_line(text, &text), '+') != 3)
		return 0;
	fm->kind = FRONTMATTER_TOML;
	fm->line++;
	return cut_at_rule(fm, text, '+', 3, 3, 0);
}

static int split_semicolons(struct frontmatter *fm, struct str text)
{
	if (rule(take_line(text, &text), ';') != 3)
		return 0;
	fm->kind = FRONTMATTER_JSON;
	fm->line++;
	return cut_at_rule(fm, text, ';', 3, 3, 0);
}

/* An object at the start; "{{ liquid }}" and "{% %}" are none. */
static int split_json(struct frontmatter *fm, struct str text)
{
	size_t i = 1, end;

	if (text.len < 2 || text.p[0] != '{')
		return 0;
	while (i < text.len && strchr(" \t\r\n", text.p[i]) && text.p[i])
		i++;
	if (i == text.len || (text.p[i] != '"' && text.p[i] != '}'))
		return 0;
	end = frontmatter_json_end(text);
	if (end == 0)
		return 0;
	fm->kind = FRONTMATTER_JSON;
	fm->block = (struct str){text.p, end};
	fm->body = skip(text, end);
	return 1;
}

/* All lines from the start that begin with "[#]:". */
static int split_lines(struct frontmatter *fm, struct str text)
{
	struct str rest = text, next, line;

	for (; rest.len; rest = next) {
		line = take_line(rest, &next);
		if (line.len < 4 || memcmp(line.p, "[#]:", 4) != 0)
			break;
	}
	fm->kind = FRONTMATTER_LINES;
	fm->block = (struct str){text.p, (size_t)(rest.p - text.p)};
	fm->body = rest;
	return fm->block.len > 0;
}

void frontmatter_split(struct frontmatter *fm, struct str text)
{
	static int (*const ways[])(struct frontmatter *, struct str) = {
		split_yaml, split_toml, split_semicolons, split_json,
		split_lines};
	struct str start = text, next;
	unsigned line = 1;

	*fm = (struct frontmatter){.body = text, .line = 1};
	if (start.len >= 3 && memcmp(start.p, "\xEF\xBB\xBF", 3) == 0)
		start = skip(start, 3);
	while (start.len && take_line(start, &next).len == 0) {
		start = next;
		line++;
	}
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		fm->line = line;
		if (ways[i](fm, start))
			return;
	}
	*fm = (struct frontmatter){.body = text, .line = 1};
}
