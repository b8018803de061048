#include "query/facets.h"

#include <stdlib.h>

#include "common/base/buf.h"
#include "common/base/hash.h"
#include "common/index/facet.h"
#include "common/index/value.h"

static const char *const names[FACET_ROWS] = {
	[FACET_BY_YEAR] = "year",     [FACET_BY_MONTH] = "month",
	[FACET_BY_AUTHOR] = "author", [FACET_BY_TAG] = "tag",
	[FACET_BY_SERIES] = "series", [FACET_BY_SITE] = "site",
	[FACET_BY_LANG] = "lang",
};

enum {
	KEY_MAX = 1 + FACET_VALUE_MAX,
	RECENT = 1024 /* values looked up without a hash; a power of two */
};

/* A value of a kind; its key is the kind's byte and the value. */
struct count {
	struct count *next; /* of the same row */
	UT_hash_handle hh;
	uint32_t posts;
	size_t len; /* of the key */
	char key[];
};

struct facet_counter {
	struct arena *arena;
	struct count *counts;            /* a uthash table */
	struct count *recent[RECENT];    /* guesses; may be NULL */
	struct count *first[FACET_ROWS]; /* of the row's list */
	size_t in_row[FACET_ROWS];
	size_t different;
	uint32_t posts, dated;
};

enum status facet_counter_new(struct facet_counter **out, struct arena *arena,
			      struct error *err)
{
	enum status st = arena_alloc(out, arena, sizeof(**out), err);

	if (st == ST_OK)
		(*out)->arena = arena;
	return st;
}

void facet_counter_free(struct facet_counter *c)
{
	if (c)
		HASH_CLEAR(hh, c->counts);
}

/* FACET_ROWS: of no kind that we know. */
static enum facet_row row_of(enum facet_kind kind)
{
	switch (kind) {
	case FACET_MONTH:
		return FACET_BY_MONTH;
	case FACET_AUTHOR:
		return FACET_BY_AUTHOR;
	case FACET_TAG:
		return FACET_BY_TAG;
	case FACET_SERIES:
		return FACET_BY_SERIES;
	case FACET_SITE:
		return FACET_BY_SITE;
	case FACET_LANG:
		return FACET_BY_LANG;
	}
	return FACET_ROWS;
}

static enum status new_count(struct count **out, struct facet_counter *c,
			     enum facet_row row, struct str key,
			     struct error *err)
{
	struct count *n = NULL;
	enum status st;

	*out = NULL;
	if (c->different == FACET_DIFFERENT_MAX)
		return ST_OK;
	st = arena_alloc(&n, c->arena, sizeof(*n) + key.len, err);
	if (st != ST_OK)
		return st;
	memcpy(n->key, key.p, key.len);
	n->len = key.len;
	HASH_ADD_KEYPTR(hh, c->counts, n->key, n->len, n);
	if (!n->hh.tbl)
		return error_set(err, ST_MEMORY, "out of memory");
	n->next = c->first[row];
	c->first[row] = n;
	c->in_row[row]++;
	c->different++;
	*out = n;
	return ST_OK;
}

/* A guess where a value was counted before: most posts share theirs. */
static struct count **recent(struct facet_counter *c, enum facet_kind kind,
			     struct str value)
{
	size_t h = (size_t)kind + 31 * value.len;

	if (value.len >= 4) {
		uint32_t head, tail;

		memcpy(&head, value.p, 4);
		memcpy(&tail, value.p + value.len - 4, 4);
		h += (head * 2654435761u ^ tail * 2246822519u) >> 16;
	}
	return &c->recent[h % RECENT];
}

static int is_count(const struct count *n, enum facet_kind kind,
		    struct str value)
{
	return n && n->len == value.len + 1 && n->key[0] == (char)kind &&
	       memcmp(n->key + 1, value.p, value.len) == 0;
}

static enum status count_item(struct facet_counter *c, enum facet_row row,
			      const struct facet_item *item, uint32_t posts,
			      struct error *err)
{
	struct count **slot = recent(c, item->kind, item->value);
	struct count *found = *slot;
	char key[KEY_MAX];
	size_t len = item->value.len + 1;
	enum status st = ST_OK;

	if (is_count(found, item->kind, item->value)) {
		found->posts += posts;
		return ST_OK;
	}
	if (len > sizeof(key))
		return ST_OK; /* a damaged index */
	key[0] = (char)item->kind;
	memcpy(key + 1, item->value.p, item->value.len);
	HASH_FIND(hh, c->counts, key, len, found);
	if (!found)
		st = new_count(&found, c, row, (struct str){key, len}, err);
	if (found)
		found->posts += posts;
	*slot = found;
	return st;
}

enum status facet_counter_see(void *counter, struct str packed, uint32_t posts,
			      struct error *err)
{
	struct facet_counter *c = counter;
	struct facet_item item;
	enum status st = ST_OK;

	c->posts += posts;
	while (st == ST_OK && facet_next(&packed, &item)) {
		enum facet_row row = row_of(item.kind);

		if (row == FACET_ROWS ||
		    (row == FACET_BY_MONTH && item.value.len != 6))
			continue;
		if (row == FACET_BY_MONTH)
			c->dated += posts;
		st = count_item(c, row, &item, posts, err);
	}
	return st;
}

/* A row's values before they are shown. */
struct gathered {
	struct facet_value *v;
	struct str *folded; /* of each of the first FACET_MERGE_MAX */
	size_t n;
};

static int by_posts(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->posts != y->posts)
		return x->posts < y->posts ? 1 : -1;
	return str_order(x->text, y->text);
}

static int by_text(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	return str_order(x->text, y->text);
}

