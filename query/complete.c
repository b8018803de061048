#include "query/complete.h"

#include <stdlib.h>

#include "common/index/facet.h"
#include "common/index/packed.h"
#include "common/index/schema.h"
#include "common/index/value.h"
#include "common/text/utf8.h"
#include "common/text/words.h"
#include "query/kin.h"
#include "query/written.h"

enum {
	HEAD_MAX = 16,    /* words before the last one */
	ENDINGS_MAX = 50, /* words that the last one may become */
	SCANNED_MAX = 20000
};

/* What was typed: whole words, and the beginning of another. */
struct typing {
	struct completions *out;
	struct arena *arena;
	struct archive *archive;
	size_t max;
	struct str text, before;         /* all of it; up to the last word */
	struct str head[HEAD_MAX], last; /* terms */
	size_t head_count;
	struct str folded; /* as the whole values of fields are */
};

static const char *const kind_names[COMPLETE_KINDS] = {
	[COMPLETE_WORD] = "word",     [COMPLETE_NAME] = "name",
	[COMPLETE_TAG] = "tag",       [COMPLETE_AUTHOR] = "author",
	[COMPLETE_SERIES] = "series", [COMPLETE_SITE] = "site",
	[COMPLETE_TITLE] = "title",
};

const char *completion_kind_name(enum completion_kind kind)
{
	return kind_names[kind];
}

/* Kinds whose whole values are terms, and how a post states them. */
static const struct {
	enum completion_kind kind;
	enum schema_field field;
	enum facet_kind facet;
} value_rows[] = {
	{COMPLETE_TAG, FIELD_TAG, FACET_TAG},
	{COMPLETE_SERIES, FIELD_SERIES, FACET_SERIES},
	{COMPLETE_AUTHOR, FIELD_AUTHOR, FACET_AUTHOR},
	{COMPLETE_SITE, FIELD_SITE, FACET_SITE},
};

static enum status read_words(struct typing *t, struct error *err)
{
	struct words w;
	struct word word;
	struct buf folded = BUF_INIT(VALUE_MAX);
	enum status st = value_fold(&folded, t->text, err);

	if (st == ST_OK)
		st = arena_str(&t->folded, t->arena, buf_str(&folded), err);
	buf_free(&folded);
	words_begin(&w, t->text, 1);
	while (st == ST_OK && words_next(&w, &word)) {
		if (word.role != WORD_PLAIN)
			continue;
		if (t->last.len && t->head_count < HEAD_MAX)
			t->head[t->head_count++] = t->last;
		st = arena_str(&t->last, t->arena, word.term, err);
		t->before = (struct str){t->text.p, word.begin};
	}
	return st;
}

static void add(struct typing *t, enum completion_kind kind, struct str text,
		uint32_t posts)
{
	t->out->v[t->out->n++] = (struct completion){kind, text, posts};
}

static enum status term_query(xap_query **out, const char *prefix,
			      struct str term, struct error *err)
{
	char key[XAP_TERM_MAX];

	return xap_query_term(out, value_term(key, prefix, term), 1, err);
}

static enum status count_query(uint32_t *out, const struct typing *t,
			       const xap_query *query, struct error *err)
{
	struct xap_search how = {.check_at_least = 10000};
	uint32_t lower, upper;
	xap_matches *matches = NULL;
	enum status st =
		xap_search(&matches, t->archive->posts, query, &how, err);

	if (st == ST_OK)
		xap_matches_count(matches, &lower, out, &upper);
	xap_matches_free(matches);
	return st;
}

/* Posts that have the whole words and `ending`. */
static enum status count_with_head(uint32_t *out, const struct typing *t,
				   struct str ending, struct error *err)
{
	xap_query *parts[HEAD_MAX + 1], *all = NULL;
	size_t n = 0;
	enum status st = term_query(&parts[n++], "", ending, err);

	for (size_t i = 0; st == ST_OK && i < t->head_count; i++)
		st = term_query(&parts[n++], "", t->head[i], err);
	if (st == ST_OK)
		st = xap_query_combine(&all, XAP_AND, parts, n, 0, err);
	if (st == ST_OK)
		st = count_query(out, t, all, err);
	for (size_t i = 0; i < n; i++)
		xap_query_free(parts[i]);
	xap_query_free(all);
	return st;
}

/* Names are words: people do not know beforehand which they are after. */
static int group(const struct completion *c)
{
	return c->kind == COMPLETE_NAME ? COMPLETE_WORD : (int)c->kind;
}

static int by_posts(const void *a, const void *b)
{
	const struct completion *x = a, *y = b;

	if (group(x) != group(y))
		return group(x) < group(y) ? -1 : 1;
	if (x->posts != y->posts)
		return x->posts < y->posts ? 1 : -1;
	return str_order(x->text, y->text);
}

