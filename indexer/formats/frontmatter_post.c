#include "indexer/formats/frontmatter_post.h"

#include <stddef.h>
#include <stdio.h>
#include <strings.h>

#include "indexer/markup/entity.h"

enum { LIST_MAX = 256 /* authors or tags of one post */ };

struct mapper {
	struct post *post;
	int *draft;
	const struct frontmatter *fm;
	struct arena *arena;
	struct diag *diag;
};

typedef enum status map_fn(struct mapper *m, size_t member,
			   const struct frontmatter_entry *e,
			   struct error *err);

static map_fn set_line, set_title, set_lang, set_date, add_names, add_tags,
	add_words, add_series, add_taxonomy, is_draft, is_published;

#define MEMBER(name) offsetof(struct post, name)

/*
 * Keys in order of preference: where one value is wanted the first row that
 * has one gives it, lists are added up. `layout` and the like have no row;
 * nor has `slug`, which names a post within a site we do not know.
 */
static const struct {
	const char *key; /* a star at the end stands for the rest */
	map_fn *map;
	size_t member;
} rows[] = {
	{"title", set_title, MEMBER(title)},
	{"subject", set_title, MEMBER(title)},
	{"id", set_line, MEMBER(id)},
	{"guid", set_line, MEMBER(id)},
	{"permalink", set_line, MEMBER(url)},
	{"url", set_line, MEMBER(url)},
	{"link", set_line, MEMBER(url)},
	{"path", set_line, MEMBER(url)},
	{"lang", set_lang, MEMBER(lang)},
	{"language", set_lang, MEMBER(lang)},
	{"locale", set_lang, MEMBER(lang)},
	{"date", set_date, MEMBER(published)},
	{"pubdate", set_date, MEMBER(published)},
	{"publishdate", set_date, MEMBER(published)},
	{"published", set_date, MEMBER(published)},
	{"published_at", set_date, MEMBER(published)},
	{"created", set_date, MEMBER(published)},
	{"created_at", set_date, MEMBER(published)},
	{"updated", set_date, MEMBER(updated)},
	{"lastmod", set_date, MEMBER(updated)},
	{"modified", set_date, MEMBER(updated)},
	{"last_modified_at", set_date, MEMBER(updated)},
	{"updated_at", set_date, MEMBER(updated)},
	{"author", add_names, MEMBER(authors)},
	{"author.name", add_names, MEMBER(authors)},
	{"authors", add_names, MEMBER(authors)},
	{"authors.name", add_names, MEMBER(authors)},
	{"taxonomies.author", add_names, MEMBER(authors)},
	{"taxonomies.authors", add_names, MEMBER(authors)},
	{"extra.author", add_names, MEMBER(authors)},
	{"tags", add_words, MEMBER(tags)},
	{"tag", add_tags, MEMBER(tags)},
	{"keywords", add_tags, MEMBER(tags)},
	{"categories", add_words, MEMBER(tags)},
	{"category", add_tags, MEMBER(tags)},
	{"topics", add_tags, MEMBER(tags)},
	{"series", add_series, MEMBER(series)},
	{"series.name", add_series, MEMBER(series)},
	{"series.title", add_series, MEMBER(series)},
	{"taxonomies.series", add_series, MEMBER(series)},
	{"extra.series", add_series, MEMBER(series)},
	{"taxonomies.*", add_taxonomy, MEMBER(tags)},
	{"draft", is_draft, 0},
	{"published", is_published, 0},
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

static void *member_of(struct mapper *m, size_t member)
{
	return (char *)m->post + member;
}

static int is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
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

/* A trimmed copy on one line: what breaks lines becomes a space. */
static enum status one_line(struct str *out, struct mapper *m, struct str s,
			    struct error *err)
{
	char *p = NULL;
	enum status st;

	s = trim(s);
	*out = STR("");
	if (s.len == 0)
		return ST_OK;
	st = arena_alloc(&p, m->arena, s.len + 1, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < s.len; i++)
		p[i] = is_space(s.p[i]) ? ' ' : s.p[i];
	*out = (struct str){p, s.len};
	return ST_OK;
}

static enum status set_line(struct mapper *m, size_t member,
			    const struct frontmatter_entry *e,
			    struct error *err)
{
	struct str *to = member_of(m, member);

	if (to->len || !e->first)
		return ST_OK;
	return one_line(to, m, e->first->text, err);
}

/*
 * Sites put what people read into pages as it is, and exports write "&#8217;"
 * there. "R&D" and "a&lt" are no references: those end in a semicolon.
 */
static enum status show_line(struct str *out, struct mapper *m, struct str s,
			     struct error *err)
{
	char *p = NULL;
	enum status st = arena_alloc(&p, m->arena, s.len + 1, err);

	if (st != ST_OK)
		return st;
	if (s.len)
		memcpy(p, s.p, s.len);
	return one_line(out, m, (struct str){p, entity_decode_closed(p, s.len)},
			err);
}

static enum status set_title(struct mapper *m, size_t member,
			     const struct frontmatter_entry *e,
			     struct error *err)
{
	struct str *to = member_of(m, member);

	if (to->len || !e->first)
		return ST_OK;
	return show_line(to, m, e->first->text, err);
}

/* "es-PR", "en_US.UTF-8": the letters before the first mark, if 2 or 3. */
static enum status set_lang(struct mapper *m, size_t member,
			    const struct frontmatter_entry *e,
			    struct error *err)
{
	struct str *to = member_of(m, member), s;
	char lang[4];
	size_t n = 0;

	if (to->len || !e->first)
		return ST_OK;
	s = trim(e->first->text);
	while (n < s.len && s.p[n] != '-' && s.p[n] != '_') {
		char c = (char)(s.p[n] | 0x20);

		if (n == 3 || c < 'a' || c > 'z')
			return ST_OK;
		lang[n++] = c;
	}
	if (n < 2)
		return ST_OK;
	return arena_str(to, m->arena, (struct str){lang, n}, err);
}

static int is_word(struct str s, const char *const *words)
{
	s = trim(s);
	for (; *words; words++)
		if (s.len == strlen(*words) &&
		    strncasecmp(s.p, *words, s.len) == 0)
			return 1;
	return 0;
}

static int says_yes(const struct frontmatter_entry *e)
{
	static const char *const words[] = {"true", "yes", "on", "1", NULL};

	return e->first && is_word(e->first->text, words);
}

static int says_no(const struct frontmatter_entry *e)
{
	static const char *const words[] = {"false", "no", "off", "0", NULL};

	return e->first && is_word(e->first->text, words);
}

static enum status set_date(struct mapper *m, size_t member,
			    const struct frontmatter_entry *e,
			    struct error *err)
{
	int64_t *to = member_of(m, member);
	char item[32];
	struct str s;

	(void)err;
	/* `published: true` is no date, and no mistake. */
	if (*to != DATE_NONE || !e->first || says_yes(e) || says_no(e))
		return ST_OK;
	s = trim(e->first->text);
	if (s.len == 0 || date_parse(to, s))
		return ST_OK;
	snprintf(item, sizeof(item), "line %u", e->line);
	diag_report(m->diag, DIAG_WARNING, item, "%.32s '%.*s' is not a date",
		    e->key.p, s.len < 64 ? (int)s.len : 64, s.p);
	return ST_OK;
}

/* Append to a list unless it is there already. */
static enum status add(struct mapper *m, struct str_list *list, struct str s,
		       struct error *err)
{
	struct str *v = (struct str *)list->v;
	enum status st;

	s = trim(s);
	if (s.len == 0 || list->n == LIST_MAX)
		return ST_OK;
	if (!v) {
		st = arena_array(&v, m->arena, LIST_MAX, sizeof(*v), err);
		if (st != ST_OK)
			return st;
		list->v = v;
	}
	st = show_line(&v[list->n], m, s, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(v[i], v[list->n]))
			return ST_OK;
	list->n++;
	return ST_OK;
}

static enum status add_names(struct mapper *m, size_t member,
			     const struct frontmatter_entry *e,
			     struct error *err)
{
	struct str_list *list = member_of(m, member);
	enum status st = ST_OK;

	for (const struct frontmatter_value *v = e->first; v && st == ST_OK;
	     v = v->next)
		st = add(m, list, v->text, err);
	return st;
}

/* The pieces of s between commas, or between white space. */
static enum status add_pieces(struct mapper *m, struct str_list *list,
			      struct str s, int commas, struct error *err)
{
	enum status st = ST_OK;
	size_t from = 0;

	for (size_t i = 0; i <= s.len && st == ST_OK; i++) {
		if (i < s.len && !(commas ? s.p[i] == ',' : is_space(s.p[i])))
			continue;
		st = add(m, list, (struct str){s.p + from, i - from}, err);
		from = i + 1;
	}
	return st;
}

static enum status split(struct mapper *m, size_t member,
			 const struct frontmatter_entry *e, int words,
			 struct error *err)
{
	struct str s;

	if (e->list || !e->first)
		return add_names(m, member, e, err);
	s = e->first->text;
	if (s.len && memchr(s.p, ',', s.len))
		words = 0;
	return add_pieces(m, member_of(m, member), s, !words, err);
}

static enum status add_tags(struct mapper *m, size_t member,
			    const struct frontmatter_entry *e,
			    struct error *err)
{
	return split(m, member, e, 0, err);
}

static enum status add_words(struct mapper *m, size_t member,
			     const struct frontmatter_entry *e,
			     struct error *err)
{
	return split(m, member, e, m->fm->kind == FRONTMATTER_YAML, err);
}

/* `series: true` and `series: 2` name none. A name may have commas. */
static enum status add_series(struct mapper *m, size_t member,
			      const struct frontmatter_entry *e,
			      struct error *err)
{
	struct str s = e->first ? trim(e->first->text) : STR("");
	size_t digits = 0;

	while (digits < s.len && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (!e->list && (digits == s.len || says_yes(e) || says_no(e)))
		return ST_OK;
	return add_names(m, member, e, err);
}

/* Any taxonomy a site has made up, but for those with a row of their own. */
static enum status add_taxonomy(struct mapper *m, size_t member,
				const struct frontmatter_entry *e,
				struct error *err)
{
	static const char *const others[] = {"taxonomies.author",
					     "taxonomies.authors",
					     "taxonomies.series", NULL};

	return is_word(e->key, others) ? ST_OK : add_tags(m, member, e, err);
}

static enum status is_draft(struct mapper *m, size_t member,
			    const struct frontmatter_entry *e,
			    struct error *err)
{
	(void)member;
	(void)err;
	*m->draft |= says_yes(e);
	return ST_OK;
}

static enum status is_published(struct mapper *m, size_t member,
				const struct frontmatter_entry *e,
				struct error *err)
{
	(void)member;
	(void)err;
	*m->draft |= says_no(e);
	return ST_OK;
}

static int matches(const char *name, struct str key)
{
	size_t n = strlen(name);

	if (name[n - 1] == '*')
		return key.len >= n && strncasecmp(key.p, name, n - 1) == 0;
	return key.len == n && strncasecmp(key.p, name, n) == 0;
}

enum status frontmatter_post(struct post *post, int *draft,
			     const struct frontmatter *fm, struct arena *arena,
			     struct diag *diag, struct error *err)
{
	struct mapper m = {post, draft, fm, arena, diag};
	enum status st = ST_OK;

	*draft = 0;
	for (size_t i = 0; i < ROW_COUNT && st == ST_OK; i++) {
		const struct frontmatter_entry *e = fm->first;

		for (; e && st == ST_OK; e = e->next)
			if (matches(rows[i].key, e->key))
				st = rows[i].map(&m, rows[i].member, e, err);
	}
	return st;
}
