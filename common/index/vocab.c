#include "common/index/vocab.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/index/vocab_key.h"
#include "common/text/stem.h"

enum { ENTRY_MAX = 1 << 20 /* bytes of one key's value */ };

static int take_field(struct str *rest, struct str *field, char end)
{
	const char *p = rest->len ? memchr(rest->p, end, rest->len) : NULL;

	if (!p)
		return 0;
	*field = (struct str){rest->p, (size_t)(p - rest->p)};
	rest->p += field->len + 1;
	rest->len -= field->len + 1;
	return 1;
}

static int take_count(struct str *rest, uint32_t *out, char end)
{
	struct str field;

	*out = 0;
	if (!take_field(rest, &field, end) || !field.len || field.len > 10)
		return 0;
	for (size_t i = 0; i < field.len; i++) {
		if (field.p[i] < '0' || field.p[i] > '9')
			return 0;
		*out = *out * 10 + (uint32_t)(field.p[i] - '0');
	}
	return 1;
}

uint32_t vocab_langs(struct str list)
{
	uint32_t langs = 0;
	struct str lang;

	while (take_field(&list, &lang, ' '))
		if (stem_lang(lang) >= 0)
			langs |= 1u << stem_lang(lang);
	return langs;
}

static enum status parse_entry(struct vocab_word *out, struct arena *arena,
			       struct str term, struct str data,
			       struct error *err)
{
	struct str langs, form;
	enum status st;

	if (!take_count(&data, &out->posts, '\t') ||
	    !take_count(&data, &out->count, '\t') ||
	    !take_count(&data, &out->cases.capitals, '\t') ||
	    !take_count(&data, &out->cases.starts, '\t') ||
	    !take_count(&data, &out->cases.lowers, '\t') ||
	    !take_field(&data, &langs, '\n'))
		return error_set(err, ST_CORRUPT,
				 "vocabulary: bad entry for '%.*s'",
				 (int)term.len, term.p);
	out->langs = vocab_langs(langs);
	if (!take_field(&data, &form, '\t'))
		form = term;
	st = arena_str(&out->term, arena, term, err);
	return st == ST_OK ? arena_str(&out->form, arena, form, err) : st;
}

enum status vocab_word(struct vocab_word *out, struct arena *arena,
		       const xap_db *db, struct str term, struct error *err)
{
	char key[VOCAB_KEY_MAX];
	struct buf data = BUF_INIT(ENTRY_MAX);
	enum status st =
		xap_db_metadata(db, vocab_word_key(key, term), &data, err);

	if (st == ST_OK && data.len == 0)
		st = error_set(err, ST_NOTFOUND, "'%.*s' is in no post",
			       (int)term.len, term.p);
	if (st == ST_OK)
		st = parse_entry(out, arena, term, buf_str(&data), err);
	buf_free(&data);
	return st;
}

enum status vocab_posts(uint32_t *out, const xap_db *db, struct str term,
			struct error *err)
{
	char key[VOCAB_KEY_MAX];
	struct buf data = BUF_INIT(ENTRY_MAX);
	struct str rest;
	enum status st = ST_OK;

	*out = 0;
	/* No such word is stored. */
	if (term.len <= XAP_KEY_MAX - 1)
		st = xap_db_metadata(db, vocab_word_key(key, term), &data, err);
	rest = buf_str(&data);
	if (st == ST_OK && rest.len && !take_count(&rest, out, '\t'))
		st = error_set(err, ST_CORRUPT,
			       "vocabulary: bad entry for '%.*s'",
			       (int)term.len, term.p);
	buf_free(&data);
	return st;
}

enum status vocab_words_open(xap_terms **out, const xap_db *db,
			     struct str prefix, struct error *err)
{
	char key[VOCAB_KEY_MAX];

	if (prefix.len > XAP_KEY_MAX - 1)
		prefix.len = XAP_KEY_MAX - 1;
	return xap_keys_open(out, db, vocab_word_key(key, prefix), err);
}

enum status vocab_words_next(xap_terms *words, struct str *out,
			     struct error *err)
{
	struct xap_term key;
	enum status st = xap_terms_next(words, &key, err);