/* Keep the best of what was added from `first` on, `max` of each group. */
static void keep_best(struct typing *t, size_t first)
{
	struct completions *out = t->out;
	size_t kept = first, of_group = 0;

	qsort(out->v + first, out->n - first, sizeof(*out->v), by_posts);
	for (size_t i = first; i < out->n; i++) {
		if (i == first || group(&out->v[i]) != group(&out->v[i - 1]))
			of_group = 0;
		if (of_group++ < t->max)
			out->v[kept++] = out->v[i];
	}
	out->n = kept;
}

static enum status add_word(struct typing *t, const struct sought_term *term,
			    struct error *err)
{
	struct buf text = BUF_INIT(16 << 10);
	struct written form;
	struct str whole;
	uint32_t posts = term->posts;
	enum status st = ST_OK;

	if (t->head_count)
		st = count_with_head(&posts, t, term->term, err);
	if (st != ST_OK || posts == 0)
		return st;
	st = written_form(&form, t->arena, t->archive->vocab, term->term, err);
	if (st == ST_OK)
		st = buf_add(&text, t->before, err);
	if (st == ST_OK)
		st = buf_add(&text, form.text, err);
	if (st == ST_OK)
		st = arena_str(&whole, t->arena, buf_str(&text), err);
	buf_free(&text);
	if (st == ST_OK)
		add(t, form.is_name ? COMPLETE_NAME : COMPLETE_WORD, whole,
		    posts);
	return st;
}

static enum status complete_words(struct typing *t, struct error *err)
{
	struct kin kin = {NULL, 0};
	size_t first = t->out->n;
	enum status st =
		kin_completions(&kin, t->arena, t->archive->posts,
				t->archive->vocab, t->last, ENDINGS_MAX, err);

	for (size_t i = 0; st == ST_OK && i < kin.n; i++)
		st = add_word(t, &kin.v[i], err);
	keep_best(t, first);
	return st;
}

/* How a post states the value that folds to `folded`; as it is, if none. */
static enum status stated(struct str *out, const struct typing *t,
			  struct str packed, enum facet_kind kind,
			  struct str folded, struct error *err)
{
	struct buf one = BUF_INIT(VALUE_MAX);
	struct facet_item item;
	enum status st = ST_OK;
	int found = 0;

	while (st == ST_OK && !found && facet_next(&packed, &item)) {
		if (item.kind != kind)
			continue;
		st = value_fold(&one, item.value, err);
		found = st == ST_OK && str_eq(buf_str(&one), folded);
	}
	if (st == ST_OK)
		st = arena_str(out, t->arena, found ? item.value : folded, err);
	buf_free(&one);
	return st;
}

/* The value of a term, as the first post that has it states it. */
static enum status value_text(struct str *out, const struct typing *t,
			      struct str term, size_t prefix,
			      enum facet_kind kind, struct error *err)
{
	struct str folded = {term.p + prefix, term.len - prefix};
	struct buf packed = BUF_INIT(XAP_VALUE_MAX);
	struct xap_posting posting = {.docid = 0};
	xap_postings *it = NULL;
	enum status st = xap_postings_open(&it, t->archive->posts, term, err);

	if (st == ST_OK)
		st = xap_postings_next(it, &posting, err);
	xap_postings_free(it);
	if (st == ST_OK)
		st = xap_db_doc_value(t->archive->posts, posting.docid,
				      SLOT_FACETS, &packed, err);
	if (st == ST_OK)
		st = stated(out, t, buf_str(&packed), kind, folded, err);
	buf_free(&packed);
	return st;
}

/* The values that begin with what was typed; their text is the term yet. */
static enum status find_values(struct typing *t, size_t row, size_t first,
			       struct error *err)
{
	const char *prefix = schema[value_rows[row].field].value;
	char key[XAP_TERM_MAX];
	struct xap_term term;
	xap_terms *it = NULL;
	enum status st =
		xap_terms_open(&it, t->archive->posts,
			       value_term(key, prefix, t->folded), err);

	for (size_t i = 0; st == ST_OK && i < SCANNED_MAX; i++) {
		struct str kept;

		st = xap_terms_next(it, &term, err);
		if (st == ST_OK)
			st = arena_str(&kept, t->arena, term.term, err);
		if (st == ST_OK)
			add(t, value_rows[row].kind, kept, term.freq);
		if (t->out->n - first >= 2 * t->max)
			keep_best(t, first);
	}
	xap_terms_free(it);
	keep_best(t, first);
	return st == ST_END ? ST_OK : st;
}

