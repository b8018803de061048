#include "query/tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

static const char *const names[QUERY_FIELDS] = {
	[QUERY_TITLE] = "title",     [QUERY_AUTHOR] = "author",
	[QUERY_TAG] = "tag",         [QUERY_SITE] = "site",
	[QUERY_SERIES] = "series",   [QUERY_COMMENT] = "comment",
	[QUERY_LANG] = "lang",       [QUERY_DATE] = "date",
	[QUERY_UPDATED] = "updated", [QUERY_ID] = "id",
};

static const struct {
	const char *name;
	enum query_field field;
} aliases[] = {
	{"by", QUERY_AUTHOR},    {"tags", QUERY_TAG},
	{"category", QUERY_TAG}, {"comments", QUERY_COMMENT},
	{"blog", QUERY_SITE},    {"language", QUERY_LANG},
};

static int is(struct str s, const char *name)
{
	return s.len == strlen(name) && strncasecmp(s.p, name, s.len) == 0;
}

int query_field_find(struct str name)
{
	for (int i = 0; i < QUERY_FIELDS; i++)
		if (is(name, names[i]))
			return i;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (is(name, aliases[i].name))
			return (int)aliases[i].field;
	return -1;
}

int query_field_is_date(enum query_field field)
{
	return field == QUERY_DATE || field == QUERY_UPDATED;
}

const char *query_field_name(enum query_field field)
{
	return names[field];
}

/* Recursion is bounded, as below. */
int node_same(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->flags != b->flags ||
	    a->field != b->field || a->window != b->window ||
	    a->kid_count != b->kid_count || !str_eq(a->text, b->text))
		return 0;
	for (size_t i = 0; i < a->kid_count; i++)
		if (!node_same(a->kids[i], b->kids[i]))
			return 0;
	return 1;
}

static int has_note(const struct tree *t, const char *text)
{
	for (size_t i = 0; i < t->note_count; i++)
		if (is(t->notes[i].text, text))
			return 1;
	return 0;
}

void tree_add_note(struct tree *t, size_t begin, size_t len, const char *fmt,
		   ...)
{
	char text[256];
	struct tree_note *note = &t->notes[t->note_count];
	va_list ap;

	if (t->note_count == TREE_NOTES_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (has_note(t, text))
		return;
	/* No memory left for a note: then there is none. */
	if (arena_str(&note->text, &t->arena, (struct str){text, strlen(text)},
		      NULL) != ST_OK)
		return;
	note->begin = begin;
	note->len = len;
	t->note_count++;
}

static enum status add(struct buf *out, const char *s, struct error *err)
{
	return buf_add(out, (struct str){s, strlen(s)}, err);
}

static enum status print(struct buf *out, const struct node *n, int inside,
			 struct error *err);

static enum status print_kids(struct buf *out, const struct node *n,
			      const char *separator, int grouped,
			      struct error *err)
{
	enum status st = grouped ? add(out, "(", err) : ST_OK;
	int some = 0;

	for (size_t i = 0; st == ST_OK && i < n->kid_count; i++) {
		if (n->kids[i]->kind == NODE_ALL)
			continue;
		if (some)
			st = add(out, separator, err);
		some = 1;
		if (st == ST_OK)
			st = print(out, n->kids[i], 1, err);
	}
	if (st == ST_OK && grouped)
		st = add(out, ")", err);
	return st;
}

static enum status print_leaf(struct buf *out, const struct node *n,
			      struct error *err)
{
	const char *quote = n->kind == NODE_PHRASE ? "\"" : "";
	enum status st = add(out, n->flags & NODE_EXACT ? "=" : "", err);

	if (st == ST_OK)
		st = add(out, quote, err);
	if (st == ST_OK)
		st = buf_add(out, n->text, err);
	if (st == ST_OK)
		st = add(out, quote, err);
	if (st == ST_OK && n->flags & NODE_PREFIX)
		st = add(out, "*", err);
	return st;
}

/* An exclusion or a field in a field reads on only in parentheses. */
static enum status print_field(struct buf *out, const struct node *n,
			       struct error *err)
{
	const struct node *kid = n->kids[0];
	int bare = kid->kind != NODE_NOT && kid->kind != NODE_FIELD;
	enum status st =
		buf_addf(out, err, bare ? "%s:" : "%s:(", names[n->field]);

	if (st == ST_OK)
		st = print(out, kid, 1, err);
	return st == ST_OK && !bare ? add(out, ")", err) : st;
}

/* Recursion is bounded: the parser's depth limit. */
static enum status print(struct buf *out, const struct node *n, int inside,
			 struct error *err)
{
	char near[32];
	enum status st;

	switch (n->kind) {
	case NODE_WORD:
	case NODE_PHRASE:
		return print_leaf(out, n, err);
	case NODE_AND:
		return print_kids(out, n, " ", inside, err);
	case NODE_OR:
		return print_kids(out, n, " OR ", inside, err);
	case NODE_NEAR:
		snprintf(near, sizeof(near), " NEAR/%u ", n->window);
		return print_kids(out, n, near, inside, err);
	case NODE_NOT:
		st = add(out, "-", err);
		return st == ST_OK ? print(out, n->kids[0], 1, err) : st;
	case NODE_FIELD:
		return print_field(out, n, err);
	case NODE_ALL:
	case NODE_NONE:
		break;
	}
	return ST_OK;
}

enum status tree_print(struct buf *out, const struct node *node,
		       struct error *err)
{
	return print(out, node, 0, err);
}

void tree_free(struct tree *t)
{
	arena_free(&t->arena);
	*t = (struct tree){.root = NULL};
}