	if (st == ST_OK)
		*out = (struct str){key.term.p + 1, key.term.len - 1};
	return st;
}

struct gather {
	struct vocab_list *out;
	struct arena *arena;
	const xap_db *db;
	struct str term; /* not this one */
	size_t max;
};

static int known(const struct vocab_list *list, struct str term)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].term, term))
			return 1;
	return 0;
}

/* Only words of `langs`, bits. */
static enum status gather_word(struct gather *g, struct str term,
			       uint32_t langs, struct error *err)
{
	struct vocab_word *word = &g->out->v[g->out->n];
	enum status st;

	if (g->out->n == g->max || str_eq(term, g->term) || known(g->out, term))
		return ST_OK;
	st = vocab_word(word, g->arena, g->db, term, err);
	g->out->n += st == ST_OK && word->langs & langs;
	return st == ST_NOTFOUND ? ST_OK : st;
}

/* The words of one stem: the stem itself, and what its key lists. */
static enum status gather_stem(struct gather *g, int lang, struct error *err)
{
	char text[STEM_MAX], key[VOCAB_KEY_MAX];
	struct str found = {text, stem(text, lang, g->term)}, rest, word;
	struct buf list = BUF_INIT(ENTRY_MAX);
	enum status st = gather_word(g, found, 1u << lang, err);

	if (st == ST_OK)
		st = xap_db_metadata(g->db, vocab_stem_key(key, lang, found),
				     &list, err);
	rest = buf_str(&list);
	while (st == ST_OK && take_field(&rest, &word, ' '))
		st = gather_word(g, word, 1u << lang, err);
	buf_free(&list);
	return st;
}

static int by_posts(const void *a, const void *b)
{
	const struct vocab_word *x = a, *y = b;

	return (x->posts < y->posts) - (x->posts > y->posts);
}

enum status vocab_inflections(struct vocab_list *out, struct arena *arena,
			      const xap_db *db, struct str term, size_t max,
			      struct error *err)
{
	struct gather g = {out, arena, db, term, max};
	struct buf langs = BUF_INIT(ENTRY_MAX);
	struct str rest, lang;
	enum status st;

	out->n = 0;
	st = arena_array(&out->v, arena, max + 1, sizeof(*out->v), err);
	if (st == ST_OK)
		st = xap_db_metadata(db, STR(VOCAB_LANGS), &langs, err);
	rest = buf_str(&langs);
	while (st == ST_OK && take_field(&rest, &lang, ' '))
		if (stem_lang(lang) >= 0)
			st = gather_stem(&g, stem_lang(lang), err);
	buf_free(&langs);
	if (st == ST_OK)
		qsort(out->v, out->n, sizeof(*out->v), by_posts);
	return st;
}

/* The lines behind the first: a form each. */
static enum status parse_forms(struct vocab_forms *out, struct arena *arena,
			       struct str data, struct error *err)
{
	struct str line, text;
	size_t lines = 0;
	enum status st;

	for (size_t i = 0; i < data.len; i++)
		lines += data.p[i] == '\n';
	st = arena_array(&out->v, arena, lines + 1, sizeof(*out->v), err);
	if (st != ST_OK || !take_field(&data, &line, '\n'))
		return st;
	while (st == ST_OK && data.len) {
		struct vocab_form *f = &out->v[out->n++];

		if (!take_field(&data, &text, '\t') ||
		    !take_count(&data, &f->count, '\t') ||
		    !take_count(&data, &f->posts, '\n'))
			return error_set(err, ST_CORRUPT,
					 "vocabulary: bad form");
		st = arena_str(&f->text, arena, text, err);
	}
	return st;
}

enum status vocab_forms(struct vocab_forms *out, struct arena *arena,
			const xap_db *db, struct str term, struct error *err)
{
	char key[VOCAB_KEY_MAX];
	struct buf data = BUF_INIT(ENTRY_MAX);
	enum status st =
		xap_db_metadata(db, vocab_word_key(key, term), &data, err);

	out->n = 0;
	if (st == ST_OK)
		st = parse_forms(out, arena, buf_str(&data), err);
	buf_free(&data);
	return st;
}