static enum status gather(struct gathered *out, const struct facet_counter *c,
			  enum facet_row row, struct error *err)
{
	enum status st = arena_array(&out->v, c->arena, c->in_row[row] + 1,
				     sizeof(*out->v), err);

	out->n = 0;
	for (const struct count *i = c->first[row]; st == ST_OK && i;
	     i = i->next)
		out->v[out->n++] = (struct facet_value){
			{i->key + 1, i->len - 1}, i->posts};
	return st;
}

/* "200606" is shown as "2006-06". */
static enum status show_months(struct gathered *g, struct arena *arena,
			       struct error *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < g->n; i++) {
		const char *digits = g->v[i].text.p;
		char text[7];

		memcpy(text, digits, 4);
		text[4] = '-';
		memcpy(text + 5, digits + 4, 2);
		st = arena_str(&g->v[i].text, arena, (struct str){text, 7},
			       err);
	}
	qsort(g->v, g->n, sizeof(*g->v), by_text);
	return st;
}

/* The years of `months`, oldest first as they are; newest first. */
static enum status sum_years(struct facet *out, const struct gathered *months,
			     struct arena *arena, struct error *err)
{
	enum status st = arena_array(&out->v, arena, months->n + 1,
				     sizeof(*out->v), err);

	out->n = 0;
	for (size_t i = st == ST_OK ? months->n : 0; i; i--) {
		const struct facet_value *m = &months->v[i - 1];
		struct str year = {m->text.p, 4};

		if (!out->n || !str_eq(out->v[out->n - 1].text, year))
			out->v[out->n++] = (struct facet_value){year, 0};
		out->v[out->n - 1].posts += m->posts;
	}
	return st;
}

static enum status show_dates(struct facets *out, struct facet_counter *c,
			      struct error *err)
{
	struct facet *month = &out->rows[FACET_BY_MONTH];
	struct gathered g;
	enum status st = gather(&g, c, FACET_BY_MONTH, err);

	if (st == ST_OK)
		st = show_months(&g, c->arena, err);
	if (st == ST_OK)
		st = sum_years(&out->rows[FACET_BY_YEAR], &g, c->arena, err);
	out->timeline = g.v;
	out->months = g.n;
	if (st == ST_OK)
		st = arena_array(&month->v, c->arena, g.n + 1,
				 sizeof(*month->v), err);
	if (st != ST_OK)
		return st;
	memcpy(month->v, g.v, g.n * sizeof(*g.v));
	qsort(month->v, g.n, sizeof(*g.v), by_posts);
	month->n = g.n < FACET_SHOWN_MAX ? g.n : FACET_SHOWN_MAX;
	return ST_OK;
}

static enum status fold_all(struct gathered *g, struct arena *arena,
			    struct error *err)
{
	struct buf one = BUF_INIT(VALUE_MAX);
	enum status st = arena_array(&g->folded, arena, g->n + 1,
				     sizeof(*g->folded), err);

	for (size_t i = 0; st == ST_OK && i < g->n; i++) {
		st = value_fold(&one, g->v[i].text, err);
		if (st == ST_OK)
			st = arena_str(&g->folded[i], arena, buf_str(&one),
				       err);
	}
	buf_free(&one);
	return st;
}

/* A value and where its other spellings went. */
struct spelling_of {
	UT_hash_handle hh;
	size_t at;
};

/* Add the posts of each spelling to the one that most posts have. */
static enum status merge(struct gathered *g, struct arena *arena,
			 struct error *err)
{
	struct spelling_of *known = NULL, *all = NULL, *found;
	size_t kept = 0;
	enum status st = fold_all(g, arena, err);

	if (st == ST_OK)
		st = arena_array(&all, arena, g->n + 1, sizeof(*all), err);
	for (size_t i = 0; st == ST_OK && i < g->n; i++) {
		struct str folded = g->folded[i];

		HASH_FIND(hh, known, folded.p, folded.len, found);
		if (found) {
			g->v[found->at].posts += g->v[i].posts;
			continue;
		}
		all[i].at = kept;
		HASH_ADD_KEYPTR(hh, known, folded.p, folded.len, &all[i]);
		if (!all[i].hh.tbl)
			st = error_set(err, ST_MEMORY, "out of memory");
		g->v[kept++] = g->v[i];
	}
	HASH_CLEAR(hh, known);
	g->n = kept;
	return st;
}

static enum status show_row(struct facet *out, struct facet_counter *c,
			    enum facet_row row, struct error *err)
{
	struct gathered g;
	enum status st = gather(&g, c, row, err);

	if (st != ST_OK)
		return st;
	qsort(g.v, g.n, sizeof(*g.v), by_posts);
	if (g.n > FACET_MERGE_MAX)
		g.n = FACET_MERGE_MAX;
	if (row != FACET_BY_LANG)
		st = merge(&g, c->arena, err);
	qsort(g.v, g.n, sizeof(*g.v), by_posts);
	out->v = g.v;
	out->n = g.n < FACET_SHOWN_MAX ? g.n : FACET_SHOWN_MAX;
	return st;
}

enum status facets_make(struct facets *out, struct facet_counter *c,
			struct error *err)
{
	enum status st;

	*out = (struct facets){.posts = c->posts,
			       .undated = c->posts - c->dated};
	for (size_t i = 0; i < FACET_ROWS; i++)
		out->rows[i].name = names[i];
	st = show_dates(out, c, err);
	for (size_t i = FACET_BY_AUTHOR; st == ST_OK && i < FACET_ROWS; i++)
		st = show_row(&out->rows[i], c, (enum facet_row)i, err);
	return st;
}