static enum status complete_values(struct typing *t, size_t row,
				   struct error *err)
{
	size_t prefix = strlen(schema[value_rows[row].field].value);
	size_t first = t->out->n;
	enum status st = find_values(t, row, first, err);

	for (size_t i = first; st == ST_OK && i < t->out->n; i++)
		st = value_text(&t->out->v[i].text, t, t->out->v[i].text,
				prefix, value_rows[row].facet, err);
	return st;
}

/* Titles with all the whole words, and one that begins as the last does. */
static enum status title_query(xap_query **out, const struct typing *t,
			       struct error *err)
{
	const char *prefix = schema[FIELD_TITLE].words;
	xap_query *endings[ENDINGS_MAX], *parts[HEAD_MAX + 1];
	struct kin kin = {NULL, 0};
	char key[XAP_TERM_MAX];
	size_t n = 0, m = 0;
	enum status st = kin_completions(&kin, t->arena, t->archive->posts,
					 NULL, value_term(key, prefix, t->last),
					 ENDINGS_MAX, err);

	for (size_t i = 0; st == ST_OK && i < kin.n; i++)
		st = term_query(&endings[n++], "", kin.v[i].term, err);
	if (st == ST_OK)
		st = xap_query_combine(&parts[m++], XAP_OR, endings, n, 0, err);
	for (size_t i = 0; st == ST_OK && i < t->head_count; i++)
		st = term_query(&parts[m++], prefix, t->head[i], err);
	if (st == ST_OK)
		st = xap_query_combine(out, XAP_AND, parts, m, 0, err);
	for (size_t i = 0; i < n; i++)
		xap_query_free(endings[i]);
	for (size_t i = 0; i < m; i++)
		xap_query_free(parts[i]);
	return st;
}

/* Posts of one title are one completion. */
static enum status add_title(struct typing *t, size_t first, struct str data,
			     struct error *err)
{
	struct post post;
	struct str title;
	enum status st = packed_decode(&post, t->arena, data, err);

	for (size_t i = first; st == ST_OK && i < t->out->n; i++)
		if (str_eq(t->out->v[i].text, post.title)) {
			t->out->v[i].posts++;
			return ST_OK;
		}
	if (st == ST_OK)
		st = arena_str(&title, t->arena, post.title, err);
	if (st == ST_OK)
		add(t, COMPLETE_TITLE, title, 1);
	return st;
}

static enum status complete_titles(struct typing *t, struct error *err)
{
	struct xap_search how = XAP_SEARCH_INIT;
	size_t first = t->out->n;
	xap_matches *matches = NULL;
	xap_query *query = NULL;
	struct xap_hit hit;
	enum status st = title_query(&query, t, err);

	how.count = (uint32_t)t->max;
	if (st == ST_OK)
		st = xap_search(&matches, t->archive->posts, query, &how, err);
	while (st == ST_OK &&
	       (st = xap_matches_next(matches, &hit, err)) == ST_OK)
		st = add_title(t, first, hit.data, err);
	xap_matches_free(matches);
	xap_query_free(query);
	return st == ST_END ? ST_OK : st;
}

static enum status complete_all(struct typing *t, struct error *err)
{
	enum status st = read_words(t, err);

	if (st != ST_OK || t->last.len == 0)
		return st;
	st = complete_words(t, err);
	for (size_t i = 0; st == ST_OK && i < 3; i++)
		st = complete_values(t, i, err);
	return st == ST_OK ? complete_titles(t, err) : st;
}

enum status complete(struct completions *out, struct arena *arena,
		     struct archive *archive, struct str text, size_t max,
		     struct error *err)
{
	/* Values are kept twice `max` while they are gathered. */
	const size_t room = ENDINGS_MAX + (COMPLETE_KINDS + 1) * COMPLETE_MAX;
	struct buf repaired = BUF_INIT(16 << 10), nfc = BUF_INIT(16 << 10);
	struct typing t = {.out = out,
			   .arena = arena,
			   .archive = archive,
			   .max = max < COMPLETE_MAX ? max : COMPLETE_MAX};
	size_t replaced;
	enum status st;

	*out = (struct completions){NULL, 0};
	if (text.len > COMPLETE_TEXT_MAX)
		text.len = COMPLETE_TEXT_MAX;
	st = arena_array(&out->v, arena, room, sizeof(*out->v), err);
	if (st == ST_OK)
		st = utf8_repair(&repaired, text, &replaced, err);
	if (st == ST_OK)
		st = utf8_nfc(&t.text, &nfc, buf_str(&repaired), err);
	if (st == ST_OK)
		st = complete_all(&t, err);
	buf_free(&repaired);
	buf_free(&nfc);
	return st;
}
