#include "common/text/name_table.h"

#include "common/text/utf8.h"
#include "common/text/words.h"

struct parser {
	struct arena *arena;
	const char *path;
	unsigned line;
	struct name_table_row *rows;
	struct name_table_pair *pairs;
	size_t row_count, pair_count;
	uint32_t group;
};

static enum status bad(const struct parser *p, struct error *err,
		       const char *what)
{
	return error_set(err, ST_CONFIG, "%s:%u: %s", p->path, p->line, what);
}

/* The same of one spelling: it is quoted as far as it is worth it. */
static enum status bad_spelling(const struct parser *p, struct str spelling,
				struct error *err, const char *what)
{
	enum { QUOTED = 60 /* bytes */ };
	struct str s = utf8_cut(spelling, QUOTED);

	if (s.len == 0)
		return bad(p, err, "a spelling is missing");
	return error_set(err, ST_CONFIG, "%s:%u: '%.*s'%s %s", p->path, p->line,
			 (int)s.len, s.p, s.len < spelling.len ? "..." : "",
			 what);
}

static struct str trim(struct str s)
{
	while (s.len && (s.p[0] == ' ' || s.p[0] == '\t')) {
		s.p++;
		s.len--;
	}
	while (s.len && (s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '\t' ||
			 s.p[s.len - 1] == '\r'))
		s.len--;
	return s;
}

/* What comes before `end`, taken off *rest. */
static struct str take(struct str *rest, char end)
{
	const char *p = memchr(rest->p, end, rest->len);
	struct str part = {rest->p, p ? (size_t)(p - rest->p) : rest->len};
	size_t n = part.len + (p != NULL);

	rest->p += n;
	rest->len -= n;
	return part;
}

/* The one term that stands for all of a spelling: behind an article the name
 * itself, of other names of several written words, or a compound, the joined
 * one. */
static enum status term_of(struct str *out, struct parser *p, struct str text,
			   struct error *err)
{
	struct words w;
	struct word word;
	uint32_t places = 0;
	int alone = 0;
	enum status st = ST_OK;

	out->len = 0;
	words_begin(&w, text, 1);
	while (st == ST_OK && words_next(&w, &word)) {
		int joined = word.role == WORD_COMPOUND ||
			     word.flags & (WORD_WHOLE | WORD_ALONE);

		if (out->len == 0 || (joined && !alone)) {
			st = arena_str(out, p->arena, word.term, err);
			places = word.pos + word.span - 1;
		}
		alone |= word.flags & WORD_ALONE;
	}
	if (st == ST_OK && out->len == 0)
		return bad_spelling(p, text, err, "has no letters");
	if (st == ST_OK && places != w.pos - 1)
		return bad_spelling(p, text, err, "is more than one name");
	return st;
}

static enum status parse_line(struct parser *p, struct str line,
			      struct error *err)
{
	struct name_table_row *first = p->rows + p->row_count;
	int pair = line.p[0] == '!';
	size_t n = 0;

	if (pair) {
		line.p++;
		line.len--;
	}
	while (line.len) {
		struct str spelling = trim(take(&line, ','));
		enum status st = term_of(&first[n].term, p, spelling, err);

		if (st != ST_OK)
			return st;
		if (n == NAME_GROUP_MAX)
			return bad(p, err, "more than 64 spellings in a line");
		first[n++].group = p->group;
	}
	if (n < 2)
		return bad(p, err,
			   "one name: two or more are wanted, with commas "
			   "between");
	if (!pair) {
		p->group++;
		p->row_count += n;
		return ST_OK;
	}
	/* All of the line are different from each other. */
	if (n > 2)
		return bad(p, err, "more than two names behind '!'");
	p->pairs[p->pair_count++] =
		(struct name_table_pair){first[0].term, first[1].term};
	return ST_OK;
}

static size_t count(struct str text, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.p[i] == c;
	return n;
}

/* Some editors mark a file as UTF-8 by its first three bytes. */
static struct str skip_mark(struct str s)
{
	const struct str mark = STR("\uFEFF");

	if (s.len < mark.len || memcmp(s.p, mark.p, mark.len) != 0)
		return s;
	return (struct str){s.p + mark.len, s.len - mark.len};
}

enum status name_table_parse(struct name_table *out, struct arena *arena,
			     struct str text, const char *path,
			     struct error *err)
{
	struct parser p = {.arena = arena, .path = path};
	size_t lines = count(text, '\n') + 1;
	enum status st = ST_OK;

	*out = (struct name_table){.rows = NULL};
	if (text.len > NAME_TABLE_MAX)
		return error_set(err, ST_CONFIG, "%s: more than %d bytes", path,
				 NAME_TABLE_MAX);
	st = arena_array(&p.rows, arena, lines + count(text, ',') + 1,
			 sizeof(*p.rows), err);
	if (st == ST_OK)
		st = arena_array(&p.pairs, arena, lines, sizeof(*p.pairs), err);
	for (text = skip_mark(text); st == ST_OK && text.len;) {
		struct str line = take(&text, '\n');

		p.line++;
		line = trim(take(&line, '#'));
		if (line.len == 0)
			continue;
		if (!utf8_valid(line))
			st = bad(&p, err, "not UTF-8");
		else if (memchr(line.p, '\0', line.len))
			st = bad(&p, err, "a NUL among the names");
		else
			st = parse_line(&p, line, err);
	}
	if (st == ST_LIMIT || st == ST_MEMORY)
		error_context(err, "%s", path);
	*out = (struct name_table){p.rows, p.row_count, p.pairs, p.pair_count};
	return st;
}
